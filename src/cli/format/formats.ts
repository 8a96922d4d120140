import { csv } from "./csv";
import type { Format } from "./format";
import { json } from "./json";
import type { FormatName } from "./names";
import { ndjson } from "./ndjson";
import { table, wide } from "./table";

/** Every format of text, by the name given to `--format`. */
export const formats: Readonly<Record<Exclude<FormatName, "parquet">, Format>> = {
  table,
  wide,
  json,
  ndjson,
  csv,
};

/** Whether rows can be added to what was written in a format. */
export const canBeFollowed = (format: FormatName): boolean =>
  format !== "parquet" && formats[format].begin !== undefined;
