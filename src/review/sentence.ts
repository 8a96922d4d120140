/**
 * A sentence in which our words and a plan's values are kept apart, so that each page can quote the values in its
 * own way and none of them can pass for our words.
 */
export interface Sentence {
  readonly parts: readonly (string | Quoted)[];
}

export interface Quoted {
  readonly value: string;
}

/** Text and arrays of text given are values and get quoted; numbers and sentences are taken in as they are. */
export function say(
  words: TemplateStringsArray,
  ...values: readonly (string | number | Sentence | readonly string[])[]
): Sentence {
  const parts: (string | Quoted)[] = [];
  words.forEach((word, index) => {
    if (word !== "") parts.push(word);
    const value = values[index];
    if (value === undefined) return;
    if (typeof value === "string") parts.push({ value });
    else if (typeof value === "number") parts.push(String(value));
    else if ("parts" in value) parts.push(...value.parts);
    else parts.push(...listed(value));
  });
  return { parts };
}

/** How many values of a list a sentence names. */
const mostListed = 10;

function listed(values: readonly string[]): (string | Quoted)[] {
  const named = values.slice(0, mostListed);
  const parts = named.flatMap((value, index) => (index === 0 ? [{ value }] : [", ", { value }]));
  return values.length > mostListed ? [...parts, ` and ${values.length - mostListed} more`] : parts;
}

/** @param quote how the page shows a value among our words */
export function render(sentence: Sentence, quote: (value: string) => string): string {
  return sentence.parts.map((part) => (typeof part === "string" ? part : quote(part.value))).join("");
}

/** One sentence after another, or parts of one, with something of ours between them. */
export function joinSentences(sentences: readonly Sentence[], between: string): Sentence {
  return { parts: sentences.flatMap((one, index) => (index === 0 ? one.parts : [between, ...one.parts])) };
}
