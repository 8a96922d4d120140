import { existsSync } from "node:fs";
import { basename, dirname } from "node:path";
import { DuckDbEngine } from "../../src/engines/duckdb/duckdbEngine";
import { Gathered } from "../../src/engines/duckdb/gathered";
import { findLogs } from "../../src/logs/find";
import { glanceAt, isReadable } from "../../src/logs/glance";
import { writeSample } from "../../src/logs/sample/sample";
import {
  type Asked,
  type ListOptions,
  type Statement,
  beginsWithOneOf,
  isOneOf,
  savedQuestions,
  viewColumns,
} from "../../src/questions";
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

describe("what is gathered of log files", () => {
  /** What is asked of DuckDB while this is gathered of files and kept days, and when they are read. */
  async function asked(
    name: string,
    files: Parameters<Gathered["take"]>[0],
    kept: readonly string[] = [],
    more = {},
  ) {
    const question = savedQuestions.find((each) => each.name === name);
    if (question === undefined) throw new Error(`the question ${name} is gone`);
    const it: Asked = { window, limit: 5_000, ...more };
    const gathered = new Gathered(catalog, question, it);
    const [reads, statements]: [(readonly [number, number])[], Statement[]] = [[], []];
    try {
      await gathered.take(
        files,
        kept,
        (some, days) => Promise.resolve(void reads.push([some.length, days.length])),
        (statement) => Promise.resolve(statements.push(statement)),
      );
      const paths = statements.map(({ sql }) => /TO '([^']+)' \(FORMAT parquet/.exec(sql)?.[1] ?? "");
      const [place = ""] = paths.map(dirname);
      expect([basename(place).startsWith("s3-audit-gathered-"), existsSync(place)]).toEqual([true, true]);
      return { reads, statements, paths, place, last: gathered.statements, ask: gathered.ask };
    } finally {
      gathered.remove();
    }
  }

  const megabyte = 1024 * 1024;
  const file = (size: number) =>
    ({ path: "a.json.gz", compressed: true, format: "oneLine", size, longest: 1 }) as const;

  test("is read of so many bytes at a time, and of so many files", async () => {
    const reads = async (count: number, size: number) =>
      (await asked("writes-by-day", new Array(count).fill(file(size)))).reads.map(([files]) => files);
    expect(await reads(3, 128 * megabyte)).toEqual([2, 1]);
    expect(await reads(4_000, 1)).toEqual([4_000]);
    expect(await reads(4_001, 1)).toEqual([4_000, 1]);
    expect(await reads(0, 0)).toEqual([0]);
  });

  test("goes into a file for each time, all in a folder that is gone afterwards", async () => {
    const { paths, statements, place, last } = await asked("coverage", [
      file(300 * megabyte),
      file(300 * megabyte),
    ]);
    // deliveries and rows of the table
    expect(new Set(paths).size).toBe(4);
    expect(new Set(paths.map(dirname)).size).toBe(1);
    for (const path of paths) expect(last.join()).toContain(`'${path}'`);
    for (const { sql } of statements) expect(sql).toContain("COMPRESSION lz4_raw, ROW_GROUP_SIZE 20480");
    expect(existsSync(place)).toBe(false);
  });

  test("is what the question names, and what copies are merged by", async () => {
    const excluded = ({ sql }: Statement) => /EXCLUDE \(([^)]*)\)/.exec(sql)?.[1]?.split(", ") ?? [];
    const [statement] = (await asked("writes-by-day", [file(1)])).statements;
    const needless = excluded(statement ?? { sql: "", values: [] });
    expect(needless).toEqual(expect.arrayContaining(["user_agent", "request_parameters", "source_ip"]));
    for (const name of ["event_id", "day", "region", "action", "event_time"])
      expect(needless).not.toContain(name);
    const columns = viewColumns.map(({ name }) => name);
    const [all] = (await asked("who-did-what", [file(1)], [], { list: { columns } })).statements;
    expect(excluded(all ?? { sql: "", values: [] })).toEqual([]);
    expect(all?.sql).not.toContain("EXCLUDE");
  });

  test("is narrowed where it is read and where it is asked", async () => {
    const list = { conditions: [isOneOf("actor", ["taro"])] };
    const { statements, ask } = await asked("who-did-what", [file(1)], [], { list });
    expect(statements.map(({ values }) => values)).toEqual([ask.values]);
    expect(ask.values).toEqual(["taro"]);
  });

  test("of the table are the columns that the question names alone", async () => {
    const { statements } = await asked("coverage", [file(1)]);
    const [deliveries, rows] = statements.map(({ sql }) => sql);
    expect(deliveries).not.toContain(catalog.table);
    expect(rows).toMatch(/^COPY \(SELECT [a-z, ]+ FROM "/);
    expect(rows).toContain("eventtime");
    expect(rows).not.toContain("useragent");
    expect((await asked("writes-by-day", [file(1)])).statements).toHaveLength(1);
  });
});
