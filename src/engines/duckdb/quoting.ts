/** A value as a literal of DuckDB's SQL. */
export const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** A name as it is, whatever is in it. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** What to SELECT from to read these files of Parquet; nothing in their paths is a partition. */
export const parquetFiles = (paths: readonly string[]): string =>
  `read_parquet([${paths.map(text).join(", ")}], hive_partitioning = false)`;
