import { statSync } from "node:fs";
import { type ViewColumn, identifier, literal } from "../../questions";

const duckdbType: Readonly<Record<ViewColumn["type"], string>> = {
  timestamp: "TIMESTAMP",
  varchar: "VARCHAR",
  bigint: "BIGINT",
};

/**
 * Makes a Parquet file (zstd) of a file with a JSON object a line, in its order.
 * @param columns names, in order, with the type of those that are the view's; the others' types are seen from their values
 */
export async function writeParquet(
  ndjson: string,
  parquet: string,
  columns: readonly { readonly name: string; readonly type?: ViewColumn["type"] }[],
): Promise<void> {
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const instance = await DuckDBInstance.create(":memory:", { threads: "1", memory_limit: "200MB" });
  const connection = await instance.connect();
  const names = columns.map(({ name }) => identifier(name)).join(", ");
  const types = columns
    .map(({ name, type = "varchar" }) => `${literal(name)}: ${literal(duckdbType[type])}`)
    .join(", ");
  // of nothing no types can be seen
  const isKnown = columns.every(({ type }) => type !== undefined) || statSync(ndjson).size === 0;
  const reading = isKnown ? `columns = {${types}}` : "sample_size = -1";
  try {
    await connection.run(
      `COPY (SELECT ${names} FROM read_json(${literal(ndjson)}, format = 'newline_delimited', ${reading}))
       TO ${literal(parquet)} (FORMAT parquet, COMPRESSION zstd)`,
    );
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** What to SELECT from to read these files of Parquet; nothing in their paths is a partition. */
export const parquetFiles = (paths: readonly string[]): string =>
  `read_parquet([${paths.map(literal).join(", ")}], hive_partitioning = false)`;
