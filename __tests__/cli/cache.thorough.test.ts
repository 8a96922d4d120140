import { readFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { TwoDays } from "./twoDays";

let folder: TwoDays;
beforeEach(() => (folder = new TwoDays()));
afterEach(() => folder.remove());

describe("a stale day is read from its log files, and kept anew when asked to", () => {
  test.each<[string, () => void, readonly string[]]>([
    ["a file more", () => folder.day("2026-11-02", "c", "third"), ["first", "second", "third"]],
    ["a file less", () => rmSync(join(folder.path, folder.fileOf("2026-11-02", "b"))), ["first"]],
    [
      "a file with other content",
      () => folder.day("2026-11-02", "b", "second", "third"),
      ["first", "second", "third"],
    ],
    [
      "a file written anew",
      () =>
        utimesSync(join(folder.path, folder.fileOf("2026-11-02", "b")), new Date(), new Date("2026-11-20")),
      ["first", "second"],
    ],
  ])("%s", async (what, change, ids) => {
    await folder.cache();
    change();
    const read = what === "a file less" ? 0 : what === "a file more" ? 2 : 1;
    expect(await folder.answered()).toEqual({
      ids,
      from: `1 day from the cache, ${read} log file${read === 1 ? "" : "s"} read`,
    });
    expect((await folder.cache()).stdout).toMatch(
      what === "a file less"
        ? /^0 days cached, 1 already cached, 1 day removed;/
        : /^1 day cached, 1 already cached;/,
    );
    expect((await folder.answered()).ids).toEqual(ids);
    expect((await folder.answered()).from).toMatch(/, 0 log files read$/);
    // of each day what is in use, and nothing more
    expect(folder.kept()).toHaveLength(what === "a file less" ? 2 : 4);
  });
});

describe("a day that is not what was kept never answers", () => {
  const data = () => folder.keptFile("2026-11-02", ".parquet");
  const list = () => folder.keptFile("2026-11-02", ".days");
  test.each<[string, () => void]>([
    [
      "a byte changed",
      () => {
        const bytes = readFileSync(data());
        const middle = Math.floor(bytes.length / 2);
        bytes[middle] = (bytes[middle] ?? 0) ^ 1;
        writeFileSync(data(), bytes);
      },
    ],
    ["cut off", () => truncateSync(data(), 100)],
    ["gone", () => rmSync(data())],
    ["another day's", () => writeFileSync(data(), readFileSync(folder.keptFile("2026-11-01", ".parquet")))],
    ["its list is no JSON", () => writeFileSync(list(), "{")],
    [
      "its list is another day's",
      () => writeFileSync(list(), readFileSync(folder.keptFile("2026-11-01", ".days"))),
    ],
    [
      "kept by another version",
      () => writeFileSync(list(), readFileSync(list(), "utf8").replace(/"version":\d+/, '"version":0')),
    ],
  ])("%s", async (_, damage) => {
    await folder.cache();
    damage();
    expect(await folder.answered()).toEqual({
      ids: ["first", "second"],
      from: "1 day from the cache, 1 log file read",
    });
    expect((await folder.cache()).stdout).toMatch(/^1 day cached, 1 already cached/);
    expect((await folder.answered()).from).toBe("2 days from the cache, 0 log files read");
  });
});
