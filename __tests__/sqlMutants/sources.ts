import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { type SqlParser, sqlParsers } from "../support/sqlParsers";
import { repository } from "../support/synth";
import { type Mutation, mutationsOf, standIn } from "./mutations";
import { MappedText, type Range } from "./text";

export const questionsFolder = join(repository, "src/questions");

/** A file of src/questions/ that SQL stands in. */
export interface Source {
  /** A saved question's name, or the name of another file. */
  readonly name: string;
  readonly path: string;
  readonly text: string;
}

/** A source with one small change. */
export interface Mutant {
  /**
   * What is changed in which phrase: the same however else the file changes, so that the list of equivalent ones can
   * name it. Phrases that stand there several times are counted.
   */
  readonly id: string;
  /** Counted from 1. */
  readonly line: number;
  /** The file's, with the change. */
  readonly text: string;
}

/** Where SQL is put together besides the files of SQL. */
const withSql = ["parts.ts", "view.ts", "list.ts", "conditions.ts"];

export function sources(): readonly Source[] {
  const saved = readdirSync(join(questionsFolder, "saved")).sort();
  const own = readdirSync(questionsFolder).filter((file) => file.endsWith(".sql"));
  return [
    ...[...own, ...withSql].map((file) => ({ name: file, path: join(questionsFolder, file) })),
    ...saved.map((file) => ({
      name: file.replace(/\.sql$/, ""),
      path: join(questionsFolder, "saved", file),
    })),
  ].map((source) => ({ ...source, text: readFileSync(source.path, "utf8") }));
}

export function mutantsOf({ path, text }: Source): readonly Mutant[] {
  const statements = path.endsWith(".sql") ? [statementOf(path, text)] : statementsIn(text);
  const mutants = statements.flatMap((statement) => {
    const sql = statement.text;
    return mutationsOf(sql, trino().parse(sql)).flatMap((mutation) => mutantOf(text, statement, mutation));
  });
  const seen = new Map<string, number>();
  return mutants.map((mutant) => {
    const count = (seen.get(mutant.id) ?? 0) + 1;
    seen.set(mutant.id, count);
    return count === 1 ? mutant : { ...mutant, id: `${mutant.id} (${count})` };
  });
}

let parser: SqlParser | undefined;
const trino = () => (parser ??= sqlParsers().trino);

// From a change of what the parser takes to a change of the source

function mutantOf(text: string, statement: MappedText, { kind, edits, phrase }: Mutation): readonly Mutant[] {
  const inSource: { at: Range; by: string }[] = [];
  for (const { at, by } of edits) {
    const place = statement.sourceOf(at);
    const other = typeof by === "string" ? by : sliceOf(text, statement.sourceOf(by));
    // what the parser alone sees is nobody's text
    if (place === undefined || other === undefined) return [];
    inSource.push({ at: place, by: other });
  }
  const around = statement.sourceOf(phrase) ?? inSource[0]!.at;
  const start = inSource[0]!.at.start;
  const [was, is] = shortened(
    text.slice(around.start, around.end),
    changed(text, inSource, around),
    start - around.start,
  );
  return [
    {
      id: `${kind}: ${was} → ${is === "" ? "nothing" : is}`,
      line: text.slice(0, start).split("\n").length,
      text: changed(text, inSource, { start: 0, end: text.length }),
    },
  ];
}

const sliceOf = (text: string, range: Range | undefined) => range && text.slice(range.start, range.end);

/** A range of the source with what is put in. */
function changed(text: string, edits: readonly Required<{ at: Range; by: string }>[], { start, end }: Range) {
  let [result, at] = ["", start];
  for (const edit of [...edits].sort((one, other) => one.at.start - other.at.start)) {
    result += text.slice(at, edit.at.start) + edit.by;
    at = edit.at.end;
  }
  return result + text.slice(at, Math.max(at, end));
}

const reach = 45;

/** Two versions of a phrase on one line: what differs, with some characters around it. */
function shortened(was: string, is: string, from: number): readonly [string, string] {
  let same = 0;
  while (same < Math.min(was.length, is.length) - Math.max(0, from) && was.at(-1 - same) === is.at(-1 - same))
    same++;
  const cut = (text: string) => {
    const [first, last] = [Math.max(0, from - reach), Math.min(text.length, text.length - same + reach)];
    return `${first > 0 ? "…" : ""}${text.slice(first, last)}${last < text.length ? "…" : ""}`;
  };
  return [oneLine(cut(was)), oneLine(cut(is))];
}

const oneLine = (text: string) => text.replace(/--.*$/gm, "").replace(/\s+/g, " ").trim();

// From a source to what the parser takes

function statementOf(path: string, text: string): MappedText {
  const statement = withoutPlaceholders(text);
  const [fault] = trino().validate(statement.text);
  if (fault === undefined) return statement;
  throw new Error(`${path} is no SQL for Trino: ${fault.message} in\n${statement.text}`);
}

/** A file of SQL without its head, with something of SQL in place of each placeholder. */
function withoutPlaceholders(text: string): MappedText {
  const mapped = new MappedText();
  let at = 0;
  const upTo = (end: number) => {
    mapped.verbatim(text.slice(at, end), at);
    at = end;
  };
  const instead = (by: string, length: number) => {
    mapped.instead(by, { start: at, end: at + length });
    at += length;
  };
  const head = /^(--.*\n)*/.exec(text)?.[0].length ?? 0;
  instead("", head);
  // what a block stands for has its WHERE in it already
  const marks = /\{\{(#?\/?)([\w.]+)\}\}|^ *(?=AND )/gm;
  let isInBlock = false;
  for (const mark of text.slice(head).matchAll(marks)) {
    const [whole, sign, name] = mark;
    const place = head + mark.index;
    if (name === undefined) {
      if (!isInBlock) continue;
      upTo(place + whole.length);
      mapped.more("WHERE q ");
      isInBlock = false;
      continue;
    }
    upTo(place);
    instead(sign === "#" ? "SELECT * FROM q" : sign === "/" ? "" : standInOf(name), whole.length);
    if (sign !== "") isInBlock = sign === "#";
  }
  upTo(text.length);
  return mapped;
}

/** For which the grammar has no place where a name stands. */
const standIns: Readonly<Record<string, string>> = {
  limit: "?",
  limitWithCopies: "?",
  conditions: "",
  deliveriesRead: "",
};
const standInOf = (name: string) => standIns[name] ?? standIn(name.replace(".", "_"));

/** The texts of a program that are SQL, or a part of it. */
function statementsIn(text: string): readonly MappedText[] {
  const found: MappedText[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    const parts = partsOf(node);
    if (parts === undefined) return ts.forEachChild(node, look);
    const statement = readingOf(text, parts);
    if (statement !== undefined) found.push(statement);
    for (const { hole } of parts) if (hole !== undefined) look(hole);
  };
  look(ts.createSourceFile("source.ts", text, ts.ScriptTarget.ES2022, true));
  return found;
}

/** A piece of a program's text as it stands in the program, or what is put in between (with `${` and `}`). */
interface Part extends Range {
  readonly hole?: ts.Expression;
}

/** Undefined: it is no text. */
function partsOf(node: ts.Node): readonly Part[] | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
    return [{ start: node.getStart() + 1, end: node.end - 1 }];
  }
  if (ts.isTemplateExpression(node)) {
    let at = node.head.end - 2;
    return [
      { start: node.head.getStart() + 1, end: at },
      ...node.templateSpans.flatMap(({ expression, literal }) => {
        const start = literal.getStart() + 1;
        const end = literal.end - (ts.isTemplateTail(literal) ? 1 : 2);
        const hole = { start: at, end: start, hole: expression };
        at = end;
        return [hole, { start, end }];
      }),
    ];
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const [left, right] = [partsOf(node.left), partsOf(node.right)];
    return left && right && [...left, ...right];
  }
  return undefined;
}

/** A statement, a condition, the end of an order, columns, and what stands between two conditions. */
const surroundings = [
  ["", ""],
  ["SELECT q FROM q WHERE ", ""],
  ["SELECT q FROM q ORDER BY q", ""],
  ["SELECT ", " FROM q"],
  ["SELECT q FROM q WHERE q", "q"],
] as const;

/** What can be put in between: a name, a query, nothing. */
const fillings = ["q", "SELECT q", ""];

/** Neither a name nor a sentence: there is something to be changed. */
const looksLikeSql = /[=<>(]|\|\||[*+-] |\b[A-Z]{2,}\b/;

/** The first reading that the grammar accepts. */
function readingOf(text: string, parts: readonly Part[]): MappedText | undefined {
  const own = parts.filter(({ hole }) => hole === undefined).map(({ start, end }) => text.slice(start, end));
  if (!looksLikeSql.test(own.join(" "))) return undefined;
  const holes = parts.length - own.length;
  for (let choice = 0; choice < fillings.length ** holes; choice++) {
    for (const [begin, end] of surroundings) {
      const statement = filled(text, parts, choice, begin, end);
      if (trino().validate(statement.text).length === 0) return statement;
    }
  }
  return undefined;
}

function filled(
  text: string,
  parts: readonly Part[],
  choice: number,
  begin: string,
  end: string,
): MappedText {
  const mapped = new MappedText().more(begin);
  let rest = choice;
  for (const part of parts) {
    if (part.hole === undefined) {
      addText(mapped, text.slice(part.start, part.end), part.start);
      continue;
    }
    mapped.instead(fillings[rest % fillings.length] ?? "", part);
    rest = Math.floor(rest / fillings.length);
  }
  return mapped.more(end);
}

/** As the program means it: `\n` is the end of a line. */
function addText(mapped: MappedText, raw: string, start: number): void {
  let at = 0;
  for (const mark of raw.matchAll(/\\(.)|\{\{([\w.]+)\}\}/g)) {
    const [whole, escaped, name] = mark;
    mapped.verbatim(raw.slice(at, mark.index), start + at);
    at = mark.index + whole.length;
    const means = name === undefined ? (escaped === "n" ? "\n" : (escaped ?? "")) : standInOf(name);
    mapped.instead(means, { start: start + mark.index, end: start + at });
  }
  mapped.verbatim(raw.slice(at), start + at);
}
