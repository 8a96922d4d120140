import { diffArrays } from "diff";
import type { ResourceChange } from "../normalise";
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

interface Placed extends DiffLine {
  readonly depth: number;
}

/** What differs, each changed line under the lines it belongs to. Nothing: the two look the same. */
export function diffLines(before: readonly Line[], after: readonly Line[]): readonly DiffLine[] {
  const parts = diffArrays(before.map(indented), after.map(indented), { maxEditLength: mostEdits });
  if (parts === undefined) return [...signed("-", before), ...signed("+", after)];
  const all: Placed[] = [];
  let [old, now] = [0, 0];
  for (const { count, added, removed } of parts) {
    if (removed) all.push(...signed("-", before.slice(old, old + count)));
    else all.push(...signed(added ? "+" : " ", after.slice(now, now + count)));
    if (!added) old += count;
    if (!removed) now += count;
  }
  return withoutDistantLines(all);
}

function indented({ depth, text }: Line): string {
  return "  ".repeat(depth) + text;
}

function signed(sign: DiffLine["sign"], lines: readonly Line[]): readonly Placed[] {
  return lines.map((line) => ({ sign, text: indented(line), depth: line.depth }));
}

/** How many lines around a changed one are kept. */
const near = 1;

/** Keeps changed lines, their neighbours, and the lines above them that say where they belong. */
function withoutDistantLines(all: readonly Placed[]): readonly DiffLine[] {
  const kept = new Set<number>();
  const parents: { index: number; depth: number }[] = [];
  all.forEach(({ sign, depth }, index) => {
    while ((parents.at(-1)?.depth ?? -1) >= depth) parents.pop();
    if (sign !== " ") {
      for (const parent of parents) kept.add(parent.index);
      for (let other = index - near; other <= index + near; other++) kept.add(other);
    }
    parents.push({ index, depth });
  });
  const lines: DiffLine[] = [];
  let last = -1;
  for (const index of [...kept].sort((a, b) => a - b)) {
    const line = all[index];
    if (!line) continue;
    if (index > last + 1) lines.push(gap);
    lines.push({ sign: line.sign, text: line.text });
    last = index;
  }
  return lines.length > 0 && last < all.length - 1 ? [...lines, gap] : lines;
}

const gap: DiffLine = { sign: " ", text: "…" };

const longestNames = 600;

/** One resource's change as lines. What Terraform fills in when it makes a resource is told in one line. */
export function changeLines({
  action,
  before,
  after,
}: Pick<ResourceChange, "action" | "before" | "after">): readonly DiffLine[] {
  // it stays as it is: lines with a minus would read as if it went
  if (action === "forget") return [];
  if (before === null && isMap(after)) {
    const later = Object.keys(after).filter((name) => after[name] === UNKNOWN);
    const given = Object.fromEntries(Object.entries(after).filter(([name]) => !later.includes(name)));
    const lines = later.length < Object.keys(after).length ? signed("+", linesOf(given)) : [];
    if (later.length === 0) return lines;
    const names = visible(shortened(later.join(", "), longestNames));
    return [...lines, { sign: "+", text: `(known after apply: ${names})` }];
  }
  if (before === null) return signed("+", linesOf(after));
  if (after === null) return signed("-", linesOf(before));
  return diffLines(linesOf(before), linesOf(after));
}
