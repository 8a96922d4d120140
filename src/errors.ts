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

// Reviewing a plan: what was handed over instead of `terraform show -json` output.

const howToGetPlanJson =
  "Write `terraform plan -out tfplan && terraform show -json tfplan > plan.json` and review plan.json.";

/** @param source the file's name as given, or "standard input" */
export function planUnreadable(source: string, reason: string): UserError {
  return new UserError([
    `${source} cannot be read: ${reason}. Give the file that \`terraform show -json\` wrote, or -.`,
  ]);
}

export function planIsEmpty(source: string): UserError {
  return new UserError([`${source} is empty, not a plan. ${howToGetPlanJson}`]);
}

export function planIsBinary(source: string): UserError {
  return new UserError([
    `${source} is a plan in Terraform's binary form; the review reads JSON. Write \`terraform show -json ${source} > plan.json\` and review plan.json.`,
  ]);
}

export function planIsText(source: string): UserError {
  return new UserError([
    `${source} is the text of a plan, made for people; the review reads JSON. ${howToGetPlanJson}`,
  ]);
}

export function planIsLog(source: string): UserError {
  return new UserError([
    `${source} is the running log of \`terraform plan -json\`, one message a line, not the plan. ${howToGetPlanJson}`,
  ]);
}

export function planIsWrapped(source: string): UserError {
  return new UserError([
    `${source} begins with a "[command]" line: the wrapper of hashicorp/setup-terraform put it there. Set \`terraform_wrapper: false\` and write plan.json again.`,
  ]);
}

export function planIsState(source: string): UserError {
  return new UserError([
    `${source} is a state (what exists), not a plan (what would change). ${howToGetPlanJson}`,
  ]);
}

export function planIsOtherJson(source: string, keys: readonly string[]): UserError {
  const found = keys.length > 0 ? `an object with ${keys.slice(0, 5).join(", ")}` : "no object with keys";
  return new UserError([
    `${source} is JSON but not a plan: it holds ${found}; a plan has format_version and planned_values. ${howToGetPlanJson}`,
  ]);
}

export function planIsNotJson(source: string, beginning: string): UserError {
  return new UserError([
    `${source} is not JSON; it begins with ${JSON.stringify(beginning)}. ${howToGetPlanJson}`,
  ]);
}

export function planIsTruncated(source: string, characters: number): UserError {
  return new UserError([
    `${source} stops in the middle after ${characters} characters: the file is cut off. Write it again, and look whether the disk is full or the command failed.`,
  ]);
}

export function planFormatIsOlder(source: string, version: string): UserError {
  return new UserError([
    `${source} has format_version ${JSON.stringify(version)}; the review reads 1.0 and later 1.x, which Terraform writes since 1.1. Plan with a newer Terraform.`,
  ]);
}

export function planFormatIsNewer(source: string, version: string): UserError {
  return new UserError([
    `${source} has format_version ${JSON.stringify(version)}; the review reads 1.x. What a later format means is not guessed: use a newer s3-audit.`,
  ]);
}

export function planFormatIsMissing(source: string, value: unknown): UserError {
  return new UserError([
    `${source} has format_version ${JSON.stringify(value) ?? "nowhere"}; a plan says "1.2" or another 1.x there. ${howToGetPlanJson}`,
  ]);
}

/** @param faults where, and what was expected there */
export function planIsMalformed(source: string, faults: readonly string[]): UserError {
  return new UserError(faults.map((fault) => `${source} is not a plan as Terraform writes it: ${fault}.`));
}

export function planActionsUnknown(
  source: string,
  at: readonly string[],
  known: readonly string[],
): UserError {
  return new UserError(
    at.map(
      (where) =>
        `${source}: ${where}, which the review does not know; it knows ${known.join("; ")}. Use a newer s3-audit.`,
    ),
  );
}

export function planIsTooDeep(source: string): UserError {
  return new UserError([`${source} is nested too deeply to be read; no plan of Terraform's is.`]);
}

export function reviewKeyIsInvalid(key: string): UserError {
  return new UserError([
    `--key ${JSON.stringify(key)} cannot stand in the comment's marker: use 1 to 100 letters, digits and . _ / - with no two hyphens in a row, such as --key production.`,
  ]);
}
