import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../errors";
import { readHead } from "./head";

/** A saved question: one `.sql` file in `saved/`, in Trino's dialect, with a head of comments. */
export interface Question {
  /** The file's name without `.sql`; its named query in Athena has the same. */
  readonly name: string;
  readonly title: string;
  readonly titleJa: string;
  /** One sentence: what the rows tell. */
  readonly answers: string;
  /** One sentence: when somebody asks it. */
  readonly when: string;
  readonly defaultWindow: {
    /** Looks back this far when nothing else is asked. */
    readonly days: number;
    /** Reads so many days more before the window, to compare with; 0 for most. */
    readonly daysBefore: number;
  };
  readonly defaultLimit: number;
  /** What can be asked of it besides the window and the limit, which every question takes. */
  readonly parameters: readonly QuestionParameter[];
  /** In the order of the answer; none where it shows the table's own columns. */
  readonly columns: readonly QuestionColumn[];
  /** The statement with `{{placeholders}}`, without the head. */
  readonly template: string;
}

/** A value of a parameter: never part of the statement's text, but bound to it. */
export type ParameterValue = string | number;

export interface QuestionParameter {
  readonly name: string;
  readonly type: "text" | "integer";
  /** Without a default the parameter must be given. */
  readonly default?: ParameterValue;
  /** Stands in the saved query where there is no default. */
  readonly example: ParameterValue;
  readonly meaning: string;
}

export interface QuestionColumn {
  readonly name: string;
  readonly meaning: string;
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
