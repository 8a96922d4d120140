import { viewColumns } from "../../../src/questions";
import { asText, cellsOf } from "../answers";
import { scansOf } from "../partitions";
import type { Stage } from "../stage";

/** What Hive's catalogue, and with it Athena, can keep of the types that Trino has (AWS documentation, "Data types in Amazon Athena"). */
const storable = /^(varchar|bigint|timestamp)$/;

/** Length and precision are Trino's own: the catalogue knows `varchar(9)` as string, `timestamp(3)` as timestamp. */
const withoutSize = (type: string) => type.replace(/\(\d+\)/, "");

export function proveView(stage: Stage): void {
  it("has columns of types that Athena can store, those that its definition names", async () => {
    const { columns: declared } = await stage.audit.view();
    expect(declared).toEqual(viewColumns.map(({ name, type }) => ({ name, type })));
    const { columns } = await stage.trino("SELECT * FROM object_events WHERE day = '2025/08/20' LIMIT 1");
    expect(columns.map(({ name, type }) => ({ name, type: withoutSize(type) }))).toEqual(declared);
  });

  it("has them already in its text, before anything is stored", async () => {
    const { originalSql, columns: declared } = await stage.audit.view();
    const { columns } = await stage.trino(`SELECT * FROM (${originalSql}) WHERE day = '2025/08/20' LIMIT 1`);
    for (const { type } of columns) expect(withoutSize(type)).toMatch(storable);
    expect(columns.map(({ name, type }) => ({ name, type: withoutSize(type) }))).toEqual(declared);
  });

  it("shows every record of the cases in every column as DuckDB does", async () => {
    const { database } = stage.catalog;
    const names = viewColumns.map(({ name }) => name);
    const sql = `
      SELECT * FROM "${database}"."object_events" WHERE day BETWEEN '2026/01/01' AND '2026/05/31'
      ORDER BY ${names.join(", ")}`;
    const trino = await stage.trino(sql);
    const duckdb = await stage.duckdbRows(sql);
    expect(asText(cellsOf(trino))).toEqual(asText(duckdb.map((row) => names.map((name) => row[name]))));
    expect(trino.rows.length).toBeGreaterThan(150);
  });

  it("reads the day and the Region asked for", async () => {
    const { database, table } = stage.catalog;
    const sql = "SELECT * FROM object_events WHERE day = '2025/08/20' AND region = 'us-east-1'";
    expect(await scansOf(stage, sql)).toEqual([
      {
        table: `${database}.${table}`,
        days: ["2025/08/20", "2025/08/20"],
        regions: ["us-east-1", "us-east-1"],
      },
    ]);
    const { rows, stats } = await stage.trino(sql);
    expect(rows).toHaveLength(24);
    expect(stats.physicalInputBytes).toBe(stage.bytesOf(["2025/08/20"], "us-east-1"));
  });
}
