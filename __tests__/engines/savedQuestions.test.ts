import {
  type Question,
  allTime,
  renderNamedQuery,
  renderQuestion,
  savedQuestions,
} from "../../src/questions";
import { writeSample } from "../../src/logs/sample/sample";
import { catalog, overLogs } from "../support/duckdb";
import { LogFolder, deliveredAt, logText, record } from "../support/records";

let folder: LogFolder;
beforeEach(() => (folder = new LogFolder()));
afterEach(() => folder.remove());

async function ask(...statements: readonly string[]) {
  const logs = await overLogs(folder.path);
  try {
    return await Promise.all(statements.map((statement) => logs.rows(statement)));
  } finally {
    logs.close();
  }
}

function question(name: string): Question {
  const found = savedQuestions.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no question ${name}`);
  return found;
}

test("the list as it is saved looks back seven days from the moment it runs", async () => {
  const ago = (days: number) => new Date(Date.now() - days * 24 * 3_600_000).toISOString();
  const event = (days: number, eventID: string) =>
    record({ eventID, eventTime: `${ago(days).slice(0, 19)}Z` });
  folder
    .write(deliveredAt(ago(0), "now"), logText(event(0.01, "today"), event(6.9, "delivered late")))
    .write(deliveredAt(ago(6.9), "then"), logText(event(6.9, "a week ago"), event(7.1, "too old")))
    .write(deliveredAt(ago(30), "long"), logText(event(30, "long ago")));
  const [rows = []] = await ask(renderNamedQuery(question("who-did-what"), catalog));
  expect(rows.map((row) => row.event_id)).toEqual(["today", "a week ago", "delivered late"]);
});

test("the raw rows as they are saved are CloudTrail's own, in columns", async () => {
  folder.write(deliveredAt(new Date().toISOString(), "now"), logText(record({ eventID: "e1" })));
  const [rows = []] = await ask(renderNamedQuery(question("recent-rows"), catalog));
  expect(rows).toHaveLength(1);
  expect(Object.keys(rows[0] ?? {})).toHaveLength(31);
  expect(rows[0]).toMatchObject({
    eventid: "e1",
    useridentity: { userName: "taro" },
    region: "ap-northeast-1",
  });
});

test("a list merges copies of an event as the view does, whichever of the two it is read from", async () => {
  await writeSample(folder.path, { events: 3000, days: 3, seed: 7, files: 60 });
  const { sql: list } = renderQuestion(question("who-did-what"), catalog, { window: allTime, limit: 500 });
  const overView = list.replace('"object_deliveries"', '"object_events"');
  expect(overView).not.toBe(list);
  const [direct, merged, records] = await ask(
    list,
    overView,
    `SELECT count(*) - count(DISTINCT eventid) AS copies FROM "${catalog.database}"."${catalog.table}"`,
  );
  expect(direct).toHaveLength(500);
  expect(direct).toEqual(merged);
  expect(Number(records?.[0]?.copies)).toBeGreaterThan(10);
});

test.each([
  // a Tokyo day lies in two UTC days, and its last events can be delivered on a third
  { day: "UTC", since: "2026-10-12T00:00:00Z", until: "2026-10-13T00:00:00Z", files: 2 },
  { day: "Tokyo", since: "2026-10-11T15:00:00Z", until: "2026-10-12T15:00:00Z", files: 3 },
])("a $day day out of forty opens only the files that can hold it", async ({ since, until, files }) => {
  for (let day = 0; day < 40; day++) {
    const noon = new Date(Date.UTC(2026, 9, 1 + day, 12)).toISOString();
    folder.write(deliveredAt(noon, "a"), logText(record({ eventTime: `${noon.slice(0, 19)}Z` })));
  }
  const window = { since: new Date(since), until: new Date(until) };
  for (const name of ["who-did-what", "object-history"]) {
    const { sql, values } = renderQuestion(question(name), catalog, { window, limit: 10 });
    const bound = values.reduce<string>((text, value) => text.replace("?", `'${value}'`), sql);
    const [plan = []] = await ask(`EXPLAIN ANALYZE ${bound}`);
    const read = /Total Files Read:\W+(\d+)/.exec(String(plan[0]?.explain_value))?.[1];
    expect([name, read]).toEqual([name, String(files)]);
  }
});
