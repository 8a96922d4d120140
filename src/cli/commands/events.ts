import { resolve } from "node:path";
import type { Answer, Value } from "../../engines/engine";
import {
  ExitCode,
  UserError,
  formatUnknown,
  logUnreadable,
  momentInvalid,
  numberInvalid,
  timeZoneUnknown,
  windowEmpty,
} from "../../errors";
import { type Catalog, type TimeWindow, allTime, savedQuestions } from "../../questions";
import { formats } from "../format/format";
import { harmless } from "../format/harmless";
import type { Io } from "../io";
import { type LocalAnswer, askLogs } from "../localEvents";
import { isTimeZone, onWallClock, parseMoment } from "../moments";
import { Output } from "../output";
import type { CliCommand } from "../program";

interface Flags {
  readonly logs: string;
  readonly since?: string;
  readonly until?: string;
  readonly limit: string;
  readonly timeZone?: string;
  readonly format: string;
}

/** `s3-audit events`: who did what to which object, out of log files on this machine. */
export const eventsCommand: CliCommand = {
  register(program, io, done) {
    program
      .command("events")
      .description("list who did what to which object, newest first, from CloudTrail's log files")
      .requiredOption("--logs <folder>", "folder with log files, wherever they lie in it")
      .option("--since <moment>", "2026-11-01, 2026-11-01T09:00, or before now: 36h, 7d, 2w")
      .option("--until <moment>", "up to but without this moment; a date: that day included")
      .option("--limit <number>", "how many events at most", "100")
      .option("--time-zone <zone>", "IANA zone in which times are shown and meant (default: UTC)")
      .option("--format <format>", Object.keys(formats).join(", "), "table")
      .action(async (flags: Flags) => done(await listEvents(flags, io)));
  },
};

/** Writes the list and, last, how much of what there is it shows. */
export async function listEvents(flags: Flags, io: Io): Promise<ExitCode> {
  const { format, limit, window, catalog } = request(flags, new Date());
  const question = savedQuestions.find(({ name }) => name === "who-did-what");
  if (question === undefined) throw new Error("the question who-did-what is gone");
  // one row more than is shown tells whether there is more
  const local = await askLogs(resolve(io.cwd, flags.logs), catalog, question, { window, limit: limit + 1 });
  try {
    for (const { path, reason } of local.unreadable) {
      io.stderr.write(`${harmless(logUnreadable(path, reason))}\n`);
    }
    const page = firstRows(local.answer, limit);
    const isTable = flags.format === "table";
    const answer = isTable ? narrowed(page.answer) : page.answer;
    const out = new Output(io.stdout);
    for await (const text of format(answer, { width: io.stdout.isTTY ? io.stdout.columns : undefined })) {
      if (!(await out.write(text))) return exitCodeOf(local);
    }
    const told = summary(page.shown(), page.more(), local, describe(flags, window, catalog.timeZone));
    if (isTable) await out.write(told);
    else if (page.more() || local.unreadable.length > 0) io.stderr.write(told);
    return exitCodeOf(local);
  } finally {
    local.close();
  }
}

const exitCodeOf = ({ unreadable }: LocalAnswer) =>
  unreadable.length > 0 ? ExitCode.incomplete : ExitCode.ok;

function request(flags: Flags, now: Date) {
  const faults: string[] = [];
  const format = formats[flags.format];
  if (format === undefined) faults.push(formatUnknown(flags.format, Object.keys(formats)));
  const most = 100_000_000;
  const limit = /^\d+$/.test(flags.limit) ? Number(flags.limit) : 0;
  if (limit < 1 || limit > most) faults.push(numberInvalid("--limit", flags.limit, 1, most));
  const timeZone = zoneOf(flags, faults);
  const moment = (flag: "since" | "until"): Date => {
    const text = flags[flag];
    if (text === undefined) return allTime[flag];
    const parsed = parseMoment(text, { timeZone, now, edge: flag === "since" ? "start" : "end" });
    if (parsed === undefined) faults.push(momentInvalid(`--${flag}`, text));
    return parsed ?? allTime[flag];
  };
  const window: TimeWindow = { since: moment("since"), until: moment("until") };
  if (window.since >= window.until) {
    faults.push(windowEmpty(onWallClock(window.since, timeZone), onWallClock(window.until, timeZone)));
  }
  if (faults.length > 0 || format === undefined) throw new UserError(faults);
  const catalog: Catalog = { database: "s3_audit", table: "cloudtrail_logs", timeZone };
  return { format, limit, window, catalog };
}

/** The zone asked for; without one, or with one that is a fault, UTC. */
function zoneOf({ timeZone }: Flags, faults: string[]): string {
  if (timeZone === undefined) return "UTC";
  if (isTimeZone(timeZone)) return timeZone;
  faults.push(timeZoneUnknown(timeZone));
  return "UTC";
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

/** For a terminal: when, what, who, and the object in one word. */
function narrowed({ columns, rows }: Answer): Answer {
  const at = (row: readonly Value[], column: string) => row[columns.indexOf(column)] ?? null;
  async function* narrow(): AsyncGenerator<readonly Value[]> {
    for await (const row of rows) {
      const object = `s3://${at(row, "bucket") ?? ""}/${at(row, "object_key") ?? ""}`;
      const outcome = [at(row, "outcome"), at(row, "error_code")].filter((part) => part !== null).join(" ");
      yield [at(row, "event_time"), at(row, "event_name"), at(row, "actor"), outcome, object];
    }
  }
  return { columns: ["event_time", "event_name", "actor", "outcome", "object"], rows: narrow() };
}

/** The window in words, on the zone's wall clock. */
function describe(flags: Flags, { since, until }: TimeWindow, timeZone: string): string {
  const from = flags.since === undefined ? "" : ` from ${onWallClock(since, timeZone)}`;
  const to = flags.until === undefined ? "" : ` before ${onWallClock(until, timeZone)}`;
  return `${from}${to}, times in ${timeZone}`;
}

function summary(shown: number, more: boolean, { files, unreadable }: LocalAnswer, window: string): string {
  const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? "" : "s"}`;
  const which = more ? `the newest ${count(shown, "event")} (--limit shows more)` : count(shown, "event");
  const lacking = unreadable.length === 0 ? "" : `; ${unreadable.length} unreadable and left out`;
  return `${which}${window}; ${count(files, "log file")} read${lacking}\n`;
}
