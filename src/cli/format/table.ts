import type { Answer, Value } from "../../engines/engine";
import { cutMiddle, padded, widthOf } from "./cells";
import type { Format, Page } from "./format";
import { harmless } from "./harmless";

/** So many rows are measured together: enough that a usual answer is one page, few enough for memory. */
const rowsMeasured = 500;
const gap = "  ";
const narrowest = 8;
/** More than any key: beside a longer cell the others are not filled up with blanks. */
const widestFilled = 2_000;

const bold = 1;
/** Colours of a terminal (ECMA-48, SGR) by the first word of an outcome; `ok` needs none. */
const colourOf: Readonly<Record<string, number>> = { denied: 31, failed: 33 };

/** Columns under their names; where they are wider than the page, the widest are cut in the middle. */
export const table: Format = { write: pages, isForPeople: true };

/** The same with nothing cut. */
export const wide: Format = {
  write: (answer, page) => pages(answer, { ...page, width: undefined }),
  isForPeople: true,
};

async function* pages({ columns, rows }: Answer, { width, colours }: Page): AsyncGenerator<string> {
  const outcome = columns.indexOf("outcome");
  const paint = (cells: readonly string[], line: readonly string[], isHead: boolean): readonly string[] => {
    if (!colours) return line;
    if (isHead) return line.map((cell) => painted(cell, bold));
    const colour = colourOf[cells[outcome]?.split(" ")[0] ?? ""];
    return line.map((cell, index) => (index === outcome && colour ? painted(cell, colour) : cell));
  };
  let widths: readonly number[] | undefined;
  let page: string[][] = [];
  const print = () => {
    const head = widths === undefined ? [columns.map(headline)] : [];
    const shown = [...head, ...page];
    const fit = (widths ??= fitted(shown, width));
    page = [];
    return shown
      .map((cells, index) => {
        // where nothing has to fit, a cell wider than those of the first rows moves its neighbours
        const kept = width === undefined ? cells : cells.map((text, at) => cutMiddle(text, fit[at] ?? 0));
        return `${paint(kept, line(kept, fit), index < head.length).join(gap)}\n`;
      })
      .join("");
  };
  for await (const row of rows) {
    page.push(row.map(cell));
    if (page.length >= rowsMeasured) yield print();
  }
  if (page.length > 0) yield print();
}

const painted = (text: string, colour: number) => `\u001b[${colour}m${text}\u001b[0m`;

const headline = (column: string) => column.replaceAll("_", " ").toUpperCase();

const cell = (value: Value) => (value === null ? "" : harmless(String(value)));

/** The cells as wide as their columns, without blanks at the end of the line. */
function line(cells: readonly string[], widths: readonly number[]): readonly string[] {
  const last = cells.findLastIndex((text) => text !== "");
  return cells
    .slice(0, last + 1)
    .map((text, index) => (index === last ? text.trimEnd() : padded(text, widths[index] ?? 0)));
}

/** Each column as wide as its widest cell; then one cell at a time off the widest, until the page is wide enough. */
function fitted(rows: readonly (readonly string[])[], pageWidth: number | undefined): readonly number[] {
  const widths = (rows[0] ?? []).map((_, index) => Math.max(...rows.map((row) => widthOf(row[index] ?? ""))));
  if (pageWidth === undefined) return widths.map((width) => Math.min(width, widestFilled));
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
