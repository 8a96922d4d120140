import { isUtf8 } from "node:buffer";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as say from "../errors";
import type { Path } from "./fault";
import { examine } from "./resolve";
import type { Settings } from "./settings";
import { crossFileFaults } from "./together";
import { readYaml } from "./yaml";

/**
 * Reads settings files, YAML or JSON, each with the settings of one stack. Throws UserError with all faults of all
 * files, and of the files with each other.
 * @param options.cwd the folder relative names are resolved from; the process's own if not given
 */
export function loadSettings(files: readonly string[], options: { readonly cwd?: string } = {}): Settings[] {
  const paths = files.map((file) => resolve(options.cwd ?? ".", file));
  const read = files.map((file, index): ReadFile => {
    if (paths.indexOf(paths[index] ?? "") < index) return broken(file, say.fileIsNamedTwice());
    const bytes = contents(paths[index] ?? file);
    return typeof bytes === "string" ? broken(file, bytes) : readText(bytes.toString(), file, isUtf8(bytes));
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

const broken = (file: string, sentence: string): ReadFile => ({
  file,
  faults: [say.settingsFault({ file }, sentence)],
  lineOf: () => undefined,
});

/** The bytes of a file, or the sentence that says why there are none. */
function contents(path: string): Buffer | string {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT") return say.fileIsMissing();
    return code === "EISDIR"
      ? say.fileIsAFolder()
      : say.fileIsUnreadable(say.systemCause(say.systemCode(error)));
  }
}

function readText(text: string, file: string, isText = true): ReadFile {
  if (!isText) return broken(file, say.fileIsNotUtf8());
  const yaml = readYaml(text);
  if (Array.isArray(yaml)) {
    const faults = yaml.map(({ line, sentence }) => say.settingsFault({ file, line }, sentence));
    return { file, faults, lineOf: () => undefined };
  }
  const { value, lineOf, sourceOf } = yaml;
  if (value === null) return broken(file, say.fileIsEmpty());
  const { faults, settings } = examine(value, sourceOf);
  const inOrder = faults
    .map(({ path, sentence }) => ({ line: lineOf(path), sentence }))
    .sort((a, b) => a.line - b.line)
    .map(({ line, sentence }) => say.settingsFault({ file, line }, sentence));
  return { file, faults: inOrder, settings, lineOf };
}
