import { availableParallelism } from "node:os";
import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { type CloudTrailColumn, cloudTrailColumns } from "../../cloudtrail/columns";
import type { LogFile } from "../../cloudtrail/logFile";
import {
  type Asked,
  type Catalog,
  type Question,
  type Statement,
  isList,
  isWhole,
  literal,
  renderDeliveries,
  renderQuestion,
  takesTable,
  takesView,
} from "../../questions";
import { removeAtExit, temporaryPath } from "../../temporary";
import type { Answer, Engine } from "../engine";
import { Gathered, isGathered, isInParts } from "./gathered";
import { keepDeliveries, renderKept } from "./keptDays";
import { columnsFor, countRecords } from "./logTable";
import { LongList, type LongListAsked } from "./longList";
import { type Part, parts } from "./parts";
import { readingLogs } from "./reasons";
import { bound, firstRows, keepByteOrderMarks, valuesOf } from "./values";
import { deliveriesView, dialect, eventsView, tableView } from "./views";

/** Each thread holds a file of its own in memory, and more of them than this no longer read faster. */
const mostThreads = Math.min(availableParallelism(), 4);

/** To read so many bytes record by record takes less than another statement. */
const littleJson = 64 * 1024;

/** Engines of this process: each spills what does not fit into memory into a folder of its own. */
let opened = 0;

/** Loads what takes a tenth of a second, for whoever has to wait for something else as well. */
export const loadDuckDb = () => import("@duckdb/node-api");

/** DuckDB over log files on this machine: the same view and questions as in Athena. */
export class DuckDbEngine implements Engine {
  private files: readonly LogFile[] = [];
  private kept: readonly string[] = [];
  /** What the views show; undefined: they have not been made. */
  private deliveries: string | undefined;
  private gathered: Gathered | undefined;
  /** DuckDB's own limit, once there has been another. */
  private wholeMemory: string | undefined;
  private threads = mostThreads;
  private isInterrupted = false;
  /** Reads every second part of a long list. */
  private second: DuckDbEngine | undefined;

  private constructor(
    private readonly catalog: Catalog,
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
    private readonly forget: () => void,
  ) {}

  private get columnsOfViews(): readonly CloudTrailColumn[] {
    return columnsFor(renderDeliveries(this.catalog));
  }

  static async open(catalog: Catalog): Promise<DuckDbEngine> {
    const { DuckDBInstance } = await loadDuckDb();
    await keepByteOrderMarks();
    const spilled = temporaryPath(`${process.pid}-${(opened += 1)}`);
    const { forget } = removeAtExit(spilled);
    const instance = await DuckDBInstance.create(":memory:", {
      // an extension would be downloaded, and nothing here is
      autoinstall_known_extensions: "false",
      autoload_known_extensions: "false",
      threads: String(mostThreads),
      // every answer says its order itself
      preserve_insertion_order: "false",
      // no file is read a second time
      enable_external_file_cache: "false",
      temp_directory: spilled,
      // what a record of ten megabytes took is given back at once, and not when half a gigabyte has come together
      allocator_flush_threshold: "8MB",
      allocator_bulk_deallocation_flush_threshold: "8MB",
    });
    const connection = await instance.connect();
    const engine = new DuckDbEngine(catalog, instance, connection, forget);
    for (const statement of dialect(catalog)) await connection.run(statement);
    return engine;
  }

  /**
   * From now on answers are given from these files.
   * @param kept files of Parquet with the deliveries of days whose log files are not among them
   */
  read(files: readonly LogFile[], kept: readonly string[] = []): void {
    [this.files, this.kept] = [files, kept];
  }

  /**
   * Has table and views show these files.
   * @param columns those of the table; the views need no more than they name
   */
  private async show(
    files: readonly LogFile[],
    kept: readonly string[],
    { columns = this.columnsOfViews, threads = mostThreads } = {},
  ): Promise<void> {
    // between two statements there is nothing that could be ended
    if (this.isInterrupted) throw new Error("interrupted");
    if (this.wholeMemory !== undefined) await this.limitMemory(this.wholeMemory);
    await this.run({ sql: tableView(this.catalog, files, columns), values: [] });
    // one without a file would hold as much memory as the others
    await this.useThreads(Math.min(threads, Math.max(1, files.length, kept.length)));
    const deliveries = [
      // what no file is behind takes its time all the same
      ...(files.length > 0 || kept.length === 0 ? [renderDeliveries(this.catalog)] : []),
      ...(kept.length > 0 ? [renderKept(this.catalog, kept)] : []),
    ].join("\nUNION ALL\n");
    // a view stays as it is, though the table does not: to bind it anew takes longer than to open a hundred files
    if (deliveries === this.deliveries) return;
    await this.run({ sql: deliveriesView(this.catalog, deliveries), values: [] });
    this.deliveries = deliveries;
  }

  private async useThreads(threads: number): Promise<void> {
    if (threads === this.threads) return;
    await this.connection.run(`SET threads = ${threads}`);
    this.threads = threads;
  }

  /** DuckDB 1.5 keeps what its last statement took until another comes, or the number of threads changes. */
  private async giveMemoryBack(): Promise<void> {
    const { threads } = this;
    await this.useThreads(threads + 1);
    await this.useThreads(threads);
  }

  /**
   * Writes every delivery of an S3 data event to a file of Parquet, and drafts beside it. Gives their number. Throws an
   * error of the system where they cannot be written.
   */
  async keep(path: string): Promise<number> {
    await this.show(this.files, []);
    return readingLogs(
      () =>
        keepDeliveries(this.connection, this.catalog, path, {
          useThreads: (threads) => this.useThreads(threads),
        }),
      path,
    );
  }

  /**
   * Throws LogsUnreadable where one of the files cannot be read.
   * @param inSteps whether what the question needs is gathered first; if not given, where there is much to read
   */
  async answer(
    question: Question,
    asked: Asked,
    inSteps = isGathered(question, asked, this.files),
  ): Promise<Answer> {
    const limit = isList(question) ? asked.limit : undefined;
    const counted = limit === undefined ? asked : { ...asked, list: { ...asked.list, counted: true } };
    const columns = takesTable(question) ? cloudTrailColumns : this.columnsOfViews;
    if (inSteps) {
      const statement = await this.gather(question, counted, columns);
      return readingLogs(() => this.inLittleMemory(() => this.ask(statement, limit)));
    }
    await this.show(this.files, this.kept, { columns });
    // few questions name it, and to bind it takes as long as to open the logs
    if (takesView(question)) await this.run({ sql: eventsView(this.catalog, this.deliveries), values: [] });
    return readingLogs(() => this.ask(renderQuestion(question, this.catalog, counted), limit));
  }

  /** @param limit of a list, whose last two columns tell whether it is whole */
  private async ask({ sql, values }: Statement, limit?: number): Promise<Answer> {
    const result = await this.connection.stream(sql, values.map(bound));
    const { first, chunks } = await firstRows(result);
    if (limit === undefined) return { columns: result.columnNames(), rows: valuesOf(chunks) };
    const [deliveriesRead = 0, eventsRead = 0] = first?.slice(-2).map(Number) ?? [];
    return {
      columns: result.columnNames().slice(0, -2),
      rows: valuesOf(chunks, -2),
      isWhole: isWhole(limit, deliveriesRead, eventsRead),
    };
  }

  /** Gives the question of what was gathered. */
  private async gather(
    question: Question,
    asked: Asked,
    columns: readonly CloudTrailColumn[],
  ): Promise<Statement> {
    this.gathered?.remove();
    const gathered = (this.gathered = new Gathered(this.catalog, question, asked));
    await gathered.take(
      this.files,
      this.kept,
      (files, kept) => this.show(files, kept, { columns }),
      (statement) => this.run(statement),
    );
    await this.useThreads(mostThreads);
    for (const sql of gathered.statements) await this.run({ sql, values: [] });
    return gathered.ask;
  }

  /** With what does not fit on disk; where not even that is enough, with as much memory as it takes. */
  private async inLittleMemory<T>(ask: () => Promise<T>): Promise<T> {
    if (this.wholeMemory === undefined) {
      const setting = await this.connection.runAndReadAll("SELECT current_setting('memory_limit')");
      this.wholeMemory = String(setting.getRows()[0]?.[0]);
    }
    await this.limitMemory("100MB");
    try {
      return await ask();
    } catch (error) {
      if (!/Out of Memory|failed to (allocate|pin)/.test((error as Error).message)) throw error;
      await this.limitMemory(this.wholeMemory);
      return ask();
    }
  }

  /** RESET would leave the limit as it is. */
  private async limitMemory(limit: string): Promise<void> {
    await this.connection.run(`SET memory_limit = ${literal(limit)}`);
  }

  /** Whether a question is better answered by `list`. */
  isInParts(question: Question, asked: Asked): boolean {
    return isInParts(question, asked, this.files, this.kept);
  }

  /**
   * A list of any length, read from some files at a time: see `LongList`. Throws LogsUnreadable where one of them cannot
   * be read.
   * @param together bytes of log files that are read at a time
   */
  async list(asked: LongListAsked, together?: number): Promise<Generator<string>> {
    const list = new LongList(this.catalog, asked);
    try {
      await this.readParts(parts(this.files, this.kept, together), list);
    } catch (error) {
      list.remove();
      throw error;
    }
    return (function* () {
      try {
        yield* list.rows();
      } finally {
        list.remove();
      }
    })();
  }

  /**
   * Two parts at a time: while DuckDB plans a statement, sorts its last rows and writes them, only one of its threads has
   * anything to do.
   */
  private async readParts(all: readonly Part[], list: LongList): Promise<void> {
    const waiting = [...all];
    this.second = all.length > 1 && mostThreads > 1 ? await DuckDbEngine.open(this.catalog) : undefined;
    const readers = this.second === undefined ? [this] : [this, this.second];
    const threads = Math.ceil(mostThreads / readers.length);
    const read = async (reader: DuckDbEngine) => {
      for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
        await reader.show(...part, { threads });
        await list.add((statement) => reader.run(statement));
      }
    };
    const ends = await Promise.allSettled(
      readers.map((reader) =>
        read(reader).finally(() => {
          // where one failed, the other need not go on
          waiting.length = 0;
        }),
      ),
    );
    this.second?.close();
    this.second = undefined;
    for (const end of ends) if (end.status === "rejected") throw end.reason;
    await this.giveMemoryBack();
  }

  /** Ends what runs at once, and what would come after it; it is rejected. */
  interrupt(): void {
    this.isInterrupted = true;
    this.connection.interrupt();
    this.second?.interrupt();
  }

  /**
   * Files among which are all that cannot be read. Halves them again and again, because the failure of one file is the
   * failure of a statement, and a statement for every file would take minutes.
   */
  async suspects(files: readonly LogFile[]): Promise<readonly LogFile[]> {
    if (files.length === 0) return [];
    try {
      await this.connection.run(countRecords(files));
      return [];
    } catch {
      const bytes = files.reduce((sum, { longest }) => sum + longest, 0);
      if (files.length === 1 || bytes <= littleJson) return files;
    }
    const middle = Math.ceil(files.length / 2);
    const older = await this.suspects(files.slice(0, middle));
    return [...older, ...(await this.suspects(files.slice(middle)))];
  }

  private run({ sql, values }: Statement) {
    return readingLogs(() => this.connection.run(sql, values.map(bound)));
  }

  close(): void {
    this.connection.closeSync();
    this.instance.closeSync();
    this.gathered?.remove();
    this.forget();
  }
}
