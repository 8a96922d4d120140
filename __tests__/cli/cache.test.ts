import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ExitCode } from "../../src/errors";
import { s3audit } from "../support/io";
import { LogFolder, logText, record } from "../support/records";
import { TwoDays } from "./twoDays";

let folder: TwoDays;
beforeEach(() => (folder = new TwoDays()));
afterEach(() => folder.remove());

test("days are kept once, and then answer instead of their log files", async () => {
  const before = await folder.answered();
  expect(before).toEqual({ ids: ["first", "second"], from: "2 log files read" });
  const { exitCode, stdout } = await folder.cache();
  expect(exitCode).toBe(ExitCode.ok);
  expect(stdout).toMatch(/^2 days cached, 0 already cached; \d\.\d MB in \.s3-audit-cache, 0\.0 s\n$/);
  expect(await folder.answered()).toEqual({
    ids: ["first", "second"],
    from: "2 days from the cache, 0 log files read",
  });
  expect((await folder.cache()).stdout).toMatch(/^0 days cached, 2 already cached;/);
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
    folder.fileOf("2026-11-02", "c"),
    logText(
      record({ eventID: "first", eventTime: "2026-11-01T09:00:00Z" }),
      record({ eventID: "timeless", eventTime: "never" }),
    ),
  );
  const without = [];
  for (const args of asked) without.push(await ask(args));
  await folder.cache();
  expect((await folder.answered()).from).toBe("2 days from the cache, 0 log files read");
  const withCache = [];
  for (const args of asked) withCache.push(await ask(args));
  expect(withCache).toEqual(without);
});

test("what could not be read of a kept day is still named", async () => {
  folder.write(folder.fileOf("2026-11-02", "c"), "{");
  const built = await folder.cache();
  expect(built.exitCode).toBe(ExitCode.incomplete);
  expect(built.stderr).toMatch(/^unreadable: .*_c\.json\.gz: /);
  const { exitCode, stderr } = await s3audit(["events", "--logs", "."], folder.path);
  expect(exitCode).toBe(ExitCode.incomplete);
  expect(stderr).toMatch(/^unreadable: .*_c\.json\.gz: /);
});

test("what killed runs left is removed", async () => {
  await folder.cache();
  writeFileSync(join(folder.path, ".s3-audit-cache", "2026-11-02.1234.partial.0"), "x");
  await folder.cache();
  expect(folder.kept().filter((name) => name.includes("partial"))).toEqual([]);
  expect((await folder.answered()).from).toBe("2 days from the cache, 0 log files read");
});

test("files outside CloudTrail's layout are read each time", async () => {
  folder.write("copy.json", logText(record({ eventID: "third" })));
  expect((await folder.cache()).stdout).toContain(
    "1 log file outside CloudTrail's layout is not cached, and read each time.\n",
  );
  expect(await folder.answered()).toEqual({
    ids: ["first", "second", "third"],
    from: "2 days from the cache, 1 log file read",
  });
});

test("a question about deliveries is asked of the log files", async () => {
  await folder.cache();
  const args = ["ask", "recent-rows", "--logs", ".", "--since", "2026-11-01", "--until", "2026-11-02"];
  expect((await s3audit(args, folder.path)).stdout).toContain("2 log files read");
});

test("--clear removes everything", async () => {
  await folder.cache();
  expect((await folder.cache("--clear")).stdout).toBe("2 days removed from .s3-audit-cache\n");
  expect(folder.kept()).toEqual([]);
  expect((await folder.answered()).from).toBe("2 log files read");
});

describe("bad input", () => {
  test("a folder without CloudTrail's layout", async () => {
    const other = new LogFolder();
    other.write("a.json", logText(record()));
    const { exitCode, stderr } = await s3audit(["cache", "--logs", "."], other.path);
    other.remove();
    expect(exitCode).toBe(ExitCode.usage);
    expect(stderr).toMatch(/^\. has no log files in CloudTrail's folder layout/);
  });

  test("a folder that cannot be written", async () => {
    writeFileSync(join(folder.path, ".s3-audit-cache"), "in the way");
    const { exitCode, stderr } = await folder.cache();
    expect(exitCode).toBe(ExitCode.usage);
    expect(stderr).toMatch(/^\.s3-audit-cache cannot be written: there is a file where a folder should be\./);
    expect(existsSync(join(folder.path, ".s3-audit-cache"))).toBe(true);
  });
});
