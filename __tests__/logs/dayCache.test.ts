import { readFileSync, readdirSync, renameSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DayCache, byDay, cacheFolder } from "../../src/logs/cache/dayCache";
import { LogFolder, deliveredAt } from "../support/records";

/** A kept day answers only as long as it is what its log files hold: otherwise answers would be of another day than today. */

let folder: LogFolder;
let cache: DayCache;
const day = "2026/11/01";
const file = (unique: string) => join(folder.path, deliveredAt("2026-11-01T10:00:00Z", unique));
const keep = (paths: readonly string[], data = "data") =>
  cache.keep(day, paths, async (path) => {
    writeFileSync(path, data);
    return { events: 2, unreadable: [{ path: file("a"), reason: "damaged" }] };
  });
const both = () => [file("a"), file("b")];
const isKept = async (paths: readonly string[] = both()) => (await cache.kept([[day, paths]])).has(day);
const names = () => readdirSync(join(folder.path, cacheFolder)).sort();

beforeEach(async () => {
  folder = new LogFolder();
  for (const unique of ["a", "b", "c"]) {
    folder.write(deliveredAt("2026-11-01T10:00:00Z", unique), unique);
    utimesSync(file(unique), 1_000, 1_000);
  }
  cache = new DayCache(folder.path);
  await keep([file("a"), file("b")]);
});
afterEach(() => folder.remove());

test("a day is kept with what could not be read of it", async () => {
  const kept = (await cache.kept([[day, [file("a"), file("b")]]])).get(day);
  expect(kept).toMatchObject({
    day,
    files: 2,
    events: 2,
    unreadable: [{ path: file("a"), reason: "damaged" }],
  });
  expect(readFileSync(kept?.path ?? "", "utf8")).toBe("data");
  expect(cache.size).toBe(
    names().reduce((sum, name) => sum + statSync(join(folder.path, cacheFolder, name)).size, 0),
  );
});

test.each<[string, () => void, () => readonly string[]]>([
  ["has another time", () => utimesSync(file("a"), 1_000, 2_000), both],
  [
    "has another size and the same time",
    () => {
      writeFileSync(file("a"), "aa");
      utimesSync(file("a"), 1_000, 1_000);
    },
    both,
  ],
  ["has come", () => undefined, () => [file("a"), file("b"), file("c")]],
  ["is gone", () => undefined, () => [file("a")]],
  ["was there first", () => undefined, () => [file("b")]],
  ["has another name", () => undefined, () => [file("a"), file("c")]],
])("not where one of its log files %s", async (_, change, paths) => {
  expect(await isKept()).toBe(true);
  change();
  expect(await isKept(paths())).toBe(false);
});

test.each(["dat", "datb", ""])("not where its data is not what was written: %j", async (data) => {
  const name = names().find((one) => one.endsWith(".parquet")) ?? "";
  writeFileSync(join(folder.path, cacheFolder, name), data);
  expect(await isKept()).toBe(false);
});

test("not where another version kept it, or its list is damaged", async () => {
  const list = join(folder.path, cacheFolder, "2026-11-01.days");
  const entry = JSON.parse(readFileSync(list, "utf8")) as { version: number };
  writeFileSync(list, JSON.stringify({ ...entry, version: entry.version - 1 }));
  expect(await isKept()).toBe(false);
  writeFileSync(list, "{");
  expect(await isKept()).toBe(false);
});

test("kept anew it takes the place of what was kept before, and leaves no draft", async () => {
  const before = names();
  await keep([file("a"), file("b"), file("c")], "other data");
  expect(await isKept([file("a"), file("b"), file("c")])).toBe(true);
  expect(names()).toHaveLength(2);
  expect(names()).not.toEqual(before);
  await keep([file("a"), file("b")], "other data");
  expect(await isKept()).toBe(true);
  expect(names()).toHaveLength(2);
});

test("where it cannot be written what was kept before stays, and no draft", async () => {
  const before = names();
  await expect(
    cache.keep(day, [file("c")], async (path) => {
      writeFileSync(path, "half");
      throw new Error("the disk is full");
    }),
  ).rejects.toThrow("full");
  expect(names()).toEqual(before);
  expect(await isKept()).toBe(true);
});

test("days that have no log files any longer are removed, and what killed processes left", async () => {
  writeFileSync(join(folder.path, cacheFolder, "2026-11-01.77.partial"), "");
  expect(cache.forgetAllBut(new Set([day]))).toBe(0);
  expect([names().length, await isKept()]).toEqual([2, true]);
  expect(cache.forgetAllBut(new Set(["2026/11/02"]))).toBe(1);
  expect(names()).toEqual([]);
});

test("files are told by day; those that lie anywhere else belong to none", () => {
  const other = deliveredAt("2026-11-02T00:00:00Z", "d");
  expect([...byDay([file("a"), other, file("b"), "/x.json"])]).toEqual([
    [day, [file("a"), file("b")]],
    ["2026/11/02", [other]],
    [undefined, ["/x.json"]],
  ]);
});

test("nothing is kept where nothing was: no folder, no days, no bytes", async () => {
  const empty = new LogFolder();
  const none = new DayCache(empty.path);
  expect([cache.isThere, none.isThere, none.size]).toEqual([true, false, 0]);
  expect([...(await none.kept([[day, []]]))]).toEqual([]);
  expect(none.forgetAllBut(new Set([day]))).toBe(0);
  expect(readdirSync(empty.path)).toEqual([]);
  empty.remove();
});

test("what is given when a day is kept is what is had later", async () => {
  const given = await keep(both());
  expect((await cache.kept([[day, both()]])).get(day)).toEqual(given);
  expect(given.path).toMatch(/2026-11-01\.[0-9a-f]{16}\.parquet$/);
  expect(names()).toEqual([given.path.split("/").at(-1), "2026-11-01.days"].sort());
});

test("of several days each answers for itself, and those alone that are asked for", async () => {
  const [second, third] = ["2026/11/02", "2026/11/03"];
  const write = async (path: string) => {
    writeFileSync(path, "other");
    return { events: 7, unreadable: [] };
  };
  await cache.keep(second, [file("c")], write);
  const asked = [
    [third, [file("c")]],
    [day, [file("a")]],
    [second, [file("c")]],
  ] as const;
  const kept = await cache.kept(asked);
  expect([...kept.keys()]).toEqual([second]);
  expect(kept.get(second)).toMatchObject({ day: second, files: 1, events: 7, unreadable: [] });
  expect(readFileSync(kept.get(second)!.path, "utf8")).toBe("other");
});

test("a folder that is moved keeps its days, with the paths of its files as they are now", async () => {
  const other = new LogFolder();
  const moved = join(other.path, "moved");
  renameSync(folder.path, moved);
  const now = (unique: string) => file(unique).replace(folder.path, moved);
  const kept = (await new DayCache(moved).kept([[day, [now("a"), now("b")]]])).get(day);
  expect(kept?.unreadable).toEqual([{ path: now("a"), reason: "damaged" }]);
  other.remove();
});

test("a day whose list is damaged is removed with its data, and what only looks like a day too", async () => {
  const at = (name: string) => join(folder.path, cacheFolder, name);
  const others = [
    "2026-11-02.days",
    "x2026-11-01.days",
    "2026-11-01.days.old",
    "2026-11-1.days",
    "notes.txt",
  ];
  for (const name of others) writeFileSync(at(name), "{}");
  const before = names().filter((name) => !others.includes(name));
  expect(cache.forgetAllBut(new Set([day, "2026/11/02"]))).toBe(1);
  expect(names()).toEqual(before);
  writeFileSync(at("2026-11-01.days"), "{");
  expect(cache.forgetAllBut(new Set([day]))).toBe(1);
  expect(names()).toEqual([]);
});

test("a day whose data is gone is not kept", async () => {
  expect(await isKept([])).toBe(false);
  const name = names().find((one) => one.endsWith(".parquet")) ?? "";
  renameSync(join(folder.path, cacheFolder, name), join(folder.path, "elsewhere"));
  expect(await isKept()).toBe(false);
});

test("where nothing was written there is nothing to keep", async () => {
  const nothing = cache.keep(day, both(), async () => ({ events: 0, unreadable: [] }));
  await expect(nothing).rejects.toThrow(/\.partial is gone$/);
  expect(await isKept()).toBe(true);
});
