import { preparedStatementName, renderQuestion, savedQuestions } from "../../../src/questions";
import { type Case, cases } from "../../questions/fixtures";
import { withParameters } from "../../support/trinoClient";
import { cellsOf, questionOf } from "../answers";
import { daysToRead, rangeOf, scansOf } from "../partitions";
import type { Stage } from "../stage";

/** A statement with the values for its question marks. */
interface Asked {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

/** Counts copies in the table, and everything else in the view. */
const readsTwice = "coverage";

/**
 * A question with parameters is asked as Terraform saved it, its question marks bound in the order that its
 * description tells. The others are saved as named queries alone, which look back from now: they are asked of a
 * case's window as `s3-audit ask --sql` prints them.
 */
function askedOf(stage: Stage, { question: name, since, until, parameters }: Case): Asked {
  const question = questionOf(name);
  if (question.parameters.length === 0) {
    return renderQuestion(question, stage.catalog, { window: { since, until }, limit: 1000 }, "athena");
  }
  const saved = stage.preparedStatements.get(preparedStatementName(question));
  const [, order = ""] = /: ([^:]*)$/.exec(saved?.Description ?? "") ?? [];
  const values = order.split(", ").map((parameter) => {
    if (parameter === "since") return since.toISOString();
    if (parameter === "until") return until.toISOString();
    const value =
      parameters[parameter] ?? question.parameters.find((each) => each.name === parameter)?.default;
    if (value === undefined) throw new Error(`no value for ${parameter} of ${name}`);
    return value;
  });
  return { sql: saved?.QueryStatement ?? "", values };
}

export function proveCases(stage: Stage): void {
  it("is saved as a prepared statement if there is anything to ask with", () => {
    const asking = savedQuestions.filter(({ parameters }) => parameters.length > 0);
    const saved = stage.preparedStatements;
    expect([...saved.keys()].sort()).toEqual(asking.map(preparedStatementName).sort());
    // each of them is run below
    const run = new Set(cases.map(({ question }) => question));
    expect(asking.filter(({ name }) => !run.has(name))).toEqual([]);
  });

  it.each(cases.map((each) => [each.question, each.title, each] as const))("%s: %s", async (_, __, each) => {
    const { since, until, parameters } = each;
    const question = questionOf(each.question);
    const { sql, values } = askedOf(stage, each);
    const trino = await stage.trino(sql, values);
    expect(trino.columns.map(({ name }) => name)).toEqual(question.columns.map(({ name }) => name));

    const local = await stage.duckdb.answer(question, { window: { since, until }, limit: 1000, parameters });
    const rows: (readonly unknown[])[] = [];
    for await (const row of local.rows) rows.push(row);
    expect(cellsOf(trino)).toEqual(rows);
    expect(cellsOf(trino)).toEqual(each.rows);

    const readings = each.question === readsTwice ? 2 : 1;
    expect(trino.stats.physicalInputBytes).toBe(readings * stage.bytesOf(daysRead(each)));
  });

  const asking = savedQuestions.filter(({ parameters }) => parameters.length > 0).map(({ name }) => name);
  it.each(asking)("%s, prepared, reads the days of its window and of no other", async (name) => {
    const each = cases.find(({ question }) => question === name);
    if (each === undefined) throw new Error(`no case asks ${name}`);
    const { sql, values } = askedOf(stage, each);
    const scans = await scansOf(stage, sql, values);
    expect(scans.length).toBeGreaterThan(0);
    for (const { days } of scans) expect(days).toEqual(rangeOf(daysRead(each)));
  });

  it("who-deleted, joined with truths, holds no event twice for them (docs/decisions/008)", async () => {
    const each = cases.find(({ question }) => question === "who-deleted");
    if (each === undefined) throw new Error("no case asks who-deleted");
    const { sql, values } = askedOf(stage, each);
    const { rows } = await stage.trino(`EXPLAIN ${withParameters(sql, values)}`);
    const plan = String(rows[0]?.[0]);
    expect(plan).toContain("InnerJoin");
    expect(plan).not.toContain("CrossJoin");
  });
}

/** The days of the log files that may hold an answer to a case. */
const daysRead = ({ question, since, until }: Case) =>
  daysToRead(since.getTime(), until.getTime(), questionOf(question).defaultWindow.daysBefore);
