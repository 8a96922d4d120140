import { stringify } from "yaml";
import * as say from "../errors";
import { placeOf, regionsLike } from "../cloudtrail/regions";
import { shown } from "./fault";
import { parseSettings } from "./load";
import * as names from "./names";
import { nearestRegion, nearestTimeZone } from "./nearest";
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
  /** What an empty line means. */
  readonly byDefault?: string;
  /** Where the default comes from, in a word or two, where it is not always the same. */
  readonly whence?: string;
  readonly read: (line: string) => Answer<T>;
}

/** The answer's value, or why it cannot be used and what an empty line means from then on. */
export type Answer<T> = { readonly value: T } | { readonly why: string; readonly offer?: string };

const byRule =
  (rule: names.Rule) =>
  (line: string): Answer<string> => {
    const why = rule(line);
    return why === undefined ? { value: line } : { why: say.answerIsWrong(shown(line), why) };
  };

const records: readonly RecordKind[] = ["write", "read", "all"];

/** Every fault of the answers that are there: of each by itself, and of one beside another or the names derived of it. */
export function faultsOfAnswers({ buckets, ...given }: Partial<FirstAnswers>): readonly string[] {
  const { name, region, record, timeZone, accountId } = given;
  const watch = buckets?.map((bucket) => ({ bucket, record })) ?? [{ allBuckets: true }];
  return examine({ name, region, timeZone, accountId, watch })
    .faults.filter(
      ({ path: [field] }) => !(field === "name" || field === "region") || given[field] !== undefined,
    )
    .map(({ sentence }) => sentence);
}

/** The same question, whose answer also has to go with the answers that are there already. */
export const beside = <Field extends keyof FirstAnswers>(
  answers: Partial<FirstAnswers>,
  field: Field,
  question: Question<NonNullable<FirstAnswers[Field]>>,
): typeof question => ({
  ...question,
  read: (line) => {
    const answer = question.read(line);
    if (!("value" in answer)) return answer;
    const [why] = faultsOfAnswers({ ...answers, [field]: answer.value });
    return why === undefined ? answer : { why };
  },
});

/** So many are shown of a search; who looks for more types more. */
const shownAtMost = 12;

/** A Region, or words to search for one, in its name or where it is. */
function readRegion(line: string): Answer<string> {
  const region = line.toLowerCase();
  if (names.regionName(region) === undefined) return { value: region };
  if (line === "") return { why: say.regionIsSought() };
  const found = regionsLike(line);
  const [first] = found;
  if (first === undefined) {
    const [offer] = nearestRegion(line);
    return { why: say.regionNotFound(shown(line), offer), ...(offer !== undefined && { offer }) };
  }
  const lines = found.slice(0, shownAtMost).map((one) => `${one.padEnd(14)}  ${placeOf(one)}`);
  const why = say.regionsFound(lines, found.length - lines.length);
  return found.length === 1 ? { why, offer: first } : { why };
}

function readTimeZone(line: string): Answer<string> {
  const answer = byRule(names.timeZoneName)(line);
  const offer = "why" in answer ? nearestTimeZone(line) : undefined;
  return offer === undefined ? answer : { ...answer, offer };
}

function readYesOrNo(line: string): Answer<boolean> {
  if (/^y(es)?$/i.test(line)) return { value: true };
  return /^no?$/i.test(line) ? { value: false } : { why: say.answerIsNotYesOrNo(shown(line)) };
}

/** The names in texts that hold several, with blanks or commas between them, each once. */
export const namesIn = (texts: readonly string[]): readonly string[] =>
  [...new Set(texts.flatMap((text) => text.split(/[\s,]+/)))].filter((name) => name !== "");

/** The questions of `init`; an empty line takes the default. */
export const questions = {
  name: {
    text: "Name of the stack, from which other names are derived, such as my-audit",
    read: (line: string) => ({ value: line }),
  },
  region: { text: "AWS Region, or words to search for one, such as tokyo or eu", read: readRegion },
  buckets: {
    text: "Buckets to watch, with blanks between them, such as my-bucket my-photos",
    read: (line: string): Answer<readonly string[]> => {
      const buckets = namesIn([line]);
      if (buckets.length === 0) return { why: say.answerNamesNoBucket() };
      const answers = buckets.map(byRule(names.bucketName));
      const wrong = answers.find((answer) => "why" in answer);
      return wrong !== undefined && "why" in wrong ? wrong : { value: buckets };
    },
  },
  exist: { text: "Do these buckets exist already? [Y/n]", byDefault: "yes", read: readYesOrNo },
  record: {
    text: "Record write (uploads, deletions), read (downloads) or all events",
    byDefault: "write",
    read: (line: string): Answer<RecordKind> => {
      const value = records.find((record) => record === line.toLowerCase());
      if (value !== undefined) return { value };
      return { why: say.answerIsWrong(shown(line), say.mustBeOneOf(records, undefined)) };
    },
  },
  timeZone: {
    text: "Time zone to show times in, such as Europe/Berlin",
    byDefault: "UTC",
    read: readTimeZone,
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
    `name: ${scalar(name)} # the stack; every name that is not given is derived from it`,
    `region: ${scalar(region)}`,
    ...(accountId === undefined
      ? []
      : [`accountId: ${scalar(accountId)} # credentials of another account are refused`]),
    "watch:",
    ...buckets.flatMap((bucket, index) => [
      `  - bucket: ${scalar(bucket)}`,
      `    create: ${create}${index === 0 ? " # true: the stack creates the bucket; false: it already exists" : ""}`,
      `    record: ${record}${index === 0 ? " # write, read or all" : ""}`,
      `    prefixes: []${index === 0 ? " # only objects under these, such as [img/]; none: every object" : ""}`,
    ]),
    "logBucket:",
    `  name: ${scalar(settings.logBucket.name)} # receives the log files`,
    "trail:",
    `  name: ${scalar(settings.trail.name)}`,
    "  logging: true # false: the trail stays and records nothing",
    `timeZone: ${scalar(timeZone)} # the zone in which times are shown`,
    "",
  ].join("\n");
  if (JSON.stringify(parseSettings(text, "first settings")) !== JSON.stringify(settings)) {
    throw new Error(`The first settings file does not say what it should:\n${text}`);
  }
  return text;
}

/** Text as YAML writes it, in quotes where it would be read as something else. */
const scalar = (text: string): string => stringify(text).trimEnd();
