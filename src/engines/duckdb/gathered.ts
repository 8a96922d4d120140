import { join } from "node:path";
import type { LogFile } from "../../cloudtrail/logFile";
import { cloudTrailColumns, partitionColumns } from "../../cloudtrail/columns";
import {
  type Asked,
  type Catalog,
  type Question,
  type Statement,
  type StatementsInSteps,
  isList,
  isOfEventsInWindow,
  literal,
  qualified,
  renderInSteps,
  takesTable,
  takesView,
  viewColumns,
} from "../../questions";
import { TemporaryFolder } from "../../temporary";
import { bytesKept, bytesTogether, compressedBytes, parts } from "./parts";
import { parquetFiles } from "./parquet";

/** Bytes of compressed log files, or ten times as many of JSON, over which one statement stays within 350 MB. */
const bytesAtOnce = 24 * 1024 * 1024;
/** Files that are opened by one statement: each takes DuckDB about 15 kB. */
const filesAtOnce = 4_000;
/** Bytes that are gathered by one statement: nothing is kept of them, and each statement takes its time to be prepared. */
const bytesGathered = 256 * 1024 * 1024;
/**
 * Of a list so long or shorter DuckDB 1.5 keeps no more than the first rows, 5,000 with copies; for a longer one it keeps all
 * that it reads, 700 MB for a million events.
 */
const shortList = 1_100;

/** One statement would keep all rows of a longer list in memory, however few bytes they are read from. */
const longList = 20_000;

/**
 * Whether a list is better put together from parts: see `LongList`. To sort whole rows of more than one part takes DuckDB 1.5
 * up to 390 MB: what it pins, and what it keeps for a limit of up to 5,000 rows, it cannot put on disk.
 */
export function isInParts(
  question: Question,
  { limit }: Asked,
  files: readonly LogFile[],
  kept: readonly string[],
): boolean {
  if (!isList(question) || limit <= shortList) return false;
  return limit > longList || bytesOf(files) + bytesKept(kept) > bytesTogether;
}

const bytesOf = (files: readonly LogFile[]): number =>
  files.reduce((sum, file) => sum + compressedBytes(file), 0);

/** Whether a question over these files is better asked in two steps. */
export function isGathered(question: Question, { limit }: Asked, files: readonly LogFile[]): boolean {
  // one that shows every column, and so has none of its own, ends after its first rows
  if (question.columns.length === 0) return false;
  // what is gathered does not stand behind the saved view
  if (takesView(question)) return false;
  if (files.length > filesAtOnce) return true;
  if (!isOfEventsInWindow(question) && !(isList(question) && limit > shortList)) return false;
  return bytesOf(files) > bytesAtOnce;
}

/** What merging the copies of an event goes by, beside what the question names. */
const always = ["event_id", "day", "region"];

/**
 * What a question needs of many log files, in files of Parquet. To merge copies a question holds a row of every event, and
 * DuckDB 1.5 cannot put any of that on disk while it reads JSON: 600 MB for 850,000 events. What was gathered is read again
 * in no time, and so it can be seen first which events have copies: only these are merged.
 */
export class Gathered {
  private readonly folder = new TemporaryFolder("gathered");
  private readonly deliveries: string[] = [];
  private readonly rows: string[] = [];
  private readonly steps: StatementsInSteps;
  private readonly view: string;
  private readonly repeated: string;
  private readonly table: string;

  constructor(
    catalog: Catalog,
    private readonly question: Question,
    asked: Asked,
  ) {
    const name = "gathered";
    this.view = qualified(catalog.database, name);
    this.repeated = qualified(catalog.database, "repeated");
    this.table = qualified(catalog.database, catalog.table);
    this.steps = renderInSteps(question, catalog, asked, name);
  }

  private get takesRows(): boolean {
    return takesTable(this.question);
  }

  /** @param read makes the views show these files and kept days; `run` runs a statement over them */
  async take(
    files: readonly LogFile[],
    kept: readonly string[],
    read: (files: readonly LogFile[], kept: readonly string[]) => Promise<void>,
    run: (statement: Statement) => Promise<unknown>,
  ): Promise<void> {
    for (const [some, days] of parts(files, kept, bytesGathered, filesAtOnce)) {
      await read(some, days);
      await run(this.copyDeliveries());
      if (this.takesRows) await run({ sql: this.copyRows(), values: [] });
    }
  }

  private copyDeliveries(): Statement {
    const { gather, ask } = this.steps;
    const words = new Set([...wordsOf(ask), ...always]);
    const needless = viewColumns.filter(({ name }) => !words.has(name)).map(({ name }) => name);
    const columns = needless.length === 0 ? "*" : `* EXCLUDE (${needless.join(", ")})`;
    return {
      sql: this.copy(`SELECT ${columns} FROM (\n${gather.sql}\n)`, this.deliveries, "deliveries"),
      values: gather.values,
    };
  }

  private copyRows(): string {
    const words = wordsOf(this.steps.ask);
    const columns = [...cloudTrailColumns, ...partitionColumns]
      .flatMap(({ name }) => (words.has(name) ? [name] : []))
      .join(", ");
    return this.copy(`SELECT ${columns} FROM ${this.table}`, this.rows, "rows");
  }

  private copy(select: string, files: string[], name: string): string {
    const path = join(this.folder.path, `${name}-${files.length}.parquet`);
    files.push(path);
    return `COPY (${select}) TO ${literal(path)} (FORMAT parquet, COMPRESSION lz4_raw, ROW_GROUP_SIZE 20480)`;
  }

  /** In order, what makes a DuckDB ready for the question. */
  get statements(): readonly string[] {
    const taken = parquetFiles(this.deliveries);
    const rows = `CREATE OR REPLACE VIEW ${this.table} AS SELECT * FROM ${parquetFiles(this.rows)}`;
    return [
      ...(isOfEventsInWindow(this.question)
        ? this.merged(taken)
        : [`CREATE OR REPLACE VIEW ${this.view} AS SELECT * FROM ${taken}`]),
      ...(this.takesRows ? [rows] : []),
    ];
  }

  /** By their hashes, because a million texts take more memory; an event that has only the hash of another loses nothing. */
  private merged(taken: string): readonly string[] {
    const isRepeated = `hash(event_id) IN (SELECT id FROM ${this.repeated})`;
    return [
      `CREATE OR REPLACE TABLE ${this.repeated} AS
       SELECT hash(event_id) AS id FROM ${taken} WHERE event_id IS NOT NULL GROUP BY ALL HAVING count(*) > 1`,
      `CREATE OR REPLACE VIEW ${this.view} AS
       SELECT * FROM ${taken} WHERE NOT ${isRepeated}
       UNION ALL
       SELECT * EXCLUDE (delivery) FROM (
         SELECT *, row_number() OVER (PARTITION BY event_id ORDER BY day, region) AS delivery
         FROM ${taken}
         WHERE ${isRepeated}
       )
       WHERE delivery = 1 OR event_id IS NULL`,
    ];
  }

  /** The question of what was gathered. */
  get ask(): Statement {
    return this.steps.ask;
  }

  remove(): void {
    this.folder.remove();
  }
}

/** What a statement does not name it does not need. */
const wordsOf = ({ sql }: Statement): ReadonlySet<string> => new Set(sql.match(/\w+/g));
