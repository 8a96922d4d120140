import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ExitCode } from "../../src/errors";
import { savedQuestions } from "../../src/questions";
import { s3audit } from "../support/io";
import { LogFolder, deliveredAt, logText, record } from "../support/records";

let folder: LogFolder;
beforeEach(() => {
  folder = new LogFolder();
  const deleted = (eventID: string, key: string, eventTime = "2026-11-01T03:00:00Z") =>
    record({ eventID, eventName: "DeleteObject", eventTime, requestParameters: { bucketName: "b", key } });
  folder.write(
    deliveredAt("2026-11-01T04:00:00Z", "a"),
    logText(
      deleted("plain", "a.txt"),
      deleted("quoted", 'it\'s; DROP TABLE "x" --'),
      deleted("equals", "a=b"),
      deleted("lines", "two\nlines"),
      deleted("old", "a.txt", "2026-10-01T00:00:00Z"),
    ),
  );
});
afterEach(() => folder.remove());

const november = ["--since", "2026-11-01", "--until", "2026-11-01", "--time-zone", "Asia/Tokyo"];
const ask = (name: string, ...args: readonly string[]) => s3audit(["ask", name, ...args], folder.path);
const whoDeleted = async (key: string) => {
  const flags = ["--logs", ".", "--param", "bucket=b", "--param", `key=${key}`, "--format", "json"];
  const { stdout } = await ask("who-deleted", ...flags, ...november);
  return (JSON.parse(stdout) as readonly { readonly event_id: string | null }[]).map((row) => row.event_id);
};

test("answers a question, and says which instants it was asked about", async () => {
  const { stdout, stderr, exitCode } = await ask("writes-by-day", "--logs", ".", ...november);
  expect(stdout).toBe(
    [
      "DAY         ACTOR  WRITES  UPLOADS  DELETIONS  CHANGES  OBJECTS  BYTES IN  FAILURES",
      "2026-11-01  taro   4       0        4          0        4        102804    0",
      "1 row from 2026-11-01 00:00:00+09:00 before 2026-11-02 00:00:00+09:00, times in Asia/Tokyo; 1 log file read, 0.0 s",
      "",
    ].join("\n"),
  );
  expect([stderr, exitCode]).toEqual(["", ExitCode.ok]);
});

test.each([
  ["a.txt", "plain"],
  ['it\'s; DROP TABLE "x" --', "quoted"],
  ["a=b", "equals"],
  ["two\nlines", "lines"],
])("takes the value %j for a value, whatever is in it", async (key, eventId) => {
  expect(await whoDeleted(key)).toEqual([eventId]);
});

test("for a program the instants are told on standard error", async () => {
  const { stdout, stderr } = await ask(
    "deletions",
    "--logs",
    ".",
    "--format",
    "ndjson",
    "--limit",
    "2",
    ...november,
  );
  expect(stdout.trim().split("\n")).toHaveLength(2);
  expect(stderr).toBe(
    "the first 2 rows (use --limit for more) from 2026-11-01 00:00:00+09:00 before 2026-11-02 00:00:00+09:00, " +
      "times in Asia/Tokyo; 1 log file read, 0.0 s\n",
  );
});

test("without a window looks back as far as the question does, from now or from where --until says", async () => {
  const { stderr } = await ask("deletions", "--logs", ".", "--format", "csv", "--until", "2026-11-04T12:00Z");
  expect(stderr).toContain("from 2026-10-28 12:00:00+00:00 before 2026-11-04 12:00:00+00:00, times in UTC");
});

test("takes the zone from the settings in the folder", async () => {
  writeFileSync(
    join(folder.path, "audit.yaml"),
    "name: x-audit\nregion: us-east-1\nwatch: [{bucket: my-bucket}]\ntimeZone: America/New_York\n",
  );
  const { stderr } = await ask(
    "deletions",
    "--logs",
    ".",
    "--format",
    "csv",
    "--since",
    "2026-11-01",
    "--until",
    "2026-11-01",
  );
  // the day on which clocks go back has 25 hours
  expect(stderr).toContain("from 2026-11-01 00:00:00-04:00 before 2026-11-02 00:00:00-05:00");
});

describe("--sql", () => {
  const args = ["--sql", "--param", "bucket=b", "--param", "key=it's\n; DROP", ...november];

  test("prints the statement that would run, with the values apart from its text", async () => {
    const { stdout } = await ask("object-history", ...args);
    expect(stdout.split("\n").slice(0, 3)).toEqual([
      "-- One object's history, from 2026-11-01 00:00:00+09:00 before 2026-11-02 00:00:00+09:00",
      '-- ? number 1 is "b"',
      '-- ? number 2 is "it\'s\\n; DROP"',
    ]);
    expect(stdout).toContain('FROM "s3_audit"."object_deliveries"');
    expect(stdout).toContain("event_time_utc >= timestamp '2026-10-31 15:00:00.000'");
    expect(stdout.split("DROP")).toHaveLength(2);
    expect(stdout).toMatch(/LIMIT 500\n$/);
  });

  test("names Athena's tables as the settings do", async () => {
    writeFileSync(
      join(folder.path, "audit.yaml"),
      "name: x-audit\nregion: us-east-1\nwatch: [{bucket: my-bucket}]\ntimeZone: Asia/Tokyo\n",
    );
    const { stdout } = await ask("object-history", "--engine", "athena", ...args);
    expect(stdout).toContain('FROM "x_audit_audit"."object_events"');
  });

  test("has the view's text for Athena in it where its zone is not that of the saved view", async () => {
    writeFileSync(
      join(folder.path, "audit.yaml"),
      "name: x-audit\nregion: us-east-1\nwatch: [{bucket: my-bucket}]\n",
    );
    const { stdout } = await ask("object-history", "--engine", "athena", ...args);
    expect(stdout).not.toContain('"object_events"');
    expect(stdout).toContain("AT TIME ZONE 'Asia/Tokyo'");
    expect(stdout).toContain('FROM "x_audit_audit"."cloudtrail_logs_x_audit_log"');
  });

  test("is one engine's", async () => {
    const { exitCode, stderr } = await ask("object-history", "--engine", "auto", ...args);
    expect([exitCode, stderr]).toEqual([
      ExitCode.usage,
      "--sql cannot be combined with --engine auto: say whose SQL, athena or duckdb.",
    ]);
  });

  test("of Athena needs the settings", async () => {
    const { exitCode, stderr } = await ask("object-history", "--engine", "athena", ...args);
    expect(exitCode).toBe(ExitCode.usage);
    expect(stderr).toContain("audit.yaml: there is no such file.");
  });
});

test.each([
  [["who-delete"], 'There is no question "who-delete". Did you mean `who-deleted`?'],
  [["zebra"], 'There is no question "zebra". `npx s3-audit questions` lists them.'],
  [
    ["who-deleted", "--param", "kye=a", "--param", "bucket=b"],
    [
      "--param kye: who-deleted has no such parameter. Did you mean `key`?",
      "--param key is missing: the object's key, exactly. Write for example --param key=reports/2026/a.pdf.",
    ].join("\n"),
  ],
  [
    ["deletions", "--param", "key=a"],
    "--param key: deletions has no such parameter. It has none: remove it.",
  ],
  [
    ["bulk-reads", "--param", "threshold=many", "--limit", "0"],
    [
      '--limit is "0", which is neither a whole number from 1 to 100000000 nor \"all\". Write for example --limit 100.',
      '--param threshold is "many", which is not a valid value. Write for example --param threshold=500.',
    ].join("\n"),
  ],
  [
    ["bulk-reads", "--param", "threshold=1", "--param", "threshold=2"],
    "--param threshold is given twice. Keep one of the two.",
  ],
  [
    ["deletions"],
    "There is nothing to answer from: no --logs folder with CloudTrail's log files is given, and no settings that name " +
      "a workgroup in Athena. Write for example npx s3-audit ask deletions --logs my-logs, or --settings audit.yaml.",
  ],
])("what cannot be asked is told: %j", async (args, told) => {
  const { exitCode, stdout, stderr } = await s3audit(["ask", ...args], folder.path);
  expect([exitCode, stdout, stderr]).toEqual([ExitCode.usage, "", told]);
});

test("`questions` lists them all, in words and for programs", async () => {
  const list = await s3audit(["questions"], folder.path);
  const lines = list.stdout.trim().split("\n");
  expect(lines).toHaveLength(savedQuestions.length + 1);
  expect(lines).toContainEqual(expect.stringMatching(/^bulk-reads +Many reads in an hour +threshold=100$/));
  expect(lines).toContainEqual(expect.stringMatching(/^who-deleted +Who deleted this object +bucket key$/));
  const { stdout } = await s3audit(["questions", "--format", "json"], folder.path);
  expect(JSON.parse(stdout)).toContainEqual(
    expect.objectContaining({
      name: "deletions",
      titleJa: "削除されたオブジェクト",
      windowDays: 7,
      parameters: [],
    }),
  );
});
