import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  UserError,
  questionHeadLineUnknown,
  questionHeadMissing,
  questionLimitInvalid,
  questionWindowInvalid,
} from "../errors";

/** A saved question: one `.sql` file in `saved/`, in Trino's dialect, with a head of comments. */
export interface Question {
  /** The file's name without `.sql`. */
  readonly name: string;
  readonly title: string;
  readonly titleJa: string;
  /** One sentence: what the rows tell. */
  readonly answers: string;
  /** Looks back this far when nothing else is asked. */
  readonly defaultWindow: { readonly days: number };
  readonly defaultLimit: number;
  /** What can be asked of it, in the order of the text. */
  readonly parameters: readonly QuestionParameter[];
  /** The statement with `{{placeholders}}`, without the head. */
  readonly template: string;
}

export interface QuestionParameter {
  readonly name: "since" | "until" | "limit";
  readonly type: "timestamp" | "integer";
  /** In words. */
  readonly default: string;
}

const folder = join(__dirname, "saved");
const headFields = ["title", "titleJa", "answers", "window", "limit"] as const;
type HeadField = (typeof headFields)[number];

/** Reads a question from its text. Throws UserError with every fault of its head, each with file and line. */
export function parseQuestion(file: string, text: string): Question {
  const faults: string[] = [];
  const head = new Map<HeadField, string>();
  const lines = text.split("\n");
  const end = lines.findIndex((line) => !line.startsWith("--"));
  for (const [index, line] of lines.slice(0, end).entries()) {
    const [, key = "", value = ""] = /^-- (\w+): (.+)$/.exec(line) ?? [];
    const field = headFields.find((known) => known === key);
    if (field === undefined) faults.push(questionHeadLineUnknown(file, index + 1, line, headFields));
    else head.set(field, value);
  }
  for (const field of headFields) {
    if (!head.has(field)) faults.push(questionHeadMissing(file, field));
  }
  const days = Number(/^(\d+) days?$/.exec(head.get("window") ?? "")?.[1]);
  if (head.has("window") && !(days > 0)) faults.push(questionWindowInvalid(file, head.get("window") ?? ""));
  const limit = Number(head.get("limit"));
  if (head.has("limit") && !(Number.isSafeInteger(limit) && limit > 0)) {
    faults.push(questionLimitInvalid(file, head.get("limit") ?? ""));
  }
  if (faults.length > 0) throw new UserError(faults);

  const template = lines.slice(end).join("\n").trim();
  const known: readonly QuestionParameter[] = [
    { name: "since", type: "timestamp", default: `${days} days before now` },
    { name: "until", type: "timestamp", default: "now" },
    { name: "limit", type: "integer", default: String(limit) },
  ];
  return {
    name: file.replace(/\.sql$/, ""),
    title: head.get("title") ?? "",
    titleJa: head.get("titleJa") ?? "",
    answers: head.get("answers") ?? "",
    defaultWindow: { days },
    defaultLimit: limit,
    parameters: known.filter(({ name }) => template.includes(`{{${name}}}`)),
    template,
  };
}

/** Every question in `saved/`, by name. Adding a question is adding a file there. */
export function loadQuestions(): readonly Question[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".sql"))
    .sort()
    .map((file) => parseQuestion(file, readFileSync(join(folder, file), "utf8")));
}
