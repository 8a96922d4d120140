import { UserError, questionUnknown } from "../errors";
import { type Question, savedQuestions } from "../questions";
import { nearest } from "../settings/nearest";
import { table } from "./format/table";
import type { Io } from "./io";

/** The question of that name. Throws UserError with the nearest name where there is none. */
export function questionNamed(name: string): Question {
  const names = savedQuestions.map((question) => question.name);
  const found = savedQuestions.find((question) => question.name === name);
  if (found === undefined) throw new UserError([questionUnknown(name, nearest(name, names))]);
  return found;
}

/** Prints every question with what can be asked of it. */
export async function listQuestions(format: "table" | "json", io: Io): Promise<void> {
  if (format === "json") {
    io.stdout.write(`${JSON.stringify(savedQuestions.map(described), null, 2)}\n`);
    return;
  }
  const rows = savedQuestions.map((question) => [question.name, question.title, parameters(question)]);
  const answer = { columns: ["name", "title", "parameters"], rows: oneByOne(rows) };
  const colours = io.stdout.hasColors?.() === true;
  for await (const text of table.write(answer, { width: io.stdout.columns, colours })) io.stdout.write(text);
}

async function* oneByOne<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

/** `bucket key threshold=100`: a default shows that the parameter can be left out. */
const parameters = (question: Question): string =>
  question.parameters
    .map(({ name, default: preset }) => (preset === undefined ? name : `${name}=${preset}`))
    .join(" ");

const described = (question: Question) => ({
  name: question.name,
  title: question.title,
  titleJa: question.titleJa,
  answers: question.answers,
  when: question.when,
  windowDays: question.defaultWindow.days,
  limit: question.defaultLimit,
  parameters: question.parameters,
  columns: question.columns,
});
