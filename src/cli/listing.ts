import type { Answer, Value } from "../engines/engine";
import { ExitCode, columnTwice, columnUnknown, flagsExclude, program } from "../errors";
import { type Asked, type Order, allTime, countQuestion, newestFirst, viewColumns } from "../questions";
import { nearest } from "../settings/nearest";
import { type Answered, tellUnreadable, tellWhyNothing, writeAnswer } from "./answering";
import { questionNamed } from "./catalogue";
import { engineOf, sourceOf } from "./engines";
import type { EventsFlags } from "./eventsFlags";
import { conditionsOf } from "./filters";
import { followEvents, followFaults, followedDays } from "./followed";
import { formats } from "./format/formats";
import { wrapped } from "./format/wrap";
import type { Io } from "./io";
import { type LocalRequest, withinOf } from "./local";
import { partsOf } from "./options";
import { asInstant } from "./moments";
import { settingsToAnswer } from "./ownSettings";
import { Progress } from "./progress";
import { type Request, daysUpTo, readRequest } from "./request";
import { answerFrom } from "./source";
import { screenWidth, tell } from "./telling";
import { listColumns } from "./words";

/** What a terminal shows of an event, unless other columns are asked for. */
const narrow = ["event_time", "event_name", "actor", "outcome", "error_code", "object"];

/** The question `who-did-what` of all that there is, narrowed and laid out as the flags say. */
export async function listEvents(flags: EventsFlags, io: Io): Promise<ExitCode> {
  if (flags.columns === "help") return explainColumns(io);
  const question = questionNamed("who-did-what");
  const engine = engineOf(flags);
  const settings = await settingsToAnswer(flags, io);
  const now = new Date();
  const faults: string[] = [];
  const conditions = conditionsOf(flags, faults);
  const isNarrow = flags.columns === undefined && flags.format === "table";
  const shownColumns = isNarrow ? narrow : question.columns.map(({ name }) => name);
  const columns = flags.columns === undefined ? shownColumns : readColumns(flags.columns, faults);
  const order = flags.sort === undefined ? newestFirst : readOrder(flags.sort, faults);
  if (flags.count && flags.output !== undefined)
    faults.push(flagsExclude("--count", "--output", "a number needs no file"));
  if (flags.follow) faults.push(...followFaults(flags));
  // Athena charges for every day that it reads
  const days = flags.follow ? followedDays : question.defaultWindow.days;
  const usualWindow = engine === "duckdb" ? () => allTime : daysUpTo(days, now);
  const usual = { timeZone: settings?.timeZone ?? "UTC", window: usualWindow };
  const request = readRequest(flags, question, now, usual, faults);

  const { window, limit, format } = request;
  const asked: Asked = { window, limit: limit + 1, list: { conditions, columns, order } };
  const narrowedTo = { accounts: partsOf(flags.account), regions: partsOf(flags.region) };
  const wanted = {
    within: withinOf(question, asked, narrowedTo),
    until: window.until,
    timeZone: request.timeZone,
    example: `${program.name} events`,
  };
  if (flags.follow) {
    const shown = isNarrow ? narrowShown : { columns, row: (values: readonly Value[]) => values };
    const list = { conditions, columns };
    const followed = { question, asked: { window, limit, list }, format, shown };
    return followEvents(flags, { ...followed, timeZone: request.timeZone, ...narrowedTo }, settings, io);
  }
  const source = await sourceOf(flags, settings, wanted, now, io);
  const progress = new Progress(io.stderr, () => "reading log files");
  const answer = (asking: Pick<LocalRequest, "question" | "asked" | "nearly">) =>
    answerFrom(source, { ...narrowedTo, ...asking, timeZone: request.timeZone, flags, progress }, io);
  let answered: Answered | undefined;
  try {
    if (flags.count) {
      answered = await answer({ question: countQuestion, asked: { ...asked, limit: 1 } });
      return await writeCount(answered, flags, request, progress, io);
    }
    const nearly = format === "parquet" ? "object" : formats[format].lines?.nearly;
    answered = await answer({ question, asked, nearly });
    const shown = {
      format,
      output: flags.output,
      limit,
      narrowed: isNarrow ? narrowed : undefined,
      noun: "event",
      first: order === newestFirst ? "newest" : "first",
      described: describe(flags, request),
      alwaysDescribed: flags.since !== undefined || flags.until !== undefined || engine !== "duckdb",
      progress,
    };
    return await writeAnswer(answered, shown, io);
  } finally {
    progress.end();
    answered?.close();
  }
}

/** The number alone, so that a script can take it; what it took to count beside it where a person looks. */
async function writeCount(
  answered: Answered,
  flags: EventsFlags,
  request: Request,
  progress: Progress,
  io: Io,
): Promise<ExitCode> {
  progress.end();
  tellUnreadable(answered, io);
  let events: Value = 0;
  for await (const [count = null] of answered.rows) {
    events = count;
    io.stdout.write(`${String(count)}\n`);
  }
  const isIncomplete = answered.unreadable.length > 0;
  if (io.stdout.isTTY === true || isIncomplete || engineOf(flags) !== "duckdb") {
    tell(
      io.stderr,
      `events${describe(flags, request)}; ${[...answered.told(), progress.elapsed].join(", ")}\n`,
    );
  }
  if (events === 0) tellWhyNothing(answered, io);
  return isIncomplete ? ExitCode.incomplete : ExitCode.ok;
}

/** For a terminal: the error beside the outcome. */
const narrowShown = {
  columns: ["event_time", "event_name", "actor", "outcome", "object"],
  row: (values: readonly Value[]): readonly Value[] => {
    const at = (column: string) => values[narrow.indexOf(column)] ?? null;
    const outcome = [at("outcome"), at("error_code")].filter((part) => part !== null).join(" ");
    return [at("event_time"), at("event_name"), at("actor"), outcome, at("object")];
  },
};

function narrowed({ rows }: Answer): Answer {
  async function* told(): AsyncGenerator<readonly Value[]> {
    for await (const row of rows) yield narrowShown.row(row);
  }
  return { columns: narrowShown.columns, rows: told() };
}

function readColumns(text: string, faults: string[]): readonly string[] {
  const names = text.split(",").map((name) => name.trim());
  names.forEach((name, index) => {
    checkColumn("--columns", name, faults);
    if (names.indexOf(name) < index) faults.push(columnTwice("--columns", name));
  });
  return names;
}

function readOrder(text: string, faults: string[]): readonly Order[] {
  const order = text.split(",").map((part) => {
    const [, minus, column = ""] = /^([-+]?)(.*)$/.exec(part.trim()) ?? [];
    checkColumn("--sort", column, faults);
    return { column, descending: minus === "-" };
  });
  const isUsual = order.length === 1 && order[0]?.column === "event_time" && order[0].descending;
  return isUsual ? newestFirst : order;
}

function checkColumn(flag: string, name: string, faults: string[]): void {
  if (!listColumns.includes(name)) faults.push(columnUnknown(flag, name, columnNear(name)));
}

/** The column that was probably meant: one that ends so, as `object_key` does for `key`, or is written nearly so. */
function columnNear(name: string): string | undefined {
  const [first, , third] = listColumns.filter((column) => column.endsWith(`_${name.toLowerCase()}`));
  return third === undefined && first !== undefined ? first : nearest(name, listColumns);
}

function explainColumns(io: Io): ExitCode {
  const all = [
    ...viewColumns.map(({ name, description }) => [name, description] as const),
    ["object", "Bucket and key as s3://bucket/key"] as const,
  ];
  const width = Math.max(...all.map(([name]) => name.length));
  for (const [name, description] of all) {
    const line = wrapped(`${name.padEnd(width)}  ${description}\n`, screenWidth(io.stdout));
    io.stdout.write(line);
  }
  return ExitCode.ok;
}

/** The window in words, as far as one was asked for. */
function describe(flags: EventsFlags, { window, timeZone }: Request): string {
  const isBounded = engineOf(flags) !== "duckdb";
  const from = flags.since === undefined && !isBounded ? "" : ` from ${asInstant(window.since, timeZone)}`;
  const to = flags.until === undefined && !isBounded ? "" : ` before ${asInstant(window.until, timeZone)}`;
  const why = flags.since === undefined && isBounded ? " (--since asks for another beginning)" : "";
  return `${from}${to}${why}, times in ${timeZone}`;
}
