import { widthOf } from "./cells";
import { isCopied } from "./cuts";
import { gap } from "./fit";
import type { Paint } from "./paint";
import { wrapped } from "./wrap";

/** A longer line above each row says no more. */
const longestRule = 80;

/**
 * A row as one field a line under a line with its number, nothing of it cut: for rows that are wider than the page.
 * @param number of the row, from 1
 */
export function recordOf(
  columns: readonly string[],
  heading: readonly string[],
  cells: readonly string[],
  { number, width, paint }: { readonly number: number; readonly width: number; readonly paint: Paint },
): string {
  const indent = Math.max(...heading.map(widthOf)) + gap.length;
  const rule = `-[ ${number} ]`.padEnd(Math.min(width, longestRule), "-");
  const fields = cells.map((text, index) => {
    const name = heading[index] ?? "";
    const blanks = text === "" ? "" : " ".repeat(indent - widthOf(name));
    const lines = isCopied(columns[index] ?? "")
      ? text
      : wrapped(" ".repeat(indent) + text, width).slice(indent);
    return paint.head(name) + blanks + paint.cell(lines, index, cells);
  });
  return [paint.head(rule), ...fields].join("\n");
}
