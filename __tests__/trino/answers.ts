import { type Question, savedQuestions } from "../../src/questions";
import type { QueryResult } from "../support/trinoClient";

/** A cell as DuckDB's engine gives it: moments without a fraction of 0. */
type Cell = string | number | boolean | null;

/** The rows of Trino's answer in the words of DuckDB's. */
export function cellsOf({ columns, rows }: QueryResult): readonly (readonly Cell[])[] {
  return rows.map((row) =>
    row.map((cell, index) => {
      const { type = "" } = columns[index] ?? {};
      if (typeof cell === "string" && type.startsWith("timestamp")) return cell.replace(/\.000$/, "");
      return cell as Cell;
    }),
  );
}

/** Where only the text of cells can be compared: DuckDB's JSON writes a bigint in quotes. */
export const asText = (rows: readonly (readonly unknown[])[]) =>
  rows.map((row) => row.map((cell) => (cell === null ? null : String(cell))));

export function questionOf(name: string): Question {
  const question = savedQuestions.find((each) => each.name === name);
  if (question === undefined) throw new Error(`no question ${name}`);
  return question;
}

const hourNow = () => Math.floor(Date.now() / 3_600_000);

/** Both engines read the clock: once more where an hour ended between the two. */
export async function withinOneHour<Result>(ask: () => Promise<Result>): Promise<Result> {
  for (;;) {
    const hour = hourNow();
    const result = await ask();
    if (hour === hourNow()) return result;
  }
}
