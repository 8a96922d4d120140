import type { Value } from "../../engines/engine";
import { type LineFormat, onText, writeLines } from "./format";
import { harmless } from "./harmless";

const line = (values: readonly Value[]) => values.map(cell).join(",");

function cell(value: Value): string {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  // a spreadsheet would run it as a formula, after blanks, in full width, and after a quote where it takes quotes lightly
  const text = harmless(/^[\t\r]|^["\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]/u.test(value) ? `'${value}` : value);
  // a # as well, which some readers take for a remark, and DuckDB quotes
  return /[",#]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Where a line of another's CSV may differ from ours, in bytes: characters other than printable ASCII, Latin, kana and Han;
 * what is guarded at the beginning of a value.
 */
const differing = /[^ -~\x80-\xbf\xc3-\xc9\xe3-\xe9]|(?:^|,)[^!#-~]*[=+\-@]/;

function values(line: string): readonly string[] {
  const found: string[] = [];
  for (let at = 0; at <= line.length; at += 1) {
    if (line[at] === '"') {
      let end = line.indexOf('"', at + 1);
      while (line[end + 1] === '"') end = line.indexOf('"', end + 2);
      found.push(line.slice(at + 1, end).replaceAll('""', '"'));
      at = end + 1;
    } else {
      const comma = line.indexOf(",", at);
      const end = comma === -1 ? line.length : comma;
      found.push(line.slice(at, end));
      at = end;
    }
  }
  return found;
}

const lines: LineFormat = {
  begin: line,
  before: () => "\n",
  row: (_columns, row) => line(row),
  end: () => "\n",
  areLines: true,
  nearly: "csv",
  fromNearly: (bytes) => (differing.test(bytes) ? onText(bytes, (text) => line(values(text))) : bytes),
};

/** Comma-separated values with a line of names (RFC 4180 but for the line ends, which are those of a Unix text). */
export const csv = writeLines(lines);
