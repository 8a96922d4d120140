/** What `--format` takes. Apart from the formats, so that the help does not load them. */
export const formatNames = ["table", "wide", "json", "ndjson", "csv", "parquet"] as const;

export type FormatName = (typeof formatNames)[number];

export const isFormatName = (name: string): name is FormatName =>
  (formatNames as readonly string[]).includes(name);
