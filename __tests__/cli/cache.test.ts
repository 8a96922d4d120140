import {
  existsSync,
  readFileSync,
  readdirSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { ExitCode } from "../../src/errors";
import { s3audit } from "../support/io";
import { LogFolder, deliveredAt, logText, record } from "../support/records";

jest.setTimeout(60_000);

let folder: LogFolder;
beforeEach(() => {
  folder = new LogFolder();
  write("2026-11-01", "a", "first");
  write("2026-11-02", "b", "second");
});
afterEach(() => folder.remove());

const fileOf = (day: string, unique: string) => deliveredAt(`${day}T10:00:00Z`, unique);
const write = (day: string, unique: string, ...ids: readonly string[]) =>
  folder.write(
    fileOf(day, unique),
    logText(...ids.map((eventID) => record({ eventID, eventTime: `${day}T09:00:00Z` }))),
  );
const cache = (...args: readonly string[]) => s3audit(["cache", "--logs", ".", ...args], folder.path);
const kept = () => readdirSync(join(folder.path, ".s3-audit-cache"));
const keptFile = (beginning: string, end: string) =>
  join(
    folder.path,
    ".s3-audit-cache",
    kept().find((name) => name.startsWith(beginning) && name.endsWith(end)) ?? "missing",
  );

/** Ids in an answer, and how much of it came from where. */
async function answered(...args: readonly string[]): Promise<{ ids: readonly string[]; from: string }> {
  const { stdout } = await s3audit(
    ["events", "--logs", ".", "--columns", "event_id", "--sort", "event_id", ...args],
    folder.path,
  );
  const lines = stdout.trim().split("\n");
  return {
    ids: lines.slice(1, -1).map((line) => line.trim()),
    from: /; (.*), 0\.0 s$/.exec(lines.at(-1) ?? "")?.[1] ?? stdout,
  };
}

test("days are kept once, and then answer instead of their log files", async () => {
  const before = await answered();
  expect(before).toEqual({ ids: ["first", "second"], from: "2 log files read" });
  const { exitCode, stdout } = await cache();
  expect(exitCode).toBe(ExitCode.ok);
  expect(stdout).toMatch(/^2 days kept, 0 kept before; \d\.\d MB in \.s3-audit-cache, 0\.0 s\n$/);
  expect(await answered()).toEqual({
    ids: ["first", "second"],
    from: "2 days from the cache, 0 log files read",
  });
  expect((await cache()).stdout).toMatch(/^0 days kept, 2 kept before;/);
});

test("an answer is the same with and without, in any zone, order and format", async () => {
  const asked = [
    [],
    ["--time-zone", "Asia/Tokyo", "--format", "wide"],
    ["--format", "json", "--sort", "object_key,-event_id"],
    ["--format", "csv", "--limit", "all"],
    ["--format", "ndjson", "--limit", "all", "--time-zone", "America/New_York"],
    ["--since", "2026-11-02", "--format", "json"],
    ["--count"],
  ];
  const ask = async (args: readonly string[]) => {
    const { exitCode, stdout } = await s3audit(["events", "--logs", ".", ...args], folder.path);
    return [exitCode, stdout.replace(/;.*$/m, "")];
  };
  // one event on two days, and one whose time cannot be read
  folder.write(
    fileOf("2026-11-02", "c"),
    logText(
      record({ eventID: "first", eventTime: "2026-11-01T09:00:00Z" }),
      record({ eventID: "timeless", eventTime: "never" }),
    ),
  );
  const without = [];
  for (const args of asked) without.push(await ask(args));
  await cache();
  expect((await answered()).from).toBe("2 days from the cache, 0 log files read");
  const withCache = [];
  for (const args of asked) withCache.push(await ask(args));
  expect(withCache).toEqual(without);
});

describe("a stale day is read from its log files, and kept anew when asked to", () => {
  test.each<[string, () => void, readonly string[]]>([
    ["a file more", () => write("2026-11-02", "c", "third"), ["first", "second", "third"]],
    ["a file less", () => rmSync(join(folder.path, fileOf("2026-11-02", "b"))), ["first"]],
    [
      "a file with other content",
      () => write("2026-11-02", "b", "second", "third"),
      ["first", "second", "third"],
    ],
    [
      "a file written anew",
      () => utimesSync(join(folder.path, fileOf("2026-11-02", "b")), new Date(), new Date("2026-11-20")),
      ["first", "second"],
    ],
  ])("%s", async (what, change, ids) => {
    await cache();
    change();
    const read = what === "a file less" ? 0 : what === "a file more" ? 2 : 1;
    expect(await answered()).toEqual({
      ids,
      from: `1 day from the cache, ${read} log file${read === 1 ? "" : "s"} read`,
    });
    expect((await cache()).stdout).toMatch(
      what === "a file less" ? /^0 days kept, 1 kept before, 1 day removed;/ : /^1 day kept, 1 kept before;/,
    );
    expect((await answered()).ids).toEqual(ids);
    expect((await answered()).from).toMatch(/, 0 log files read$/);
    // of each day what is in use, and nothing more
    expect(kept()).toHaveLength(what === "a file less" ? 2 : 4);
  });
});

describe("a day that is not what was kept never answers", () => {
  const data = () => keptFile("2026-11-02", ".parquet");
  const list = () => keptFile("2026-11-02", ".days");
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
    ["another day's", () => writeFileSync(data(), readFileSync(keptFile("2026-11-01", ".parquet")))],
    ["its list is no JSON", () => writeFileSync(list(), "{")],
    ["its list is another day's", () => writeFileSync(list(), readFileSync(keptFile("2026-11-01", ".days")))],
    [
      "kept by another version",
      () => writeFileSync(list(), readFileSync(list(), "utf8").replace(/"version":\d+/, '"version":0')),
    ],
  ])("%s", async (_, damage) => {
    await cache();
    damage();
    expect(await answered()).toEqual({
      ids: ["first", "second"],
      from: "1 day from the cache, 1 log file read",
    });
    expect((await cache()).stdout).toMatch(/^1 day kept, 1 kept before/);
    expect((await answered()).from).toBe("2 days from the cache, 0 log files read");
  });
});

test("what could not be read of a kept day is still named", async () => {
  folder.write(fileOf("2026-11-02", "c"), "{");
  const built = await cache();
  expect(built.exitCode).toBe(ExitCode.incomplete);
  expect(built.stderr).toMatch(/^unreadable: .*_c\.json\.gz: /);
  const { exitCode, stderr } = await s3audit(["events", "--logs", "."], folder.path);
  expect(exitCode).toBe(ExitCode.incomplete);
  expect(stderr).toMatch(/^unreadable: .*_c\.json\.gz: /);
});

test("what killed runs left is removed", async () => {
  await cache();
  writeFileSync(join(folder.path, ".s3-audit-cache", "2026-11-02.1234.partial.0"), "x");
  await cache();
  expect(kept().filter((name) => name.includes("partial"))).toEqual([]);
  expect((await answered()).from).toBe("2 days from the cache, 0 log files read");
});

test("files outside CloudTrail's layout are read each time", async () => {
  folder.write("copy.json", logText(record({ eventID: "third" })));
  expect((await cache()).stdout).toContain("1 log file outside CloudTrail's layout is read each time.\n");
  expect(await answered()).toEqual({
    ids: ["first", "second", "third"],
    from: "2 days from the cache, 1 log file read",
  });
});

test("a question about deliveries is asked of the log files", async () => {
  await cache();
  const args = ["ask", "recent-rows", "--logs", ".", "--since", "2026-11-01", "--until", "2026-11-02"];
  expect((await s3audit(args, folder.path)).stdout).toContain("2 log files read");
});

test("--clear removes everything", async () => {
  await cache();
  expect((await cache("--clear")).stdout).toBe("2 days removed from .s3-audit-cache\n");
  expect(kept()).toEqual([]);
  expect((await answered()).from).toBe("2 log files read");
});

describe("bad input", () => {
  test("a folder without CloudTrail's layout", async () => {
    const other = new LogFolder();
    other.write("a.json", logText(record()));
    const { exitCode, stderr } = await s3audit(["cache", "--logs", "."], other.path);
    other.remove();
    expect(exitCode).toBe(ExitCode.usage);
    expect(stderr).toMatch(/^Nothing under \. lies where CloudTrail puts its log files/);
  });

  test("a folder that cannot be written", async () => {
    writeFileSync(join(folder.path, ".s3-audit-cache"), "in the way");
    const { exitCode, stderr } = await cache();
    expect(exitCode).toBe(ExitCode.usage);
    expect(stderr).toMatch(/^\.s3-audit-cache cannot be written: EEXIST/);
    expect(existsSync(join(folder.path, ".s3-audit-cache"))).toBe(true);
  });
});
