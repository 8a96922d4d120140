import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LogFile } from "../../cloudtrail/logFile";
import { cloudTrailColumns, partitionColumns } from "../../cloudtrail/columns";
import { type Catalog, type Question, deliveriesViewName, viewColumns } from "../../questions";
import { removeAtExit } from "../../temporary";
import { parts } from "./longList";
import { identifier, parquetFiles, text } from "./quoting";

/** Bytes of compressed log files, or ten times as many of JSON, over which one statement stays within 350 MB. */
const bytesAtOnce = 24 * 1024 * 1024;
/** Files that are opened by one statement: each takes DuckDB about 15 kB. */
const filesAtOnce = 4_000;
const jsonPerByte = 10;

/** One object has few events, which are sorted out while the logs are read: to gather all others would cost more. */
const ofFewEvents: ReadonlySet<string> = new Set(["object-history"]);

/** Whether a question over these files is better asked of what is gathered out of them first. */
export function isGathered(question: Question, files: readonly LogFile[]): boolean {
  // one that shows every column, and so has none of its own, ends after its first rows
  if (question.columns.length === 0) return false;
  if (files.length > filesAtOnce) return true;
  if (!question.template.includes("{{#eventsInWindow}}") || ofFewEvents.has(question.name)) return false;
  let bytes = 0;
  for (const { size, compressed } of files) bytes += size / (compressed ? 1 : jsonPerByte);
  return bytes > bytesAtOnce;
}

/**
 * What a question needs of many log files, in files of Parquet. To merge copies a question holds a row of every event, and
 * DuckDB 1.5 cannot put any of that on disk while it reads JSON: 600 MB for 850,000 events. Out of Parquet it can.
 */
export class Gathered {
  readonly folder = mkdtempSync(join(tmpdir(), "s3-audit-gathered-"));
  private readonly forget = removeAtExit(this.folder);
  private readonly deliveries: string[] = [];
  private readonly rows: string[] = [];
  private readonly deliveryColumns: string;
  private readonly rowColumns: readonly string[];
  private readonly takesRows: boolean;

  /** @param sql the question's statement: what it does not name it does not need */
  constructor(
    private readonly catalog: Catalog,
    { template }: Question,
    sql: string,
  ) {
    const words = new Set(sql.match(/\w+/g));
    this.deliveryColumns = viewColumns
      .map(({ name, type }) => (words.has(name) ? name : `CAST(NULL AS ${type}) AS ${name}`))
      .join(", ");
    this.takesRows = template.includes("{{table}}");
    this.rowColumns = [...cloudTrailColumns, ...partitionColumns]
      .map(({ name }) => name)
      .filter((name) => words.has(name));
  }

  /** @param read makes the views show these files; `run` runs a statement over them */
  async take(
    files: readonly LogFile[],
    read: (files: readonly LogFile[]) => Promise<void>,
    run: (sql: string) => Promise<unknown>,
  ): Promise<void> {
    for (const [some] of parts(files, [])) {
      await read(some);
      await run(this.copy(this.deliveries, this.deliveryColumns, deliveriesViewName));
      if (this.takesRows) await run(this.copy(this.rows, this.rowColumns.join(", "), this.catalog.table));
    }
  }

  private copy(files: string[], columns: string, from: string): string {
    const path = join(this.folder, `${from}-${files.length}.parquet`);
    files.push(path);
    return (
      `COPY (SELECT ${columns} FROM ${identifier(this.catalog.database)}.${identifier(from)}) ` +
      `TO ${text(path)} (FORMAT parquet, COMPRESSION lz4_raw, ROW_GROUP_SIZE 20480)`
    );
  }

  /** SELECT of the deliveries. */
  get selectDeliveries(): string {
    return `SELECT * FROM ${parquetFiles(this.deliveries)}`;
  }

  /** SELECT in place of the table, where the question reads it. */
  get selectRows(): string | undefined {
    return this.takesRows ? `SELECT * FROM ${parquetFiles(this.rows)}` : undefined;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
    this.forget();
  }
}
