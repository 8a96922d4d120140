import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os, { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDbEngine } from "../../src/engines/duckdb/duckdbEngine";
import { LogsUnreadable, type Value } from "../../src/engines/engine";
import { findLogs } from "../../src/logs/find";
import { glanceAt, isReadable } from "../../src/logs/glance";
import { type Order, allTime, newestFirst, savedQuestions } from "../../src/questions";
import { catalog } from "../support/duckdb";
import { LogFolder, deliveredAt, logText, record } from "../support/records";

jest.setTimeout(60_000);

const list = savedQuestions.find(({ name }) => name === "who-did-what")!;
const columns = ["event_id", "event_time", "actor", "bytes_in", "object"];

let folder: LogFolder;
let engine: DuckDbEngine;
beforeAll(async () => {
  folder = new LogFolder();
  for (let file = 0; file < 7; file += 1) {
    const own = Array.from({ length: 5 }, (_, index) =>
      record({
        eventID: `${file}-${index}`,
        eventTime: `2026-11-01T00:00:${String((index * 13 + file * 7) % 60).padStart(2, "0")}Z`,
        userIdentity: { type: "IAMUser", userName: `user ${(file * index) % 4}` },
        additionalEventData: { bytesTransferredIn: index === 3 ? undefined : file * 1000 - index },
      }),
    );
    // an event that was delivered with every file, and two that nothing tells apart
    const everywhere = record({ eventID: "everywhere", eventTime: "2026-11-01T00:00:30Z" });
    const nameless = record({ eventID: undefined, eventTime: "2026-11-01T00:00:31Z" });
    folder.write(
      deliveredAt(`2026-11-01T0${file}:00:00Z`, `f${file}`),
      logText(...own, everywhere, nameless),
    );
  }
  engine = await DuckDbEngine.open(catalog);
});
afterAll(() => {
  engine.close();
  folder.remove();
});

const orders: readonly (readonly Order[])[] = [
  newestFirst,
  [{ column: "event_time", descending: false }],
  [
    { column: "actor", descending: false },
    { column: "bytes_in", descending: true },
  ],
  [{ column: "object_key", descending: true }],
];

test.each([
  ["each file by itself", 1],
  ["some files at a time", 2500],
  ["all at once", undefined],
])("the list of %s is the list of one statement", async (_, together) => {
  engine.read((await findLogs(folder.path)).files.map(glanceAt).filter(isReadable));
  for (const order of orders) {
    const asked = { window: allTime, limit: 1000, list: { columns, order } };
    const whole: (readonly Value[])[] = [];
    for await (const row of (await engine.answer(list, asked)).rows) whole.push(row);
    expect(whole).toHaveLength(7 * 5 + 1 + 7);
    const parts = await engine.list({ ...asked, columns, layout: "array" }, together);
    const merged = [...parts].map((text) => JSON.parse(text) as readonly Value[]);
    expect(merged).toEqual(whole);
    // the next one needs them again
    engine.read((await findLogs(folder.path)).files.map(glanceAt).filter(isReadable));
  }
});

describe("a list that ends early", () => {
  let temporary: string;
  beforeEach(() => {
    temporary = mkdtempSync(join(tmpdir(), "lists-"));
    // a test has an environment of its own, which the system's functions do not see
    jest.spyOn(os, "tmpdir").mockReturnValue(temporary);
  });
  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(temporary, { recursive: true });
  });

  const asked = { window: allTime, limit: 1000, list: { columns } };
  const partByPart = async () => [...(await engine.list({ ...asked, columns, layout: "array" }, 1))];
  const read = async () => engine.read((await findLogs(folder.path)).files.map(glanceAt).filter(isReadable));

  test("for a file that cannot be read leaves nothing, and the next one is whole", async () => {
    const cut = join(folder.path, "cut.json");
    writeFileSync(cut, logText(record()).slice(0, -20));
    await read();
    await expect(partByPart()).rejects.toThrow(LogsUnreadable);
    rmSync(cut);
    await read();
    expect(await partByPart()).toHaveLength(7 * 5 + 1 + 7);
    expect(readdirSync(temporary)).toEqual([]);
  });

  test("because it is interrupted gives nothing, wherever it was", async () => {
    const interrupted = await DuckDbEngine.open(catalog);
    interrupted.read((await findLogs(folder.path)).files.map(glanceAt).filter(isReadable));
    const listed = interrupted.list({ ...asked, columns, layout: "array" }, 1);
    interrupted.interrupt();
    await expect(listed).rejects.toThrow("interrupted");
    interrupted.close();
  });
});
