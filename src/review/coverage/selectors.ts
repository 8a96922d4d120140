import type { Value } from "../value";
import { at, canonical, isMarker, listOf } from "../value";
import type { Atom } from "./atoms";
import { mostAtoms, s3Objects } from "./atoms";
import type { Literal } from "./literals";

/** What a trail records, as far as its selectors tell. */
export interface Coverage {
  readonly atoms: readonly Atom[];
  /** Why there may be more than the atoms say: a value is hidden, or a selector could not be read. */
  readonly unsure?: "hidden" | "unreadable";
}

export const nothing: Coverage = { atoms: [] };

/**
 * What a trail with these arguments records (CloudTrail user guide, "Filtering data events by using advanced event
 * selectors"): inside a field positive values are OR-ed and negative ones AND-ed; fields of a selector are AND-ed;
 * selectors are OR-ed. A trail without selectors records all management events.
 */
export function coverageOf(trail: Value | undefined): Coverage {
  if (trail === undefined || trail === null) return nothing;
  const advanced = at(trail, "advanced_event_selector");
  const basic = at(trail, "event_selector");
  if (isMarker(advanced) || isMarker(basic)) return { atoms: [], unsure: "hidden" };
  const selectors = [...listOf(advanced).map(readAdvanced), ...listOf(basic).map(readBasic)];
  if (selectors.length === 0) return { atoms: atomsOf([management], [{}]) };
  const coverage = selectors.reduce(union, nothing);
  const partition = partitionOf([advanced, basic, at(trail, "arn")]);
  return { ...coverage, atoms: coverage.atoms.map((atom) => withinS3(atom, partition)) };
}

/** The partition the trail's own values name; ARNs of another one cannot occur there. */
function partitionOf(values: readonly (Value | undefined)[]): string {
  return values.map((value) => /"arn:(aws[a-z-]*):/.exec(canonical(value))?.[1]).find(Boolean) ?? "aws";
}

/** Every object has an ARN of this form, which makes "every bucket" and no condition the same set. */
function withinS3(atom: Atom, partition: string): Atom {
  if (atom.scope !== s3Objects) return atom;
  const any: Literal = { operator: "startsWith", value: `arn:${partition}:s3:::`, negated: false };
  const arns = [any, ...(atom.fields.get("resources.ARN") ?? [])];
  return { ...atom, fields: new Map(atom.fields).set("resources.ARN", arns) };
}

function union(a: Coverage, b: Coverage): Coverage {
  const unsure = a.unsure ?? b.unsure;
  return { atoms: [...a.atoms, ...b.atoms], ...(unsure && { unsure }) };
}

const management = "Management";
/** The conditions of one atom, by field. */
type Conditions = Readonly<Record<string, readonly Literal[]>>;

function atomsOf(
  scopes: readonly string[],
  alternatives: readonly Conditions[],
  readOnly?: boolean,
): readonly Atom[] {
  const kinds = readOnly === undefined ? [true, false] : [readOnly];
  return scopes.flatMap((scope) =>
    kinds.flatMap((kind) =>
      alternatives.map((conditions) => ({
        scope,
        readOnly: kind,
        fields: new Map(Object.entries(conditions)),
      })),
    ),
  );
}

interface Field {
  readonly name: string;
  readonly positive: readonly Literal[];
  readonly negative: readonly Literal[];
  readonly hidesPositive: boolean;
  readonly hidesNegative: boolean;
}

const operators = [
  ["equals", "equals", false],
  ["starts_with", "startsWith", false],
  ["ends_with", "endsWith", false],
  ["not_equals", "equals", true],
  ["not_starts_with", "startsWith", true],
  ["not_ends_with", "endsWith", true],
] as const;

function readField(field: Value): Field {
  const name = at(field, "field");
  const read = operators.map(([key, operator, negated]) => {
    const values = listOf(at(field, key));
    const known = values.filter((value) => typeof value === "string");
    return {
      negated,
      hides: known.length < values.length,
      literals: known.map((value) => ({ operator, value, negated })),
    };
  });
  const of = (negated: boolean) => read.filter((one) => one.negated === negated);
  return {
    name: typeof name === "string" ? name : "",
    positive: of(false).flatMap(({ literals }) => literals),
    negative: of(true).flatMap(({ literals }) => literals),
    hidesPositive: of(false).some(({ hides }) => hides),
    hidesNegative: of(true).some(({ hides }) => hides) || typeof name !== "string",
  };
}

function readAdvanced(selector: Value): Coverage {
  const fields = listOf(at(selector, "field_selector")).map(readField);
  if (isMarker(selector) || fields.some(({ hidesNegative }) => hidesNegative)) {
    return { atoms: [], unsure: "hidden" };
  }
  const category = equalsOnly(fields, "eventCategory");
  const types = equalsOnly(fields, "resources.type");
  const kinds = equalsOnly(fields, "readOnly");
  if (!category || category.length === 0 || !types || !kinds) return { atoms: [], unsure: "unreadable" };
  const scopes = category.flatMap((name) => (name === "Data" ? types : [name]));
  const alternatives = combine(fields.filter(({ name }) => !scopeFields.has(name)));
  if (!alternatives) return { atoms: [], unsure: "unreadable" };
  const atoms =
    kinds.length === 0
      ? atomsOf(scopes, alternatives)
      : kinds.flatMap((kind) => atomsOf(scopes, alternatives, kind === "true"));
  return { atoms, ...(fields.some(({ hidesPositive }) => hidesPositive) && { unsure: "hidden" as const }) };
}

const scopeFields = new Set(["eventCategory", "resources.type", "readOnly"]);

/** The values of a field that takes only Equals; none: no condition. undefined: it uses something else. */
function equalsOnly(fields: readonly Field[], name: string): readonly string[] | undefined {
  const own = fields.filter((field) => field.name === name);
  const [first, second] = own;
  if (second || own.some(({ negative }) => negative.length > 0)) return undefined;
  if (!first) return [];
  if (first.positive.some(({ operator }) => operator !== "equals")) return undefined;
  const values = [...new Set(first.positive.map(({ value }) => value))];
  if (name === "readOnly" && values.some((value) => value !== "true" && value !== "false")) return undefined;
  return values.length === 0 ? undefined : values;
}

/** One set of conditions for each choice of a positive value in every field. */
function combine(fields: readonly Field[]): readonly Conditions[] | undefined {
  let alternatives: readonly Conditions[] = [{}];
  for (const { name, positive, negative, hidesPositive } of fields) {
    const choices: readonly (readonly Literal[])[] =
      positive.length === 0 && !hidesPositive ? [[]] : positive.map((literal) => [literal]);
    alternatives = alternatives.flatMap((conditions) =>
      choices.map((choice) => ({
        ...conditions,
        [name]: [...(conditions[name] ?? []), ...choice, ...negative],
      })),
    );
    if (alternatives.length > mostAtoms) return undefined;
  }
  return alternatives;
}

/** Basic selectors name resources by the beginnings of their ARNs; `arn:aws:s3` is every bucket. */
function readBasic(selector: Value): Coverage {
  const readWrite = at(selector, "read_write_type");
  if (isMarker(selector) || isMarker(readWrite)) return { atoms: [], unsure: "hidden" };
  const readOnly = readWrite === "ReadOnly" ? true : readWrite === "WriteOnly" ? false : undefined;
  const atoms: Atom[] = [];
  if (at(selector, "include_management_events") !== false) {
    const excluded = listOf(at(selector, "exclude_management_event_sources"));
    const sources = excluded.map((value) => ({
      operator: "equals" as const,
      value: String(value),
      negated: true,
    }));
    atoms.push(...atomsOf([management], [sources.length > 0 ? { eventSource: sources } : {}], readOnly));
  }
  let hides = isMarker(at(selector, "include_management_events"));
  for (const resource of listOf(at(selector, "data_resource"))) {
    const type = at(resource, "type");
    const values = listOf(at(resource, "values"));
    const known = values.filter((value) => typeof value === "string");
    hides ||= typeof type !== "string" || known.length < values.length;
    if (typeof type !== "string") continue;
    const beginnings = known.map((value) => ({
      "resources.ARN": [{ operator: "startsWith" as const, value, negated: false }],
    }));
    atoms.push(...atomsOf([type], beginnings, readOnly));
  }
  return { atoms, ...(hides && { unsure: "hidden" as const }) };
}
