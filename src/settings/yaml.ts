import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLError,
} from "yaml";
import * as say from "../errors";
import type { Path } from "./fault";

/** What a YAML text holds, and where. */
export interface YamlValue {
  readonly value: unknown;
  /** The line of a key or an entry; for what is not there, of the group that lacks it. */
  readonly lineOf: (path: Path) => number;
  /** A value as it is written: `012` where the value is a number. */
  readonly sourceOf: (path: Path) => string | undefined;
}

/** Why a text is no YAML that can be used. */
export interface YamlFault {
  readonly line?: number;
  readonly sentence: string;
}

/** Reads one YAML 1.2 document (JSON is one too), or says what is wrong with each line that cannot be read. */
export function readYaml(text: string): YamlValue | YamlFault[] {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    merge: true,
    logLevel: "error",
  });
  const lineAt = (offset: number): number => lines.linePos(offset).line;
  const errors = [...document.errors, ...document.warnings].map((error) => ({
    line: lineAt(error.pos[0]),
    sentence: sentenceOf(error, text),
  }));
  // Behind its first error a line has no meaning that a second error could be about.
  if (errors.length > 0)
    return errors.filter(({ line }, at) => errors.findIndex((e) => e.line === line) === at);

  const lostAliases = aliasesWithoutMeaning(document).map(({ source, range }) => ({
    line: lineAt(range?.[0] ?? 0),
    sentence: say.yamlAlias(source),
  }));
  if (lostAliases.length > 0) return lostAliases;
  try {
    const value: unknown = document.toJS();
    return {
      value,
      lineOf: (path) => lineAt(find(document, path).offset),
      sourceOf: (path) => find(document, path).source,
    };
  } catch (error) {
    // Aliases of aliases of aliases, which would fill the memory.
    return [{ sentence: say.yamlIsBroken(error instanceof Error ? error.message : String(error)) }];
  }
}

/** Aliases whose anchor does not stand before them, or which stand inside what they repeat. */
function aliasesWithoutMeaning(document: Document): Alias[] {
  const found: Alias[] = [];
  visit(document, {
    Alias: (_key, alias) => {
      const [begin, , end] = alias.resolve(document)?.range ?? [];
      const at = alias.range?.[0] ?? 0;
      if (begin === undefined || end === undefined || (begin <= at && at < end)) found.push(alias);
    },
  });
  return found;
}

interface Found {
  readonly offset: number;
  readonly source: string | undefined;
}

function find(document: Document, path: Path): Found {
  let node: unknown = document.contents;
  let offset = document.contents?.range?.[0] ?? 0;
  for (const step of path) {
    const group = isAlias(node) ? node.resolve(document) : node;
    const next = isSeq(group)
      ? group.items[Number(step)]
      : isMap(group)
        ? group.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
        : undefined;
    if (next === undefined) return { offset, source: undefined };
    const beginning = (isPair(next) ? next.key : next) as Node;
    offset = beginning.range?.[0] ?? offset;
    node = isPair(next) ? next.value : next;
  }
  return { offset, source: isScalar(node) ? node.source : undefined };
}

function sentenceOf(error: YAMLError, text: string): string {
  const there = /^[^\s:,}\]]+/.exec(text.slice(error.pos[0]))?.[0] ?? "";
  switch (error.code) {
    case "DUPLICATE_KEY":
      return say.yamlKeyTwice(there);
    case "TAB_AS_INDENT":
      return say.yamlTab();
    case "MULTIPLE_DOCS":
      return say.yamlDocuments();
    case "TAG_RESOLVE_FAILED":
      return say.yamlTag(there);
    case "BLOCK_AS_IMPLICIT_KEY":
    case "MULTILINE_IMPLICIT_KEY":
      return say.yamlColumns();
    default:
      return say.yamlIsBroken(error.message);
  }
}
