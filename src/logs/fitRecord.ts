import { isUtf8 } from "node:buffer";
import { type Shape, recordShape } from "../cloudtrail/columns";

/**
 * Values in one field: JSON of so many takes an engine a hundred times their bytes. CloudTrail leaves out a field of more
 * than 100 kB itself (AWS documentation, "CloudTrail record contents").
 */
const mostValues = 50_000;

/** A record as the table can take it. */
export interface FittedRecord {
  /** One line of JSON; the bytes themselves where they can stay as they are. */
  readonly json: Buffer;
  /** Fields that are empty now, each with the reason. */
  readonly emptied: readonly string[];
}

/** Makes one record fit the table: what fits stays as it was written. undefined where it is no JSON object. */
export function fitRecord(raw: Buffer): FittedRecord | undefined {
  const emptied: string[] = [];
  const decoded = raw.toString("utf8");
  const written = onOneLine(wellFormed(decoded));
  const text = written.length < mostValues ? written : withoutManyValues(written, emptied);
  const record = parsed(text);
  if (typeof record !== "object" || record === null || Array.isArray(record)) return undefined;
  const members = new Map<string, string>();
  const names = new Set<string>();
  let isAsWritten = true;
  for (const { name, json } of membersOf(text)) {
    if (names.has(name)) isAsWritten = false;
    names.add(name);
    const shape = shapeOf(recordShape, name);
    if (shape === undefined) continue;
    const odd: string[] = [];
    const fitted = fit((record as Record<string, unknown>)[name], shape, name, odd);
    // the last of two wins, as in JSON.parse
    members.set(name, odd.length > 0 || members.has(name) ? asText(fitted, name, odd) : json);
    if (odd.length > 0) isAsWritten = false;
    emptied.push(...odd.map((path) => `${path} of another shape than CloudTrail's`));
  }
  if (isAsWritten) return { json: text === decoded && isUtf8(raw) ? raw : Buffer.from(text), emptied };
  const json = [...members].map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(",");
  return { json: Buffer.from(`{${json}}`), emptied };
}

/** What is nested tens of thousands of levels deep can be parsed, and not be written again. */
function asText(value: unknown, name: string, odd: string[]): string {
  try {
    return JSON.stringify(value ?? null);
  } catch {
    odd.push(name);
    return "null";
  }
}

/** The same object without the fields of too many values; whatever is no object as it is. */
function withoutManyValues(text: string, emptied: string[]): string {
  if (!/^\s*\{/.test(text)) return text;
  try {
    const members = [...membersOf(text)];
    if (members.every(({ values }) => values <= mostValues)) return text;
    const kept = members.filter(({ values }) => values <= mostValues);
    for (const { name, values } of members) {
      if (values > mostValues && shapeOf(recordShape, name) !== undefined) {
        emptied.push(`${name} of more than ${mostValues.toLocaleString("en-US")} values`);
      }
    }
    return `{${kept.map(({ name, json }) => `${JSON.stringify(name)}:${json}`).join(",")}}`;
  } catch {
    return text;
  }
}

/** Not what every object has, such as `constructor`. */
const shapeOf = (fields: Readonly<Record<string, Shape>>, name: string): Shape | undefined =>
  Object.hasOwn(fields, name) ? fields[name] : undefined;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const onOneLine = (json: string): string => (/[\r\n]/.test(json) ? json.replace(/[\r\n]/g, " ") : json);

/** A half of a surrogate pair, which JSON can write and UTF-8 cannot. */
const wellFormed = (json: string): string =>
  // the text may be long, and every escape costs memory
  !/\\u[dD][89a-fA-F]/.test(json)
    ? json
    : json.replace(
        /\\(?:u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|(u[dD][89a-fA-F][\da-fA-F]{2})|[^])/g,
        (escape, half: string | undefined) => (half === undefined ? escape : "\\ufffd"),
      );

function fit(value: unknown, shape: Shape, path: string, odd: string[]): unknown {
  if (value === null || value === undefined || shape === "text" || shape === "json") return value;
  if ("arrayOf" in shape) {
    if (Array.isArray(value)) return value.map((item) => fit(item, shape.arrayOf, path, odd));
  } else if (typeof value === "object" && !Array.isArray(value)) {
    if ("mapOf" in shape) return value;
    const fields = Object.entries(value).flatMap(([name, field]) => {
      const known = shapeOf(shape.fields, name);
      return known === undefined ? [] : [[name, fit(field, known, `${path}.${name}`, odd)]];
    });
    return Object.fromEntries(fields) as unknown;
  }
  odd.push(path);
  return null;
}

interface Member {
  readonly name: string;
  /** As it is written, so that a long number keeps its digits. */
  readonly json: string;
  /** How many values are in it, about. */
  readonly values: number;
}

/**
 * The members of a JSON object. By hand: a regular expression runs out of stack over a text of ten million
 * characters. Throws where a name is no JSON.
 */
function* membersOf(json: string): Generator<Member> {
  let depth = 0;
  let name: string | undefined;
  let from = 0;
  let values = 0;
  for (let at = 0; at < json.length; at += 1) {
    const character = json[at];
    if (character === '"') {
      const end = endOfString(json, at);
      if (depth === 1 && name === undefined) name = JSON.parse(json.slice(at, end)) as string;
      at = end - 1;
    } else if (depth === 1 && character === ":") {
      from = at + 1;
      values = 1;
    } else if (depth === 1 && name !== undefined && (character === "," || character === "}")) {
      yield { name, json: json.slice(from, at).trim(), values };
      name = undefined;
    } else if (character === ",") values += 1;
    if (character === "{" || character === "[") {
      depth += 1;
      values += 1;
    } else if (character === "}" || character === "]") depth -= 1;
  }
}

function endOfString(json: string, start: number): number {
  for (let at = start + 1; at < json.length; at += 1) {
    if (json[at] === "\\") at += 1;
    else if (json[at] === '"') return at + 1;
  }
  return json.length;
}
