/** What a text program or a web page made of a command line, and the words that were meant. */
export interface Typeset {
  /** The words with it, as the shell handed them on. */
  readonly given: string;
  readonly has: "blank" | "quotes";
  readonly meant: readonly string[];
}

/** Blanks at which no shell ends a word, and characters of no width. */
const blanks = /[\u00a0\u2007\u200b\u202f\u3000\ufeff]+/;
const opened = /^(\w+=)?[\u2018\u201a\u201b\u201c\u201e\u201f\u00ab]/;
const closed = /[\u2018\u2019\u201c\u201d\u00bb]$/;

/**
 * The first words of a command line in typographic quotes, or with a blank that the shell takes for a letter;
 * undefined where there are none. A value may have such blanks in it: a word is told where a flag or the command is
 * hidden in it. Whoever means the quotes writes `--grep=“a”`.
 */
export function typesetIn(words: readonly string[]): Typeset | undefined {
  for (const [at, word] of words.entries()) {
    if (word === "--") return undefined;
    const parts = word.split(blanks).filter((part) => part !== "");
    const isHidden = at === 0 || parts.some((part) => /^--?[a-z]/i.test(part));
    if (blanks.test(word) && isHidden) {
      return {
        given: word,
        has: "blank",
        meant: allMeant([...words.slice(0, at), ...parts, ...words.slice(at + 1)]),
      };
    }
    // the shell ended the word at each blank between the quotes
    const end = opened.test(word) ? words.findIndex((other, index) => index >= at && closed.test(other)) : -1;
    if (end < 0) continue;
    const given = words.slice(at, end + 1).join(" ");
    const meant = given.replace(opened, "$1").replace(closed, "");
    return { given, has: "quotes", meant: allMeant([...words.slice(0, at), meant, ...words.slice(end + 1)]) };
  }
  return undefined;
}

/** Where one word was copied from a text, so were others. */
const allMeant = (words: readonly string[]): readonly string[] => typesetIn(words)?.meant ?? words;
