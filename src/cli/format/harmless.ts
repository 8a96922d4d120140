/**
 * Characters that a terminal obeys instead of showing, or that change the order in which text is read: control
 * characters, line and paragraph separators, marks of direction.
 */
const obeyed = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

const named: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

const codeOf = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** Text that only shows: keys and user agents come from whoever made the request. */
export const harmless = (text: string): string =>
  text.replace(obeyed, (character) => named[character] ?? codeOf(character));

/** The same for JSON, where these escapes mean the very characters: safe on a terminal, and exact. */
export const harmlessJson = (json: string): string => json.replace(obeyed, codeOf);
