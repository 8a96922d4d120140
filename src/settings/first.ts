import { stringify } from "yaml";
import * as say from "../errors";
import { shown } from "./fault";
import { parseSettings } from "./load";
import * as names from "./names";
import { examine, resolveSettings } from "./resolve";
import type { SettingsInput } from "./schema";
import type { RecordKind } from "./settings";

/** What a first settings file is made of. */
export interface FirstAnswers {
  readonly name: string;
  readonly region: string;
  readonly buckets: readonly string[];
  readonly create?: boolean;
  readonly record?: RecordKind;
  readonly timeZone?: string;
  readonly accountId?: string;
}

/** What is asked for one answer, and how the line that comes back is read. */
export interface Question<T> {
  readonly text: string;
  readonly byDefault?: string;
  /** The answer's value, or why it cannot be used. */
  readonly read: (line: string) => { readonly value: T } | { readonly why: string };
}

const byRule =
  (rule: names.Rule) =>
  (line: string): { value: string } | { why: string } => {
    const why = rule(line);
    return why === undefined ? { value: line } : { why: say.answerIsWrong(shown(line), why) };
  };

const records: readonly RecordKind[] = ["write", "read", "all"];

/** A name also has to be good for the names that grow from it. */
function readName(name: string): { value: string } | { why: string } {
  const [fault] = examine({ name, region: "us-east-1", watch: [{ allBuckets: true }] }).faults;
  return fault === undefined ? { value: name } : { why: fault.sentence };
}

/** The questions of `s3-audit init`; an empty line takes the default. */
export const questions = {
  name: { text: "Name of the stack, stem of all other names", read: readName },
  region: { text: "AWS Region", read: byRule(names.regionName) },
  buckets: {
    text: "Buckets to watch, with blanks between them",
    read: (line: string) => {
      const buckets = line.split(/[\s,]+/).filter((bucket) => bucket !== "");
      const answers = (buckets.length === 0 ? [""] : buckets).map(byRule(names.bucketName));
      return answers.find((answer) => "why" in answer) ?? { value: buckets };
    },
  },
  create: {
    text: "Make these buckets? no: they are there already (yes, no)",
    byDefault: "no",
    read: (line: string) => {
      if (/^(y|yes|true)$/i.test(line)) return { value: true };
      return /^(n|no|false)$/i.test(line)
        ? { value: false }
        : { why: say.answerIsWrong(shown(line), say.mustBeOneOf(["yes", "no"], undefined)) };
    },
  },
  record: {
    text: "Object events to record (write, read, all)",
    byDefault: "write",
    read: (line: string) => {
      const value = records.find((record) => record === line.toLowerCase());
      if (value !== undefined) return { value };
      return { why: say.answerIsWrong(shown(line), say.mustBeOneOf(records, undefined)) };
    },
  },
  timeZone: {
    text: "Time zone in which times are shown",
    byDefault: "UTC",
    read: byRule(names.timeZoneName),
  },
} satisfies Record<string, Question<unknown>>;

/**
 * The text of a first settings file, with comments; it is proven to load before it is handed out. Throws UserError
 * with every fault of the answers.
 * @param schema how the file's first line names the schema for editors
 */
export function firstSettingsFile(answers: FirstAnswers, schema: string): string {
  const { name, region, buckets, create = false, record = "write", timeZone = "UTC", accountId } = answers;
  const input: SettingsInput = {
    name,
    region,
    ...(accountId === undefined ? {} : { accountId }),
    watch: buckets.map((bucket) => ({ bucket, create, record })),
    timeZone,
  };
  const settings = resolveSettings(input);
  const text = [
    `# yaml-language-server: $schema=${schema}`,
    `name: ${scalar(name)} # the stack, and the stem of every name that is not given`,
    `region: ${scalar(region)}`,
    ...(accountId === undefined
      ? []
      : [`accountId: ${scalar(accountId)} # credentials of another account are refused`]),
    "watch:",
    ...buckets.flatMap((bucket, index) => [
      `  - bucket: ${scalar(bucket)}`,
      `    create: ${create}${index === 0 ? " # true: the stack makes the bucket; false: it is there already" : ""}`,
      `    record: ${record}${index === 0 ? " # write, read or all" : ""}`,
      `    prefixes: []${index === 0 ? " # only objects under these, such as [img/]; none: every object" : ""}`,
    ]),
    "logBucket:",
    `  name: ${scalar(settings.logBucket.name)} # receives the log files`,
    "trail:",
    `  name: ${scalar(settings.trail.name)}`,
    "  logging: true # the console's switch",
    `timeZone: ${scalar(timeZone)} # in which times are shown`,
    "",
  ].join("\n");
  if (JSON.stringify(parseSettings(text, "first settings")) !== JSON.stringify(settings)) {
    throw new Error(`The first settings file does not say what it should:\n${text}`);
  }
  return text;
}

/** Text as YAML writes it, in quotes where it would be read as something else. */
const scalar = (text: string): string => stringify(text).trimEnd();
