import { diffArrays } from "diff";
import type { ResourceChange } from "../normalise";
import type { Value } from "../value";
import { UNKNOWN, isMap } from "../value";
import type { Line } from "./lines";
import { linesOf } from "./lines";
import { shortened, visible } from "./visible";

/** A line of a diff: gone (`-`), new (`+`) or around them (a blank). */
export interface DiffLine {
  readonly sign: "-" | "+" | " ";
  readonly text: string;
}

/** Beyond this many differences the search for the shortest diff is given up: all of it goes and comes. */
const mostEdits = 600;

/** What differs, each changed line under the lines it belongs to. Nothing: the two look the same. */
export function diffLines(before: readonly Line[], after: readonly Line[]): readonly DiffLine[] {
  const key = ({ depth, text }: Line) => "  ".repeat(depth) + text;
  const parts = diffArrays(before.map(key), after.map(key), { maxEditLength: mostEdits });
  if (parts === undefined) {
    return [...before.map((line) => signed("-", key(line))), ...after.map((line) => signed("+", key(line)))];
  }
  const all = parts.flatMap(({ value, added, removed }) =>
    value.map((text) => signed(added ? "+" : removed ? "-" : " ", text)),
  );
  return withoutDistantLines(all);
}

function signed(sign: DiffLine["sign"], text: string): DiffLine {
  return { sign, text };
}

/** Keeps changed lines, one line to each side, and the lines above them that say where they belong. */
function withoutDistantLines(all: readonly DiffLine[]): readonly DiffLine[] {
  const kept = new Set<number>();
  const parents: { index: number; depth: number }[] = [];
  all.forEach(({ sign, text }, index) => {
    const depth = text.length - text.trimStart().length;
    while ((parents.at(-1)?.depth ?? -1) >= depth) parents.pop();
    if (sign !== " ") {
      for (const parent of parents) kept.add(parent.index);
      for (const near of [index - 1, index, index + 1]) kept.add(near);
    }
    parents.push({ index, depth });
  });
  const lines: DiffLine[] = [];
  let last = -1;
  for (const index of [...kept].sort((a, b) => a - b)) {
    const line = all[index];
    if (!line) continue;
    if (index > last + 1) lines.push(signed(" ", "…"));
    lines.push(line);
    last = index;
  }
  if (lines.length > 0 && last < all.length - 1) lines.push(signed(" ", "…"));
  return lines;
}

const longestNames = 600;

/** One resource's change as lines. What Terraform fills in when it makes a resource is told in one line. */
export function changeLines({
  before,
  after,
}: Pick<ResourceChange, "before" | "after">): readonly DiffLine[] {
  if (before === null && isMap(after)) {
    const later = Object.keys(after).filter((name) => after[name] === UNKNOWN);
    const given = Object.fromEntries(Object.entries(after).filter(([name]) => !later.includes(name)));
    const lines = later.length < Object.keys(after).length ? toSigned("+", given) : [];
    const names = visible(shortened(later.join(", "), longestNames));
    return later.length > 0 ? [...lines, signed("+", `(known after apply: ${names})`)] : lines;
  }
  if (before === null) return toSigned("+", after);
  if (after === null) return toSigned("-", before);
  return diffLines(linesOf(before), linesOf(after));
}

function toSigned(sign: "-" | "+", value: Value): readonly DiffLine[] {
  return linesOf(value).map(({ depth, text }) => signed(sign, "  ".repeat(depth) + text));
}
