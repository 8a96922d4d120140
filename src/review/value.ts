/** Stands where a value is not to be seen or not yet there; prints as its words, in JSON too. */
export class Marker {
  constructor(readonly words: string) {}
  toJSON(): string {
    return this.words;
  }
}

/** Terraform learns the value only when it applies. */
export const UNKNOWN = new Marker("(known after apply)");
/** Marked sensitive, by the configuration or by the provider. */
export const SENSITIVE = new Marker("(sensitive)");
/** Sensitive before and after, and not the same. */
export const SENSITIVE_CHANGED = new Marker("(sensitive, changed)");
/** Deeper than any value a provider makes: not followed, so that no input can exhaust the stack. */
export const TOO_DEEP = new Marker("(nested too deeply to show)");

/** How many levels of a value are followed. */
export const deepestLevel = 100;

/** A value out of a plan: JSON, with markers where the plan hides or does not know something. */
export type Value = null | boolean | number | string | Marker | readonly Value[] | ValueMap;
export interface ValueMap {
  readonly [key: string]: Value;
}

export function isMap(value: Value | undefined): value is ValueMap {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Marker);
}

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

export function isMarker(value: Value | undefined): value is Marker {
  return value instanceof Marker;
}

/**
 * What stands at a path. A marker on the way is the answer: below an unknown block everything is unknown.
 * Absent and null are both undefined.
 */
export function at(value: Value | undefined, ...path: readonly (string | number)[]): Value | undefined {
  let here: Value | undefined = value;
  for (const part of path) {
    if (isMarker(here)) return here;
    if (typeof part === "number") here = isList(here) ? here[part] : undefined;
    else here = isMap(here) && Object.hasOwn(here, part) ? here[part] : undefined;
  }
  return here ?? undefined;
}

/** A list's elements; a single value is a list of one, as in policies; nothing is an empty list. */
export function listOf(value: Value | undefined): readonly Value[] {
  if (value === undefined || value === null) return [];
  return isList(value) ? value : [value];
}

/** Whether a marker stands anywhere in a value: then what it says is not all there is. */
export function holdsMarker(value: Value | undefined): boolean {
  if (isMarker(value)) return true;
  if (isList(value)) return value.some(holdsMarker);
  return isMap(value) && Object.values(value).some(holdsMarker);
}

/** One text for equal values, whatever the order of their keys. Markers count as their words. */
export function canonical(value: Value | undefined): string {
  if (isList(value)) return `[${value.map(canonical).join(",")}]`;
  if (isMap(value)) {
    const members = Object.keys(value).sort();
    return `{${members.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
  }
  return JSON.stringify(value ?? null);
}
