import type { Literal } from "./literals";
import { negate, witness } from "./literals";

/**
 * A set of events: those of one scope, all reads or all writes, whose fields meet every condition. What a trail
 * records is a union of such sets.
 */
export interface Atom {
  /** A resource type such as `AWS::S3::Object`, or another event category such as `Management`. */
  readonly scope: string;
  /** The event's `readOnly`. */
  readonly readOnly: boolean;
  readonly fields: ReadonlyMap<string, readonly Literal[]>;
}

export const s3Objects = "AWS::S3::Object";

/** Above this many sets a comparison is given up, and that is said. */
export const mostAtoms = 4000;

/** The events of `minuend` that `subtrahend` has not; undefined: too many sets to compare. */
export function subtract(minuend: readonly Atom[], subtrahend: readonly Atom[]): readonly Atom[] | undefined {
  let rest: readonly Atom[] = minuend.filter(isPossible);
  for (const atom of subtrahend) {
    rest = rest.flatMap((piece) => without(piece, atom));
    if (rest.length > mostAtoms) return undefined;
  }
  return rest;
}

/** Whether there can be an event in the set. */
export function isPossible(atom: Atom): boolean {
  if (atom.scope === s3Objects && contradictsItsName(atom)) return false;
  return [...atom.fields.values()].every((literals) => witness(literals) !== undefined);
}

function without(piece: Atom, taken: Atom): readonly Atom[] {
  if (piece.scope !== taken.scope || piece.readOnly !== taken.readOnly) return [piece];
  if (areApart(piece, taken) || !isPossible(both(piece, taken))) return [piece];
  const pieces: Atom[] = [];
  let common = piece;
  for (const [field, literals] of taken.fields) {
    for (const literal of literals) {
      const outside = and(common, field, negate(literal));
      if (isPossible(outside)) pieces.push(outside);
      common = and(common, field, literal);
    }
  }
  return pieces;
}

/** The quick answer for the usual case, two beginnings of which neither continues the other. */
function areApart(a: Atom, b: Atom): boolean {
  const [first] = (a.fields.get("resources.ARN") ?? []).filter(isBeginning).slice(-1);
  const [second] = (b.fields.get("resources.ARN") ?? []).filter(isBeginning).slice(-1);
  return (
    first !== undefined &&
    second !== undefined &&
    !first.value.startsWith(second.value) &&
    !second.value.startsWith(first.value)
  );
}

function isBeginning({ operator, negated }: Literal): boolean {
  return operator === "startsWith" && !negated;
}

function both(a: Atom, b: Atom): Atom {
  const fields = new Map(a.fields);
  for (const [field, literals] of b.fields) fields.set(field, [...(fields.get(field) ?? []), ...literals]);
  return { ...a, fields };
}

function and(atom: Atom, field: string, literal: Literal): Atom {
  const there = atom.fields.get(field) ?? [];
  const isThere = there.some(
    ({ operator, value, negated }) =>
      operator === literal.operator && value === literal.value && negated === literal.negated,
  );
  return isThere ? atom : { ...atom, fields: new Map(atom.fields).set(field, [...there, literal]) };
}

/** Data events whose kind is beyond doubt (CloudTrail user guide); any other name may be either. */
const surelyRead = new Set(["GetObject", "HeadObject", "ListObjects"]);
const surelyWrite = new Set(["PutObject", "DeleteObject", "DeleteObjects", "CopyObject"]);

function contradictsItsName(atom: Atom): boolean {
  return (atom.fields.get("eventName") ?? []).some(
    ({ operator, value, negated }) =>
      operator === "equals" && !negated && (atom.readOnly ? surelyWrite : surelyRead).has(value),
  );
}
