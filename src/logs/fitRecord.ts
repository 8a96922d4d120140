import { isUtf8 } from "node:buffer";
import { type Shape, recordShape } from "../cloudtrail/columns";

/** A record as the table can take it. */
export interface FittedRecord {
  /** One line of JSON. */
  readonly json: string;
  /** Fields that were of another shape than CloudTrail's, and are empty now. */
  readonly emptied: readonly string[];
}

/** Makes one record fit the table: what fits stays as it was written. undefined where it is no JSON object. */
export function fitRecord(raw: Buffer): FittedRecord | undefined {
  const text = wellFormed(isUtf8(raw) ? raw.toString("utf8") : raw.toString()).replace(/[\r\n]/g, " ");
  const record = parsed(text);
  if (typeof record !== "object" || record === null || Array.isArray(record)) return undefined;
  const emptied: string[] = [];
  const members = new Map<string, string>();
  for (const [name, json] of membersOf(text)) {
    const shape = recordShape[name];
    if (shape === undefined) continue;
    const odd: string[] = [];
    const fitted = fit((record as Record<string, unknown>)[name], shape, name, odd);
    members.set(name, odd.length > 0 || members.has(name) ? JSON.stringify(fitted ?? null) : json);
    emptied.push(...odd);
  }
  const json = [...members].map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(",");
  return { json: `{${json}}`, emptied };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A half of a surrogate pair, which JSON can write and UTF-8 cannot. */
const wellFormed = (json: string): string =>
  json.replace(
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
      const known = shape.fields[name];
      return known === undefined ? [] : [[name, fit(field, known, `${path}.${name}`, odd)]];
    });
    return Object.fromEntries(fields) as unknown;
  }
  odd.push(path);
  return null;
}

/**
 * The members of a JSON object as they are written, so that a long number keeps its digits. By hand: a regular
 * expression runs out of stack over a text of ten million characters.
 */
function* membersOf(json: string): Generator<readonly [name: string, value: string]> {
  let depth = 0;
  let name: string | undefined;
  let from = 0;
  for (let at = 0; at < json.length; at += 1) {
    const character = json[at];
    if (character === '"') {
      const end = endOfString(json, at);
      if (depth === 1 && name === undefined) name = JSON.parse(json.slice(at, end)) as string;
      at = end - 1;
    } else if (depth === 1 && character === ":") from = at + 1;
    else if (depth === 1 && name !== undefined && (character === "," || character === "}")) {
      yield [name, json.slice(from, at).trim()];
      name = undefined;
    }
    if (character === "{" || character === "[") depth += 1;
    else if (character === "}" || character === "]") depth -= 1;
  }
}

function endOfString(json: string, start: number): number {
  for (let at = start + 1; at < json.length; at += 1) {
    if (json[at] === "\\") at += 1;
    else if (json[at] === '"') return at + 1;
  }
  return json.length;
}
