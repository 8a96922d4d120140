import type { Answer, Value } from "../engines/engine";
import {
  ExitCode,
  columnTwice,
  columnUnknown,
  flagsExclude,
  followNeedsLines,
  followTooMany,
} from "../errors";
import { type Asked, type Order, allTime, countQuestion, newestFirst, viewColumns } from "../questions";
import { nearest } from "../settings/nearest";
import { type Answered, writeAnswer } from "./answering";
import { questionNamed } from "./catalogue";
import { type FilterFlags, conditionsOf } from "./filters";
import { canBeFollowed, follow } from "./following";
import { formats } from "./format/formats";
import { isFormatName } from "./format/names";
import type { Io } from "./io";
import { answerLocally } from "./local";
import { asInstant } from "./moments";
import { ownSettings } from "./ownSettings";
import { Progress } from "./progress";
import { type AskingFlags, type Request, readRequest } from "./request";
import { listColumns } from "./words";

export interface EventsFlags extends AskingFlags, FilterFlags {
  readonly logs: string;
  readonly settings?: string;
  readonly columns?: string;
  readonly sort?: string;
  readonly count?: boolean;
  readonly follow?: boolean;
}

/** With how many events --follow may begin: they are shown together. */
const followsAtMost = 10_000;

/** What a terminal shows of an event, unless other columns are asked for. */
const narrow = ["event_time", "event_name", "actor", "outcome", "error_code", "object"];

/** The question `who-did-what` of all that there is, narrowed and laid out as the flags say. */
export async function listEvents(flags: EventsFlags, io: Io): Promise<ExitCode> {
  if (flags.columns === "help") return explainColumns(io);
  const question = questionNamed("who-did-what");
  const zone = flags.timeZone ?? ownSettings(io, flags.settings)?.timeZone ?? "UTC";
  const faults: string[] = [];
  const conditions = conditionsOf(flags, faults);
  const isNarrow = flags.columns === undefined && flags.format === "table";
  const usual = isNarrow ? narrow : question.columns.map(({ name }) => name);
  const columns = flags.columns === undefined ? usual : readColumns(flags.columns, faults);
  const order = flags.sort === undefined ? newestFirst : readOrder(flags.sort, faults);
  if (flags.count && flags.output !== undefined)
    faults.push(flagsExclude("--count", "--output", "a number needs no file"));
  if (flags.follow) faults.push(...followFaults(flags));
  const request = readRequest(flags, question, new Date(), { timeZone: zone, window: () => allTime }, faults);

  const { window, limit, format } = request;
  const asked: Asked = { window, limit: limit + 1, list: { conditions, columns, order } };
  const progress = new Progress(io.stderr, () => "reading log files");
  const common = {
    folder: flags.logs,
    timeZone: request.timeZone,
    accounts: flags.account,
    regions: flags.region,
  };
  if (flags.follow) {
    const shown = isNarrow ? narrowShown : { columns, row: (values: readonly Value[]) => values };
    const list = { conditions, columns };
    return follow({ ...common, question, asked: { window, limit, list }, format, shown }, io);
  }
  let answered: Answered | undefined;
  try {
    if (flags.count) {
      answered = await answerLocally(
        { ...common, question: countQuestion, asked: { ...asked, limit: 1 } },
        io,
      );
      return await writeCount(answered, flags, request, progress, io);
    }
    const nearly = format === "parquet" ? "object" : formats[format].lines?.nearly;
    answered = await answerLocally({ ...common, question, asked, nearly }, io);
    const shown = {
      format,
      output: flags.output,
      limit,
      narrowed: isNarrow ? narrowed : undefined,
      noun: "event",
      first: order === newestFirst ? "newest" : "first",
      described: describe(flags, request),
      alwaysDescribed: flags.since !== undefined || flags.until !== undefined,
      progress,
    };
    return await writeAnswer(answered, shown, io);
  } finally {
    progress.end();
    answered?.close();
  }
}

/** What cannot be said beside --follow. */
function followFaults({ format, limit, ...flags }: EventsFlags): readonly string[] {
  const others = ["until", "sort", "output", "count"] as const;
  const why = {
    until: "what is to come has no end yet",
    sort: "events are shown as they arrive",
    output: "a file is written when it is whole: use > FILE",
    count: "a number cannot be added to",
  };
  return [
    ...others
      .filter((name) => flags[name] !== undefined && flags[name] !== false)
      .map((name) => flagsExclude("--follow", `--${name}`, why[name])),
    ...(isFormatName(format) && !canBeFollowed(format) ? [followNeedsLines(format)] : []),
    ...(limit === "all" || Number(limit) > followsAtMost ? [followTooMany(limit, followsAtMost)] : []),
  ];
}

/** The number alone, so that a script can take it; what it took to count beside it where a person looks. */
async function writeCount(
  answered: Answered,
  flags: EventsFlags,
  request: Request,
  progress: Progress,
  io: Io,
): Promise<ExitCode> {
  for await (const [count] of answered.rows) {
    progress.end();
    io.stdout.write(`${String(count)}\n`);
  }
  const isIncomplete = answered.unreadable.length > 0;
  if (io.stdout.isTTY === true || isIncomplete) {
    io.stderr.write(
      `events${describe(flags, request)}; ${[...answered.told(), progress.elapsed].join(", ")}\n`,
    );
  }
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
  if (!listColumns.includes(name))
    faults.push(columnUnknown(flag, name, nearest(name, listColumns), listColumns));
}

function explainColumns(io: Io): ExitCode {
  const all = [
    ...viewColumns.map(({ name, description }) => [name, description] as const),
    ["object", "Bucket and key as s3://bucket/key"] as const,
  ];
  const width = Math.max(...all.map(([name]) => name.length));
  for (const [name, description] of all) io.stdout.write(`${name.padEnd(width)}  ${description}\n`);
  return ExitCode.ok;
}

/** The window in words, as far as one was asked for. */
function describe(flags: EventsFlags, { window, timeZone }: Request): string {
  const from = flags.since === undefined ? "" : ` from ${asInstant(window.since, timeZone)}`;
  const to = flags.until === undefined ? "" : ` before ${asInstant(window.until, timeZone)}`;
  return `${from}${to}, times in ${timeZone}`;
}
