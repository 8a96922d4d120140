import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../errors";
import { type Head, readHead } from "./head";

/** A saved question: one `.sql` file in `saved/`, in Trino's dialect, with a head of comments. */
export interface Question extends Head {
  /** The file's name without `.sql`; its named query in Athena has the same. */
  readonly name: string;
  /** The statement with `{{placeholders}}`, without the head. */
  readonly template: string;
}

/** Whether a question reads the table itself, and not only the events in it. */
export const takesTable = ({ template }: Question): boolean => template.includes("{{table}}");

/** Whether it reads the saved view. */
export const takesView = ({ template }: Question): boolean => template.includes("{{objectEvents}}");

/** Whether it is a list that can be narrowed and laid out otherwise, and merges copies itself. */
export const isList = ({ template }: Question): boolean => template.includes("{{limitWithCopies}}");

/** Whether it is of the events of its window, each once. */
export const isOfEventsInWindow = ({ template }: Question): boolean =>
  template.includes("{{#eventsInWindow}}");

const folder = join(__dirname, "saved");

/** Reads a question from its text. Throws UserError with every fault of its head, each with file and line. */
export function parseQuestion(file: string, text: string): Question {
  const { head, template, faults } = readHead(file, text);
  if (faults.length > 0) throw new UserError(faults);
  return { name: file.replace(/\.sql$/, ""), ...head, template };
}

/** Every question in `saved/`, by name. Adding a question is adding a file there. */
export function loadQuestions(): readonly Question[] {
  const faults: string[] = [];
  const questions = readdirSync(folder)
    .filter((file) => file.endsWith(".sql"))
    .sort()
    .flatMap((file) => {
      try {
        return [parseQuestion(file, readFileSync(join(folder, file), "utf8"))];
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        faults.push(...error.faults);
        return [];
      }
    });
  if (faults.length > 0) throw new UserError(faults);
  return questions;
}
