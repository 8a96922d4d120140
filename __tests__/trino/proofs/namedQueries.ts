import { savedQuestions } from "../../../src/questions";
import { asText, cellsOf, questionOf, withinOneHour } from "../answers";
import { daysFrom, rangeOf, scansOf } from "../partitions";
import type { Stage } from "../stage";

const dayMs = 86_400_000;
const readsDays = /\bWHERE day BETWEEN\b/g;

/** Saved queries that tell whole rows of the table, any of them: no two engines need pick the same. */
const anyRows = "recent-rows";

export function proveNamedQueries(stage: Stage): void {
  const names = savedQuestions.map(({ name }) => name);

  it("are those of the questions", async () => {
    expect([...stage.namedQueries.keys()].sort()).toEqual([...names].sort());
  });

  it.each(names.filter((name) => name !== anyRows))("%s gives DuckDB's rows, and some", async (name) => {
    const sql = textOf(stage, name);
    const [trino, duckdb] = await withinOneHour(async () => [
      await stage.trino(sql),
      await stage.duckdbRows(sql),
    ]);
    const columns = questionOf(name).columns.map((column) => column.name);
    expect(trino.columns.map((column) => column.name)).toEqual(columns);
    expect(asText(cellsOf(trino))).toEqual(asText(duckdb.map((row) => columns.map((column) => row[column]))));
    expect(trino.rows).not.toHaveLength(0);
  });

  it(`${anyRows} gives rows that DuckDB has too`, async () => {
    const sql = textOf(stage, anyRows);
    const { columns, rows } = await stage.trino(sql);
    const all = await stage.duckdbRows(sql.replace(/LIMIT \d+$/, ""));
    expect(columns.map(({ name }) => name)).toEqual(Object.keys(all[0] ?? {}));
    expect(rows).toHaveLength(10);
    const texts = columns.filter(({ type }) => type === "varchar").map(({ name }) => name);
    expect(texts.length).toBeGreaterThan(20);
    const textsOf = (row: Readonly<Record<string, unknown>>) =>
      JSON.stringify(texts.map((name) => row[name]));
    const known = new Set(all.map(textsOf));
    for (const row of rows) {
      expect(known).toContain(
        textsOf(Object.fromEntries(columns.map(({ name }, index) => [name, row[index]]))),
      );
    }
  });

  it.each(names)("%s reads the days of its window and of no other, and a Region if told so", async (name) => {
    const sql = textOf(stage, name);
    const { days, daysBefore } = questionOf(name).defaultWindow;
    const { table, database } = stage.catalog;
    const inOneRegion = sql.replace(readsDays, "WHERE region = 'us-east-1' AND day BETWEEN");
    await withinOneHour(async () => {
      const scans = await scansOf(stage, sql);
      const narrowed = await scansOf(stage, inOneRegion);
      const now = Date.now();
      // tomorrow, on which a late file could come, lies outside the projection
      const expected = rangeOf(daysFrom(now - (days + daysBefore) * dayMs, now));
      expect(scans.length).toBeGreaterThan(0);
      for (const scan of [...scans, ...narrowed]) {
        expect(scan).toMatchObject({ table: `${database}.${table}`, days: expected });
      }
      for (const scan of narrowed) expect(scan).toMatchObject({ regions: ["us-east-1", "us-east-1"] });
    });
  });
}

function textOf(stage: Stage, name: string): string {
  const text = stage.namedQueries.get(name);
  if (text === undefined) throw new Error(`no saved query ${name}`);
  return text;
}
