import {
  type ListOptions,
  columnsText,
  conditionsText,
  deliveriesReadText,
  limitWithCopies,
  newestFirst,
  orderText,
} from "./list";
import { type Steps, inSteps, withParts } from "./parts";
import type { ParameterValue } from "./head";
import type { Question } from "./question";
import { type Filling, fill, literal, qualified } from "./template";
import type { TimeWindow } from "./timeWindow";
import { type Catalog, deliveriesViewName, renderView, viewName } from "./view";

/** The clock of whoever runs a saved query, as a plain UTC timestamp. */
const now = "CAST(current_timestamp AT TIME ZONE 'UTC' AS timestamp)";

/**
 * The complete statement of a named query: looks back from the moment it runs, with the parameters' defaults, or
 * examples, in its text to be edited.
 */
export function renderNamedQuery(question: Question, catalog: Catalog): string {
  return render(withParts(question.template), question, catalog, {
    since: `${now} - interval '${question.defaultWindow.days}' day`,
    until: now,
    limit: question.defaultLimit,
    listed: viewName,
    parameter: (name) => literal(presetOf(question, name)),
  });
}

/** Athena takes no dash in the name of a prepared statement. */
export const preparedStatementName = ({ name }: Question): string => name.replaceAll("-", "_");

/** A statement with `?` in it, and what belongs there. */
export interface WithParameters {
  readonly sql: string;
  /** For each `?`, in the order of the text, the parameter's name; `since` and `until` are ISO 8601 times. */
  readonly order: readonly string[];
}

/** The statement of a prepared statement: the window and the parameters are `?`. */
export function renderPreparedStatement(question: Question, catalog: Catalog): WithParameters {
  const order: string[] = [];
  const asked = (name: string) => {
    order.push(name);
    return "?";
  };
  const moment = (name: string) => () =>
    `CAST(from_iso8601_timestamp(${asked(name)}) AT TIME ZONE 'UTC' AS timestamp)`;
  const sql = render(withParts(question.template), question, catalog, {
    since: moment("since"),
    until: moment("until"),
    limit: question.defaultLimit,
    listed: viewName,
    parameter: asked,
  });
  return { sql, order };
}

/** What is asked of a question here and now. */
export interface Asked {
  /** From the first moment to before the last. */
  readonly window: TimeWindow;
  /** Rows at most: a whole number above 0. */
  readonly limit: number;
  /** By name; where one lacks, the parameter's default is meant. */
  readonly parameters?: Readonly<Record<string, ParameterValue>>;
  /** For a question whose text has places for it. */
  readonly list?: ListOptions;
}

/** A statement and what is bound to each of its `?`. */
export interface Statement {
  readonly sql: string;
  readonly values: readonly ParameterValue[];
}

/**
 * What a statement is for. DuckDB lists from the deliveries, which on one machine are a view of their own. In Athena the
 * saved view shows times in the settings' zone: for another one (`athenaTable`) its text stands in the statement.
 */
export type StatementFor = "athena" | "athenaTable" | "duckdb";

/** The complete statement of a question about one window. */
export const renderQuestion = (
  question: Question,
  catalog: Catalog,
  asked: Asked,
  engine: StatementFor = "duckdb",
): Statement =>
  renderText(withParts(question.template), question, catalog, asked, {
    listed: engine === "duckdb" ? deliveriesViewName : viewName,
    ...(engine === "athenaTable" && { view: `(\n${renderView(catalog)}\n)` }),
  });

/** The statements of a question in two steps, for DuckDB: see `Steps`. */
export type StatementsInSteps = Readonly<Record<keyof Steps, Statement>>;

/** @param gathered the view with what was gathered */
export function renderInSteps(
  question: Question,
  catalog: Catalog,
  asked: Asked,
  gathered: string,
): StatementsInSteps {
  const { gather, ask } = inSteps(question.template);
  return {
    gather: renderText(gather, question, catalog, asked, { listed: deliveriesViewName }),
    ask: renderText(ask, question, catalog, asked, { listed: gathered }),
  };
}

function renderText(
  template: string,
  question: Question,
  catalog: Catalog,
  asked: Asked,
  from: { readonly listed: string; readonly view?: string },
): Statement {
  const values: ParameterValue[] = [];
  const sql = render(template, question, catalog, {
    ...from,
    since: timestamp(asked.window.since),
    until: timestamp(asked.window.until),
    limit: asked.limit,
    parameter: (name) => {
      values.push(asked.parameters?.[name] ?? presetOf(question, name));
      return "?";
    },
    list: asked.list ?? {},
    bind: (bound) => values.push(...bound),
  });
  return { sql, values };
}

function render(
  /** With the parts put in. */
  template: string,
  question: Question,
  catalog: Catalog,
  asked: {
    readonly since: Filling;
    readonly until: Filling;
    readonly limit: number;
    /** What a list that merges copies itself is read from. */
    readonly listed: string;
    /** In place of the saved view, in parentheses. */
    readonly view?: string;
    readonly parameter: (name: string) => string;
    readonly list?: ListOptions;
    /** Takes what belongs to the `?` that the list's conditions bring. */
    readonly bind?: (values: readonly ParameterValue[]) => void;
  },
): string {
  const { daysBefore } = question.defaultWindow;
  const parameters = question.parameters.map(({ name }) => [name, () => asked.parameter(name)] as const);
  return fill(template, {
    ...Object.fromEntries(parameters),
    table: qualified(catalog.database, catalog.table),
    objectEvents: asked.view ?? qualified(catalog.database, viewName),
    objectEventsToList: asked.view ?? qualified(catalog.database, asked.listed),
    since: asked.since,
    readSince: daysBefore === 0 ? asked.since : () => `${textOf(asked.since)} - interval '${daysBefore}' day`,
    until: asked.until,
    limit: String(asked.limit),
    limitWithCopies: String(limitWithCopies(asked.limit)),
    deliveriesRead: deliveriesReadText(asked.list?.counted),
    columns: columnsText(
      asked.list?.columns ?? question.columns.map(({ name }) => name),
      asked.list?.counted,
    ),
    order: orderText(asked.list?.order ?? newestFirst),
    conditions: () => {
      const conditions = asked.list?.conditions ?? [];
      asked.bind?.(conditions.flatMap(({ values }) => values));
      return conditionsText(conditions);
    },
  });
}

const textOf = (filling: Filling): string => (typeof filling === "function" ? filling() : filling);

function presetOf(question: Question, name: string): ParameterValue {
  const parameter = question.parameters.find((each) => each.name === name);
  if (parameter === undefined) throw new Error(`${question.name} has no parameter ${name}`);
  return parameter.default ?? parameter.example;
}

/** A moment as both engines write a plain UTC timestamp. */
const timestamp = (moment: Date): string =>
  `timestamp '${moment.toISOString().slice(0, 23).replace("T", " ")}'`;
