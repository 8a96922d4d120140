import stringWidth from "string-width";

/** A longer text fits no terminal, and to measure ten million characters takes hundreds of megabytes. */
const longestMeasured = 10_000;

/** How many cells of a terminal a text takes: 2 for a Japanese character; of a very long one, about. */
export const widthOf = (text: string): number =>
  text.length > longestMeasured ? text.length : stringWidth(text);

export const padded = (text: string, width: number): string =>
  text + " ".repeat(Math.max(0, width - widthOf(text)));

/** Made when it is first used: that takes a fifth of the time in which a command starts. */
let graphemes: Intl.Segmenter | undefined;

function charactersOf(text: string): readonly string[] {
  graphemes ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
}

const mark = "…";

/** Cuts a text in the middle, because a key's beginning and its end tell most. */
export function cutMiddle(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  const room = Math.max(0, width - widthOf(mark));
  const [first, last] =
    text.length > longestMeasured
      ? [text.slice(0, longestMeasured / 2), text.slice(-longestMeasured / 2)]
      : [text, text];
  const end = taken(charactersOf(last).toReversed(), Math.floor(room / 2)).toReversed();
  const start = taken(charactersOf(first), room - widthOf(end.join("")));
  return `${start.join("")}${mark}${end.join("")}`;
}

function taken(characters: readonly string[], width: number): readonly string[] {
  let left = width;
  const end = characters.findIndex((character) => (left -= widthOf(character)) < 0);
  return end === -1 ? characters : characters.slice(0, end);
}
