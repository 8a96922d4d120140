import stringWidth from "string-width";

/** How many cells of a terminal a text takes: 2 for a Japanese character. */
export const widthOf = (text: string): number => stringWidth(text);

export const padded = (text: string, width: number): string =>
  text + " ".repeat(Math.max(0, width - widthOf(text)));

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
const mark = "…";

/** Cuts a text in the middle, because a key's beginning and its end tell most. */
export function cutMiddle(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  const characters = Array.from(graphemes.segment(text), ({ segment }) => segment);
  const room = Math.max(0, width - widthOf(mark));
  const end = taken(characters.toReversed(), Math.floor(room / 2)).toReversed();
  const start = taken(characters, room - widthOf(end.join("")));
  return `${start.join("")}${mark}${end.join("")}`;
}

function taken(characters: readonly string[], width: number): readonly string[] {
  let left = width;
  const end = characters.findIndex((character) => (left -= widthOf(character)) < 0);
  return end === -1 ? characters : characters.slice(0, end);
}
