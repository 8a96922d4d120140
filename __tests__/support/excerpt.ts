import { distance } from "fastest-levenshtein";

/** A line of an excerpt that stands for any number of lines, none included. */
const ellipsis = "…";

/** What differs from run to run and says nothing: moments, durations and the size of what was compressed. */
const changing: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/\d{4}([-/])\d{2}\1\d{2}/g, "0000$100$100"],
  [/\d{2}:\d{2}:\d{2}/g, "00:00:00"],
  // a moment that a narrow table has cut
  [/\d{4}\S{0,3}…[\d:]+/g, "0000…"],
  [/\d+(\.\d+)? (s|ms|seconds|minutes?)\b/g, "0 s"],
  [/\d+(\.\d+)? [kMG]?B\b/g, "0 B"],
];

const masked = (line: string): string =>
  changing.reduce((text, [pattern, instead]) => text.replace(pattern, instead), line.trimEnd());

const isSame = (line: string, other: string | undefined): boolean =>
  other !== undefined && masked(line) === masked(other);

/**
 * What a README should show of an output in place of an excerpt: the excerpt itself where it is true of the output, else
 * the lines that the output has now where the excerpt had its own. A line `…` stands for lines that are left out; without
 * one at its start (end) an excerpt begins (ends) where the output does.
 */
export function renewed(excerpt: string, output: string): string {
  const parts = partsOf(linesOf(excerpt));
  const lines = linesOf(output);
  const places = placesOf(parts, lines);
  const isTrue = parts.every((part, index) =>
    part.every((line, offset) => isSame(line, lines[(places[index] ?? 0) + offset])),
  );
  if (isTrue && (parts.length > 1 || parts[0]?.length === lines.length)) return excerpt;
  if (parts.length === 1) return `${lines.join("\n")}\n`;
  const now = parts.map(({ length }, index) => lines.slice(places[index], (places[index] ?? 0) + length));
  return `${now.flatMap((part, index) => (index === 0 ? part : [ellipsis, ...part])).join("\n")}\n`;
}

function linesOf(text: string): readonly string[] {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => line.trimEnd());
}

/** The lines between the ellipses; empty ones where an ellipsis comes first or last. */
function partsOf(lines: readonly string[]): readonly (readonly string[])[] {
  const parts: string[][] = [[]];
  for (const line of lines) {
    if (line === ellipsis) parts.push([]);
    else parts.at(-1)?.push(line);
  }
  return parts;
}

/** Where each part stands in the lines: the first at their start, the last at their end, the others where they fit best. */
function placesOf(parts: readonly (readonly string[])[], lines: readonly string[]): readonly number[] {
  let from = 0;
  return parts.map((part, index) => {
    const left = parts.slice(index + 1).reduce((sum, { length }) => sum + length, 0);
    const last = Math.max(from, lines.length - left - part.length);
    const isFixed = index === 0 || index === parts.length - 1;
    const place = index === 0 ? 0 : isFixed ? last : bestPlace(part, lines, from, last);
    from = place + part.length;
    return place;
  });
}

function bestPlace(part: readonly string[], lines: readonly string[], from: number, to: number): number {
  let best = { place: from, distance: Infinity };
  for (let place = from; place <= to; place++) {
    const apart = part.reduce(
      (sum, line, offset) => sum + distance(masked(line), masked(lines[place + offset] ?? "")),
      0,
    );
    if (apart < best.distance) best = { place, distance: apart };
  }
  return best.place;
}
