import type { DuckDBConnection } from "@duckdb/node-api";
import { type Catalog, literal, renderDeliveries, viewColumns } from "../../questions";
import { type Passing, removeAtExit } from "../../temporary";
import { parquetFiles } from "./parquet";

/** The wall clock of a zone is made anew from the moment, so that a kept day serves every zone. */
const keptColumns = viewColumns.map(({ name }) => name).filter((name) => name !== "event_time");

/**
 * Groups of so few rows that most of them hold nothing of an object that is looked for; with fewer every other answer
 * takes longer. Three fifths larger than with zstd, and read in two thirds of the time.
 */
const format = "(FORMAT parquet, COMPRESSION lz4_raw, ROW_GROUP_SIZE 8192)";

/** So many events are sorted at a time: DuckDB 1.5 takes a gigabyte for a million, and gives up where it may not. */
const sortedTogether = 50_000;

/**
 * Writes every delivery of an S3 data event to a file of Parquet, what happened to one object together, and gives their
 * number. Drafts lie beside it while it is written.
 */
export async function keepDeliveries(
  connection: DuckDBConnection,
  catalog: Catalog,
  path: string,
  { useThreads }: { readonly useThreads: (count: number) => Promise<void> },
): Promise<number> {
  const drafts = new Map<string, Passing>();
  const draft = () => {
    const name = `${path}.${drafts.size}`;
    drafts.set(name, removeAtExit(name));
    return name;
  };
  const copy = async (select: string, to: string): Promise<number> => {
    const { rowsChanged } = await connection.run(`COPY (${select}) TO ${literal(to)} ${format}`);
    return rowsChanged;
  };
  try {
    const all = draft();
    const events = await copy(
      `SELECT ${keptColumns.join(", ")} FROM (\n${renderDeliveries(catalog)}\n)`,
      all,
    );
    // each thread has buffers of its own, and what is left to do is little
    await useThreads(1);
    const count = Math.max(1, Math.ceil(events / sortedTogether));
    const parts: string[] = [];
    for (let part = 0; part < count; part += 1) {
      const to = count === 1 ? path : draft();
      const share = count === 1 ? "" : `WHERE hash(bucket, object_key) % ${count} = ${part}`;
      await copy(
        `SELECT * FROM ${parquetFiles([all])} ${share} ORDER BY bucket, object_key, event_time_utc`,
        to,
      );
      parts.push(to);
    }
    if (count > 1) {
      await connection.run("SET preserve_insertion_order = true");
      await copy(`SELECT * FROM ${parquetFiles(parts)}`, path);
    }
    return events;
  } finally {
    for (const each of drafts.values()) each.remove();
  }
}

/** SELECT of the deliveries in files that `keepDeliveries` wrote. */
export const renderKept = (catalog: Catalog, kept: readonly string[]): string => `SELECT
  make_timestamptz(epoch_us(event_time_utc)) AT TIME ZONE ${literal(catalog.timeZone)} AS event_time,
  ${keptColumns.join(", ")}
FROM ${parquetFiles(kept)}`;
