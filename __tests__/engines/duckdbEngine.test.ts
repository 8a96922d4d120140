import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import os, { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBConnection } from "@duckdb/node-api";
import { DuckDbEngine } from "../../src/engines/duckdb/duckdbEngine";
import { type Answer, LogsUnreadable, type Value } from "../../src/engines/engine";
import type { LogFile } from "../../src/cloudtrail/logFile";
import { findLogs } from "../../src/logs/find";
import { glanceAt, isReadable } from "../../src/logs/glance";
import { type ListOptions, type Question, allTime, countQuestion, savedQuestions } from "../../src/questions";
import { catalog } from "../support/duckdb";
import { LogFolder, deliveredAt, logText, record } from "../support/records";

const megabyte = 1024 * 1024;
const questionOf = (name: string) => savedQuestions.find((each) => each.name === name) as Question;
const list = questionOf("who-did-what");
const rows = questionOf("recent-rows");
const window = { since: new Date("2026-10-30T00:00:00Z"), until: new Date("2026-11-03T00:00:00Z") };
const day = (name: string) => deliveredAt("2026-11-01T12:00:00Z", name);

let temporary: string;
let folder: LogFolder;
let engine: DuckDbEngine;
beforeEach(async () => {
  folder = new LogFolder();
  temporary = mkdtempSync(join(tmpdir(), "engine-"));
  jest.spyOn(os, "tmpdir").mockReturnValue(temporary);
  engine = await DuckDbEngine.open(catalog);
});
afterEach(() => {
  engine.close();
  jest.restoreAllMocks();
  rmSync(temporary, { recursive: true, force: true });
  folder.remove();
});

const filesOf = async (): Promise<readonly LogFile[]> =>
  (await findLogs(folder.path)).files.map(glanceAt).filter(isReadable);

async function valuesOf(answer: Answer): Promise<readonly (readonly Value[])[]> {
  const all = [];
  for await (const row of answer.rows) all.push(row);
  return all;
}

const ask = (question: Question, limit: number, options?: ListOptions, inSteps?: boolean) =>
  engine.answer(question, { window, limit, ...(options && { list: options }) }, inSteps);

describe("a list", () => {
  const copies = (count: number) => Array.from({ length: count }, () => record({ eventID: "copied" }));
  const columns = ["event_id", "actor", "bytes_in"];

  test.each([true, false])(
    "has the columns that were asked for, and no other (in steps: %s)",
    async (inSteps) => {
      folder.write(day("a"), logText(record({ eventID: "e1" })));
      engine.read(await filesOf());
      const answer = await ask(list, 2, { columns }, inSteps);
      expect(answer.columns).toEqual(columns);
      expect(await valuesOf(answer)).toEqual([["e1", "taro", 25701]]);
      const own = await ask(list, 2, undefined, inSteps);
      expect(own.columns).toEqual(list.columns.map(({ name }) => name));
      expect((await valuesOf(own))[0]).toHaveLength(list.columns.length);
    },
  );

  test.each([
    ["as many copies as can be met of all that was asked for", 8, false],
    ["a copy fewer", 7, true],
  ])("tells whether events are missing for the copies of others: %s", async (_, count, isWhole) => {
    const older = record({ eventID: "older", eventTime: "2026-10-31T00:00:00Z" });
    folder.write(day("a"), logText(...copies(count), older));
    engine.read(await filesOf());
    const answer = await ask(list, 2, { columns: ["event_id"] });
    expect(answer.isWhole).toBe(isWhole);
    expect(await valuesOf(answer)).toEqual(isWhole ? [["copied"], ["older"]] : [["copied"]]);
  });

  test("that is as long as it may be is whole, and so is one without an event", async () => {
    folder.write(day("a"), logText(...copies(9), record({ eventID: "e1" })));
    engine.read(await filesOf());
    expect((await ask(list, 1)).isWhole).toBe(true);
    engine.read([]);
    const nothing = await ask(list, 1);
    expect([nothing.isWhole, nothing.columns.length, await valuesOf(nothing)]).toEqual([
      true,
      list.columns.length,
      [],
    ]);
  });

  test("a question whose rows are no events does not tell", async () => {
    folder.write(day("a"), logText(record()));
    engine.read(await filesOf());
    const answer = await ask(countQuestion, 2);
    expect(answer.isWhole).toBeUndefined();
    expect(answer.columns).toHaveLength(1);
    expect(await valuesOf(answer)).toEqual([[1]]);
  });
});

test("an engine answers of the files that it was given last", async () => {
  folder
    .write(day("a"), logText(record({ eventID: "a" })))
    .write(day("b"), logText(record({ eventID: "b" })));
  const [first, second] = (await filesOf()).map((file) => [file]);
  const ids = async (question: Question) => (await valuesOf(await ask(question, 9, undefined))).flat();
  engine.read(first ?? []);
  expect(await ids(list)).toContain("a");
  expect(await ids(countQuestion)).toEqual([1]);
  engine.read(second ?? []);
  expect(await ids(list)).toContain("b");
  expect(await ids(list)).not.toContain("a");
  engine.read([]);
  expect(await ids(list)).toEqual([]);
  expect(await ids(countQuestion)).toEqual([0]);
  // columns that a question over the view does not need
  engine.read(first ?? []);
  expect(await ids(rows)).toEqual(expect.arrayContaining(["a", "1.11"]));
  expect(await ids(questionOf("coverage"))).not.toEqual([]);
});

describe("a DuckDB on a person's machine", () => {
  const setting = async (name: string) => {
    const result = await engine["connection"].runAndReadAll(`SELECT current_setting('${name}')`);
    return String(result.getRows()[0]?.[0]);
  };

  test("downloads nothing, and keeps no file in memory", async () => {
    for (const name of [
      "autoinstall_known_extensions",
      "autoload_known_extensions",
      "enable_external_file_cache",
    ])
      expect([name, await setting(name)]).toEqual([name, "false"]);
    expect(await setting("preserve_insertion_order")).toBe("false");
  });

  test("gives back what a large record took", async () => {
    expect(await setting("allocator_flush_threshold")).toBe("7.6 MiB");
    expect(await setting("allocator_bulk_deallocation_flush_threshold")).toBe("7.6 MiB");
  });

  test("spills what does not fit into a temporary folder of its own", async () => {
    const other = await DuckDbEngine.open(catalog);
    const [mine, others] = [engine, other].map((each) =>
      each["connection"].runAndReadAll("SELECT current_setting('temp_directory')"),
    );
    const paths = [String((await mine)?.getRows()[0]?.[0]), String((await others)?.getRows()[0]?.[0])];
    other.close();
    expect(new Set(paths).size).toBe(2);
    for (const path of paths) expect(path.startsWith(join(temporary, `s3-audit-${process.pid}-`))).toBe(true);
  });

  test("has no more threads than there are files, and four at most", async () => {
    const most = Math.min(4, availableParallelism());
    for (let file = 0; file < 6; file += 1) folder.write(day(`f${file}`), logText(record()));
    const files = await filesOf();
    for (const count of [6, 1, 2, 0, 5]) {
      engine.read(files.slice(0, count));
      await valuesOf(await ask(countQuestion, 1));
      expect([count, await setting("threads")]).toEqual([count, String(Math.min(most, Math.max(1, count)))]);
    }
  });
});

describe("a question in two steps", () => {
  const [large, pieces] = [300 * megabyte, 3];
  /** Files that are told to be so large that each is gathered by itself. */
  const largeFiles = async () => (await filesOf()).map((file) => ({ ...file, size: large }));
  beforeEach(() => {
    const copied = (eventTime: string) => record({ eventID: "copied", eventTime });
    for (let file = 0; file < pieces; file += 1) {
      folder.write(
        day(`f${file}`),
        logText(
          record({ eventID: `e${file}`, eventTime: `2026-11-01T0${file}:00:00Z` }),
          copied("2026-11-01T05:00:00Z"),
          record({ eventID: undefined, eventTime: "2026-11-01T04:00:00Z" }),
        ),
      );
    }
  });

  test.each(["writes-by-day", "coverage", "actor-history", "most-active-objects"])(
    "%s has the rows of one statement, though each file is gathered by itself",
    async (name) => {
      const question = questionOf(name);
      const parameters = { actor: "taro" };
      const answered = async (inSteps: boolean) =>
        valuesOf(await engine.answer(question, { window, limit: 100, parameters }, inSteps));
      engine.read(await largeFiles());
      const whole = await answered(false);
      expect(whole.length).toBeGreaterThan(0);
      expect(await answered(true)).toEqual(whole);
    },
  );

  test("merges copies from all of its files", async () => {
    engine.read(await largeFiles());
    const answer = await engine.answer(
      list,
      { window: allTime, limit: 1_200, list: { columns: ["event_id"] } },
      undefined,
    );
    expect((await valuesOf(answer)).flat()).toEqual(["copied", null, null, null, "e2", "e1", "e0"]);
  });

  test("what was gathered is gone with the next question, and at the end", async () => {
    const gathered = () => readdirSync(temporary).filter((name) => name.startsWith("s3-audit-gathered-"));
    engine.read(await largeFiles());
    await valuesOf(await ask(questionOf("writes-by-day"), 100));
    const [first] = gathered();
    expect(readdirSync(join(temporary, first ?? ""))).toHaveLength(pieces);
    engine.read(await largeFiles());
    await valuesOf(await ask(questionOf("coverage"), 100));
    expect(gathered()).toHaveLength(1);
    expect(gathered()).not.toContain(first);
    engine.close();
    expect(gathered()).toEqual([]);
    engine = await DuckDbEngine.open(catalog);
  });

  test("is asked in little memory, and whatever comes next has all of it again", async () => {
    const run = jest.spyOn(engine["connection"], "run");
    const limits = () =>
      run.mock.calls.flatMap(([sql]) => (sql.startsWith("SET memory_limit") ? [sql.split("'")[1]] : []));
    engine.read(await largeFiles());
    await valuesOf(await ask(questionOf("writes-by-day"), 100));
    expect(limits()).toEqual(["100MB"]);
    await valuesOf(await ask(countQuestion, 1, undefined, false));
    expect(limits()).toHaveLength(2);
    expect(limits()[1]).toMatch(/^\d+(\.\d+)? [GM]iB$/);
    await valuesOf(await ask(questionOf("writes-by-day"), 100));
    // the limit that was there first, and not the little one
    expect(new Set(limits())).toEqual(new Set(["100MB", limits()[1]]));
    expect(limits().at(-1)).toBe("100MB");
  });

  test.each([
    "Out of Memory Error: could not",
    "Error: failed to allocate data",
    "failed to pin block of size",
  ])("is asked again with all memory where little is not enough: %s", async (words) => {
    const stream = jest.spyOn(engine["connection"], "stream").mockRejectedValueOnce(new Error(words));
    const run = jest.spyOn(engine["connection"], "run");
    engine.read(await largeFiles());
    expect(await valuesOf(await ask(questionOf("writes-by-day"), 100))).toHaveLength(1);
    expect(stream).toHaveBeenCalledTimes(2);
    expect(run.mock.calls.at(-1)?.[0]).toMatch(/^SET memory_limit = '[\d.]+ [GM]iB'$/);
  });

  test("is not asked again for anything else", async () => {
    const stream = jest
      .spyOn(engine["connection"], "stream")
      .mockRejectedValueOnce(new Error("IO Error: gone"));
    engine.read(await largeFiles());
    await expect(ask(questionOf("writes-by-day"), 100)).rejects.toMatchObject({ reason: "gone" });
    expect(stream).toHaveBeenCalledTimes(1);
  });
});

describe("files that cannot be read are found among the others", () => {
  const damaged = (name: string) => folder.write(name, logText(record()).slice(0, -9));
  const names = (files: readonly LogFile[]) => files.map(({ path }) => path.slice(folder.path.length + 1));
  const sized = async (longest: number) => (await filesOf()).map((file) => ({ ...file, longest }));

  test("each by itself, where to read them all again would take long", async () => {
    for (const name of ["a", "c", "d", "f", "g"]) folder.write(`${name}.json`, logText(record()));
    damaged("b.json");
    damaged("e.json");
    expect(names(await engine.suspects(await sized(100_000)))).toEqual(["b.json", "e.json"]);
  });

  test("with their neighbours, where these are so small that each is read by itself soon", async () => {
    for (const name of ["a", "c", "d"]) folder.write(`${name}.json`, logText(record()));
    damaged("b.json");
    const little = 64 * 1024;
    expect(names(await engine.suspects(await sized(little / 4)))).toEqual([
      "a.json",
      "b.json",
      "c.json",
      "d.json",
    ]);
    expect(names(await engine.suspects(await sized(little / 4 + 1)))).toEqual(["a.json", "b.json"]);
  });

  test("and where all can be read there is none", async () => {
    folder.write("a.json", logText(record()));
    expect(await engine.suspects(await filesOf())).toEqual([]);
    expect(await engine.suspects([])).toEqual([]);
    expect(
      await engine.suspects([
        { path: "/nowhere", compressed: false, format: "oneLine", size: 1, longest: 1 },
      ]),
    ).toHaveLength(1);
  });

  test("no question is answered of them", async () => {
    folder.write("a.json", logText(record()));
    damaged("b.json");
    engine.read(await filesOf());
    for (const inSteps of [true, false])
      await expect(ask(list, 10, undefined, inSteps)).rejects.toBeInstanceOf(LogsUnreadable);
    engine.read((await filesOf()).slice(0, 1));
    expect(await valuesOf(await ask(list, 10))).toHaveLength(1);
  });
});

describe("ended by Ctrl-C", () => {
  test("nothing is answered any more", async () => {
    folder.write("a.json", logText(record()));
    engine.read(await filesOf());
    engine.interrupt();
    await expect(ask(list, 10)).rejects.toThrow("interrupted");
    await expect(ask(list, 10, undefined, true)).rejects.toThrow("interrupted");
    await expect(engine.keep(join(temporary, "kept.parquet"))).rejects.toThrow("interrupted");
    expect(existsSync(join(temporary, "kept.parquet"))).toBe(false);
  });

  test("what runs ends at once, in both of its readers", async () => {
    for (let file = 0; file < 3; file += 1) folder.write(day(`f${file}`), logText(record()));
    engine.read(await filesOf());
    const open = jest.spyOn(DuckDbEngine, "open");
    const interrupted = jest.spyOn(DuckDBConnection.prototype, "interrupt");
    const listed = engine.list({ window: allTime, limit: 9, columns: ["event_id"], layout: "array" }, 1);
    const second = (await open.mock.results[0]?.value) as DuckDbEngine | undefined;
    engine.interrupt();
    await expect(listed).rejects.toThrow(/interrupt/i);
    const connections = [engine, second].slice(0, availableParallelism()).map((each) => each?.["connection"]);
    expect(interrupted.mock.contexts).toEqual(connections);
  });
});

describe("a list from parts", () => {
  const columns = ["event_id"];
  const listed = (together?: number) =>
    engine.list({ window: allTime, limit: 100, columns, layout: "array" }, together);
  const temporaryFolders = () => readdirSync(temporary).filter((name) => name.startsWith("s3-audit-list-"));

  test("is as good as one statement for a short list, and better for a longer one", async () => {
    const large = [
      { path: "a", compressed: true, format: "oneLine", size: 9 * megabyte, longest: 1 } as const,
    ];
    const asked = (limit: number) => ({ window: allTime, limit });
    engine.read(large);
    expect([engine.isInParts(list, asked(100)), engine.isInParts(list, asked(5_000))]).toEqual([false, true]);
    engine.read([]);
    expect(engine.isInParts(list, asked(5_000))).toBe(false);
  });

  test("leaves nothing when it is read to its end, or no further", async () => {
    for (let file = 0; file < 5; file += 1)
      folder.write(day(`f${file}`), logText(record({ eventID: `e${file}` })));
    engine.read(await filesOf());
    const all = await listed(1);
    expect(temporaryFolders()).toHaveLength(1);
    expect([...all].sort()).toEqual([0, 1, 2, 3, 4].map((file) => `["e${file}"]`));
    expect(temporaryFolders()).toEqual([]);
    const some = await listed(1);
    some.next();
    some.return(undefined);
    expect(temporaryFolders()).toEqual([]);
  });

  test("of no file is empty", async () => {
    expect([...(await listed())]).toEqual([]);
  });

  test("is told to be unreadable where a part is, whichever of the two readers it falls to", async () => {
    for (const damaged of [0, 3]) {
      for (let file = 0; file < 4; file += 1) {
        const text = logText(record({ eventID: `e${file}` }));
        folder.write(`f${file}.json`, file === damaged ? text.slice(0, -9) : text);
      }
      engine.read(await filesOf());
      await expect(listed(1)).rejects.toBeInstanceOf(LogsUnreadable);
      expect(temporaryFolders()).toEqual([]);
    }
    // no part of it is left in the engine
    folder.write("f3.json", logText(record({ eventID: "e3" })));
    engine.read(await filesOf());
    expect([...(await listed(1))]).toHaveLength(4);
  });

  test("gives back what its last statement took", async () => {
    folder.write(day("a"), logText(record()));
    engine.read(await filesOf());
    const run = jest.spyOn(engine["connection"], "run");
    await listed();
    const threads = run.mock.calls.flatMap(([sql]) =>
      sql.startsWith("SET threads = ") ? [Number(sql.slice(14))] : [],
    );
    const [up = 0, down = 0] = threads.slice(-2);
    expect([up > down, down]).toEqual([true, 1]);
  });
});

test("closed, an engine leaves nothing on the disk or to be done at the end of the process", async () => {
  const listeners = process.listenerCount("exit");
  const other = await DuckDbEngine.open(catalog);
  expect(process.listenerCount("exit")).toBe(listeners + 1);
  folder.write(day("a"), logText(record()));
  other.read((await filesOf()).map((file) => ({ ...file, size: 300 * megabyte })));
  await valuesOf(await other.answer(list, { window: allTime, limit: 9 }, true));
  other.close();
  expect(process.listenerCount("exit")).toBe(listeners);
  expect(readdirSync(temporary)).toEqual([]);
  await expect(other.answer(list, { window: allTime, limit: 9 })).rejects.toThrow();
});
