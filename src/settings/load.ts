import { isUtf8 } from "node:buffer";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import {
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
import { examine } from "./resolve";
import type { Settings } from "./settings";
import { crossFileFaults } from "./together";

/** The settings file that is read when none is named. */
export const defaultSettingsFile = "audit.yaml";

/** The files of AUDIT_CONFIG: names with commas between them; blanks and empty parts do not count. */
export function splitConfigList(list: string): string[] {
  return list
    .split(",")
    .map((file) => file.trim())
    .filter((file) => file !== "");
}

/**
 * Reads settings files, YAML or JSON, each with the settings of one stack. Throws UserError with all faults of all
 * files, and of the files with each other.
 * @param options.cwd the folder relative names are resolved from; the process's own if not given
 */
export function loadSettings(files: readonly string[], options: { readonly cwd?: string } = {}): Settings[] {
  const paths = files.map((file) => resolve(options.cwd ?? ".", file));
  const read = files.map((file, index): ReadFile => {
    if (paths.indexOf(paths[index] ?? "") < index) return broken(file, undefined, say.fileIsNamedTwice());
    const bytes = contents(paths[index] ?? file);
    return typeof bytes === "string"
      ? broken(file, undefined, bytes)
      : readText(bytes.toString(), file, isUtf8(bytes));
  });
  const understood = read.flatMap(({ file, settings }) =>
    settings === undefined ? [] : [{ file, settings }],
  );
  const together = crossFileFaults(understood).map(({ file, fault }) =>
    say.settingsFault(
      { file, line: read.find((other) => other.file === file)?.lineOf(fault.path) },
      fault.sentence,
    ),
  );
  const faults = [...read.flatMap((file) => file.faults), ...together];
  if (faults.length > 0) throw new say.UserError(faults);
  return understood.map(({ settings }) => settings);
}

/** Reads the text of one settings file; its name stands in the faults. Throws UserError with all faults. */
export function parseSettings(text: string, fileName: string): Settings {
  const { faults, settings } = readText(text, fileName);
  if (faults.length > 0 || settings === undefined) throw new say.UserError(faults);
  return settings;
}

interface ReadFile {
  readonly file: string;
  /** Whole lines, with file and line number. */
  readonly faults: readonly string[];
  /** Missing if the text is no YAML at all; to be used only without faults. */
  readonly settings?: Settings;
  readonly lineOf: (path: Path) => number | undefined;
}

const broken = (file: string, line: number | undefined, ...sentences: readonly string[]): ReadFile => ({
  file,
  faults: sentences.map((sentence) => say.settingsFault({ file, line }, sentence)),
  lineOf: () => undefined,
});

/** The bytes of a file, or the sentence that says why there are none. */
function contents(path: string): Buffer | string {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT") return say.fileIsMissing();
    return code === "EISDIR" ? say.fileIsAFolder() : say.fileIsUnreadable(code ?? String(error));
  }
}

function readText(text: string, file: string, isText = true): ReadFile {
  if (!isText) return broken(file, undefined, say.fileIsNotUtf8());
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true });
  const lineAt = (offset: number): number => lines.linePos(offset).line;

  const errors = [...document.errors, ...document.warnings];
  if (errors.length > 0) {
    const faults = errors.map((error) =>
      say.settingsFault({ file, line: lineAt(error.pos[0]) }, yamlSentence(error, text)),
    );
    return { file, faults: [...new Set(faults)], lineOf: () => undefined };
  }
  const unanchored: string[] = [];
  visit(document, {
    Alias: (_key, alias) => {
      if (alias.resolve(document) !== undefined) return;
      const line = lineAt(alias.range?.[0] ?? 0);
      unanchored.push(say.settingsFault({ file, line }, say.yamlAlias(alias.source)));
    },
  });
  if (unanchored.length > 0) return { file, faults: unanchored, lineOf: () => undefined };
  let value: unknown;
  try {
    value = document.toJS();
  } catch (error) {
    // Aliases of aliases that would fill the memory.
    return broken(file, undefined, say.yamlIsBroken(error instanceof Error ? error.message : String(error)));
  }
  if (value === null) return broken(file, undefined, say.fileIsEmpty());
  const find = (path: Path): Found =>
    findNode(document.contents, path, (node) => (isAlias(node) ? node.resolve(document) : node));
  const lineOf = (path: Path): number => lineAt(find(path).offset);
  const { faults, settings } = examine(value, (path) => find(path).source);
  const inOrder = faults
    .map(({ path, sentence }) => ({ line: lineOf(path), sentence }))
    .sort((a, b) => a.line - b.line)
    .map(({ line, sentence }) => say.settingsFault({ file, line }, sentence));
  return { file, faults: inOrder, settings, lineOf };
}

interface Found {
  readonly offset: number;
  readonly source: string | undefined;
}

/** Where a path begins: at its key or its dash; for what is not there, at the group that lacks it. */
function findNode(root: Node | null, path: Path, resolved: (node: Node) => Node | undefined): Found {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const step of path) {
    const group = isAlias(node) ? resolved(node) : node;
    const next = isSeq(group)
      ? group.items[Number(step)]
      : isMap(group)
        ? group.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
        : undefined;
    if (next === undefined) return { offset, source: undefined };
    const begin = (isPair(next) ? next.key : next) as Node;
    offset = begin.range?.[0] ?? offset;
    node = isPair(next) ? next.value : next;
  }
  return { offset, source: isScalar(node) ? node.source : undefined };
}

function yamlSentence(error: YAMLError, text: string): string {
  const there = text.slice(error.pos[0]).match(/^[^\s:,}\]]+/)?.[0] ?? "";
  switch (error.code) {
    case "DUPLICATE_KEY":
      return say.yamlKeyTwice(there);
    case "TAB_AS_INDENT":
      return say.yamlTab();
    case "MULTIPLE_DOCS":
      return say.yamlDocuments();
    case "TAG_RESOLVE_FAILED":
      return say.yamlTag(there);
    default:
      return say.yamlIsBroken(error.message);
  }
}
