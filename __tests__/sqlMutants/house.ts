import fs from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import ts from "typescript";
import * as questions from "../../src/questions";
import { type Source, questionsFolder } from "./sources";

/** What src/questions/ gives to the other rooms. */
export type Questions = typeof questions;

const load = createRequire(__filename);
const compiled = new Map<string, string>();

/** src/questions/ as it would be if one of its files had another text. Throws what the files would throw. */
export function questionsWith(source: Pick<Source, "path" | "text">): Questions {
  const isSaved = dirname(source.path) === join(questionsFolder, "saved");
  return isSaved ? withQuestion(basename(source.path), source.text) : loadedWith(source);
}

/** Of a saved question nothing is put together before it is asked. */
function withQuestion(file: string, text: string): Questions {
  const changed = questions.parseQuestion(file, text);
  const savedQuestions = questions.savedQuestions.map((each) =>
    each.name === changed.name ? changed : each,
  );
  return { ...questions, savedQuestions };
}

/** What the other files say is put together when they are loaded: all of them are, anew. */
function loadedWith(source: Pick<Source, "path" | "text">): Questions {
  const isOfRoom = (path: string) => path.startsWith(`${questionsFolder}/`);
  for (const path of Object.keys(load.cache)) if (isOfRoom(path)) delete load.cache[path];
  const [before, readBefore] = [load.extensions[".ts"], fs.readFileSync];
  const textOf = (path: string) => (path === source.path ? source.text : readBefore(path, "utf8"));
  load.extensions[".ts"] = (module, path) =>
    isOfRoom(path)
      ? (module as unknown as { _compile(text: string, path: string): void })._compile(
          compile(textOf(path)),
          path,
        )
      : before?.(module, path);
  Object.assign(fs, {
    readFileSync: (...args: Parameters<typeof readBefore>) =>
      args[0] === source.path ? source.text : readBefore(...args),
  });
  try {
    return load(join(questionsFolder, "index.ts")) as Questions;
  } finally {
    load.extensions[".ts"] = before;
    Object.assign(fs, { readFileSync: readBefore });
  }
}

function compile(text: string): string {
  const before = compiled.get(text);
  if (before !== undefined) return before;
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      esModuleInterop: true,
    },
  });
  compiled.set(text, outputText);
  return outputText;
}
