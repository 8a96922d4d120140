import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { DuckDbEngine } from "../../src/engines/duckdb/duckdbEngine";
import { keepDeliveries } from "../../src/engines/duckdb/keptDays";
import { parquetFiles } from "../../src/engines/duckdb/parquet";
import { duckdbStatements } from "../../src/engines/duckdb/views";
import type { Value } from "../../src/engines/engine";
import { findLogs } from "../../src/logs/find";
import { glanceAt, isReadable } from "../../src/logs/glance";
import { type Question, allTime, countQuestion, savedQuestions } from "../../src/questions";
import { catalog } from "../support/duckdb";
import { LogFolder, deliveredAt, logText, record } from "../support/records";

/** A day that is kept answers in place of its log files: what it lacks nobody would ever miss. */

const list = savedQuestions.find(({ name }) => name === "who-did-what") as Question;
const first = deliveredAt("2026-11-01T12:00:00Z", "first");
const second = deliveredAt("2026-11-01T13:00:00Z", "second");
const event = (eventID: string, key: string, bucketName = "b", eventTime = "2026-11-01T00:15:00Z") =>
  record({ eventID, eventTime, requestParameters: { bucketName, key } });

let folder: LogFolder;
let kept: string;
beforeEach(() => {
  folder = new LogFolder();
  kept = mkdtempSync(join(tmpdir(), "kept-"));
  const objects = Array.from({ length: 40 }, (_, index) =>
    event(
      `e${index}`,
      `k${(index * 7) % 10}`,
      index % 3 === 0 ? "a" : "b",
      `2026-11-01T00:${59 - index}:00Z`,
    ),
  );
  folder.write(
    first,
    logText(
      ...objects,
      event("copied", "x"),
      record({ eventName: "GetBucketAcl", eventCategory: "Management" }),
    ),
  );
  folder.write(second, logText(event("copied", "x"), record({ eventID: undefined, eventTime: "no time" })));
});
afterEach(() => {
  folder.remove();
  rmSync(kept, { recursive: true });
});

const filesOf = async () => (await findLogs(folder.path)).files.map(glanceAt).filter(isReadable);

async function withEngine<T>(timeZone: string, work: (engine: DuckDbEngine) => Promise<T>): Promise<T> {
  const engine = await DuckDbEngine.open({ ...catalog, timeZone });
  try {
    return await work(engine);
  } finally {
    engine.close();
  }
}

async function answered(engine: DuckDbEngine, question: Question) {
  const columns = [
    "event_time",
    ...list.columns.map(({ name }) => name),
    "day",
    "region",
    "request_parameters",
  ];
  const asked = { window: allTime, limit: 100, ...(question === list && { list: { columns } }) };
  const rows: (readonly Value[])[] = [];
  for await (const row of (await engine.answer(question, asked)).rows) rows.push(row);
  return rows;
}

async function rowsIn(sql: string): Promise<readonly (readonly unknown[])[]> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const rows = (await connection.runAndReadAll(sql)).getRowsJson();
  connection.closeSync();
  instance.closeSync();
  return rows;
}

const path = () => join(kept, "day.parquet");
const keepDay = async () =>
  withEngine("Asia/Tokyo", async (engine) => {
    engine.read(await filesOf());
    return engine.keep(path());
  });

test("a kept day has every delivery, and answers as its log files do, in any zone", async () => {
  // the copy of an event is kept too, and what is no event of an object is not
  expect(await keepDay()).toBe(43);
  for (const timeZone of ["Asia/Tokyo", "America/New_York"]) {
    await withEngine(timeZone, async (engine) => {
      for (const question of [list, countQuestion]) {
        engine.read(await filesOf());
        const fromLogs = await answered(engine, question);
        engine.read([], [path()]);
        expect(await answered(engine, question)).toEqual(fromLogs);
        expect(fromLogs).toHaveLength(question === list ? 42 : 1);
      }
    });
  }
});

test("kept days and log files are answered from together", async () => {
  await keepDay();
  await withEngine("UTC", async (engine) => {
    folder.remove();
    folder.write(first, logText(event("later", "y"), event("copied", "x")));
    engine.read(await filesOf(), [path()]);
    const ids = (await answered(engine, list)).map((row) => row[list.columns.length]);
    expect(ids).toHaveLength(43);
    expect(ids).toContain("later");
  });
});

test("a day without an event is kept as well, and has none", async () => {
  await withEngine("UTC", async (engine) => {
    engine.read([]);
    expect(await engine.keep(path())).toBe(0);
    engine.read([], [path()]);
    expect(await answered(engine, list)).toEqual([]);
    expect(await answered(engine, countQuestion)).toEqual([[0]]);
  });
});

const keptRows = () =>
  rowsIn(`SELECT bucket, object_key, epoch_us(event_time_utc) FROM ${parquetFiles([path()])}`);
const sorted = (rows: readonly (readonly unknown[])[]) =>
  [...rows].sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));

test("what happened to one object lies together, oldest first, so that little is read of it", async () => {
  await keepDay();
  const rows = await keptRows();
  expect(rows).toHaveLength(43);
  expect(rows).toEqual(sorted(rows));
});

test("a long day lies in groups of which most need not be read", async () => {
  folder.write(
    first,
    logText(...Array.from({ length: 9_000 }, (_, index) => event(`e${index}`, `k${index}`))),
  );
  await keepDay();
  const [[groups, compression] = []] = await rowsIn(
    `SELECT count(DISTINCT row_group_id)::INTEGER, any_value(compression) FROM parquet_metadata('${path()}')`,
  );
  expect([groups, compression]).toEqual([2, "LZ4_RAW"]);
});

test("beside a kept day nothing is left of what it was made from", async () => {
  await keepDay();
  expect(readdirSync(kept)).toEqual(["day.parquet"]);
});

test("a day that cannot be kept is the system's error, and leaves nothing", async () => {
  mkdirSync(path());
  await expect(keepDay()).rejects.toMatchObject({ syscall: "duckdb", path: expect.stringContaining(path()) });
  expect(readdirSync(kept)).toEqual(["day.parquet"]);
  rmSync(path(), { recursive: true });
  await withEngine("UTC", async (engine) => {
    const missing = join(kept, "missing", "day.parquet");
    await expect(engine.keep(missing)).rejects.toMatchObject({ code: "ENOENT", syscall: "duckdb" });
  });
});

test("a day is sorted by one thread, because each takes as much memory as the others", async () => {
  await withEngine("UTC", async (engine) => {
    engine.read(await filesOf());
    await engine.keep(path());
    const result = await engine["connection"].runAndReadAll("SELECT current_setting('threads')");
    expect(result.getRows()).toEqual([[1n]]);
  });
});

describe("a day with more events than are sorted at a time", () => {
  /** DuckDB, which tells of the first file that it writes that it has so many rows. */
  async function keepTold(events: number) {
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    for (const statement of duckdbStatements(catalog, await filesOf())) await connection.run(statement);
    const statements: string[] = [];
    const counting = {
      run: async (sql: string) => {
        statements.push(sql);
        const result = await connection.run(sql);
        return statements.length === 1 ? { rowsChanged: events } : result;
      },
    } as unknown as DuckDBConnection;
    const threads: number[] = [];
    const useThreads = (count: number) => Promise.resolve(void threads.push(count));
    const count = await keepDeliveries(counting, catalog, path(), { useThreads });
    connection.closeSync();
    instance.closeSync();
    return { count, threads, sorted: statements.filter((sql) => sql.includes("ORDER BY bucket")).length };
  }

  test.each([
    [0, 1],
    [50_000, 1],
    [50_001, 2],
    [150_000, 3],
    [150_001, 4],
  ])("of %i events: %i parts", async (events, parts) => {
    const made = await keepTold(events);
    expect(made).toEqual({ count: events, threads: [1], sorted: parts });
    expect(readdirSync(kept)).toEqual(["day.parquet"]);
    const rows = await keptRows();
    // each event is in one part, and each object too
    expect(rows).toHaveLength(43);
    const objects = rows.map(([bucket, key]) => `${String(bucket)}/${String(key)}`);
    const runs = objects.filter((object, index) => object !== objects[index - 1]);
    expect(new Set(runs).size).toBe(runs.length);
    for (const object of runs) {
      const own = rows.filter((_, index) => objects[index] === object);
      expect(own).toEqual(sorted(own));
    }
  });
});
