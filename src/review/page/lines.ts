import type { Value } from "../value";
import { canonical, isList, isMap, isMarker } from "../value";
import { digest, grouped, shortened, visible } from "./visible";

/** One line of a value, and how deep it stands. */
export interface Line {
  readonly depth: number;
  readonly text: string;
}

/** More lines than a person reads; the rest is told by a digest, which also bounds the time a diff takes. */
export const mostLines = 1500;
const longestLine = 240;

/** A value as indented lines: one for each scalar, several for a text of several lines. */
export function linesOf(value: Value): readonly Line[] {
  const lines: Line[] = [];
  write(value, 0, "", lines);
  if (lines.length <= mostLines) return lines;
  const cut = `… cut after ${grouped(mostLines)} lines (sha256 of all: ${digest(canonical(value))})`;
  return [...lines.slice(0, mostLines), { depth: 0, text: cut }];
}

/** A text such as SQL as its own lines. */
export function textLines(text: string): readonly Line[] {
  const lines = text.replace(/\s+$/, "").split("\n");
  const shown = lines.slice(0, mostLines).map((line) => ({ depth: 0, text: scalar(line.trimEnd()) }));
  if (lines.length <= mostLines) return shown;
  return [
    ...shown,
    { depth: 0, text: `… cut after ${grouped(mostLines)} lines (sha256 of all: ${digest(text)})` },
  ];
}

function write(value: Value, depth: number, label: string, lines: Line[]): void {
  if (lines.length > mostLines) return;
  const add = (text: string, at = depth) => lines.push({ depth: at, text });
  if (isMap(value) && Object.keys(value).length > 0) {
    const isElement = label === "- ";
    if (label !== "" && !isElement) add(label.trimEnd());
    const first = lines.length;
    const inside = label === "" ? depth : depth + 1;
    for (const [key, member] of Object.entries(value)) write(member, inside, `${keyText(key)}: `, lines);
    const opening = lines[first];
    if (isElement && opening) lines[first] = { depth, text: `- ${opening.text}` };
  } else if (isList(value) && value.length > 0) {
    if (label !== "") add(label.trimEnd());
    const inside = label === "" ? depth : depth + 1;
    for (const element of value) write(element, inside, "- ", lines);
  } else if (typeof value === "string" && value.trimEnd().includes("\n")) {
    add(`${label}|`);
    for (const line of value.split("\n")) add(scalar(line.replace(/\r$/, "")), depth + 1);
  } else {
    add(label + (typeof value === "string" ? scalar(JSON.stringify(value)) : plain(value)));
  }
}

function scalar(text: string): string {
  return visible(shortened(text, longestLine));
}

function plain(value: Value): string {
  if (isMarker(value)) return value.words;
  return isMap(value) ? "{}" : isList(value) ? "[]" : String(value);
}

/** A key that is not a plain word is quoted, so that it cannot look like a line of ours. */
function keyText(key: string): string {
  return /^[\w.:/-]+$/.test(key) ? shortened(key, longestLine) : scalar(JSON.stringify(key));
}
