import { readFileSync } from "node:fs";
import { join } from "node:path";
import { catalog, overLogs, type Row } from "../support/duckdb";
import { LogFolder, deliveredAt, logText, record } from "../support/records";
import { nodesOf, sqlParsers } from "../support/sqlParsers";
import { repository } from "../support/synth";
import { seedStatements } from "./fixtures/seedStatements";

const { everything, localTimes, failing, working } = seedStatements;
const page = readFileSync(join(repository, "docs/time-zones.md"), "utf8");

async function ask(...statements: readonly string[]): Promise<readonly Row[]> {
  const folder = new LogFolder();
  folder.write(deliveredAt("2026-11-01T00:20:00Z", "a"), logText(record()));
  const logs = await overLogs(folder.path);
  let rows: readonly Row[] = [];
  for (const statement of [`SET schema = '${catalog.database}'`, ...statements])
    rows = await logs.rows(statement);
  logs.close();
  folder.remove();
  return rows;
}

test.each(Object.entries(seedStatements))("docs/time-zones.md shows %s as it is tested", (_, sql) => {
  expect(page).toContain(`\`\`\`sql\n${sql}\n\`\`\``);
});

test.each(Object.entries(seedStatements))("Trino's grammar accepts %s", (_, sql) => {
  expect(sqlParsers().trino.validate(sql)).toEqual([]);
});

test("everything is there", async () => {
  const [row = {}] = await ask(everything);
  expect(Object.keys(row)).toHaveLength(31);
  expect(row).toMatchObject({ eventtime: "2026-11-01T00:15:00Z", eventname: "PutObject" });
});

const onTheWallClock = {
  eventtime_jst: "2026-11-01 09:15:00",
  eventname: "PutObject",
  username: "taro",
  requestparameters: '{"bucketName":"miyagawa-test","key":"reports/a.pdf"}',
};

test("the query shows the wall clock in Tokyo", async () => {
  expect((await ask(localTimes))[0]).toMatchObject({ eventname: "PutObject", username: "taro" });
  expect(JSON.stringify((await ask(localTimes))[0])).toContain("2026-11-01 09:15:00");
});

test("so does the view that works", async () => {
  const rows = await ask(working, "SELECT * FROM cloudtrail_logs_jst");
  expect(rows).toEqual([onTheWallClock]);
  const [column] = await ask(working, "DESCRIBE cloudtrail_logs_jst");
  expect(column).toMatchObject({ column_name: "eventtime_jst", column_type: "TIMESTAMP" });
});

test("the two views differ in the cast alone, which the failing one lacks", () => {
  const castsIn = (sql: string) =>
    [...nodesOf(sqlParsers().trino.parse(sql))].filter(({ name }) => name === "Cast").length;
  expect([castsIn(failing), castsIn(working)]).toEqual([0, 1]);
  expect(working.replace(/CAST\((.*) AS timestamp\)/, "$1")).toBe(failing);
});
