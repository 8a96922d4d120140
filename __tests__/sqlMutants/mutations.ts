import type { SyntaxNode } from "../support/sqlParsers";
import type { Range } from "./text";

/** In place of a range: a text, or what stands in another range. */
export interface Edit {
  readonly at: Range;
  readonly by: string | Range;
}

/** One small change of a statement. */
export interface Mutation {
  /** What is changed, in words: `comparison`, `condition dropped`, ... */
  readonly kind: string;
  readonly edits: readonly Edit[];
  /** The phrase that it is a part of, by which a reader finds it. */
  readonly phrase: Range;
}

/** What stands in the text in place of something else. */
export const standIn = (name = "") => (name === "" ? "q" : `q_${name}`);
const isStandIn = (text: string) => /^q(_\w+)?$/.test(text);

/** A node of the tree, with what it takes to look around. */
interface Place {
  readonly name: string;
  readonly range: Range;
  readonly text: string;
  readonly children: readonly Place[];
  readonly parent?: Place;
}

/** What can be changed about a node itself. */
type Find = (place: Place) => readonly Omit<Mutation, "phrase">[];

/** Every mutation of a statement, in the order of the text. */
export function mutationsOf(sql: string, tree: SyntaxNode): readonly Mutation[] {
  const root = placeOf(sql, tree);
  return root === undefined ? [] : [...mutationsBelow(root)];
}

function* mutationsBelow(place: Place): Generator<Mutation> {
  for (const find of finders) {
    for (const mutation of find(place)) yield { ...mutation, phrase: phraseAround(place) };
  }
  for (const child of place.children) yield* mutationsBelow(child);
}

// Where things stand

interface AntlrNode extends SyntaxNode {
  readonly start?: { readonly start: number } | null;
  readonly stop?: { readonly stop: number } | null;
  readonly symbol?: { readonly start: number; readonly stop: number };
}

/** Undefined for a node without a token. */
function placeOf(sql: string, node: AntlrNode, parent?: Place): Place | undefined {
  const first = node.symbol?.start ?? node.start?.start ?? 0;
  const last = node.symbol?.stop ?? node.stop?.stop ?? -1;
  if (last < first || node.getText() === "<EOF>") return undefined;
  const range = { start: first, end: last + 1 };
  const children: Place[] = [];
  const place: Place = {
    name: node.constructor.name.replace(/Context$/, ""),
    range,
    text: sql.slice(range.start, range.end),
    children,
    ...(parent && { parent }),
  };
  for (let index = 0; index < (node.getChildCount?.() ?? 0); index++) {
    const child = placeOf(sql, node.getChild(index), place);
    if (child !== undefined) children.push(child);
  }
  return place;
}

const phrases = [
  ...["And", "ArithmeticBinary", "AtTimeZone", "Concatenation", "FunctionCall", "GroupBy", "HavingClause"],
  ...[
    "InlineTable",
    "IntervalLiteral",
    "JoinCriteria",
    "JoinType",
    "LimitRowCount",
    "Or",
    "PartitionBy",
    "WhenClause",
  ],
  ...["WhereClause", "WindowFrame"],
];

function phraseAround(place: Place): Range {
  const { name, parent, children, range } = place;
  // a number that stands for a column says little by itself
  if (name === "SortItem") return sortedBy(place);
  if (phrases.includes(name) || (name === "Predicated" && children.length > 1)) return range;
  return parent === undefined ? range : phraseAround(parent);
}

/** All that ORDER BY names. */
function sortedBy({ parent, range }: Place): Range {
  const all = parent?.children.filter(({ name }) => name === "SortItem") ?? [];
  return around(all[0]?.range ?? range, all.at(-1)?.range ?? range);
}

const isToken = (place: Place, ...words: readonly string[]) =>
  place.name === "TerminalNode" && words.includes(place.text.toUpperCase());
const tokenOf = (place: Place, ...words: readonly string[]) =>
  place.children.find((child) => isToken(child, ...words));
const childOf = (place: Place, ...names: readonly string[]) =>
  place.children.find(({ name }) => names.includes(name));

const isBelow = ({ parent }: Place, name: string): boolean =>
  parent !== undefined && (parent.name === name || isBelow(parent, name));

const replaced = (kind: string, at: Range, by: string | Range) => ({ kind, edits: [{ at, by }] });
const removed = (kind: string, at: Range) => replaced(kind, at, "");
const before = ({ start }: Range): Range => ({ start, end: start });
const after = ({ end }: Range): Range => ({ start: end, end });
const between = (one: Range, other: Range): Range => ({ start: one.end, end: other.start });
const around = (one: Range, other: Range): Range => ({ start: one.start, end: other.end });

// What is changed

/** A part of AND is dropped by `true`, one of OR by `false`. */
const operandsDropped: Find = (place) => {
  const kind = { And: "condition dropped", Or: "alternative dropped" }[place.name];
  if (kind === undefined) return [];
  const by = place.name === "And" ? "true" : "false";
  return place.children
    .filter(({ name }) => name !== "TerminalNode" && name !== place.name)
    .map(({ range }) => replaced(kind, range, by));
};

/** The only condition of a clause. */
const clauseDropped: Find = (place) => {
  if (!["WhereClause", "HavingClause", "JoinCriteria"].includes(place.name)) return [];
  const condition = place.children.at(-1);
  if (condition === undefined || ["And", "Or"].includes(condition.name)) return [];
  return condition.text === "true" ? [] : [replaced("condition dropped", condition.range, "true")];
};

const logic: Find = (place) => {
  if (place.name !== "And" && place.name !== "Or") return [];
  const [word, other] = place.name === "And" ? ["AND", "OR"] : ["OR", "AND"];
  return place.children
    .filter((child) => isToken(child, word))
    .map(({ range }) => replaced("and/or", range, other));
};

const comparisons: Readonly<Record<string, readonly string[]>> = {
  "=": ["<>"],
  "<>": ["="],
  "<": ["<=", ">="],
  "<=": ["<", ">"],
  ">": [">=", "<="],
  ">=": [">", "<"],
};

const comparison: Find = (place) =>
  place.name !== "ComparisonOperator"
    ? []
    : (comparisons[place.text] ?? []).map((other) => replaced("comparison", place.range, other));

/** LIKE, IN, IS NULL and BETWEEN, with NOT and without. */
const negation: Find = (place) => {
  if (!["Like", "InList", "InSubquery", "NullPredicate", "Between", "DistinctFrom"].includes(place.name)) {
    return [];
  }
  const not = tokenOf(place, "NOT");
  const [first, second] = place.children;
  if (first === undefined || second === undefined) return [];
  if (not !== undefined) {
    const next = place.children[place.children.indexOf(not) + 1];
    return next === undefined ? [] : [removed("negation", { start: not.range.start, end: next.range.start })];
  }
  const at = isToken(first, "IS") ? second : first;
  return [replaced("negation", before(at.range), "NOT ")];
};

/** Without one end or the other of BETWEEN. */
const edges: Find = (place) => {
  if (place.name !== "Between" || tokenOf(place, "NOT") !== undefined) return [];
  const [, low, , high] = place.children;
  const subject = place.parent?.children[0];
  if (low === undefined || high === undefined || subject === undefined) return [];
  const compared = (kind: string, from: string, to: string) => ({
    kind,
    edits: [
      { at: between(subject.range, low.range), by: ` ${from} ` },
      { at: between(low.range, high.range), by: " AND " },
      { at: before(high.range), by: subject.range },
      { at: before(high.range), by: ` ${to} ` },
    ],
  });
  return [compared("lower edge", ">", "<="), compared("upper edge", ">=", "<")];
};

const direction: Find = (place) => {
  if (place.name !== "SortItem") return [];
  const descending = tokenOf(place, "DESC");
  const sorted = place.children[0];
  if (sorted === undefined) return [];
  return descending === undefined
    ? [replaced("direction", after(sorted.range), " DESC")]
    : [removed("direction", between(sorted.range, after(descending.range)))];
};

/** What is written without FILTER or OVER between the parentheses. */
const argumentsOf = (call: Place): readonly Place[] => {
  const end = call.children.findIndex((child) => isToken(child, ")"));
  const open = call.children.findIndex((child) => isToken(child, "("));
  return call.children.slice(open + 1, end).filter(({ name }) => name === "Expression");
};
const functionOf = (place: Place) =>
  place.name === "FunctionCall" ? place.children[0]?.text.toLowerCase() : undefined;

const coalesced: Find = (place) => {
  if (functionOf(place) !== "coalesce") return [];
  const all = argumentsOf(place);
  const swapped = all.slice(1).map((second, index) => {
    const first = all[index]!;
    return {
      kind: "coalesce order",
      edits: [
        { at: first.range, by: second.range },
        { at: second.range, by: first.range },
      ],
    };
  });
  const dropped = all.map(({ range }, index) => {
    const [previous, next] = [all[index - 1], all[index + 1]];
    return removed("coalesce part dropped", {
      start: previous === undefined ? range.start : previous.range.end,
      end: previous === undefined ? (next?.range.start ?? range.end) : range.end,
    });
  });
  return [...swapped, ...(all.length > 1 ? dropped : [])];
};

const otherFunctions: Readonly<Record<string, string>> = {
  min: "max",
  max: "min",
  sum: "max",
  least: "greatest",
  greatest: "least",
};

const otherFunction: Find = (place) => {
  const [name] = place.children;
  const other = otherFunctions[functionOf(place) ?? ""];
  return other === undefined || name === undefined ? [] : [replaced("function", name.range, other)];
};

/** Functions that matter only where a value is odd. */
const guards = ["lower", "try", "nullif"];

const guard: Find = (place) => {
  const [first] = argumentsOf(place);
  return guards.includes(functionOf(place) ?? "") && first !== undefined
    ? [replaced("guard dropped", place.range, first.range)]
    : [];
};

const distinct: Find = (place) => {
  const name = functionOf(place);
  if (name === undefined) {
    const quantifier = place.name === "QuerySpecification" ? childOf(place, "SetQuantifier") : undefined;
    return quantifier === undefined ? [] : [removed("distinct", quantifier.range)];
  }
  if (name !== "count" || tokenOf(place, "*") !== undefined) return [];
  const quantifier = childOf(place, "SetQuantifier");
  const [first] = argumentsOf(place);
  if (first === undefined) return [];
  return [
    quantifier === undefined
      ? replaced("distinct", before(first.range), "DISTINCT ")
      : removed("distinct", { start: quantifier.range.start, end: first.range.start }),
  ];
};

/** In the place of what a CASE without branches would be. */
const branches: Find = (place) => {
  if (place.name !== "SearchedCase" && place.name !== "SimpleCase") return [];
  const whens = place.children.filter(({ name }) => name === "WhenClause");
  const otherwise = tokenOf(place, "ELSE");
  const value = otherwise && place.children[place.children.indexOf(otherwise) + 1];
  const dropped =
    whens.length > 1
      ? whens.map(({ range }) => removed("branch dropped", range))
      : [replaced("branch dropped", place.range, value?.range ?? "NULL")];
  if (otherwise === undefined || value === undefined) return dropped;
  return [...dropped, removed("ELSE dropped", around(otherwise.range, value.range))];
};

const joins: Readonly<Record<string, readonly string[]>> = {
  LEFT: ["INNER"],
  RIGHT: ["INNER"],
  FULL: ["LEFT", "RIGHT"],
  INNER: ["LEFT"],
};

const join: Find = (place) =>
  place.name !== "JoinType" || place.text === ""
    ? []
    : (joins[place.text.toUpperCase()] ?? []).map((other) => replaced("join", place.range, other));

const limit: Find = (place) => {
  if (place.name !== "LimitRowCount") return [];
  const word = place.parent && tokenOf(place.parent, "LIMIT");
  if (word === undefined) return [];
  return [
    removed("limit dropped", around(word.range, place.range)),
    replaced("limit", after(place.range), " - 1"),
  ];
};

const arithmetic: Find = (place) => {
  if (place.name !== "ArithmeticBinary") return [];
  const operator = place.children[1];
  const other = { "+": "-", "-": "+", "*": "/", "/": "*" }[operator?.text ?? ""];
  return operator === undefined || other === undefined ? [] : [replaced("arithmetic", operator.range, other)];
};

/** What counts as the same, or belongs together. */
const groups: Find = (place) => {
  if (place.name !== "PartitionBy" && place.name !== "GroupBy") return [];
  const all = place.children.filter(({ name }) => name !== "TerminalNode");
  const [only, another] = all;
  if (only !== undefined && another === undefined) {
    return place.name === "PartitionBy" ? [replaced("partition dropped", only.range, "1")] : [];
  }
  return all.map(({ range }, index) => {
    const [previous, next] = [all[index - 1], all[index + 1]];
    return removed(place.name === "GroupBy" ? "group dropped" : "partition dropped", {
      start: previous === undefined ? range.start : previous.range.end,
      end: previous === undefined ? (next?.range.start ?? range.end) : range.end,
    });
  });
};

const numbers: Find = (place) => {
  if (place.name !== "IntegerLiteral" || isBelow(place, "GroupBy")) return [];
  const number = Number(place.text);
  return [number + 1, number - 1].map((other) => replaced("number", place.range, String(other)));
};

const booleans: Find = (place) =>
  place.name !== "BooleanValue"
    ? []
    : [replaced("boolean", place.range, place.text.toLowerCase() === "true" ? "false" : "true")];

/** Texts that a function knows: another one that it knows as well. */
const otherWords: Readonly<Record<string, string>> = { hour: "day", day: "hour", UTC: "Asia/Tokyo" };

const texts: Find = (place) => {
  if (place.name !== "BasicStringLiteral") return [];
  const value = place.text.slice(1, -1);
  const others = (kind: string, ...values: readonly string[]) =>
    values.map((other) => replaced(kind, place.range, `'${other}'`));
  if (place.parent?.name === "Interval") {
    const number = Number(value);
    return Number.isNaN(number)
      ? others("interval", "0")
      : others("interval", `${number + 1}`, `${number - 1}`);
  }
  if (place.parent?.name === "TypeConstructor") {
    const moment = Date.parse(`${value.replace(" ", "T")}Z`);
    const second = (by: number) => new Date(moment + by * 1000).toISOString().slice(0, 19).replace("T", " ");
    return Number.isNaN(moment) ? [] : others("moment", second(1), second(-1));
  }
  const word = otherWords[value];
  if (word !== undefined) return others("text", word);
  if (isStandIn(value)) return others("text", "UTC");
  // one more letter behind the last one, so that a path or a pattern stays one
  const letter = value.search(/[A-Za-z0-9](?=[^A-Za-z0-9]*$)/);
  return others(
    "text",
    letter === -1 ? `${value}x` : `${value.slice(0, letter + 1)}x${value.slice(letter + 1)}`,
  );
};

const finders: readonly Find[] = [
  operandsDropped,
  clauseDropped,
  logic,
  comparison,
  negation,
  edges,
  direction,
  coalesced,
  otherFunction,
  guard,
  distinct,
  branches,
  join,
  limit,
  arithmetic,
  groups,
  numbers,
  booleans,
  texts,
];
