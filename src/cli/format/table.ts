import type { Answer, Value } from "../../engines/engine";
import { cut, widthOf } from "./cells";
import { type Cut, cutOf } from "./cuts";
import { fitted, gap } from "./fit";
import type { Format, Page } from "./format";
import { harmless } from "./harmless";
import { type Paint, paintOf } from "./paint";
import { recordOf } from "./records";

/** So many rows are measured together: enough that a usual answer is one page, few enough for memory. */
const rowsMeasured = 500;
/** More than any key: beside a longer cell the others are not filled up with blanks. */
const widestFilled = 2_000;

/**
 * Columns under their names. Where they are wider than the page, paths, names and long texts are cut and everything
 * else is not; where that is not enough, one field a line.
 */
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
 * Turns rows into lines. The first of them decide whether they are columns, with their names above, or one field a line.
 * @param grows whether wider rows make columns wider, because the first rows tell little of those to come
 */
function printer(columns: readonly string[], { width, colours }: Page, grows: boolean) {
  const heading = columns.map(headline);
  const paint = paintOf(columns, colours);
  const cuts = columns.map(cutOf);
  const layoutOf = (rows: readonly (readonly string[])[], before?: readonly number[]) =>
    width === undefined
      ? widest(rows, before ?? heading.map(widthOf))
      : fitted(columns, heading, rows, width, before);
  let widths: readonly number[] | undefined;
  let count = 0;
  return (rows: readonly (readonly Value[])[]): string => {
    const shown = rows.map((row) => row.map(cell));
    const isFirst = count === 0;
    if (isFirst) widths = layoutOf(shown);
    else if (grows && widths !== undefined) widths = layoutOf(shown, widths) ?? widths;

    const lines = shown.map((cells, index) => {
      if (widths === undefined) {
        const number = count + index + 1;
        return recordOf(columns, heading, cells, { number, width: width ?? Infinity, paint });
      }
      if (width === undefined) return lineOf(cells, widths, width, paint);
      return lineOf(kept(cells, cuts, widths, width), widths, width, paint);
    });
    count += rows.length;
    if (isFirst && widths !== undefined) {
      lines.unshift(lineOf(heading, widths, undefined, { ...paint, cell: paint.head }));
    }
    return lines.map((line) => `${line}\n`).join("");
  };
}

/** The cells as far as they are shown: each as wide as its column, the last one up to the end of the page. */
function kept(
  cells: readonly string[],
  cuts: readonly Cut[],
  widths: readonly number[],
  pageWidth: number,
): readonly string[] {
  let room = pageWidth;
  return cells.map((text, index) => {
    const { least, side } = cuts[index] ?? { least: 0, side: "right" };
    const width = index === cells.length - 1 ? room : (widths[index] ?? 0);
    room -= width + gap.length;
    return cut(text, Math.max(width, least), side);
  });
}

const headline = (column: string) => column.replaceAll("_", " ").toUpperCase();

const cell = (value: Value) => (value === null ? "" : harmless(String(value)));

/**
 * The cells under their columns' names, without blanks at the end of the line. A cell that is wider than its column
 * moves those behind it; on a page with an end they go on in the next line.
 */
function lineOf(
  cells: readonly string[],
  widths: readonly number[],
  pageWidth: number | undefined,
  paint: Paint,
): string {
  const last = cells.findLastIndex((text) => text !== "");
  let line = "";
  let at = 0;
  let column = 0;
  for (let index = 0; index <= last; index += 1) {
    const text = index === last ? (cells[index] ?? "").trimEnd() : (cells[index] ?? "");
    const size = widthOf(text);
    const start = pageWidth === undefined ? column : Math.max(0, Math.min(column, pageWidth - size));
    column += Math.min(widths[index] ?? 0, widestFilled) + gap.length;
    if (text === "") continue;
    const nearest = at === 0 ? 0 : at + gap.length;
    if (start < nearest && pageWidth !== undefined) {
      line += "\n";
      at = 0;
    }
    const blanks = Math.max(start, pageWidth === undefined ? nearest : 0) - at;
    line += " ".repeat(blanks) + paint.cell(text, index, cells);
    at += blanks + size;
  }
  return line;
}

/** Each column as wide as its widest cell, and at least as wide as it was. */
const widest = (rows: readonly (readonly string[])[], before: readonly number[]): readonly number[] =>
  before.map((width, index) => rows.reduce((most, row) => Math.max(most, widthOf(row[index] ?? "")), width));
