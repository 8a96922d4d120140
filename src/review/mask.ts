import type { Secrets } from "./secrets";
import type { Value } from "./value";
import { SENSITIVE, SENSITIVE_CHANGED, TOO_DEEP, at, canonical, deepestLevel, isList, isMap } from "./value";

/** The values of one change, with everything sensitive masked. */
export interface MaskedChange {
  readonly before: Value;
  readonly after: Value;
}

interface SensitiveChange {
  readonly before?: unknown;
  readonly after?: unknown;
  readonly before_sensitive?: unknown;
  readonly after_sensitive?: unknown;
}

/**
 * The first thing done with a change's values: sensitive ones are replaced before anything else reads them. Marks
 * may sit anywhere in the tree and `true` covers all below it. Whether a masked value changes is still said.
 */
export function maskChange(change: SensitiveChange, secrets: Secrets): MaskedChange {
  const before = (change.before ?? null) as Value;
  const after = (change.after ?? null) as Value;
  const beforeMarks = (change.before_sensitive ?? null) as Value;
  const afterMarks = (change.after_sensitive ?? null) as Value;
  return {
    before: mask(before, beforeMarks, secrets, () => SENSITIVE),
    after: mask(after, afterMarks, secrets, (value, path) => {
      const earlier = at(before, ...path);
      const isNew = earlier === undefined || value === null;
      return isNew || canonical(earlier) === canonical(value) ? SENSITIVE : SENSITIVE_CHANGED;
    }),
  };
}

type Path = readonly (string | number)[];
type MarkerFor = (value: Value, path: Path) => Value;

function mask(
  value: Value,
  marks: Value | undefined,
  secrets: Secrets,
  marker: MarkerFor,
  path: Path = [],
): Value {
  if (marks === true) return value === null ? null : marker(value, path);
  if (typeof value === "string") return secrets.areIn(value) ? marker(value, path) : value;
  if (path.length > deepestLevel) return value !== null && typeof value === "object" ? TOO_DEEP : value;
  if (secrets.none && !hasMark(marks)) return value;
  if (isList(value)) {
    return value.map((element, index) => mask(element, at(marks, index), secrets, marker, [...path, index]));
  }
  if (isMap(value)) {
    const members = Object.entries(value);
    return Object.fromEntries(
      members.map(([key, member]) => [key, mask(member, at(marks, key), secrets, marker, [...path, key])]),
    );
  }
  return value;
}

function hasMark(marks: Value | undefined): boolean {
  if (isList(marks)) return marks.some(hasMark);
  if (isMap(marks)) return Object.values(marks).some(hasMark);
  return marks === true;
}
