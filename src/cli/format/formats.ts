import { csv } from "./csv";
import type { Format } from "./format";
import { json } from "./json";
import { ndjson } from "./ndjson";
import { table } from "./table";

/** Every format, by the name given to `--format`. */
export const formats: Readonly<Record<string, Format>> = { table, json, ndjson, csv };
