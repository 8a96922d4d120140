import type { Value } from "../../engines/engine";
import type { Format } from "./format";
import { harmless } from "./harmless";

/** Comma-separated values with a line of names (RFC 4180 but for the line ends, which are those of a Unix text). */
export const csv: Format = async function* ({ columns, rows }) {
  yield line(columns);
  for await (const row of rows) yield line(row);
};

const line = (values: readonly Value[]) => `${values.map(cell).join(",")}\n`;

function cell(value: Value): string {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  // a spreadsheet would run it as a formula, after blanks and in full width too
  const text = harmless(/^[\t\r]|^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]/u.test(value) ? `'${value}` : value);
  return /[",]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
