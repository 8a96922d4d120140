import { join } from "node:path";
import { DuckDbEngine } from "../../src/engines/duckdb/duckdbEngine";
import type { Value } from "../../src/engines/engine";
import { findLogs } from "../../src/logs/find";
import { glanceAt, isReadable } from "../../src/logs/glance";
import { renderNamedQuery, savedQuestions } from "../../src/questions";
import { catalog, overLogs } from "../support/duckdb";
import { LogFolder, deliveredAt, logText, record } from "../support/records";
import { cases, deliveries, timeZone, wallClocks } from "./fixtures";

let folder: LogFolder;
let engine: DuckDbEngine;
let overKept: DuckDbEngine;

beforeAll(async () => {
  folder = new LogFolder();
  for (const [index, { deliveredAt: moment, region, records }] of deliveries.entries()) {
    folder.write(deliveredAt(moment.toISOString(), String(index), region), logText(...records));
  }
  engine = await DuckDbEngine.open({ ...catalog, timeZone });
  engine.read((await findLogs(folder.path)).files.map(glanceAt).filter(isReadable));
  // kept by an engine of another zone than the one that asks
  const keeping = await DuckDbEngine.open({ ...catalog, timeZone: "UTC" });
  keeping.read((await findLogs(folder.path)).files.map(glanceAt).filter(isReadable));
  const kept = join(folder.path, "kept.parquet");
  await keeping.keep(kept);
  keeping.close();
  overKept = await DuckDbEngine.open({ ...catalog, timeZone });
  overKept.read([], [kept]);
});

afterAll(() => {
  engine.close();
  overKept.close();
  folder.remove();
});

const questionOf = (name: string) => {
  const question = savedQuestions.find((each) => each.name === name);
  if (question === undefined) throw new Error(`no question ${name}`);
  return question;
};

async function rowsOf(
  asked: DuckDbEngine,
  each: (typeof cases)[number],
  inSteps?: boolean,
): Promise<readonly (readonly Value[])[]> {
  const question = questionOf(each.question);
  const { since, until, parameters } = each;
  const answer = await asked.answer(question, { window: { since, until }, limit: 1000, parameters }, inSteps);
  expect(answer.columns).toEqual(question.columns.map(({ name }) => name));
  const rows: (readonly Value[])[] = [];
  for await (const row of answer.rows) rows.push(row);
  return rows;
}

test.each(cases.map((each) => [each.question, each.title, each] as const))("%s: %s", async (_, __, each) => {
  const rows = await rowsOf(engine, each);
  expect(rows).toEqual(each.rows);
  expect(await rowsOf(engine, each, true)).toEqual(each.rows);
  // a question about the table itself is not asked of kept days
  if (questionOf(each.question).template.includes("{{table}}")) return;
  expect(await rowsOf(overKept, each)).toEqual(each.rows);
});

test("every question runs as it is saved, up to now", async () => {
  const logs = await overLogs(folder.path);
  for (const question of savedQuestions) await logs.rows(renderNamedQuery(question, catalog));
  logs.close();
}, 60_000);

// a parameter stands in WHERE alone, and what is computed of it is taken out of a list of answers (docs/decisions/008)
test.each(["object-history", "who-deleted"])("%s holds no event twice for that", async (name) => {
  const logs = await overLogs(folder.path);
  const plan = JSON.stringify(await logs.rows(`EXPLAIN ${renderNamedQuery(questionOf(name), catalog)}`));
  logs.close();
  expect(plan).toContain("HASH_JOIN");
  expect(plan).not.toMatch(/CROSS_PRODUCT|NESTED_LOOP_JOIN/);
});

test("every question has a case, but the one that shows the table as it is", () => {
  const asked = new Set(cases.map(({ question }) => question));
  expect(savedQuestions.filter(({ name }) => !asked.has(name)).map(({ name }) => name)).toEqual([
    "recent-rows",
  ]);
});

test.each([...new Set(wallClocks.map(([zone]) => zone))])("the wall clock in %s", async (zone) => {
  const moments = wallClocks.filter(([each]) => each === zone);
  const clocks = new LogFolder();
  clocks.write("a.json", logText(...moments.map(([, eventTime]) => record({ eventTime }))));
  const logs = await overLogs(clocks.path, { ...catalog, timeZone: zone });
  const rows = await logs.rows(
    `SELECT event_time FROM "${catalog.database}"."object_events" ORDER BY event_time_utc`,
  );
  logs.close();
  clocks.remove();
  expect(rows.map((row) => row.event_time)).toEqual(moments.map(([, , local]) => local));
});
