import { UserError, questionUnknown } from "../errors";
import { type Question, savedQuestions } from "../questions";
import { nearest } from "../settings/nearest";
import { widthOf } from "./format/cells";
import { gap } from "./format/fit";
import { table } from "./format/table";
import { wrapped } from "./format/wrap";
import type { Io } from "./io";
import { screenWidth } from "./telling";

/** In cells; a screen that has not even that is shown one field a line. */
const narrowestTitle = 20;

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
  const width = screenWidth(io.stdout);
  const answer = { columns, rows: oneByOne(width === undefined ? rows : titlesWrapped(rows, width)) };
  const colours = io.stdout.hasColors?.() === true;
  for await (const text of table.write(answer, { width, colours })) io.stdout.write(text);
}

const columns = ["name", "title", "parameters"];

/** The titles as narrow as the other columns want it, going on in rows of their own. */
function titlesWrapped(rows: readonly (readonly string[])[], width: number): readonly (readonly string[])[] {
  const widest = (column: number) => Math.max(...rows.map((row) => widthOf(row[column] ?? "")));
  const room = width - widest(0) - widest(2) - 2 * gap.length;
  if (room < narrowestTitle) return rows;
  return rows.flatMap(([name = "", title = "", asked = ""]) =>
    wrapped(title, room)
      .split("\n")
      .map((line, index) => (index === 0 ? [name, line, asked] : ["", line, ""])),
  );
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
