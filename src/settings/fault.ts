import * as say from "../errors";

/** Keys and indexes from the top of the settings, such as `["watch", 0, "bucket"]`. */
export type Path = readonly (string | number)[];

/** One thing that is wrong: the whole sentence but for file and line, and the path from which these are found. */
export interface Fault {
  readonly path: Path;
  readonly sentence: string;
}

/** A path as people write it: `watch[0].bucket`. */
export function pathText(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    const word = /^[\w-]+$/.test(step) ? step : shown(step);
    return text === "" ? word : `${text}.${word}`;
  }, "");
}

/** Whatever stands at the path, undefined if nothing does. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, step) => (typeof at === "object" && at !== null ? (at as Record<string, unknown>)[step] : undefined),
    value,
  );
}

const longestShown = 120;

/** A value inside a sentence, on one line and without characters that a terminal would obey. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "object" && value !== null) return "a group of fields";
  if (typeof value !== "string") return String(value);
  const cut = value.length > longestShown ? `${value.slice(0, longestShown)}…` : value;
  return JSON.stringify(cut).replace(
    /[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

export const wrong = (path: Path, value: unknown, why: string): Fault => ({
  path,
  sentence: say.fieldIsWrong(pathText(path), shown(value), why),
});

/** Stands in for a text that was refused: no name and no prefix may have a question mark, so it equals no other. */
export const unknownText = (path: Path): string => `?${pathText(path)}`;
export const isUnknown = (text: string): boolean => text.startsWith("?");
