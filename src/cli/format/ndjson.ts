import type { Value } from "../../engines/engine";
import type { Format } from "./format";
import { harmlessJson } from "./harmless";

/** One JSON object a line. */
export const ndjson: Format = async function* ({ columns, rows }) {
  for await (const row of rows) yield `${objectText(columns, row)}\n`;
};

export const objectText = (columns: readonly string[], row: readonly Value[]): string =>
  harmlessJson(
    JSON.stringify(Object.fromEntries(columns.map((column, index) => [column, row[index] ?? null]))),
  );
