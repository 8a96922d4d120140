import fc from "fast-check";
import { DuckDbEngine } from "../../src/engines/duckdb/duckdbEngine";
import { findLogs } from "../../src/logs/find";
import { glanceAt, isReadable } from "../../src/logs/glance";
import { allTime, countQuestion, isOneOf, savedQuestions } from "../../src/questions";
import { catalog } from "../support/duckdb";
import { s3audit } from "../support/io";
import { LogFolder, deliveredAt, logText, record } from "../support/records";

/** Whatever ids, times and contents the records of a folder have, all ways to look at one list see as many events. */

let folder: LogFolder;
beforeEach(() => (folder = new LogFolder()));
afterEach(() => folder.remove());

const run = async (...args: readonly string[]): Promise<string> => {
  const { stdout, stderr, exitCode } = await s3audit(args, folder.path);
  expect([args, exitCode, exitCode === 0 ? "" : stderr]).toEqual([args, 0, ""]);
  return stdout;
};
const events = (...args: readonly string[]) => run("events", "--logs", ".", ...args);

const count = async (...filters: readonly string[]) => Number(await events("--count", ...filters));

/** How many events each way to write a list has. */
const rowsOf: Readonly<Record<string, (text: string) => number>> = {
  csv: (text) => text.split("\n").length - 2,
  json: (text) => (JSON.parse(text) as unknown[]).length,
  ndjson: (text) => text.split("\n").length - 1,
  table: (text) => Number(/^([\d,]+) events?/m.exec(text)?.[1]?.replaceAll(",", "")),
};

const listed = async (format: string, ...args: readonly string[]): Promise<number> =>
  rowsOf[format]?.(await events("--format", format, ...args)) ?? NaN;

const sorts = [
  "event_time",
  "-event_time",
  "day",
  "-region",
  "error_code,-user_agent",
  "-event_id",
  "-actor,object",
];

const ids = [undefined, null, "", " ", "5", "a", "A", "a|b", "~", "~~", "é", "same", "same", "same"] as const;

const anyRecord = fc
  .record({
    eventID: fc.constantFrom(...ids),
    eventTime: fc.constantFrom("2026-11-01T23:58:00Z", "2026-11-01T10:00:00Z", "no time", "", null),
    errorCode: fc.constantFrom(undefined, "AccessDenied", "NoSuchKey"),
    userAgent: fc.constantFrom("", undefined, "cli"),
    userIdentity: fc.constantFrom(
      { type: "IAMUser", userName: "taro" },
      { type: "IAMUser", userName: "jiro" },
    ),
    recipientAccountId: fc.constantFrom("123456789012", "210987654321"),
    sharedEventID: fc.constantFrom(undefined, "shared"),
  })
  .map((fields) => record(fields));

const anyFolder = fc.array(
  fc.record({
    place: fc.constantFrom(
      (unique: string) => deliveredAt("2026-11-01T23:59:00Z", unique),
      (unique: string) => deliveredAt("2026-11-02T00:03:00Z", unique),
      (unique: string) => deliveredAt("2026-11-02T00:03:00Z", unique, "us-east-1"),
      (unique: string) => `${unique}.json`,
    ),
    records: fc.array(anyRecord, { minLength: 1, maxLength: 6 }),
  }),
  { minLength: 1, maxLength: 4 },
);

const anyFilters = fc.constantFrom<readonly string[]>(
  [],
  ["--denied"],
  ["--errors", "--actor", "taro"],
  ["--account", "210987654321"],
  ["--region", "us-east-1"],
  ["--grep", "CLI"],
  ["--since", "2026-11-01T12:00:00Z"],
);

test("of any folder", async () => {
  await fc.assert(
    fc.asyncProperty(anyFolder, anyFilters, fc.constantFrom(...sorts), async (files, filters, sort) => {
      folder.remove();
      folder = new LogFolder();
      files.forEach(({ place, records }, index) => folder.write(place(`file${index}`), logText(...records)));
      const figure = await count(...filters);
      const sorted = ["--sort", sort, ...filters];
      // put together from parts, and in one statement
      for (const limit of ["all", "5000"]) {
        expect([limit, await listed("csv", "--limit", limit, ...filters)]).toEqual([limit, figure]);
        expect([sort, limit, await listed("ndjson", "--limit", limit, ...sorted)]).toEqual([
          sort,
          limit,
          figure,
        ]);
      }
      if (!filters.includes("--since")) return;
      const window = [...filters, "--until", "2026-11-03", "--limit", "5000", "--format", "json"];
      const asked = JSON.parse(await run("ask", "who-did-what", "--logs", ".", ...window)) as unknown[];
      expect(asked).toHaveLength(await count(...filters, "--until", "2026-11-03"));
    }),
    { numRuns: 12, seed: 16 },
  );
}, 120_000);

describe("of records with odd ids", () => {
  const early = { eventTime: "2026-11-01T10:00:00Z" };
  const late = { eventTime: "2026-11-01T11:00:00Z" };
  beforeEach(() => {
    const nameless = [undefined, null, "", ""].map((eventID) => record({ eventID, ...early }));
    const timeless = ["x", "", null].map((eventTime, index) =>
      record({ eventID: `timeless-${index}`, eventTime }),
    );
    const twice = record({ eventID: "twice", ...early });
    folder
      .write(
        deliveredAt("2026-11-01T11:05:00Z", "a"),
        logText(
          ...nameless,
          ...timeless,
          twice,
          record({ eventID: "other", ...early, errorCode: "AccessDenied" }),
          record({ eventID: "other", ...late }),
        ),
      )
      .write(
        deliveredAt("2026-11-02T00:05:00Z", "b", "us-east-1"),
        logText(twice, record({ eventID: "other", ...late, recipientAccountId: "210987654321" })),
      );
  });

  // four without an id, three without a time, two that are there more than once
  const figure = 4 + 3 + 2;

  test("the number is that of the events, each once, and every one that nothing tells from another", async () => {
    expect(await count()).toBe(figure);
    expect(await count("--denied")).toBe(1);
  });

  test.each(Object.keys(rowsOf))("--format %s", async (format) => {
    expect(await listed(format)).toBe(figure);
    expect(await listed(format, "--limit", "all")).toBe(figure);
  });

  test.each(sorts)("--sort %s, the same events however many are asked for", async (sort) => {
    const columns = ["--columns", "event_id", "--format", "csv", "--sort", sort];
    const all = (await events(...columns, "--limit", "all")).split("\n");
    expect(all).toHaveLength(1 + figure + 1);
    for (const limit of [1, 3, 1000]) {
      const some = await events(...columns, "--limit", String(limit));
      expect(some.split("\n")).toEqual([...all.slice(0, 1 + Math.min(limit, figure)), ""]);
    }
  });

  test("kept days", async () => {
    await run("cache", "--logs", ".");
    expect(await count()).toBe(figure);
    expect(await listed("csv", "--limit", "all")).toBe(figure);
    expect(await listed("json")).toBe(figure);
    expect(await listed("table", "--sort", "event_time", "--limit", "all")).toBe(figure);
  });

  test("gathered first, as of very many log files", async () => {
    const engine = await DuckDbEngine.open(catalog);
    engine.read((await findLogs(folder.path)).files.map(glanceAt).filter(isReadable));
    const list = savedQuestions.find(({ name }) => name === "who-did-what")!;
    for (const conditions of [[], [isOneOf("outcome", ["denied"])]]) {
      const asked = { window: allTime, limit: 5_000, list: { conditions, columns: ["event_id", "actor"] } };
      const rows = [];
      for await (const row of (await engine.answer(list, asked, true)).rows) rows.push(row);
      const counted = [];
      for await (const [number] of (await engine.answer(countQuestion, asked, true)).rows)
        counted.push(number);
      expect(counted).toEqual([rows.length]);
      expect(rows).toHaveLength(conditions.length === 0 ? figure : 1);
    }
    engine.close();
  });
});
