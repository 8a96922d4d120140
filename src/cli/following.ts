import { setTimeout as passed } from "node:timers/promises";
import { resolve } from "node:path";
import type { Unreadable } from "../cloudtrail/logFile";
import type { Value } from "../engines/engine";
import { ExitCode, followFindsNothing, logUnreadable } from "../errors";
import { Arrivals } from "../logs/arrivals";
import { type Asked, type ListOptions, type Question, newestFirst } from "../questions";
import { counted } from "./counted";
import { type Destination, standardOutput } from "./destination";
import type { FormatName } from "./format/names";
import { formats } from "./format/formats";
import { harmless } from "./format/harmless";
import type { Io } from "./io";
import { answerLocally, withinOf } from "./local";
import { askFiles, localCatalog } from "./localEvents";
import { Progress } from "./progress";
import { screenWidth, tell } from "./telling";

/** What is shown of an event that is not asked for as a column: a second delivery is known by it. */
const id = "event_id";
/** So many events are remembered; CloudTrail's second deliveries come within the hour. */
const remembered = 200_000;
/** Log files that are read together. */
const filesTogether = 200;
/** As many events as a batch can have. */
const all = 100_000_000;

/** Unless files are fetched from elsewhere. */
const lookEveryMs = 1_000;
/** Looking may take a tenth of the time: a large folder is looked at less often. */
const restFor = 9;

export interface Followed {
  readonly folder: string;
  readonly timeZone: string;
  readonly question: Question;
  /** Its limit is the number of events to begin with. */
  readonly asked: Asked & { readonly list: ListOptions & { readonly columns: readonly string[] } };
  readonly format: FormatName;
  /** For the rows of a terminal, where other columns are shown than were asked for. */
  readonly shown: Shown;
  readonly accounts?: readonly string[] | undefined;
  readonly regions?: readonly string[] | undefined;
  /** Brings what has arrived elsewhere into the folder, whole files; to be called so often. */
  readonly fetch?: { (): Promise<void>; readonly everyMs: number };
}

/** How the columns that were asked for are shown. */
export interface Shown {
  readonly columns: readonly string[];
  row(values: readonly Value[]): readonly Value[];
}

/**
 * The newest events of a folder, the newest last, and then the events of each log file that arrives there, until nobody
 * reads them or the signal is aborted. A log file that cannot be read is named, and read again when it has changed.
 */
export async function follow(followed: Followed, io: Io): Promise<ExitCode> {
  const { folder, timeZone, question, asked, fetch } = followed;
  const within = withinOf(question, asked, followed);
  const arrivals = new Arrivals(resolve(io.cwd, folder), within, fetch !== undefined);
  const page = new FollowedPage(followed, io, standardOutput(io));

  await withProgress(io, "fetching log files", () => fetch?.());
  const there = await arrivals.begin();
  if (there.length === 0) tell(io.stderr, `${followFindsNothing()}\n`);
  if (there.length > 0) {
    const list = { ...asked.list, columns: [...asked.list.columns, id], order: newestFirst };
    const newest = await answerLocally({ ...followed, asked: { ...asked, list } }, io);
    try {
      const rows: (readonly Value[])[] = [];
      for await (const row of newest.rows) rows.push(row);
      if (!(await page.add(rows.reverse(), newest.unreadable))) return ExitCode.readerGone;
    } finally {
      newest.close();
    }
  }
  for (;;) {
    const waiting = `${counted(page.count, "event")}, waiting for log files`;
    const arrived = await withProgress(io, waiting, () => nextOf(arrivals, fetch, io.signal));
    for (let from = 0; from < arrived.length; from += filesTogether) {
      const paths = arrived.slice(from, from + filesTogether);
      const order = [{ column: "event_time", descending: false }];
      const list = { ...asked.list, columns: [...asked.list.columns, id], order };
      const source = { paths, catalog: localCatalog(timeZone), signal: io.signal };
      const { given, unreadable, close } = await askFiles(source, (engine) =>
        engine.answer(question, { ...asked, list, limit: all }),
      );
      try {
        const rows: (readonly Value[])[] = [];
        for await (const row of given.rows) rows.push(row);
        if (!(await page.add(rows, unreadable))) return ExitCode.readerGone;
      } finally {
        close();
      }
    }
  }
}

async function withProgress<T>(io: Io, doing: string, work: () => T): Promise<Awaited<T>> {
  const progress = new Progress(io.stderr, () => doing);
  try {
    return await work();
  } finally {
    progress.end();
  }
}

async function nextOf(
  arrivals: Arrivals,
  fetch: Followed["fetch"],
  signal: AbortSignal,
): Promise<readonly string[]> {
  for (;;) {
    const begun = Date.now();
    await fetch?.();
    const arrived = await arrivals.next();
    if (arrived.length > 0) return arrived;
    await passed(Math.max(fetch?.everyMs ?? lookEveryMs, restFor * (Date.now() - begun)), undefined, {
      signal,
    });
  }
}

/** What was written so far, to which more is added. */
class FollowedPage {
  count = 0;
  private readonly ids = new Set<Value>();
  private readonly print: (rows: readonly (readonly Value[])[]) => string;

  constructor(
    private readonly followed: Pick<Followed, "format" | "shown">,
    private readonly io: Io,
    private readonly out: Destination,
  ) {
    const { format, shown } = followed;
    const begin = format === "parquet" ? undefined : formats[format].begin;
    if (begin === undefined) throw new Error(`nothing can be added to ${format}`);
    this.print = begin({
      columns: shown.columns,
      width: screenWidth(io.stdout),
      colours: io.stdout.isTTY === true && io.stdout.hasColors?.() === true,
    });
  }

  /**
   * @param rows in their order, their ids last
   * @returns false: nobody reads any longer
   */
  async add(rows: readonly (readonly Value[])[], unreadable: readonly Unreadable[]): Promise<boolean> {
    for (const { path, reason } of unreadable) {
      tell(this.io.stderr, `${harmless(logUnreadable(path, reason))}\n`);
    }
    const added = rows.filter((row) => this.isNew(row.at(-1) ?? null)).map((row) => row.slice(0, -1));
    if (added.length === 0) return true;
    this.count += added.length;
    return this.out.write(this.print(added.map(this.followed.shown.row)));
  }

  private isNew(eventId: Value): boolean {
    if (eventId === null) return true;
    if (this.ids.has(eventId)) return false;
    this.ids.add(eventId);
    if (this.ids.size > remembered) {
      // a set keeps its members in the order in which they came
      for (const oldest of this.ids) {
        this.ids.delete(oldest);
        break;
      }
    }
    return true;
  }
}
