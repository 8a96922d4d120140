import type { Value, ValueMap } from "./value";
import {
  SENSITIVE,
  SENSITIVE_CHANGED,
  TOO_DEEP,
  UNKNOWN,
  at,
  deepestLevel,
  isList,
  isMap,
  isMarker,
} from "./value";

/**
 * A masked value as a reader compares it: unknown parts marked, JSON inside strings opened, nulls and empty lists
 * dropped, keys sorted, the order of lists kept.
 * @param unknown the change's `after_unknown`: `true` where Terraform learns the value only when it applies
 */
export function normaliseValue(value: Value, unknown?: Value): Value {
  return settled(value, unknown, 0) ?? null;
}

/** undefined: nothing worth keeping. */
function settled(value: Value | undefined, unknown: Value | undefined, level: number): Value | undefined {
  if (unknown === true) return value === SENSITIVE || value === SENSITIVE_CHANGED ? value : UNKNOWN;
  if (level > deepestLevel) return TOO_DEEP;
  if (isList(value) || isList(unknown)) return settledList(value, unknown, level);
  if (isMap(value) || isMap(unknown)) return settledMap(value, unknown, level);
  if (typeof value === "string") return opened(value, level);
  return value ?? undefined;
}

function settledList(value: Value | undefined, unknown: Value | undefined, level: number): Value | undefined {
  if (isMarker(value)) return value;
  const elements = isList(value) ? value : [];
  const marks = isList(unknown) ? unknown : [];
  const length = Math.max(elements.length, marks.length);
  const list = Array.from({ length }, (_, index) => {
    const kept = settled(elements[index], marks[index], level + 1);
    // an element keeps its place even when nothing in it is set
    return kept ?? (isMap(elements[index]) ? {} : null);
  });
  return list.length === 0 ? undefined : list;
}

function settledMap(value: Value | undefined, unknown: Value | undefined, level: number): Value | undefined {
  if (isMarker(value)) return value;
  const keys = new Set([
    ...Object.keys(isMap(value) ? value : {}),
    ...Object.keys(isMap(unknown) ? unknown : {}),
  ]);
  const members: [string, Value][] = [];
  for (const key of [...keys].sort()) {
    const kept = settled(at(value, key), at(unknown, key), level + 1);
    if (kept !== undefined) members.push([key, kept]);
  }
  return members.length === 0 ? undefined : Object.fromEntries(members);
}

const prestoView = /^\/\* Presto View: ([A-Za-z0-9+/]+={0,2}) \*\/$/;

/** A string that holds an object or a list is given as that; Athena's view text as the view it encodes. */
function opened(text: string, level: number): Value {
  const encodedView = prestoView.exec(text)?.[1];
  if (encodedView !== undefined)
    return parsed(Buffer.from(encodedView, "base64").toString("utf8"), level) ?? text;
  return parsed(text, level) ?? text;
}

function parsed(text: string, level: number): Value | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return sorted(JSON.parse(text) as Value, level + 1);
  } catch {
    return undefined;
  }
}

/** A document's own nulls and empty lists mean something, so only its keys are sorted. */
function sorted(value: Value, level: number): Value {
  if (level > deepestLevel) return TOO_DEEP;
  if (isList(value)) return value.map((element) => sorted(element, level + 1));
  if (!isMap(value)) return value;
  const map: ValueMap = value;
  return Object.fromEntries(
    Object.keys(map)
      .sort()
      .map((key) => [key, sorted(map[key] ?? null, level + 1)]),
  );
}
