import * as say from "../errors";
import { partitionOf } from "../cloudtrail/regions";
import { objectEventsView } from "../cloudtrail/s3Events";
import { readBytes } from "./bytes";
import { nearestRegion, nearestTimeZone } from "./nearest";
import { timeZones } from "./timeZones";

/** Says why a value cannot be and what to write instead; undefined for a good one. */
export type Rule = (value: string) => string | undefined;

/** What to write instead: the suggestion if the rule takes it, else the fallback. */
const goodOr = (rule: Rule, refused: string, suggestion: string, fallback: string): string =>
  suggestion !== refused && rule(suggestion) === undefined ? suggestion : fallback;

/** The name at the end of an ARN. */
const lastOf = (arn: string): string => arn.split(/[:/]/).at(-1) ?? "";

const lowerCaseDashed = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");

/** `name`: narrower than any one service's rule, because stack, bucket, trail and database names grow from it. */
export const stackName: Rule = (name) => {
  if (name.length <= 63 && /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) return undefined;
  const letters = lowerCaseDashed(name).replace(/^[0-9-]+/, "");
  return say.stackNameCharacters(goodOr(stackName, name, letters.slice(0, 40).replace(/-$/, ""), "my-audit"));
};

const reservedBeginnings = ["xn--", "sthree-", "amzn-s3-demo-"];
const reservedEnds = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

/** Amazon S3 User Guide, "General purpose bucket naming rules". */
export const bucketName: Rule = (name) => {
  const orElse = (suggestion: string): string => goodOr(bucketName, name, suggestion, "my-bucket");
  const arn = /^arn:(?:[\w-]*:s3:::([^/]*))?/.exec(name);
  if (arn) return say.arnForBucket(orElse(arn[1] ?? ""));
  const url = /^s3:\/\/([^/]*)/.exec(name) ?? /^([^/]*)\//.exec(name);
  if (url) return say.urlForBucket(orElse(url[1] ?? ""));
  if (/[^a-z0-9.-]/.test(name)) {
    const replaced = name.toLowerCase().replace(/[^a-z0-9.-]+/g, "-");
    return say.bucketNameCharacters(orElse(replaced.replace(/^[.-]+|[.-]+$/g, "")));
  }
  if (name.length < 3 || name.length > 63) return say.bucketNameLength(name.length);
  if (/^[.-]|[.-]$/.test(name)) return say.bucketNameEnds(orElse(name.replace(/^[.-]+|[.-]+$/g, "")));
  if (name.includes("..")) return say.bucketNamePeriods(orElse(name.replace(/\.{2,}/g, ".")));
  if (looksLikeAddress(name)) return say.bucketNameIsAddress();
  const beginning = reservedBeginnings.find((part) => name.startsWith(part));
  if (beginning !== undefined) return say.bucketNameReserved("begin", beginning);
  const end = reservedEnds.find((part) => name.endsWith(part));
  return end === undefined ? undefined : say.bucketNameReserved("end", end);
};

const looksLikeAddress = (name: string): boolean => /^\d+\.\d+\.\d+\.\d+$/.test(name);

/** AWS CloudTrail User Guide, "Naming requirements for CloudTrail resources, Amazon S3 buckets, and KMS keys". */
export const trailName: Rule = (name) => {
  if (name.startsWith("arn:")) return say.arnForName(goodOr(trailName, name, lastOf(name), "my-trail"));
  const good = /^[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$/.test(name) && name.length >= 3 && name.length <= 128;
  if (good && !looksLikeAddress(name)) return undefined;
  const parts = name.split(/[^A-Za-z0-9]+/).filter((part) => part !== "");
  const suggestion = parts.join("-").slice(0, 128).replace(/-$/, "");
  return say.trailNameRule(goodOr(trailName, name, suggestion, "my-trail"));
};

/** Amazon Athena User Guide, "Name databases, tables, and columns"; narrowed to what needs no quotes in DDL. */
const glueName: Rule = (name) => {
  if (name.startsWith("arn:")) return say.arnForName(goodOr(databaseName, name, lastOf(name), "audit"));
  if (/^[a-z0-9_]{1,255}$/.test(name)) return undefined;
  const suggestion = name.toLowerCase().replace(/[^a-z0-9_]+/g, "_");
  return say.glueNameRule(goodOr(databaseName, name, suggestion.slice(0, 255), "audit"));
};

export const databaseName: Rule = (name) =>
  ["default", "information_schema"].includes(name) ? say.glueDatabaseTaken() : glueName(name);

export const tableName: Rule = (name) => (name === objectEventsView ? say.tableIsTheView() : glueName(name));

/** Amazon Athena API Reference, CreateWorkGroup. */
export const workgroupName: Rule = (name) => {
  const orElse = (suggestion: string): string => goodOr(workgroupName, name, suggestion, "my-audit");
  if (name.startsWith("arn:")) return say.arnForName(orElse(lastOf(name)));
  if (name === "primary") return say.workgroupTaken();
  if (/^[a-zA-Z0-9._-]{1,128}$/.test(name)) return undefined;
  return say.workgroupNameRule(orElse(name.replace(/[^a-zA-Z0-9._-]+/g, "-").slice(0, 128)));
};

export const accountId: Rule = (id) => (/^\d{12}$/.test(id) ? undefined : say.accountIdRule());

export const regionName: Rule = (region) =>
  partitionOf(region) === undefined ? say.unknownRegion(...nearestRegion(region)) : undefined;

/**
 * Only UTC and names of the form Area/City: abbreviations and offsets such as "+09:00" mean different things to
 * Athena and to DuckDB. The runtime's list of zones is asked first, because it is ten times as quick as a formatter;
 * it lacks the zones' other names, such as Asia/Kolkata for Asia/Calcutta.
 */
export const timeZoneName: Rule = (zone) => {
  if (zone === "UTC" || Intl.supportedValuesOf("timeZone").includes(zone)) return undefined;
  const canonical = canonicalTimeZone(zone);
  const isRegion = /^[A-Z]\w+(\/[A-Z][\w+-]*)+$/.test(zone);
  const differsInCase = canonical !== zone && canonical?.toLowerCase() === zone.toLowerCase();
  if (canonical !== undefined && isRegion && !differsInCase) return undefined;
  if (timeZones.includes(zone)) return say.timeZoneTooNew(process.versions["tz"] ?? "unknown");
  return say.unknownTimeZone(canonical?.includes("/") ? canonical : nearestTimeZone(zone));
};

function canonicalTimeZone(zone: string): string | undefined {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/** Amazon Athena API Reference, WorkGroupConfiguration: BytesScannedCutoffPerQuery is at least 10,000,000 bytes. */
export const scanLimit: Rule = (size) => {
  const bytes = readBytes(size);
  if (bytes !== undefined) return bytes < 10 * 1024 ** 2 ? say.scanLimitTooSmall() : undefined;
  const [, amount, letter] = /^\s*(\d+(?:\.\d+)?)\s*([kmgtKMGT]?)(?:i?[bB])?\s*$/.exec(size) ?? [];
  const suggestion = `${amount ?? "10"} ${amount === undefined ? "G" : letter?.toUpperCase()}B`;
  if (readBytes(suggestion) === undefined) return say.scanLimitTooLarge();
  return say.unreadableBytes(goodOr(scanLimit, size, suggestion, "10 MB"));
};

/** Amazon S3 User Guide, "Naming Amazon S3 objects": a key has at most 1,024 bytes. */
export const keyPrefix: Rule = (prefix) => {
  const asFolder = (text: string): string => (text === "" || text.endsWith("/") ? text : `${text}/`);
  const withoutSlash = (text: string): string => text.replace(/^\/+/, "");
  if (prefix === "") return say.prefixIsEmpty();
  const url = /^(?:s3:\/\/|arn:[\w-]*:s3:::)[^/]*(.*)$/s.exec(prefix);
  if (url) return say.prefixIsUrl(asFolder(withoutSlash(url[1] ?? "").replace(/[*?].*$/s, "")));
  if (/[*?]/.test(prefix)) return say.prefixWildcard(withoutSlash(prefix).replace(/[*?].*$/s, ""));
  if (prefix.startsWith("/")) return say.prefixLeadingSlash(asFolder(withoutSlash(prefix)));
  // Terraform evaluates ${…} and %{…} wherever they stand in its JSON.
  if (/\p{Cc}|[$%]\{/u.test(prefix)) return say.prefixCharacters();
  const bytes = Buffer.byteLength(prefix);
  return bytes > 1024 ? say.prefixTooLong(bytes) : undefined;
};

/** AWS CloudTrail API Reference, CreateTrail: S3KeyPrefix; narrowed to what needs no escape in a bucket policy. */
export const logPrefix: Rule = (prefix) => {
  if (prefix.length <= 200 && /^[A-Za-z0-9._=-]+(\/[A-Za-z0-9._=-]+)*\/?$/.test(prefix)) return undefined;
  const path = prefix.replace(/^(s3:\/\/|arn:[\w-]*:s3:::)[^/]*/, "").replace(/[^A-Za-z0-9._=/-]+/g, "-");
  return say.logPrefixRule(
    path
      .replace(/\/{2,}/g, "/")
      .replace(/^\/|\/$/g, "")
      .slice(0, 200) || "audit",
  );
};

const tagCharacters = /^[\p{L}\p{N}\p{Z}_.:/=+@-]*$/u;

/** AWS General Reference, "Tagging your AWS resources". */
export const tagKey: Rule = (key) => {
  const good = tagCharacters.test(key) && key.length >= 1 && key.length <= 128 && !/^aws:/i.test(key);
  return good ? undefined : say.tagKeyRule();
};

export const tagValue: Rule = (value) =>
  tagCharacters.test(value) && value.length <= 256 ? undefined : say.tagValueRule();

// Where the state is kept. None of it is ever a place for ${ or a control character: Terraform would evaluate it.
const isPlain = (text: string): boolean => text !== "" && !/\p{Cc}|[$%]\{/u.test(text);

export const statePath: Rule = (path) =>
  isPlain(path) && !/[\\/]$/.test(path) ? undefined : say.statePathRule();

/** Terraform's S3 backend: the key must not begin or end with a slash. */
export const stateKey: Rule = (key) => {
  const good = isPlain(key) && !/^\/|\/$/.test(key) && Buffer.byteLength(key) <= 1024;
  return good ? undefined : say.stateKeyRule(key.replace(/^\/+|\/+$/g, "") || "my-audit/terraform.tfstate");
};

export const kmsKeyArn: Rule = (arn) =>
  /^arn:aws[\w-]*:kms:[a-z0-9-]+:\d{12}:(key|alias)\/[\w/-]+$/.test(arn) ? undefined : say.kmsKeyRule();

const dashed = (name: string): string => name.replace(/[^A-Za-z0-9_-]+/g, "-").replace(/^-+|-+$/g, "");

/** HCP Terraform documentation, "Organizations": letters, digits, underscores and dashes. */
export const organizationName: Rule = (name) =>
  /^[A-Za-z0-9_-]{3,40}$/.test(name)
    ? undefined
    : say.organizationRule(goodOr(organizationName, name, dashed(name).slice(0, 40), "example-org"));

/** HCP Terraform documentation, "Workspaces": at most 90 letters, digits, underscores and dashes. */
export const workspaceName: Rule = (name) =>
  /^[A-Za-z0-9_-]{1,90}$/.test(name) ? undefined : say.workspaceRule(dashed(name).slice(0, 90) || "my-audit");

export const workspaceTag: Rule = (tag) =>
  /^[a-z0-9]([a-z0-9:_-]{0,253}[a-z0-9])?$/.test(tag)
    ? undefined
    : say.workspaceTagRule(goodOr(workspaceTag, tag, dashed(tag.toLowerCase()).slice(0, 255), "audit"));

export const projectName: Rule = (name) =>
  /^[A-Za-z0-9_-][A-Za-z0-9 _-]{1,38}[A-Za-z0-9_-]$/.test(name) ? undefined : say.projectRule();

export const hostName: Rule = (host) => {
  const label = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
  if (new RegExp(`^${label}(\\.${label})*(:\\d{1,5})?$`).test(host)) return undefined;
  const bare = host
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, "")
    .replace(/\/.*$/, "");
  return say.hostNameRule(goodOr(hostName, host, bare, "app.terraform.io"));
};
