import { DuckDbEngine } from "../../src/engines/duckdb/duckdbEngine";
import * as questions from "../../src/questions";
import { catalog, overLogs } from "../support/duckdb";
import { LogFolder, logText, record } from "../support/records";
import { logsOfCases, questionOf, rowsOf } from "./answers";
import { limitedCases, others } from "./asked";
import { cases, timeZone, wallClocks } from "./fixtures";

const at = { ...catalog, timeZone };
let folder: LogFolder;
let engine: DuckDbEngine;

beforeAll(async () => {
  const logs = await logsOfCases();
  folder = logs.folder;
  engine = await DuckDbEngine.open(at);
  engine.read(logs.files);
});

afterAll(() => {
  engine.close();
  folder.remove();
});

test.each(cases.map((each) => [each.question, each.title, each] as const))("%s: %s", async (_, __, each) => {
  expect(await rowsOf(engine, each)).toEqual(each.rows);
});

describe("of the same logs", () => {
  let logs: Awaited<ReturnType<typeof overLogs>>;
  beforeAll(async () => (logs = await overLogs(folder.path, at)));
  afterAll(() => logs.close());

  test.each([...limitedCases, ...others].map((each) => [each.question, each.title, each] as const))(
    "%s: %s",
    async (_, __, each) => {
      const answer = await logs.values(each.statement(questions, at));
      expect(each.inOrder(answer)).toEqual(each.inOrder(each.rows));
    },
  );
});

test("every question runs as it is saved, up to now", async () => {
  const logs = await overLogs(folder.path);
  for (const question of questions.savedQuestions)
    await logs.rows(questions.renderNamedQuery(question, catalog));
  logs.close();
}, 60_000);

// a parameter stands in WHERE alone, and what is computed of it is taken out of a list of answers (docs/decisions/008)
test.each(["object-history", "who-deleted"])("%s holds no event twice for that", async (name) => {
  const logs = await overLogs(folder.path);
  const plan = JSON.stringify(
    await logs.rows(`EXPLAIN ${questions.renderNamedQuery(questionOf(name), catalog)}`),
  );
  logs.close();
  expect(plan).toContain("HASH_JOIN");
  expect(plan).not.toMatch(/CROSS_PRODUCT|NESTED_LOOP_JOIN/);
});

test("every question has a case, but the one that shows the table as it is", () => {
  const asked = new Set(cases.map(({ question }) => question));
  expect(questions.savedQuestions.filter(({ name }) => !asked.has(name)).map(({ name }) => name)).toEqual([
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
