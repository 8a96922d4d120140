import { join } from "node:path";
import type { Unreadable } from "../cloudtrail/logFile";
import type { Answer, Value } from "../engines/engine";
import { ExitCode, UserError, engineFailed, logUnreadable, outputTakesNoParquet } from "../errors";
import { viewColumns } from "../questions";
import { TemporaryFolder, refusedTemporary } from "../temporary";
import { counted } from "./counted";
import { type Destination, Draft, OutputFile, standardOutput } from "./destination";
import type { Format, LineFormat } from "./format/format";
import { formats } from "./format/formats";
import { harmless } from "./format/harmless";
import type { FormatName } from "./format/names";
import { ndjson } from "./format/ndjson";
import type { Io } from "./io";
import type { Progress } from "./progress";
import { screenWidth, tell } from "./telling";

/** An answer, whoever gave it. */
export interface Answered {
  readonly columns: readonly string[];
  readonly rows: AsyncIterable<readonly Value[]>;
  /** In place of the rows: what a format's `fromNearly` takes. */
  readonly nearly?: Iterable<string>;
  readonly unreadable: readonly Unreadable[];
  /** true: no row beyond the limit was asked for, so that nobody knows whether there is more. */
  readonly endsAtLimit?: boolean;
  /** What is said where there are no rows because nothing was read; asked when the rows are read. */
  whyNothing?(): string | undefined;
  /** What it took to answer, in a few words each; asked when the rows are read. */
  told(): readonly string[];
  /** Ends what still runs. */
  close(): void;
}

/** How an answer is shown. */
export interface Shown {
  readonly format: FormatName;
  /** A file to write to; standard output if not given. */
  readonly output?: string | undefined;
  /** Rows at most; the engine was asked for one more, which tells whether there is more. */
  readonly limit: number;
  /** Other columns for a terminal, where there are too many. */
  readonly narrowed?: ((answer: Answer) => Answer) | undefined;
  /** What the rows are, in the singular, and which come first: `event`, `newest`. */
  readonly noun: string;
  readonly first: string;
  /** Window and zone in words. */
  readonly described: string;
  /** Whether these words are worth a line where the answer is for a program. */
  readonly alwaysDescribed: boolean;
  readonly progress: Progress;
}

/** Names what could not be read. */
export function tellUnreadable({ unreadable }: Pick<Answered, "unreadable">, io: Io): void {
  for (const { path, reason } of unreadable) tell(io.stderr, `${harmless(logUnreadable(path, reason))}\n`);
}

/** Says of an answer without an event why there may be none. */
export function tellWhyNothing({ whyNothing }: Pick<Answered, "whyNothing">, io: Io): void {
  const why = whyNothing?.();
  if (why !== undefined) tell(io.stderr, `${why}\n`);
}

/** Writes an answer and, last, how much of what there is it shows: for a program on standard error. */
export async function writeAnswer(answered: Answered, shown: Shown, io: Io): Promise<ExitCode> {
  const { format, output, progress } = shown;
  const exitCode = answered.unreadable.length > 0 ? ExitCode.incomplete : ExitCode.ok;
  // among rows on the same terminal there is no place for it, and a pager draws on that terminal too
  if (output === undefined) progress.end();
  progress.clear();
  tellUnreadable(answered, io);
  const page = new FirstRows(answered, shown.limit);
  if (format === "parquet") await writeParquetFile(page, output ?? "", io);
  else if (!(await writeText(page, formats[format], shown, io))) return ExitCode.readerGone;

  progress.end();
  const told = summary(page, answered, shown);
  const isForPeople = format !== "parquet" && formats[format].isForPeople === true;
  if (isForPeople && output === undefined) tell(io.stdout, told);
  else if (page.more || shown.alwaysDescribed || output !== undefined || exitCode !== ExitCode.ok) {
    tell(io.stderr, told);
  }
  if (page.shown === 0) tellWhyNothing(answered, io);
  return exitCode;
}

/** false: nobody reads any longer. */
async function writeText(page: FirstRows, format: Format, shown: Shown, io: Io): Promise<boolean> {
  const { output, narrowed } = shown;
  const out = output === undefined ? standardOutput(io) : new OutputFile(new Draft(output, io.cwd));
  try {
    const isDone = await writePieces(page, format, out, {
      narrowed: format.isForPeople ? narrowed : undefined,
      width: output === undefined ? screenWidth(io.stdout) : undefined,
      colours: output === undefined && io.stdout.isTTY === true && io.stdout.hasColors?.() === true,
      signal: io.signal,
    });
    if (isDone) await out.finish();
    else out.discard();
    return isDone;
  } catch (error) {
    out.discard();
    throw error;
  }
}

interface Layout {
  readonly narrowed: Shown["narrowed"];
  readonly width: number | undefined;
  readonly colours: boolean;
  readonly signal: AbortSignal;
}

async function writePieces(
  page: FirstRows,
  format: Format,
  out: Destination,
  { narrowed, signal, ...shape }: Layout,
): Promise<boolean> {
  if (format.lines !== undefined && page.hasTexts) {
    for (const piece of textPieces(page, format.lines)) {
      if (!(await out.write(piece, "latin1"))) return false;
      signal.throwIfAborted();
    }
    return true;
  }
  const all = { columns: page.columns, rows: page.rows() };
  for await (const piece of format.write(narrowed === undefined ? all : narrowed(all), shape)) {
    signal.throwIfAborted();
    if (!(await out.write(piece))) return false;
  }
  return true;
}

/** So much is written at once. */
const pieceLength = 64 * 1024;

/** The texts of the rows in a format, as bytes, a character for each. */
function* textPieces(page: FirstRows, lines: LineFormat): Generator<string> {
  let piece = lines.begin(page.columns);
  let count = 0;
  for (const nearly of page.texts()) {
    piece += lines.before(count === 0) + lines.fromNearly(nearly);
    count += 1;
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = "";
  }
  yield piece + lines.end(count);
}

/** Rows on their way into a Parquet file lie in a file of JSON first, so that they never have to fit in memory. */
async function writeParquetFile(page: FirstRows, output: string, io: Io): Promise<void> {
  const file = new Draft(output, io.cwd);
  if (file.isNoFile) throw new UserError([outputTakesNoParquet(output)]);
  const folder = new TemporaryFolder("parquet");
  try {
    const rows = new Draft("rows.json", folder.path, (_, error) => refusedTemporary(error));
    const out = new OutputFile(rows);
    const plain = { narrowed: undefined, width: undefined, colours: false, signal: io.signal };
    await writePieces(page, ndjson, out, plain);
    await out.finish();
    const { writeParquet } = await import("../engines/duckdb/parquet");
    const { refusedBySystem } = await import("../engines/duckdb/reasons");
    const columns = page.columns.map((name) => {
      const type = viewColumns.find((column) => column.name === name)?.type;
      return type === undefined ? { name } : { name, type };
    });
    await writeParquet(join(folder.path, "rows.json"), file.path, columns).catch((error: unknown) => {
      const refused = refusedBySystem(error);
      if (refused !== undefined) throw file.failure(refused);
      throw new UserError([engineFailed("DuckDB", String(error))], ExitCode.engine);
    });
    file.finish();
  } catch (error) {
    file.discard();
    throw error;
  } finally {
    folder.remove();
  }
}

/** The first rows of an answer, and afterwards how many they were and whether there were more. */
class FirstRows {
  shown = 0;
  more = false;

  constructor(
    private readonly answered: Answered,
    private readonly limit: number,
  ) {}

  get columns(): readonly string[] {
    return this.answered.columns;
  }

  get hasTexts(): boolean {
    return this.answered.nearly !== undefined;
  }

  async *rows(): AsyncGenerator<readonly Value[]> {
    for await (const row of this.answered.rows) {
      if (!this.takes()) return;
      yield row;
    }
  }

  *texts(): Generator<string> {
    for (const text of this.answered.nearly ?? []) {
      if (!this.takes()) return;
      yield text;
    }
  }

  private takes(): boolean {
    this.more = this.shown >= this.limit;
    if (!this.more) this.shown += 1;
    return !this.more;
  }
}

function summary({ shown: rows, more }: FirstRows, answered: Answered, shown: Shown): string {
  const { noun, first, described, progress } = shown;
  const isPerhapsCut = answered.endsAtLimit === true && rows === shown.limit;
  const which =
    more || isPerhapsCut
      ? `the ${first} ${counted(rows, noun)} (use --limit for more${isPerhapsCut ? ", if there are" : ""})`
      : counted(rows, noun);
  return `${which}${described}; ${[...answered.told(), progress.elapsed].join(", ")}\n`;
}
