import type { Value } from "../../src/engines/engine";
import type { Catalog, Question, Statement } from "../../src/questions";
import { type Questions, cases, otherCases } from "./fixtures";

type Rows = readonly (readonly Value[])[];

/** A case as a statement of one engine, and what its rows must be. */
export interface AskedCase {
  readonly title: string;
  readonly question: string;
  readonly statement: (questions: Questions, catalog: Catalog) => Statement;
  /** What the rows are compared in: another order where the question says none. */
  readonly inOrder: (rows: Rows) => readonly unknown[];
  readonly rows: Rows;
}

/** How many rows are asked for where it does not matter. */
const many = 1000;

function questionNamed({ savedQuestions }: Questions, name: string): Question {
  const found = savedQuestions.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no question ${name}`);
  return found;
}

const asTheyCome = (rows: Rows) => rows;
const sorted = (rows: Rows) => rows.map((row) => JSON.stringify(row)).sort();

const plain: readonly AskedCase[] = cases.map(({ title, question, since, until, parameters, rows }) => ({
  title,
  question,
  rows,
  statement: (questions, catalog) =>
    questions.renderQuestion(questionNamed(questions, question), catalog, {
      window: { since, until },
      limit: many,
      parameters,
    }),
  inOrder: asTheyCome,
}));

/** Of each question the case with the most rows, asked for one row fewer than it has: the first ones are kept. */
export const limitedCases: readonly AskedCase[] = [...new Set(cases.map(({ question }) => question))].flatMap(
  (name) => {
    const all = cases.filter(({ question, rows }) => question === name && rows.length > 1);
    const [first] = [...all].sort((one, other) => other.rows.length - one.rows.length);
    if (first === undefined) return [];
    const { question, since, until, parameters } = first;
    const rows = first.rows.slice(0, -1);
    return {
      title: `${first.title}, at most ${rows.length}`,
      question,
      rows,
      statement: (questions, catalog) =>
        questions.renderQuestion(questionNamed(questions, question), catalog, {
          window: { since, until },
          limit: rows.length,
          parameters,
        }),
      inOrder: asTheyCome,
    };
  },
);

/** Lists and the view. */
export const others: readonly AskedCase[] = otherCases.map(({ isUnordered, ...each }) => ({
  ...each,
  inOrder: isUnordered === true ? sorted : asTheyCome,
}));

/** Everything that DuckDB is asked of the cases' logs. */
export const askedCases: readonly AskedCase[] = [...plain, ...limitedCases, ...others];
