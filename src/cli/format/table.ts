import type { Value } from "../../engines/engine";
import { cutMiddle, padded, widthOf } from "./cells";
import type { Format } from "./format";
import { harmless } from "./harmless";

/** So many rows are measured together: enough that a usual answer is one page, few enough for memory. */
const rowsMeasured = 500;
const gap = "  ";
const narrowest = 8;

/** Columns under their names; where they are wider than the page, the widest are cut in the middle. */
export const table: Format = async function* ({ columns, rows }, { width }) {
  let widths: readonly number[] | undefined;
  let page: string[][] = [];
  const print = () => {
    const head = widths === undefined ? [columns.map(headline)] : [];
    widths ??= fitted([...head, ...page], width);
    const lines = [...head, ...page].map((cells) => line(cells, widths ?? []));
    page = [];
    return lines.join("");
  };
  for await (const row of rows) {
    page.push(row.map(cell));
    if (page.length >= rowsMeasured) yield print();
  }
  if (page.length > 0) yield print();
};

const headline = (column: string) => column.replaceAll("_", " ").toUpperCase();

const cell = (value: Value) => (value === null ? "" : harmless(String(value)));

function line(cells: readonly string[], widths: readonly number[]): string {
  const shown = cells.map((text, index) => padded(cutMiddle(text, widths[index] ?? 0), widths[index] ?? 0));
  return `${shown.join(gap).trimEnd()}\n`;
}

/** Each column as wide as its widest cell; then one cell at a time off the widest, until the page is wide enough. */
function fitted(rows: readonly (readonly string[])[], pageWidth: number | undefined): readonly number[] {
  const widths = (rows[0] ?? []).map((_, index) => Math.max(...rows.map((row) => widthOf(row[index] ?? ""))));
  if (pageWidth === undefined) return widths;
  const room = pageWidth - gap.length * (widths.length - 1);
  let excess = widths.reduce((sum, width) => sum + width, 0) - room;
  while (excess > 0) {
    const widest = widths.indexOf(Math.max(...widths));
    if ((widths[widest] ?? 0) <= narrowest) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
    excess -= 1;
  }
  return widths;
}
