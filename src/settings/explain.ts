import type { z } from "zod";
import * as say from "../errors";
import { type Fault, type Path, pathText, shown, valueAt, wrong } from "./fault";
import { nearest } from "./nearest";
import { fieldsOf } from "./schema";

type Issue = z.core.$ZodIssue;

/** The text of a value as it stands in the file: `012` where YAML reads 10 or 12. */
export type SourceOf = (path: Path) => string | undefined;

/** The sentences for what the schema found in the input, in its order. */
export function explain(issues: readonly Issue[], input: unknown, sourceOf: SourceOf): Fault[] {
  return issues.flatMap((issue) => explainIssue(issue, input, sourceOf));
}

function explainIssue(issue: Issue, input: unknown, sourceOf: SourceOf): Fault[] {
  const path = issue.path as Path;
  const value = valueAt(input, path);
  const because = (why: string): Fault[] => [wrong(path, value, why)];
  switch (issue.code) {
    case "invalid_type":
      return [wrongType(issue.expected, path, value, sourceOf)];
    case "invalid_value":
      return because(notAmong(issue.values.map(String), path, value));
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownField(path, key, valueAt(input, path)));
    case "invalid_union":
      return path[0] === "backend" ? [backendType(path, value)] : watchEntry(issue, input, sourceOf);
    case "too_small":
      return because(
        issue.origin === "array" ? say.mustNotBeEmpty(listExample(path)) : say.mustBeAtLeast(issue.minimum),
      );
    case "too_big":
      return because(say.mustBeAtMost(issue.maximum));
    default:
      return because(issue.message);
  }
}

/** A backend of no known type; its path ends with `type`. */
function backendType(path: Path, type: unknown): Fault {
  if (type === undefined) return { path: path.slice(0, -1), sentence: say.backendType() };
  return wrong(path, type, notAmong(["local", "s3", "cloud"], path, type));
}

/** The issues of that kind of entry which the user meant: the one whose telling field is there. */
function watchEntry(issue: z.core.$ZodIssueInvalidUnion, input: unknown, sourceOf: SourceOf): Fault[] {
  const path = issue.path as Path;
  const entry = valueAt(input, path);
  if (entry === undefined || entry === null) return [missingOrEmpty(path, entry)];
  if (typeof entry !== "object" || Array.isArray(entry)) {
    return [
      wrong(path, entry, say.mustBeFields(`\`bucket: ${typeof entry === "string" ? entry : "my-bucket"}\``)),
    ];
  }
  if ("bucket" in entry && "allBuckets" in entry) {
    return [{ path, sentence: say.watchesTwoThings(pathText(path)) }];
  }
  const kind = "bucket" in entry ? 0 : "allBuckets" in entry ? 1 : undefined;
  if (kind !== undefined) {
    const own = (issue.errors[kind] ?? []).map((inner) => ({ ...inner, path: [...path, ...inner.path] }));
    return explain(own, input, sourceOf);
  }
  const unknown = Object.keys(entry).filter((key) => !allWatchFields.includes(key));
  const meant = unknown.find((key) => nearest(key, tellingFields) !== undefined);
  return [
    ...unknown.map((key) => unknownField(path, key, entry)),
    ...(meant === undefined ? [{ path, sentence: say.watchesNothing(pathText(path)) }] : []),
  ];
}

const tellingFields = ["bucket", "allBuckets"];
const allWatchFields = [
  ...new Set(
    Object.entries(fieldsOf).flatMap(([group, fields]) => (group.startsWith("watch") ? fields : [])),
  ),
];

function wrongType(expected: string, path: Path, value: unknown, sourceOf: SourceOf): Fault {
  if (path.length === 0) return { path, sentence: say.settingsHoldNoFields(shown(value)) };
  if (value === undefined || value === null) return missingOrEmpty(path, value);
  const source = sourceOf(path) ?? (isScalar(value) ? String(value) : "");
  const because = (why: string): Fault => ({
    path,
    sentence: say.fieldIsWrong(
      pathText(path),
      isScalar(value) && typeof value !== "string" ? source : shown(value),
      why,
    ),
  });
  switch (expected) {
    case "string":
      if (!isScalar(value)) return because(say.mustBeText());
      if (path.at(-1) === "accountId" && !/^\d{12}$/.test(source)) return because(say.accountIdRule());
      return because(say.mustBeQuoted(source, typeof value));
    case "boolean":
      return because(say.mustBeBoolean(booleanMeant(source)));
    case "array":
      return because(say.mustBeList(isScalar(value) ? `[${shown(value)}]` : listExample(path)));
    case "object":
    case "record":
      return because(say.mustBeFields(groupExample(path, value)));
    default:
      return because(say.mustBeWhole());
  }
}

const isScalar = (value: unknown): boolean => typeof value !== "object";

/** YAML 1.1 read these words as booleans, YAML 1.2 reads text. */
function booleanMeant(source: string): string | undefined {
  if (/^(yes|y|on|true|1)$/i.test(source)) return "true";
  return /^(no|n|off|false|0)$/i.test(source) ? "false" : undefined;
}

function missingOrEmpty(path: Path, value: unknown): Fault {
  const text = pathText(path);
  return {
    path,
    sentence:
      value === null
        ? say.fieldIsEmpty(text)
        : say.fieldIsMissing(text, examples[text] ?? `${path.at(-1)}: …`),
  };
}

const examples: Readonly<Record<string, string>> = {
  name: "name: my-audit",
  region: "region: us-east-1",
  watch: "watch: [{bucket: my-bucket}]",
  "backend.bucket": "bucket: my-terraform-states",
  "backend.organization": "organization: example-org",
};

function listExample(path: Path): string {
  if (path.at(-1) === "watch") return "[{bucket: my-bucket}]";
  if (path.at(-1) === "tags") return "[audit]";
  return path.at(-1) === "prefixes" ? '["img/"]' : "[my-bucket]";
}

function groupExample(path: Path, value: unknown): string {
  const field =
    path.at(-1) === "tags"
      ? "team"
      : path.at(-1) === "athena"
        ? "workgroup"
        : path.at(-1) === "backend"
          ? "type"
          : "name";
  return `\`${path.at(-1)}: {${field}: ${typeof value === "string" ? value : "…"}}\``;
}

function notAmong(values: readonly string[], path: Path, value: unknown): string {
  if (path.at(-1) === "allBuckets") return say.allBucketsIsTrue();
  return say.mustBeOneOf(values, typeof value === "string" ? nearest(value, values) : undefined);
}

function unknownField(path: Path, key: string, group: unknown): Fault {
  const fields = fieldsAt(path, group);
  const at = [...path, key];
  if (path[0] === "backend" && /token|secret|password|access_?key|credential/i.test(key)) {
    return { path: at, sentence: say.fieldIsUnknown(pathText(at), say.secretInSettings()) };
  }
  const near = nearest(key, fields);
  const elsewhere = Object.keys(fieldsOf).find((place) => fieldsOf[place]?.includes(key));
  const remedy =
    near !== undefined
      ? say.didYouMean(near)
      : elsewhere !== undefined
        ? say.belongsElsewhere(elsewhere === "" ? "the top of the file" : elsewhere)
        : say.allowedHere(fields);
  return { path: at, sentence: say.fieldIsUnknown(pathText(at), remedy) };
}

function fieldsAt(path: Path, group: unknown): readonly string[] {
  const known = fieldsOf[pathText(path)];
  if (known !== undefined) return known;
  if (typeof group !== "object" || group === null) return allWatchFields;
  if (path[0] === "backend")
    return fieldsOf[`backend with type: ${String((group as { type?: unknown }).type)}`] ?? [];
  if ("bucket" in group) return fieldsOf["watch[] with bucket"] ?? [];
  return "allBuckets" in group ? (fieldsOf["watch[] with allBuckets"] ?? []) : allWatchFields;
}
