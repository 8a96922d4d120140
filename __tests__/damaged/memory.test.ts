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

test("a question that merges the copies of 400,000 events, and a long list of them: at most 350 MB", async () => {
  await writeSample(folder.path, { events: 400_000, days: 20, seed: 1, files: 800 });
  const window = ["--since", "2026-10-01", "--until", "2026-12-01"];
  for (const asked of [
    ["ask", "first-seen", ...window],
    ["ask", "coverage", ...window],
    ["events", "--limit", "5000", "--format", "csv"],
  ]) {
    const { exitCode, megabytes } = await s3auditProcess([...asked, "--logs", folder.path]);
    expect(exitCode).toBe(ExitCode.ok);
    expect(megabytes).toBeLessThan(350);
  }
});
