import { widthOf } from "./cells";
import { type Cut, cutOf } from "./cuts";

/** Stands between two columns. */
export const gap = "  ";

/** So many of a hundred rows fit at least; the others go on in the next line, under the column that did not fit. */
const usualPercent = 80;

/**
 * How wide each column is shown on a page, or undefined where most rows do not fit in one line.
 * @param heading the columns' names as they are shown, which are never cut
 * @param least of each column, where it was shown before
 */
export function fitted(
  columns: readonly string[],
  heading: readonly string[],
  rows: readonly (readonly string[])[],
  pageWidth: number,
  least: readonly number[] = [],
): readonly number[] | undefined {
  const cuts = columns.map(cutOf);
  const room = pageWidth - gap.length * (columns.length - 1);
  const heads = heading.map((name, column) => Math.max(widthOf(name), least[column] ?? 0));
  // of each column, the widths that rows want, the widest last
  const sizes = heads.map((head, column) =>
    rows.map((row) => Math.max(head, Math.min(widthOf(row[column] ?? ""), pageWidth))).sort((a, b) => a - b),
  );
  const natural = sizes.map((widths) => widths.at(-1) ?? 0);
  if (sum(natural) <= room) return natural;
  // an answer of one row has room enough to show all of it
  if (rows.length === 1) return undefined;

  const leasts = (widths: readonly number[]) =>
    widths.map((width, column) => Math.min(width, Math.max(cuts[column]?.least ?? 0, heads[column] ?? 0)));
  let widths: readonly number[] = natural;
  while (sum(leasts(widths)) > room) {
    const smaller = withoutWidest(widths, sizes, cuts);
    if (smaller === undefined) return undefined;
    widths = smaller;
  }
  return narrowed(widths, leasts(widths), cuts, room);
}

/** The same but for the widest cells of the column whose cells differ most: they are never cut, but may reach beyond it. */
function withoutWidest(
  widths: readonly number[],
  sizes: readonly (readonly number[])[],
  cuts: readonly Cut[],
): readonly number[] | undefined {
  const usual = sizes.map((of) => of[Math.ceil((of.length * usualPercent) / 100) - 1] ?? 0);
  const beyond = widths.map((width, column) =>
    (cuts[column]?.least ?? 0) >= width ? width - (usual[column] ?? 0) : 0,
  );
  const most = Math.max(...beyond);
  if (most <= 0) return undefined;
  const column = beyond.indexOf(most);
  const smaller = sizes[column]?.findLast((size) => size < (widths[column] ?? 0)) ?? 0;
  return widths.with(column, smaller);
}

/** One cell at a time off the column that is widest for its share, until all are as wide as the room. */
function narrowed(
  natural: readonly number[],
  leasts: readonly number[],
  cuts: readonly Cut[],
  room: number,
): readonly number[] {
  const widths = [...natural];
  for (let excess = sum(widths) - room; excess > 0; excess -= 1) {
    const sizes = widths.map((width, at) => (width > (leasts[at] ?? 0) ? width / (cuts[at]?.share ?? 1) : 0));
    const widestAt = sizes.indexOf(Math.max(...sizes));
    widths[widestAt] = (widths[widestAt] ?? 0) - 1;
  }
  return widths;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
