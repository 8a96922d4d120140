import type { Sentence } from "../sentence";
import { joinSentences, say } from "../sentence";
import type { Atom } from "./atoms";
import { s3Objects } from "./atoms";
import type { Literal } from "./literals";
import { longest, witness } from "./literals";

/** Sets of events in words, one sentence for each; reads and writes of the same thing are told together. */
export function describeAtoms(atoms: readonly Atom[]): readonly Sentence[] {
  const groups = new Map<string, { atom: Atom; kinds: Set<boolean> }>();
  for (const atom of atoms) {
    const simple = simplified(atom);
    const key = JSON.stringify([simple.scope, [...simple.fields]]);
    const group = groups.get(key);
    if (group) group.kinds.add(atom.readOnly);
    else groups.set(key, { atom: simple, kinds: new Set([atom.readOnly]) });
  }
  return [...groups.values()].map(({ atom, kinds }) => describe(atom, kinds));
}

/** Whether the set reaches over buckets that no condition names. */
export function reachesEveryBucket(atom: Atom): boolean {
  const literals = atom.fields.get("resources.ARN") ?? [];
  const isExact = literals.some(({ operator, negated }) => operator === "equals" && !negated);
  return atom.scope === s3Objects && !isExact && objectPath(longest(literals, "startsWith")) === "";
}

/** Without conditions that follow from the others. */
function simplified(atom: Atom): Atom {
  const fields = [...atom.fields].map(([field, literals]) => {
    const begin = longest(literals, "startsWith");
    const exact = literals.find(({ operator, negated }) => operator === "equals" && !negated);
    const kept = literals.filter((literal) => {
      if (exact) return literal === exact;
      if (literal.negated)
        return (
          witness([...literals.filter(({ negated }) => !negated), { ...literal, negated: false }]) !==
          undefined
        );
      return literal.operator !== "startsWith" || literal.value === begin;
    });
    const sorted = [...new Map(kept.map((literal) => [JSON.stringify(literal), literal])).entries()].sort();
    return [field, sorted.map(([, literal]) => literal)] as const;
  });
  return { ...atom, fields: new Map(fields.filter(([, literals]) => literals.length > 0).sort()) };
}

function describe(atom: Atom, kinds: ReadonlySet<boolean>): Sentence {
  const kind = kinds.size === 2 ? "reads and writes" : kinds.has(true) ? "reads" : "writes";
  const others = [...atom.fields].filter(([field]) => atom.scope !== s3Objects || field !== "resources.ARN");
  const conditions = others.flatMap(([field, literals]) =>
    literals.map((literal) => condition(field, literal)),
  );
  const where = conditions.length > 0 ? say` where ${joinSentences(conditions, " and ")}` : say``;
  if (atom.scope === s3Objects) {
    return say`${plain(kind)} ${place(atom.fields.get("resources.ARN") ?? [])}${where}`;
  }
  if (/^AWS::/.test(atom.scope)) return say`${plain(kind)} of ${atom.scope}${where}`;
  return say`${atom.scope} events (${plain(kind)})${where}`;
}

/** `BUCKET/KEY` out of an object's ARN. */
function objectPath(arn: string): string {
  return arn.replace(/^arn:[^:]*:s3:::/, "");
}

function place(literals: readonly Literal[]): Sentence {
  const exact = literals.find(({ operator, negated }) => operator === "equals" && !negated);
  if (exact) return say`of the object ${objectPath(exact.value)}`;
  const inside = beginningAs(longest(literals, "startsWith"));
  const ends = literals.filter(({ operator, negated }) => operator === "endsWith" && !negated);
  const ending = ends.length > 0 ? say`, only keys that end in ${ends.map(({ value }) => value)}` : say``;
  const exceptions = literals.filter(({ negated }) => negated).map(exceptionAs);
  const named = exceptions.slice(0, mostExceptions);
  const more = exceptions.length > named.length ? say`, and ${exceptions.length - named.length} more` : say``;
  const except = named.length > 0 ? say`, except ${joinSentences(named, ", ")}${more}` : say``;
  return say`${inside}${ending}${except}`;
}

const mostExceptions = 8;

function beginningAs(arn: string): Sentence {
  const path = objectPath(arn);
  if (path === "") return say`in every bucket`;
  const slash = path.indexOf("/");
  if (slash < 0) return say`in every bucket whose name begins with ${path}`;
  const bucket = path.slice(0, slash);
  const prefix = path.slice(slash + 1);
  return prefix === "" ? say`in bucket ${bucket}` : say`in bucket ${bucket} under ${prefix}`;
}

function exceptionAs({ operator, value }: Literal): Sentence {
  if (operator === "equals") return say`the object ${objectPath(value)}`;
  if (operator === "endsWith") return say`keys that end in ${value}`;
  return say`${objectPath(value)}`;
}

function condition(field: string, { operator, value, negated }: Literal): Sentence {
  const verb = {
    equals: negated ? "is not" : "is",
    startsWith: negated ? "does not begin with" : "begins with",
    endsWith: negated ? "does not end in" : "ends in",
  }[operator];
  return say`${field} ${plain(verb)} ${value}`;
}

/** Our own words, chosen by the code. */
function plain(words: string): Sentence {
  return { parts: [words] };
}
