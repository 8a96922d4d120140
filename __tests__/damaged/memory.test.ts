import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import { ExitCode } from "../../src/errors";
import { writeSample } from "../../src/logs/sample/sample";
import { s3auditProcess } from "../support/damaged/command";
import { LogFolder, deliveredAt, logText, record } from "../support/records";

jest.setTimeout(900_000);

let folder: LogFolder;
beforeAll(async () => {
  // the first run after a change compiles what has changed, in the same process
  const some = new LogFolder()
    .write("a.json", logText(record()))
    .write("cut.json.gz", Buffer.from([0x1f, 0x8b]));
  for (const args of [
    ["events", "--limit", "all", "--format", "csv"],
    ["ask", "coverage"],
  ]) {
    await s3auditProcess([...args, "--logs", some.path]);
  }
  some.remove();
});
beforeEach(() => (folder = new LogFolder()));
afterEach(() => folder.remove());

const ids = (stdout: string) => stdout.trim().split("\n").slice(1).sort();
const listed = ["--format", "csv", "--columns", "event_id", "--limit", "all"];
const formats = [[], ["--format", "json"], ["--format", "json", "--limit", "all"], ["--format", "wide"]];

test.each(["a.json", "a.json.gz"])("a file of 50 MB, %s: at most 600 MB", async (name) => {
  const records = Array.from({ length: 80_000 }, (_, index) => record({ eventID: `event-${index}` }));
  const text = logText(...records);
  expect(text.length).toBeGreaterThan(50e6);
  folder.write(name, text);
  const { exitCode, stdout, megabytes } = await s3auditProcess(["events", "--logs", folder.path, ...listed]);
  expect([exitCode, ids(stdout)]).toEqual([ExitCode.ok, records.map(({ eventID }) => eventID).sort()]);
  expect(megabytes).toBeLessThan(600);
});

const long = randomBytes(5e6).toString("hex");
const parameters = { bucketName: "miyagawa-test", key: "a" };
const nothingLost: [RegExp, ExitCode] = [/^$|^3 events[^;]*; 1 log file read/, ExitCode.ok];
const emptied = (field: string): [RegExp, ExitCode] => [
  new RegExp(`a\\.json\\.gz: 1 of its records: ${field} of more than 50,000 values, left empty`),
  ExitCode.incomplete,
];

test.each<[string, object, [RegExp, ExitCode]]>([
  ["a long text in its parameters", { requestParameters: { ...parameters, long } }, nothingLost],
  ["a long user agent", { userAgent: long }, nothingLost],
  ["a long key", { requestParameters: { ...parameters, key: long } }, nothingLost],
  [
    "millions of numbers",
    { requestParameters: { ...parameters, many: new Array(5e6).fill(0) } },
    emptied("requestParameters"),
  ],
  ["millions of objects", { responseElements: new Array(1.2e6).fill({ a: 1 }) }, emptied("responseElements")],
])("one record of 10 MB, %s: at most 350 MB", async (_, fields, [told, code]) => {
  folder.write(
    "a.json.gz",
    logText(record({ eventID: "1" }), record({ eventID: "2", ...fields }), record({ eventID: "3" })),
  );
  for (const format of formats) {
    const { exitCode, stderr, megabytes } = await s3auditProcess([
      "events",
      "--logs",
      folder.path,
      ...format,
    ]);
    expect(stderr).toMatch(told);
    expect(exitCode).toBe(code);
    expect(megabytes).toBeLessThan(350);
  }
  const { stdout } = await s3auditProcess(["events", "--logs", folder.path, ...listed]);
  expect(ids(stdout)).toEqual(["1", "2", "3"]);
});

describe("100,000 tiny files: at most 350 MB", () => {
  const write = (damagedEach: number) => {
    const expected: string[] = [];
    for (let index = 0; index < 100_000; index += 1) {
      const day = String(1 + (index % 28)).padStart(2, "0");
      const text = gzipSync(logText(record({ eventID: `event-${index}` })), { level: 1 });
      const isDamaged = damagedEach > 0 && index % damagedEach === 0;
      if (!isDamaged) expected.push(`event-${index}`);
      folder.write(
        deliveredAt(`2026-11-${day}T00:15:00Z`, `file${index}`),
        isDamaged ? text.subarray(0, 60) : text,
      );
    }
    return expected.sort();
  };

  test("in one list", async () => {
    const expected = write(0);
    const { exitCode, stdout, megabytes } = await s3auditProcess([
      "events",
      "--logs",
      folder.path,
      ...listed,
    ]);
    expect([exitCode, ids(stdout)]).toEqual([ExitCode.ok, expected]);
    expect(megabytes).toBeLessThan(350);
    const newest = await s3auditProcess(["events", "--logs", folder.path]);
    expect(newest.stdout).toContain("100,000 log files read");
    expect(newest.megabytes).toBeLessThan(350);
  });

  test("with every thousandth damaged", async () => {
    const expected = write(1_000);
    const { exitCode, stdout, stderr, megabytes } = await s3auditProcess([
      ...["events", "--logs", folder.path],
      ...listed,
    ]);
    expect([exitCode, ids(stdout)]).toEqual([ExitCode.incomplete, expected]);
    expect(stderr.match(/^unreadable: .*cut off/gm)).toHaveLength(100);
    expect(megabytes).toBeLessThan(350);
  });
});

describe("400,000 events: at most 350 MB", () => {
  let events: LogFolder;
  beforeAll(async () => {
    events = new LogFolder();
    await writeSample(events.path, { events: 400_000, days: 20, seed: 1, files: 800 });
  });
  afterAll(() => events.remove());

  const stays = async (...asked: readonly string[]) => {
    const { exitCode, stdout, megabytes } = await s3auditProcess([...asked, "--logs", events.path]);
    expect(exitCode).toBe(ExitCode.ok);
    expect([asked, megabytes < 350 || megabytes]).toEqual([asked, true]);
    return stdout;
  };

  test.each(["first-seen", "coverage"])("a question that merges their copies: %s", async (question) => {
    await stays("ask", question, "--since", "2026-10-01", "--until", "2026-12-01");
  });

  // 1,100 and 20,000 are limits of ours; at four times a limit, and at a limit, of 5,000 DuckDB begins to sort otherwise
  const limits = [1_000, 1_099, 1_100, 1_249, 1_250, 3_000, 4_999, 5_000, 19_999, 20_000];

  test("a list of any length, out of log files", async () => {
    for (const limit of limits) {
      const shown = await stays("events", "--limit", String(limit), "--format", "csv");
      expect(shown.split("\n")).toHaveLength(1 + limit + 1);
    }
    for (const format of ["json", "wide"]) await stays("events", "--limit", "3000", "--format", format);
    await stays("events", "--limit", "all", "--format", "csv");
  });

  test("a list of any length, out of kept days", async () => {
    await stays("cache");
    for (const limit of limits) await stays("events", "--limit", String(limit), "--format", "csv");
  });
});

test.each([
  ["just below the 8 MB that are sorted together", 48_000],
  ["of 22 MB", 140_000],
])("a list of any length over log files %s: at most 350 MB", async (_, events) => {
  await writeSample(folder.path, { events, days: 20, seed: 1, files: 300 });
  for (const limit of ["1100", "1250", "4999", "5000", "19999", "20000"]) {
    const asked = ["events", "--logs", folder.path, "--format", "csv", "--limit", limit];
    const { exitCode, megabytes } = await s3auditProcess(asked);
    expect(exitCode).toBe(ExitCode.ok);
    expect([limit, megabytes < 350 || megabytes]).toEqual([limit, true]);
  }
});
