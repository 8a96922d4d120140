import {
  UserError,
  choiceUnknown,
  limitInvalid,
  momentInvalid,
  parameterHoldsAnother,
  parameterInvalid,
  parameterIsAddress,
  parameterMissing,
  parameterNeedsEquals,
  parameterTwice,
  parameterUnknown,
  parquetNeedsFile,
  timeZoneRefused,
  windowEmpty,
} from "../errors";
import type { ParameterValue, Question, TimeWindow } from "../questions";
import { shown } from "../settings/fault";
import { timeZoneName } from "../settings/names";
import { nearest } from "../settings/nearest";
import { shellWord } from "../shellWord";
import { addressIn, folderIn } from "./addresses";
import { type FormatName, formatNames, isFormatName } from "./format/names";
import { asInstant, parseMoment } from "./moments";

/** The flags that every command has which asks a question. */
export interface AskingFlags {
  readonly since?: string;
  readonly until?: string;
  readonly limit: string;
  readonly timeZone?: string;
  readonly format: string;
  readonly output?: string;
  /** `name=value` each. */
  readonly param?: readonly string[];
}

/** What is meant where a flag was not given. */
export interface Unasked {
  readonly timeZone: string;
  readonly window: (until: Date | undefined) => TimeWindow;
}

/** A question about a window, checked. */
export interface Request {
  readonly format: FormatName;
  readonly limit: number;
  readonly timeZone: string;
  readonly window: TimeWindow;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
}

const limitAtMost = 100_000_000;
const dayMs = 24 * 3_600_000;

/** So many days up to a moment, or up to now. */
export const daysUpTo =
  (days: number, now: Date) =>
  (until = now): TimeWindow => ({ since: new Date(until.getTime() - days * dayMs), until });

/** Reads what was asked. Throws UserError with every fault of it, and those that others found before. */
export function readRequest(
  flags: AskingFlags,
  question: Question,
  now: Date,
  unasked: Unasked,
  faults: string[] = [],
): Request {
  const format = isFormatName(flags.format) ? flags.format : "table";
  if (!isFormatName(flags.format)) {
    const near = nearest(flags.format, formatNames);
    faults.push(choiceUnknown("--format", flags.format, near, formatNames));
  }
  if (format === "parquet" && flags.output === undefined) faults.push(parquetNeedsFile());
  const limit = flags.limit === "all" ? limitAtMost : /^\d+$/.test(flags.limit) ? Number(flags.limit) : 0;
  if (limit < 1 || limit > limitAtMost) faults.push(limitInvalid(flags.limit, limitAtMost));
  const wrongZone = flags.timeZone === undefined ? undefined : timeZoneName(flags.timeZone);
  if (wrongZone !== undefined) faults.push(timeZoneRefused(shown(flags.timeZone), wrongZone));
  const timeZone = wrongZone === undefined ? (flags.timeZone ?? unasked.timeZone) : unasked.timeZone;
  const window = readWindow(flags, { timeZone, now, usual: unasked.window }, faults);
  const parameters = readParameters(flags.param ?? [], question, faults);
  if (faults.length > 0) throw new UserError(faults);
  return { format, limit, timeZone, window, parameters };
}

/** Reads a window; puts a sentence into `faults` for what is none. */
export function readWindow(
  flags: Pick<AskingFlags, "since" | "until">,
  {
    timeZone,
    now,
    usual,
  }: { readonly now: Date; readonly usual: Unasked["window"] } & Pick<Unasked, "timeZone">,
  faults: string[],
): TimeWindow {
  const moment = (flag: "since" | "until"): Date | undefined => {
    const text = flags[flag];
    if (text === undefined) return undefined;
    const parsed = parseMoment(text, { timeZone, now, edge: flag === "since" ? "start" : "end" });
    if (parsed === undefined) faults.push(momentInvalid(`--${flag}`, text));
    return parsed;
  };
  const since = moment("since");
  const until = moment("until");
  const { since: usualSince, until: usualUntil } = usual(until);
  const window = { since: since ?? usualSince, until: until ?? usualUntil };
  if (window.since >= window.until) {
    faults.push(windowEmpty(asInstant(window.since, timeZone), asInstant(window.until, timeZone)));
  }
  return window;
}

function readParameters(
  given: readonly string[],
  question: Question,
  faults: string[],
): Readonly<Record<string, ParameterValue>> {
  const values: Record<string, ParameterValue> = {};
  const names = question.parameters.map(({ name }) => name);
  const isGiven = (pairs: readonly string[], name: string) =>
    pairs.some((pair) => pair === name || [`${name}=`, `${name}:`].some((begin) => pair.startsWith(begin)));
  /** `bucket=b,key=k`, taken apart at the names of parameters that are not given otherwise. */
  const severalIn = (pair: string): readonly string[] => {
    const others = names.filter((name) => !isGiven(given, name));
    return others.length === 0 ? [pair] : pair.split(new RegExp(`[,;\\s]+(?=(?:${others.join("|")})=)`));
  };
  for (const pair of given) {
    const [, name = pair, text] = /^([^=]*)=(.*)$/s.exec(pair) ?? [];
    const parameter = question.parameters.find((each) => each.name === name);
    const [, before = "", after = ""] = /^(\w+):(.*)$/s.exec(pair) ?? [];
    if (parameter === undefined && names.includes(before))
      faults.push(parameterNeedsEquals(pair, shellWord(`${before}=${after}`)));
    else if (parameter === undefined)
      faults.push(parameterUnknown(question.name, name, nearest(name, names), names));
    else if (text !== undefined && severalIn(pair).length > 1)
      faults.push(parameterHoldsAnother(name, text, apart(severalIn(pair))));
    else if (text === undefined) faults.push(parameterInvalid(name, "", String(parameter.example)));
    else if (name in values) faults.push(parameterTwice(name));
    else if (parameter.type === "text") values[name] = text;
    else if (/^\d{1,15}$/.test(text)) values[name] = Number(text);
    else faults.push(parameterInvalid(name, text, String(parameter.example)));
  }
  const addresses = addressesIn(values);
  faults.push(...addresses);
  for (const { name, default: preset, meaning, example } of question.parameters) {
    const told = isGiven(given.flatMap(severalIn), name);
    const isInAddress = addresses.length > 0 && ["bucket", "key"].includes(name);
    if (preset === undefined && !told && !isInAddress)
      faults.push(parameterMissing(name, meaning, String(example)));
  }
  return values;
}

/** A sentence where the bucket or the key was given as the address of both. */
function addressesIn({ bucket, key }: Readonly<Record<string, ParameterValue>>): readonly string[] {
  const ofBucket = typeof bucket === "string" ? (addressIn(bucket) ?? folderIn(bucket)) : undefined;
  const ofKey = typeof key === "string" ? addressIn(key) : undefined;
  if (ofBucket !== undefined) {
    const itsKey = ofKey?.key ?? key ?? ofBucket.key;
    return [parameterIsAddress("bucket", String(bucket), bucketAndKey(ofBucket.bucket, String(itsKey)))];
  }
  // a key may begin like an address, in a bucket that is another one
  if (ofKey === undefined || (bucket !== undefined && bucket !== ofKey.bucket)) return [];
  return [parameterIsAddress("key", String(key), bucketAndKey(ofKey.bucket, ofKey.key))];
}

const bucketAndKey = (bucket: string, key: string): string =>
  apart([`bucket=${bucket}`, `key=${key === "" ? "KEY" : key}`]);

const apart = (pairs: readonly string[]): string =>
  pairs.map((pair) => `--param ${shellWord(pair)}`).join(" ");
