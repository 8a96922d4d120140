import {
  questionColumnMeaningless,
  questionFileMisnamed,
  questionHeadLineTwice,
  questionHeadLineUnknown,
  questionHeadMissing,
  questionLimitInvalid,
  questionParameterDefaultInvalid,
  questionParameterInvalid,
  questionParameterReserved,
  questionParameterUnused,
  questionStatementInvalid,
  questionStatementPlaceholderUnknown,
  questionWindowInvalid,
} from "../errors";
import { knownPlaceholders } from "./parts";
import { placeholdersOf } from "./template";
import { viewColumns } from "./view";

/** What the comments at the beginning of a question's file say. */
export interface Head {
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

const needed = ["title", "titleJa", "answers", "when", "window", "limit"] as const;
const fields = [...needed, "before", "columns"] as const;
type Field = (typeof fields)[number];

/** What stands above and below the end of a question's head, and every fault of both. */
export function readHead(
  file: string,
  text: string,
): { readonly head: Head; readonly template: string; readonly faults: readonly string[] } {
  const faults: string[] = [];
  const fault = (...said: readonly string[]) => void faults.push(...said);
  const values = new Map<Field, { readonly line: number; readonly value: string }>();
  const parameters: QuestionParameter[] = [];
  const lineOf = new Map<string, number>();
  const columns: QuestionColumn[] = [];

  const lines = text.split("\n");
  const end = Math.max(
    lines.findIndex((line) => !line.startsWith("--")),
    0,
  );
  for (const [index, line] of lines.slice(0, end).entries()) {
    const at = `${file}:${index + 1}`;
    const [, key = "", value = ""] = /^-- (\w+): (.*\S)$/.exec(line) ?? [];
    const field = fields.find((known) => known === key);
    if (field !== undefined) {
      if (values.has(field)) fault(questionHeadLineTwice(at, field));
      values.set(field, { line: index + 1, value });
    } else if (line.startsWith("-- param ")) {
      const parameter = readParameter(at, line, fault);
      if (parameter === undefined) continue;
      if (parameters.some(({ name }) => name === parameter.name)) {
        fault(questionHeadLineTwice(at, `param ${parameter.name}`));
      }
      parameters.push(parameter);
      lineOf.set(parameter.name, index + 1);
    } else if (/^-- column [a-z_0-9]+(: .*\S)?$/.test(line)) {
      const [name = "", meaning] = line.slice("-- column ".length).split(/: (.*)/s);
      if (columns.some((column) => column.name === name)) fault(questionHeadLineTwice(at, `column ${name}`));
      const told = meaning ?? viewColumns.find((column) => column.name === name)?.description;
      if (told === undefined) fault(questionColumnMeaningless(at, name));
      columns.push({ name, meaning: told ?? "" });
    } else {
      fault(questionHeadLineUnknown(at, line, [...fields, "param NAME", "column NAME"]));
    }
  }

  const days = (field: "window" | "before"): number => {
    const said = values.get(field);
    const count = Number(/^(\d+) days?$/.exec(said?.value ?? "")?.[1]);
    if (said !== undefined && !(count > 0))
      fault(questionWindowInvalid(`${file}:${said.line}`, field, said.value));
    return count;
  };
  for (const field of needed) if (!values.has(field)) fault(questionHeadMissing(`${file}:1`, field));
  if (columns.length === 0 && !values.has("columns")) fault(questionHeadMissing(`${file}:1`, "column NAME"));
  const window = { days: days("window"), daysBefore: values.has("before") ? days("before") : 0 };
  const limit = values.get("limit");
  const defaultLimit = Number(limit?.value);
  if (limit !== undefined && !(Number.isSafeInteger(defaultLimit) && defaultLimit > 0)) {
    fault(questionLimitInvalid(`${file}:${limit.line}`, limit.value));
  }
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*\.sql$/.test(file)) fault(questionFileMisnamed(file));

  const template = lines.slice(end).join("\n").trim();
  if (template === "" || template.endsWith(";") || /[$%]\{/.test(template)) {
    fault(questionStatementInvalid(`${file}:${end + 1}`));
  }
  const used = placeholdersOf(template);
  for (const { name } of parameters) {
    if (!used.some((each) => each.name === name)) {
      fault(questionParameterUnused(`${file}:${lineOf.get(name)}`, name));
    }
  }
  const known = [...knownPlaceholders, ...parameters.map(({ name }) => name)];
  for (const { name, line } of used) {
    if (!known.includes(name)) {
      fault(questionStatementPlaceholderUnknown(`${file}:${end + line}`, name, known));
    }
  }
  const said = (field: Field) => values.get(field)?.value ?? "";
  return {
    head: {
      title: said("title"),
      titleJa: said("titleJa"),
      answers: said("answers"),
      when: said("when"),
      defaultWindow: window,
      defaultLimit,
      parameters,
      columns,
    },
    template,
    faults,
  };
}

const parameterLine = /^-- param ([a-z][a-z_0-9]*) (text|integer)(?: = (\S.*?))? \(example (.+?)\): (.*\S)$/;

/** `-- param threshold integer = 100 (example 500): so many at least` */
function readParameter(
  at: string,
  line: string,
  fault: (said: string) => void,
): QuestionParameter | undefined {
  const [matched, name = "", type, preset, example = "", meaning = ""] = parameterLine.exec(line) ?? [];
  if (matched === undefined || (type !== "text" && type !== "integer")) {
    fault(questionParameterInvalid(at, line));
    return undefined;
  }
  if ([...knownPlaceholders, "sql", "logs", "format", "engine"].includes(name)) {
    fault(questionParameterReserved(at, name));
  }
  const read = (text: string): ParameterValue => {
    if (type === "text") return text === "''" ? "" : text;
    if (!/^\d{1,15}$/.test(text)) fault(questionParameterDefaultInvalid(at, name, text));
    return Number(text);
  };
  return {
    name,
    type,
    example: read(example),
    meaning,
    ...(preset !== undefined && { default: read(preset) }),
  };
}
