import * as say from "../../errors";
import { objectEventsView } from "../../cloudtrail/s3Events";
import { captured, firstFault, firstOf, type Hcl, matches, quoted, replaced, valueOf } from "./hcl";

/**
 * The rules of src/settings/names.ts as Terraform expressions: each gives the sentence that says why a value cannot
 * be, or an empty text. A test holds both to the same sentences.
 */
export type Rule = (value: Hcl) => Hcl;

/** What to write instead: the suggestion if the rule takes it, else the fallback. */
const goodOr = (isGood: (value: Hcl) => Hcl, suggestion: Hcl, fallback: string): string =>
  valueOf(firstOf(`one([for each in [${suggestion}] : each if ${isGood("each")}])`, quoted(fallback)));

/** The name at the end of an ARN. */
const lastPart = (value: Hcl): Hcl => `regex("[^:/]*$", ${value})`;

const isStackName = (value: Hcl): Hcl =>
  `(length(${value}) <= 63 && ${matches(value, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)})`;

export const stackName: Rule = (value) => {
  const dashed = replaced(replaced(`lower(${value})`, /[^a-z0-9]+/, "-"), /^-|-$/, "");
  const letters = replaced(dashed, /^[0-9-]+/, "");
  const suggestion = `trimsuffix(substr(${letters}, 0, 40), "-")`;
  return firstFault([
    `!${isStackName(value)}`,
    say.stackNameCharacters(goodOr(isStackName, suggestion, "my-audit")),
  ]);
};

const looksLikeAddress = (value: Hcl): Hcl => matches(value, /^\d+\.\d+\.\d+\.\d+$/);
const reservedBeginnings = ["xn--", "sthree-", "amzn-s3-demo-"];
const reservedEnds = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

const reserved = new RegExp(
  `^(${reservedBeginnings.join("|")})|(${reservedEnds.join("|").replaceAll(".", "\\.")})$`,
);

const isBucketName = (value: Hcl): Hcl =>
  `(${matches(value, /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)} && !strcontains(${value}, "..") && ` +
  `!${looksLikeAddress(value)} && !${matches(value, reserved)})`;

export const bucketName: Rule = (value) => {
  const or = (suggestion: Hcl): string => goodOr(isBucketName, suggestion, "my-bucket");
  const allowed = replaced(`lower(${value})`, /[^a-z0-9.-]+/, "-");
  return firstFault(
    [matches(value, /^arn:[\w-]*:s3:::/), say.arnForBucket(or(captured(value, /^arn:[\w-]*:s3:::([^/]*)/)))],
    [matches(value, /^arn:/), say.arnForBucket("my-bucket")],
    [matches(value, /^s3:\/\//), say.urlForBucket(or(captured(value, /^s3:\/\/([^/]*)/)))],
    [matches(value, /\//), say.urlForBucket(or(captured(value, /^([^/]*)\//)))],
    [matches(value, /[^a-z0-9.-]/), say.bucketNameCharacters(or(`trim(${allowed}, ".-")`))],
    [`length(${value}) < 3 || length(${value}) > 63`, say.bucketNameLength(valueOf(`length(${value})`))],
    [matches(value, /^[.-]|[.-]$/), say.bucketNameEnds(or(`trim(${value}, ".-")`))],
    [`strcontains(${value}, "..")`, say.bucketNamePeriods(or(replaced(value, /\.{2,}/, ".")))],
    [looksLikeAddress(value), say.bucketNameIsAddress()],
    ...reservedBeginnings.map(
      (part) => [`startswith(${value}, ${quoted(part)})`, say.bucketNameReserved("begin", part)] as const,
    ),
    ...reservedEnds.map(
      (part) => [`endswith(${value}, ${quoted(part)})`, say.bucketNameReserved("end", part)] as const,
    ),
  );
};

const isTrailName = (value: Hcl): Hcl =>
  `(${matches(value, /^[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$/)} && length(${value}) >= 3 && ` +
  `length(${value}) <= 128 && !${looksLikeAddress(value)})`;

export const trailName: Rule = (value) => {
  const parts = `trim(${replaced(value, /[^A-Za-z0-9]+/, "-")}, "-")`;
  const suggestion = `trimsuffix(substr(${parts}, 0, 128), "-")`;
  return firstFault(
    [`startswith(${value}, "arn:")`, say.arnForName(goodOr(isTrailName, lastPart(value), "my-trail"))],
    [`!${isTrailName(value)}`, say.trailNameRule(goodOr(isTrailName, suggestion, "my-trail"))],
  );
};

const isGlueName = (value: Hcl): Hcl => matches(value, /^[a-z0-9_]{1,255}$/);
const isDatabaseName = (value: Hcl): Hcl =>
  `(${isGlueName(value)} && !contains(["default", "information_schema"], ${value}))`;

const glueName: Rule = (value) => {
  const suggestion = `substr(${replaced(`lower(${value})`, /[^a-z0-9_]+/, "_")}, 0, 255)`;
  return firstFault(
    [`startswith(${value}, "arn:")`, say.arnForName(goodOr(isDatabaseName, lastPart(value), "audit"))],
    [`!${isGlueName(value)}`, say.glueNameRule(goodOr(isDatabaseName, suggestion, "audit"))],
  );
};

export const databaseName: Rule = (value) =>
  `(contains(["default", "information_schema"], ${value}) ? ${quoted(say.glueDatabaseTaken())} : ${glueName(value)})`;

export const tableName: Rule = (value) =>
  `(${value} == ${quoted(objectEventsView)} ? ${quoted(say.tableIsTheView())} : ${glueName(value)})`;

const isWorkgroupName = (value: Hcl): Hcl =>
  `(${matches(value, /^[a-zA-Z0-9._-]{1,128}$/)} && ${value} != "primary")`;

export const workgroupName: Rule = (value) => {
  const suggestion = `substr(${replaced(value, /[^a-zA-Z0-9._-]+/, "-")}, 0, 128)`;
  return firstFault(
    [`startswith(${value}, "arn:")`, say.arnForName(goodOr(isWorkgroupName, lastPart(value), "my-audit"))],
    [`${value} == "primary"`, say.workgroupTaken()],
    [
      `!${matches(value, /^[a-zA-Z0-9._-]{1,128}$/)}`,
      say.workgroupNameRule(goodOr(isWorkgroupName, suggestion, "my-audit")),
    ],
  );
};

/** No zone is suggested here: that takes more than Terraform's functions. */
export const timeZoneName =
  (known: Hcl): Rule =>
  (value) =>
    firstFault([`!contains(${known}, ${value})`, say.unknownTimeZone(undefined)]);

const sizeUnits = '["B", "KB", "MB", "GB", "TB"]';
/** Above it no whole number is exact in JavaScript, which the settings are read by. */
const mostBytes = Number.MAX_SAFE_INTEGER;

/** The bytes of a size such as "10 GB"; fails for any other text. */
export const bytesOf = (size: Hcl): Hcl => {
  const part = (index: number): Hcl =>
    `regex(${quoted(String.raw`^(\d+(?:\.\d+)?) ?([KMGT]?B)$`)}, ${size})[${index}]`;
  return `(tonumber(${part(0)}) * pow(1024, index(${sizeUnits}, ${part(1)})))`;
};

export const scanLimit: Rule = (value) => {
  const readable = (size: Hcl): Hcl =>
    `try(${bytesOf(size)} == floor(${bytesOf(size)}) && ${bytesOf(size)} <= ${mostBytes}, false)`;
  const isEnough = (size: Hcl): Hcl => `${readable(size)} && ${bytesOf(size)} >= ${10 * 1024 ** 2}`;
  const loose = quoted(String.raw`^\s*(\d+(?:\.\d+)?)\s*([kmgtKMGT]?)(?:i?[bB])?\s*$`);
  const part = (index: number, otherwise: string): Hcl =>
    `try(regex(${loose}, ${value})[${index}], "${otherwise}")`;
  const suggestion = `"\${${part(0, "10")}} \${upper(${part(1, "G")})}B"`;
  return firstFault(
    [`${readable(value)} && try(${bytesOf(value)} < ${10 * 1024 ** 2}, false)`, say.scanLimitTooSmall()],
    [`!${readable(value)} && !${readable(suggestion)}`, say.scanLimitTooLarge()],
    [`!${readable(value)}`, say.unreadableBytes(goodOr(isEnough, suggestion, "10 MB"))],
  );
};

const withoutSlash = (value: Hcl): Hcl => replaced(value, /^\/+/, "");
const asFolder = (value: Hcl): Hcl => replaced(value, /([^/])$/, "$1/");
const beforeWildcard = (value: Hcl): Hcl => replaced(value, /[*?].*$/s, "");

export const keyPrefix: Rule = (value) => {
  const url = /^(?:s3:\/\/|arn:[\w-]*:s3:::)[^/]*(.*)$/s;
  const key = asFolder(beforeWildcard(withoutSlash(captured(value, url))));
  const unslashed = asFolder(withoutSlash(value));
  const literal = beforeWildcard(withoutSlash(value));
  /** Two sentences: one that suggests something, and one where nothing is left to suggest. */
  const suggesting = (fails: Hcl, suggestion: Hcl, why: (suggestion: string) => string) =>
    [
      [`${fails} && try(${suggestion}, "") == ""`, why("")],
      [fails, why(valueOf(suggestion))],
    ] as const;
  const encoded = `textencodebase64(${value}, "UTF-8")`;
  const bytes = `(length(${encoded}) / 4 * 3 - length(regexall("=", ${encoded})))`;
  return firstFault(
    [`${value} == ""`, say.prefixIsEmpty()],
    ...suggesting(matches(value, url), key, say.prefixIsUrl),
    ...suggesting(matches(value, /[*?]/), literal, say.prefixWildcard),
    ...suggesting(`startswith(${value}, "/")`, unslashed, say.prefixLeadingSlash),
    [matches(value, /\p{Cc}|[$%]\{/u), say.prefixCharacters()],
    [`${bytes} > 1024`, say.prefixTooLong(valueOf(bytes))],
  );
};

export const logPrefix: Rule = (value) => {
  const path = replaced(replaced(value, /^(s3:\/\/|arn:[\w-]*:s3:::)[^/]*/, ""), /[^A-Za-z0-9._=/-]+/, "-");
  const tidied = replaced(replaced(path, /\/{2,}/, "/"), /^\/|\/$/, "");
  const good = `length(${value}) <= 200 && ${matches(value, /^[A-Za-z0-9._=-]+(\/[A-Za-z0-9._=-]+)*\/?$/)}`;
  return firstFault([
    `!(${good})`,
    say.logPrefixRule(valueOf(firstOf(`substr(${tidied}, 0, 200)`, '"audit"'))),
  ]);
};

const tagCharacters = /^[\p{L}\p{N}\p{Z}_.:/=+@-]*$/u;

export const tagKey: Rule = (value) =>
  firstFault([
    `!(${matches(value, tagCharacters)} && length(${value}) >= 1 && length(${value}) <= 128 && !startswith(lower(${value}), "aws:"))`,
    say.tagKeyRule(),
  ]);

export const tagValue: Rule = (value) =>
  firstFault([`!(${matches(value, tagCharacters)} && length(${value}) <= 256)`, say.tagValueRule()]);

export const wholeNumber =
  (minimum: number, maximum: number): Rule =>
  (value) =>
    firstFault(
      [`floor(${value}) != ${value}`, say.mustBeWhole()],
      [`${value} < ${minimum}`, say.mustBeAtLeast(minimum)],
      [`${value} > ${maximum}`, say.mustBeAtMost(maximum)],
    );

export const recordKind: Rule = (value) =>
  firstFault([
    `!contains(["write", "read", "all"], ${value})`,
    say.mustBeOneOf(["write", "read", "all"], undefined),
  ]);
