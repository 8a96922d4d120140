import type { Answer, Value } from "../engines/engine";
import { ExitCode, logUnreadable } from "../errors";
import type { Format } from "./format/format";
import { harmless } from "./format/harmless";
import type { Io } from "./io";
import type { LocalAnswer } from "./localEvents";
import { Output } from "./output";

/** How an answer is shown. */
export interface Shown {
  readonly format: Format;
  readonly isTable: boolean;
  /** Rows at most; the engine was asked for one more, which tells whether there is more. */
  readonly limit: number;
  /** Other columns for a terminal, where there are too many. */
  readonly narrowed?: (answer: Answer) => Answer;
  /** What the rows are, in the singular, and which come first: `event`, `newest`. */
  readonly noun: string;
  readonly first: string;
  /** Window and zone in words. */
  readonly described: string;
  /** Whether these words are worth a line where the answer is for a program. */
  readonly alwaysDescribed: boolean;
}

/** Writes an answer and, last, how much of what there is it shows: for a program on standard error. */
export async function writeAnswer(local: LocalAnswer, shown: Shown, io: Io): Promise<ExitCode> {
  const { format, isTable, limit, narrowed, alwaysDescribed } = shown;
  const exitCode = local.unreadable.length > 0 ? ExitCode.incomplete : ExitCode.ok;
  for (const { path, reason } of local.unreadable) {
    io.stderr.write(`${harmless(logUnreadable(path, reason))}\n`);
  }
  const page = firstRows(local.answer, limit);
  const answer = isTable && narrowed !== undefined ? narrowed(page.answer) : page.answer;
  const out = new Output(io.stdout);
  for await (const text of format(answer, { width: io.stdout.isTTY ? io.stdout.columns : undefined })) {
    if (!(await out.write(text))) return exitCode;
  }
  const told = summary(page.shown(), page.more(), local, shown);
  if (isTable) await out.write(told);
  else if (page.more() || alwaysDescribed || local.unreadable.length > 0) io.stderr.write(told);
  return exitCode;
}

/** The first rows of an answer, and afterwards whether there were more. */
function firstRows({ columns, rows }: Answer, limit: number) {
  let shown = 0;
  let more = false;
  async function* first(): AsyncGenerator<readonly Value[]> {
    for await (const row of rows) {
      more = shown >= limit;
      if (more) return;
      shown += 1;
      yield row;
    }
  }
  return { answer: { columns, rows: first() }, shown: () => shown, more: () => more };
}

function summary(rows: number, more: boolean, local: LocalAnswer, { noun, first, described }: Shown): string {
  const count = (number: number, of: string) => `${number} ${of}${number === 1 ? "" : "s"}`;
  const which = more ? `the ${first} ${count(rows, noun)} (--limit shows more)` : count(rows, noun);
  const { files, unreadable } = local;
  const lacking = unreadable.length === 0 ? "" : `; ${unreadable.length} not readable, or only in part`;
  return `${which}${described}; ${count(files, "log file")} read${lacking}\n`;
}
