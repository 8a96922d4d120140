/**
 * Characters that a terminal obeys instead of showing, that change the order in which text is read, or that nobody sees:
 * control characters, line and paragraph separators, marks of direction, blanks without a width, tags.
 */
const obeyed = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

const named: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** As JSON writes it: a character beyond U+FFFF is two. */
const codeOf = (character: string) =>
  Array.from(
    { length: character.length },
    (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, "0")}`,
  ).join("");

/** Text that only shows: keys and user agents come from whoever made the request. */
export const harmless = (text: string): string =>
  text.replace(obeyed, (character) => named[character] ?? codeOf(character));

/** The same for several lines of ours, in which somebody else's words may be. */
export const harmlessLines = (text: string): string => text.split("\n").map(harmless).join("\n");

/** The same for JSON, where these escapes mean the very characters: safe on a terminal, and exact. */
export const harmlessJson = (json: string): string => json.replace(obeyed, codeOf);
