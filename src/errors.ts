/**
 * Every message a person can get from this software, one named function each: what happened, the value, what is
 * allowed, what to write instead. Reading this file teaches the rules.
 */

/** What the process ends with; the README lists the same table. */
export const ExitCode = {
  ok: 0,
  /** A negative answer: the command ran and found what it was asked to look for. */
  negative: 1,
  /** Bad input: arguments, settings or a file that is not what it should be. */
  usage: 2,
  /** An answer was given, but something could not be read. */
  incomplete: 3,
  /** AWS or an engine refused or failed. */
  engine: 4,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** A failure that is the input's, not the program's: printed as its sentences alone, without a stack trace. */
export class UserError extends Error {
  /** @param faults one sentence each, all that were found */
  constructor(
    readonly faults: readonly string[],
    readonly exitCode: ExitCode = ExitCode.usage,
  ) {
    super(faults.join("\n"));
    this.name = "UserError";
  }
}

// src/questions: faults of a saved question's head, for whoever adds one.

export const questionHeadLineUnknown = (file: string, line: number, text: string, known: readonly string[]) =>
  `${file}:${line}: "${text}" is no line of a question's head. Write "-- KEY: VALUE" with one of ${known.join(", ")}.`;

export const questionHeadMissing = (file: string, field: string) =>
  `${file}: the head lacks "${field}". Add a line "-- ${field}: ..." above the SELECT.`;

export const questionWindowInvalid = (file: string, value: string) =>
  `${file}: the window "${value}" is not a number of days. Write for example "-- window: 7 days".`;

export const questionLimitInvalid = (file: string, value: string) =>
  `${file}: the limit "${value}" is not a whole number above 0. Write for example "-- limit: 100".`;

export const placeholderUnknown = (name: string, known: readonly string[]) =>
  `{{${name}}} stands for nothing here. Known placeholders: ${known.join(", ")}.`;

// s3-audit sample

export const sampleFolderTaken = (folder: string) =>
  `${folder} is not empty and holds no sample. Name a folder that is empty or does not exist, or one with an ` +
  `earlier sample (it has a SAMPLE.txt), which is replaced.`;

// src/logs

export const logsFolderMissing = (folder: string) =>
  `${folder} does not exist. Give --logs a folder with CloudTrail's log files (*.json.gz), ` +
  `or make one to try: s3-audit sample -o ${folder}`;

export const logsFolderUnreadable = (folder: string, reason: string) =>
  `${folder} cannot be read: ${reason}.`;

export const logsFolderEmpty = (folder: string) =>
  `No CloudTrail log file lies under ${folder}. Log files are named *.json.gz (or *.json), ` +
  `as in AWSLogs/ACCOUNT/CloudTrail/REGION/2026/11/20/; digests and Insights are left out.`;

export const logUnreadable = (path: string, reason: string) => `unreadable: ${path}: ${reason}`;

// Arguments of s3-audit

const list = (values: readonly string[]) => values.join(", ");

export const numberInvalid = (flag: string, value: string, least: number, most: number) =>
  `${flag} is "${value}", which is not a whole number from ${least} to ${most}. Write for example ${flag} 100.`;

export const formatUnknown = (value: string, known: readonly string[]) =>
  `--format is "${value}", which is none of ${list(known)}.`;

export const timeZoneUnknown = (value: string) =>
  `--time-zone is "${value}", which is no time zone. Write an IANA name such as Asia/Tokyo, Europe/Berlin or UTC.`;

export const momentInvalid = (flag: string, value: string) =>
  `${flag} is "${value}", which is no moment. Write a date (2026-11-01), a time (2026-11-01T09:00 or ` +
  `2026-11-01T00:00:00Z), or how long before now (36h, 7d, 2w).`;

export const windowEmpty = (since: string, until: string) =>
  `--since (${since}) is not before --until (${until}). Swap them, or leave one out.`;

// Engines

export const engineFailed = (engine: string, reason: string) =>
  `${engine} could not answer, although every log file left can be read: ${reason}`;
