import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { selectLogs } from "../../src/engines/duckdb/logTable";
import { keepByteOrderMarks } from "../../src/engines/duckdb/values";
import { dialect } from "../../src/engines/duckdb/views";
import { UserError } from "../../src/errors";
import * as questions from "../../src/questions";
import { logsOfCases } from "../questions/answers";
import { type AskedCase, askedCases } from "../questions/asked";
import { timeZone } from "../questions/fixtures";
import { catalog as testCatalog, valuesOf } from "../support/duckdb";
import { type Questions, questionsWith } from "./house";
import type { Mutant, Source } from "./sources";

export type Outcome = "caught" | "invalid" | "survived";

const catalog = { ...testCatalog, timeZone };
const nameOf = (name: string) => questions.qualified(catalog.database, name);
const table = nameOf(catalog.table);
const deliveries = nameOf(questions.deliveriesViewName);
const events = nameOf(questions.viewName);
const original = nameOf("original_deliveries");

/** Of which nothing is left but these rows. */
const innerView = "object_deliveries.sql";

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** What DuckDB says of a statement that is none. */
const isNoStatement = (error: unknown) =>
  error instanceof UserError || /^(Parser|Binder|Catalog) Error/.test((error as Error).message);

/**
 * Tries mutants against the cases. The records of all cases are read once, into a table, and what the view makes of
 * them is computed once for each form of it.
 */
export class Trial {
  /** The text of the view as it is at the moment, and of its inner part. */
  private shown = "";
  private computed = "";
  /** Which case caught the last mutant: it often catches the next. */
  private readonly last = new Map<string, AskedCase>();

  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
  ) {}

  /** Throws where the cases do not hold. */
  static async open(): Promise<Trial> {
    await keepByteOrderMarks();
    // one thread: rows that nothing orders come in the same order each time
    const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
    const connection = await instance.connect();
    const trial = new Trial(instance, connection);
    const { folder, files } = await logsOfCases();
    for (const statement of dialect(catalog)) await connection.run(statement);
    await connection.run(`CREATE TABLE ${table} AS ${selectLogs(files)}`);
    folder.remove();
    await trial.show(questions);
    await connection.run(`CREATE TABLE ${original} AS SELECT * FROM ${deliveries}`);
    for (const each of askedCases) {
      if (await trial.answersOtherwise(questions, each)) {
        throw new Error(`without any change, ${each.question} has other rows: ${each.title}`);
      }
    }
    return trial;
  }

  close(): void {
    this.connection.closeSync();
    this.instance.closeSync();
  }

  async outcomeOf(source: Source, mutant: Mutant): Promise<Outcome> {
    try {
      const changed = questionsWith({ path: source.path, text: mutant.text });
      await this.show(changed);
      if (source.name === innerView && (await this.isOriginal())) return "survived";
      return (await this.isCaught(source, changed)) ? "caught" : "survived";
    } catch (error) {
      // whatever else ends the view ends every answer
      return isNoStatement(error) ? "invalid" : "caught";
    }
  }

  private async show(changed: Questions): Promise<void> {
    const inner = changed.renderDeliveries(catalog);
    const view = changed.renderView(catalog, `SELECT * FROM ${deliveries}`);
    if (inner === this.computed && view === this.shown) return;
    // where the next statement fails, nothing may be taken for computed
    this.computed = this.shown = "";
    await this.connection.run(`DROP VIEW IF EXISTS ${events}`);
    await this.connection.run(`CREATE OR REPLACE TABLE ${deliveries} AS ${inner}`);
    await this.connection.run(`CREATE VIEW ${events} AS ${view}`);
    this.computed = inner;
    this.shown = view;
  }

  /** Whether the view's inner part gives the very rows that it gives without a change. */
  private async isOriginal(): Promise<boolean> {
    const apart = (one: string, other: string) => `SELECT * FROM ${one} EXCEPT ALL SELECT * FROM ${other}`;
    const sql = `(${apart(original, deliveries)}) UNION ALL (${apart(deliveries, original)}) LIMIT 1`;
    return (await valuesOf(this.connection, { sql, values: [] })).length === 0;
  }

  private async isCaught({ name }: Source, changed: Questions): Promise<boolean> {
    const own = askedCases.filter(({ question }) => question === name);
    const cases = own.length > 0 ? own : askedCases;
    const first = this.last.get(name);
    for (const each of first === undefined ? cases : [first, ...cases]) {
      if (!(await this.answersOtherwise(changed, each))) continue;
      this.last.set(name, each);
      return true;
    }
    return false;
  }

  private async answersOtherwise(changed: Questions, each: AskedCase): Promise<boolean> {
    try {
      const rows = await valuesOf(this.connection, each.statement(changed, catalog));
      return !isSame(each.inOrder(rows), each.inOrder(each.rows));
    } catch (error) {
      if (isNoStatement(error)) throw error;
      // it is a statement, and gives no answer
      return true;
    }
  }
}
