import { DuckDbEngine } from "../../src/engines/duckdb/duckdbEngine";
import { findLogs } from "../../src/logs/find";
import { glanceAt, isReadable } from "../../src/logs/glance";
import { writeSample } from "../../src/logs/sample/sample";
import { type ListOptions, beginsWithOneOf, isOneOf, savedQuestions } from "../../src/questions";
import { catalog } from "../support/duckdb";
import { LogFolder, deliveredAt, logText, record } from "../support/records";

const folder = new LogFolder();
let engine: DuckDbEngine;

const window = { since: new Date("2026-10-20T00:00:00Z"), until: new Date("2026-12-01T00:00:00Z") };

beforeAll(async () => {
  await writeSample(folder.path, { events: 3_000, days: 20, seed: 5, files: 40 });
  const saburo = { userIdentity: { type: "IAMUser", userName: "saburo" }, eventTime: "2026-11-21T23:59:00Z" };
  const copied = record({ ...saburo, eventID: "copied" });
  const otherwise = record({ ...saburo, eventID: "copied", errorCode: "AccessDenied" });
  const nameless = record({ ...saburo, eventID: undefined });
  const onlyOnce = record({ ...saburo, eventID: "only once" });
  folder.write(deliveredAt("2026-11-21T23:59:30Z", "a".repeat(16)), logText(copied, nameless, onlyOnce));
  folder.write(deliveredAt("2026-11-22T00:04:30Z", "b".repeat(16)), logText(copied, nameless, otherwise));
  engine = await DuckDbEngine.open(catalog);
  engine.read((await findLogs(folder.path)).files.map(glanceAt).filter(isReadable));
});

afterAll(() => {
  engine.close();
  folder.remove();
});

async function rowsOf(
  name: string,
  inSteps: boolean,
  parameters = {},
  list: ListOptions = {},
): Promise<readonly object[]> {
  const question = savedQuestions.find((each) => each.name === name);
  if (question === undefined) throw new Error(`the question ${name} is gone`);
  const asked = { window, limit: 5_000, parameters, list };
  const { columns, rows } = await engine.answer(question, asked, inSteps);
  const objects = [];
  for await (const row of rows) {
    objects.push(Object.fromEntries(columns.map((column, at) => [column, row[at]])));
  }
  return objects;
}

// every question has the rows of its cases in two steps as well: see the cases of the questions
test.each(["coverage", "who-did-what", "writes-by-day"])("%s over a sample in two steps", async (name) => {
  const rows = await rowsOf(name, true);
  expect(rows.length).toBeGreaterThan(10);
  expect(rows).toEqual(await rowsOf(name, false));
});

test("a narrowed list in another order, in two steps", async () => {
  const list: ListOptions = {
    conditions: [isOneOf("actor", ["taro"]), beginsWithOneOf("object_key", ["reports/", "photos/"])],
    columns: ["object", "day", "event_id"],
    order: [{ column: "object", descending: true }],
  };
  const rows = await rowsOf("who-did-what", true, {}, list);
  expect(rows.length).toBeGreaterThan(10);
  expect(rows).toEqual(await rowsOf("who-did-what", false, {}, list));
});

test("an event stands there once, and every event without an id", async () => {
  const rows = await rowsOf("actor-history", true, { actor: "saburo" });
  expect(rows.map((row) => (row as { event_id: unknown }).event_id)).toEqual([
    "copied",
    "only once",
    null,
    null,
  ]);
});
