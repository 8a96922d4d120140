import type { Value } from "../../engines/engine";
import { type LineFormat, onText, writeLines } from "./format";
import { harmlessJson } from "./harmless";

const objectText = (columns: readonly string[], row: readonly Value[]): string =>
  harmlessJson(
    JSON.stringify(Object.fromEntries(columns.map((column, index) => [column, row[index] ?? null]))),
  );

/** Where another's JSON may differ from ours, in bytes: escapes; what is not printable ASCII, Latin, kana and Han. */
const differing = /[^ -~\x80-\xbf\xc3-\xc9\xe3-\xe9]|\\/;

/** A JSON object for each row; both formats of JSON are made of these. */
export const objects: Pick<LineFormat, "row" | "nearly" | "fromNearly"> = {
  row: objectText,
  nearly: "object",
  fromNearly: (bytes) =>
    differing.test(bytes) ? onText(bytes, (text) => harmlessJson(JSON.stringify(JSON.parse(text)))) : bytes,
};

/** One JSON object a line. */
export const ndjson = writeLines({
  ...objects,
  begin: () => "",
  before: (isFirst) => (isFirst ? "" : "\n"),
  end: (rows) => (rows === 0 ? "" : "\n"),
  areLines: true,
});
