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
export const table: Format = {
  write: pages,
  begin: ({ columns, ...page }) => printer(columns, page, true),
  isForPeople: true,
};

/** The same with nothing cut. */
export const wide: Format = {
  write: (answer, page) => pages(answer, { ...page, width: undefined }),
  begin: ({ columns, colours }) => printer(columns, { width: undefined, colours }, true),
  isForPeople: true,
};

async function* pages({ columns, rows }: Answer, page: Page): AsyncGenerator<string> {
  const print = printer(columns, page, false);
  let measured: (readonly Value[])[] = [];
  for await (const row of rows) {
    measured.push(row);
    if (measured.length < rowsMeasured) continue;
    yield print(measured);
    measured = [];
  }
  if (measured.length > 0) yield print(measured);
}

/**
 * Turns rows into lines, the names of the columns above the first of them.
 * @param grows whether wider rows make columns wider, because the first rows tell little of those to come; otherwise
 * they are cut, or move their neighbours
 */
function printer(columns: readonly string[], { width, colours }: Page, grows: boolean) {
  const outcome = columns.indexOf("outcome");
  const paint = (cells: readonly string[], line: readonly string[], isHead: boolean): readonly string[] => {
    if (!colours) return line;
    if (isHead) return line.map((cell) => painted(cell, bold));
    const colour = colourOf[cells[outcome]?.split(" ")[0] ?? ""];
    return line.map((cell, index) => (index === outcome && colour ? painted(cell, colour) : cell));
  };
  const heading = columns.map(headline);
  let widths: readonly number[] | undefined;
  return (rows: readonly (readonly Value[])[]): string => {
    const head = widths === undefined ? [heading] : [];
    const shown = [...head, ...rows.map((row) => row.map(cell))];
    if (widths === undefined || grows) widths = widest(shown, widths ?? heading.map(() => 0));
    const fit = fitted(widths, width);
    return shown
      .map((cells, index) => {
        const kept = width === undefined ? cells : cells.map((text, at) => cutMiddle(text, fit[at] ?? 0));
        return `${paint(kept, line(kept, fit), index < head.length).join(gap)}\n`;
      })
      .join("");
  };
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

/** Each column as wide as its widest cell, and at least as wide as it was. */
const widest = (rows: readonly (readonly string[])[], before: readonly number[]): readonly number[] =>
  before.map((width, index) => Math.max(width, ...rows.map((row) => widthOf(row[index] ?? ""))));

/** One cell at a time off the widest column, until the page is wide enough. */
function fitted(natural: readonly number[], pageWidth: number | undefined): readonly number[] {
  if (pageWidth === undefined) return natural.map((width) => Math.min(width, widestFilled));
  const widths = [...natural];
  const room = pageWidth - gap.length * (widths.length - 1);
  let excess = widths.reduce((sum, width) => sum + width, 0) - room;
  while (excess > 0) {
    const widestAt = widths.indexOf(Math.max(...widths));
    if ((widths[widestAt] ?? 0) <= narrowest) break;
    widths[widestAt] = (widths[widestAt] ?? 0) - 1;
    excess -= 1;
  }
  return widths;
}
