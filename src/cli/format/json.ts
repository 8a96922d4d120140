import type { Format } from "./format";
import { objectText } from "./ndjson";

/** One JSON array of objects, an object a line. */
export const json: Format = async function* ({ columns, rows }) {
  let separator = "[\n";
  for await (const row of rows) {
    yield `${separator}${objectText(columns, row)}`;
    separator = ",\n";
  }
  yield separator === "[\n" ? "[]\n" : "\n]\n";
};
