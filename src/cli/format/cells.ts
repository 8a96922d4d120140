import stringWidth from "string-width";

/** A longer text fits no terminal, and to measure ten million characters takes hundreds of megabytes. */
const longestMeasured = 10_000;

/** A cell for each character; most texts are such, and to measure others takes twenty times as long. */
const isPlain = (text: string): boolean => /^[ -~]*$/.test(text);

/** How many cells of a terminal a text takes: 2 for a Japanese character; of a very long one, about. */
export const widthOf = (text: string): number =>
  text.length > longestMeasured || isPlain(text) ? text.length : stringWidth(text);

/** Made when it is first used: that takes a fifth of the time in which a command starts. */
let graphemes: Intl.Segmenter | undefined;

function charactersOf(text: string): readonly string[] {
  graphemes ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
}

const mark = "…";

/** Where a text that is too long loses cells. */
export type Side = "left" | "middle" | "right";

/** A text in so many cells, a mark where something is left out. */
export function cut(text: string, width: number, side: Side): string {
  if (widthOf(text) <= width) return text;
  const room = Math.max(0, width - widthOf(mark));
  const atEnd = { left: room, middle: Math.floor(room / 2), right: 0 }[side];
  const end = lastOf(text, atEnd);
  return `${firstOf(text, room - widthOf(end))}${mark}${end}`;
}

function firstOf(text: string, width: number): string {
  const beginning = text.slice(0, longestMeasured / 2);
  if (isPlain(beginning)) return beginning.slice(0, width);
  return taken(charactersOf(beginning), width).join("");
}

function lastOf(text: string, width: number): string {
  const ending = text.slice(-longestMeasured / 2);
  if (isPlain(ending)) return ending.slice(Math.max(0, ending.length - width));
  return taken(charactersOf(ending).toReversed(), width).toReversed().join("");
}

function taken(characters: readonly string[], width: number): readonly string[] {
  let left = width;
  const end = characters.findIndex((character) => (left -= widthOf(character)) < 0);
  return end === -1 ? characters : characters.slice(0, end);
}
