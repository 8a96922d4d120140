import { spawn } from "node:child_process";
import { once } from "node:events";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { ExitCode } from "../../src/errors";
import { s3audit } from "../support/io";
import { LogFolder, deliveredAt, logText, record } from "../support/records";

let folder: LogFolder;
beforeEach(() => (folder = new LogFolder()));
afterEach(() => folder.remove());

const events = (...args: readonly string[]) => s3audit(["events", "--logs", ".", ...args], folder.path);

interface Event {
  readonly event_id: string;
  readonly object_key: string;
  readonly event_time: string;
}

async function told(...args: readonly string[]): Promise<readonly Event[]> {
  const { stdout } = await events("--format", "json", ...args);
  return JSON.parse(stdout) as readonly Event[];
}

const ids = async (...args: readonly string[]) => (await told(...args)).map(({ event_id }) => event_id);

const at = (eventTime: string, eventID: string) => record({ eventTime, eventID });

test("the zone is the settings', where there are settings", async () => {
  folder.write(
    deliveredAt("2026-11-01T01:00:00Z", "a"),
    logText(record({ eventTime: "2026-11-01T00:30:00Z" })),
  );
  const settings = (zone: string) =>
    `{name: a, region: us-east-1, watch: [{bucket: abc}], timeZone: ${zone}}`;
  folder.write("audit.yaml", settings("Asia/Tokyo"));
  folder.write("other.yaml", settings("Europe/Berlin"));
  const times = async (...args: readonly string[]) => (await told(...args)).map((event) => event.event_time);
  expect(await times()).toEqual(["2026-11-01 09:30:00"]);
  expect(await times("--settings", "other.yaml")).toEqual(["2026-11-01 01:30:00"]);
  expect(await times("--time-zone", "America/New_York")).toEqual(["2026-10-31 20:30:00"]);

  folder.write("audit.yaml", settings("Mars/Olympus"));
  expect(await events()).toMatchObject({ exitCode: ExitCode.usage, stdout: "" });
});

test("a list of who did what to which object, newest first, in a zone", async () => {
  folder.write(
    deliveredAt("2026-11-01T01:00:00Z", "a"),
    logText(
      record(),
      record({
        eventTime: "2026-11-01T00:30:00Z",
        eventName: "DeleteObject",
        errorCode: "AccessDenied",
        userIdentity: { type: "AWSAccount", accountId: "anonymous" },
        requestParameters: { bucketName: "miyagawa-test", key: "請求書 11月.pdf" },
      }),
    ),
  );
  const { stdout, stderr, exitCode } = await events("--time-zone", "Asia/Tokyo");
  expect(stdout).toBe(
    [
      "EVENT TIME           EVENT NAME    ACTOR      OUTCOME              OBJECT",
      "2026-11-01 09:30:00  DeleteObject  anonymous  denied AccessDenied  s3://miyagawa-test/請求書 11月.pdf",
      "2026-11-01 09:15:00  PutObject     taro       ok                   s3://miyagawa-test/reports/a.pdf",
      "2 events, times in Asia/Tokyo; 1 log file read, 0.0 s",
      "",
    ].join("\n"),
  );
  expect([stderr, exitCode]).toEqual(["", ExitCode.ok]);
});

describe("copies of an event are told once", () => {
  test("in one file, in two files of a day, on both sides of midnight", async () => {
    const one = at("2026-11-01T23:58:00Z", "one");
    folder
      .write(deliveredAt("2026-11-01T23:59:00Z", "a"), logText(one, one, at("2026-11-01T12:00:00Z", "other")))
      .write(deliveredAt("2026-11-01T23:59:00Z", "b"), logText(one))
      .write(deliveredAt("2026-11-02T00:03:00Z", "c"), logText(one));
    expect(await ids()).toEqual(["one", "other"]);
    expect(await ids("--limit", "1")).toEqual(["one"]);
    expect(await ids("--limit", "2")).toEqual(["one", "other"]);
  });

  test("in a folder that was copied again and again", async () => {
    const path = deliveredAt("2026-11-01T12:00:00Z", "a");
    const text = logText(at("2026-11-01T11:58:00Z", "1"), at("2026-11-01T11:57:00Z", "2"));
    for (let copy = 0; copy < 9; copy++) folder.write(`copy ${copy}/${path}`, text);
    expect(await ids("--limit", "2")).toEqual(["1", "2"]);
    expect((await events()).stdout).toContain("2 events, times in UTC; 1 log file read, 0.0 s\n");
  });

  test("in files of any name, of which there are many", async () => {
    const texts = [
      logText(at("2026-11-01T11:58:00Z", "1"), at("2026-11-01T11:57:00Z", "2")),
      logText(at("2026-11-01T11:56:00Z", "3"), at("2026-11-01T11:55:00Z", "4")),
    ];
    for (let copy = 0; copy < 30; copy++) folder.write(`copy ${copy}.json`, texts[copy % 2] ?? "");
    expect(await ids("--limit", "1")).toEqual(["1"]);
    expect(await ids("--limit", "3")).toEqual(["1", "2", "3"]);
    expect(await ids("--limit", "3", "--sort", "event_time")).toEqual(["4", "3", "2"]);
    expect(await ids()).toEqual(["1", "2", "3", "4"]);
    expect(await ids("--limit", "3", "--sort", "day")).toEqual(["1", "2", "3"]);
    const { stdout } = await s3audit(
      [
        "ask",
        "who-did-what",
        "--logs",
        ".",
        "--since",
        "2026-11-01",
        "--until",
        "2026-11-01",
        "--limit",
        "3",
        "--format",
        "json",
      ],
      folder.path,
    );
    expect((JSON.parse(stdout) as Event[]).map(({ event_id }) => event_id)).toEqual(["1", "2", "3"]);
  });

  test("but events without an id cannot be told apart, and all of them are", async () => {
    const nameless = record({ eventID: undefined });
    folder.write("a.json", logText(nameless, nameless, nameless));
    expect(await ids()).toEqual([null, null, null]);
  });
});

describe("a window", () => {
  beforeEach(() => {
    folder
      .write(
        deliveredAt("2026-10-31T15:05:00Z", "a"),
        logText(at("2026-10-31T14:59:59Z", "october"), at("2026-10-31T15:00:00Z", "first")),
      )
      .write(
        deliveredAt("2026-11-01T15:05:00Z", "b"),
        logText(at("2026-11-01T14:59:59Z", "last"), at("2026-11-01T15:00:00Z", "second")),
      )
      .write(deliveredAt("2026-11-02T00:10:00Z", "c"), logText(at("2026-11-01T14:00:00Z", "late")));
  });

  test("of a day in the zone reaches from its first to its last moment, and takes what came the next day", async () => {
    const day = ["--since", "2026-11-01", "--until", "2026-11-01", "--time-zone", "Asia/Tokyo"];
    expect(await ids(...day)).toEqual(["last", "late", "first"]);
  });

  test("can be open at either end", async () => {
    expect(await ids("--since", "2026-11-01T15:00:00Z")).toEqual(["second"]);
    expect(await ids("--until", "2026-10-31T15:00:00Z")).toEqual(["october"]);
  });

  test("says which moments it means", async () => {
    const { stdout } = await events("--since", "2026-11-02", "--time-zone", "Asia/Tokyo");
    expect(stdout).toContain("from 2026-11-02 00:00:00+09:00, times in Asia/Tokyo");
  });

  test("before now can hold nothing, which is an answer", async () => {
    const { stdout, exitCode } = await events("--until", "2000-01-01");
    expect(stdout).toBe(
      "0 events before 2000-01-02 00:00:00+00:00, times in UTC; 0 log files read, 3 outside the window, 0.0 s\n",
    );
    expect(exitCode).toBe(ExitCode.ok);
  });

  test("after the newest log file finds nothing, and says which days there are", async () => {
    const older = "The newest of these log files was delivered on 2026-11-02 (UTC). Ask for earlier days, ";
    for (const how of [["--format", "csv"], ["--count"]]) {
      const { stderr, exitCode } = await events("--since", "2026-11-05", ...how);
      expect([exitCode, stderr]).toEqual([
        ExitCode.ok,
        expect.stringContaining(`${older}for example with --since 2026-11-02.\n`),
      ]);
    }
  });
});

test("an event whose time cannot be read comes last, and is not lost", async () => {
  folder.write("a.json", logText(at("no time", "bad"), at("2026-11-01T00:00:00Z", "good")));
  expect(await ids()).toEqual(["good", "bad"]);
});

test("every file that cannot be read is named with its reason, and its neighbours answer", async () => {
  const good = gzipSync(logText(record({ eventID: "unfinished" })));
  folder
    .write("AWSLogs/good.json.gz", logText(record({ eventID: "good" })))
    .write("AWSLogs/cut-off.json.gz", good.subarray(0, good.length - 30))
    .write("AWSLogs/cut-short.json.gz", good.subarray(0, 12))
    .write("AWSLogs/empty.json.gz", Buffer.alloc(0))
    .write("AWSLogs/hollow.json.gz", "")
    .write("AWSLogs/text.json.gz", Buffer.from("<html>Service Unavailable</html>"))
    .write("AWSLogs/packed-text.json.gz", "<html>Service Unavailable</html>")
    .write("AWSLogs/other.json.gz", JSON.stringify({ Messages: [] }))
    .write("AWSLogs/null.json", JSON.stringify({ Records: null }))
    .write("AWSLogs/list.json", JSON.stringify([record()]))
    .write("AWSLogs/half.json", logText(record()).slice(0, 200))
    .write(
      "AWSLogs/odd-shape.json",
      logText(record({ eventID: "odd", userIdentity: "taro" }), record({ eventID: "beside oddity" })),
    )
    .write(
      "AWSLogs/two-thirds.json",
      logText(record({ eventID: "before the cut" }), record({ eventID: "cut" })).slice(0, -100),
    );
  const { stdout, stderr, exitCode } = await events("--format", "ndjson");
  const read = stdout
    .trim()
    .split("\n")
    .map((line) => (JSON.parse(line) as Event).event_id);
  expect(read.sort()).toEqual(["before the cut", "beside oddity", "good", "odd"]);
  expect(exitCode).toBe(ExitCode.incomplete);
  const named = stderr.replaceAll(`${join(folder.path, "AWSLogs")}/`, "");
  expect(named.trim().split("\n")).toEqual([
    "unreadable: cut-off.json.gz: cut off: the compressed data ends too early",
    "unreadable: cut-short.json.gz: cut off: the compressed data ends too early",
    "unreadable: empty.json.gz: the file is empty",
    "unreadable: half.json: cut off: its JSON ends too early",
    "unreadable: hollow.json.gz: there is nothing in it",
    "unreadable: list.json: no CloudTrail log: a list, where an object with Records is expected",
    "unreadable: null.json: no CloudTrail log: it holds no Records",
    "unreadable: odd-shape.json: 1 of its records: userIdentity of another shape than CloudTrail's, left empty",
    "unreadable: other.json.gz: no CloudTrail log: it holds no Records",
    "unreadable: packed-text.json.gz: not JSON",
    "unreadable: text.json.gz: not compressed with gzip, although its name says so",
    "unreadable: two-thirds.json: cut off: its JSON ends too early (1 record before that read)",
    "4 events, times in UTC; 3 log files read, 12 not fully readable, 0.0 s",
  ]);
});

test("files are read however a tool has left them: formatted, with a byte order mark, unpacked, oddly named", async () => {
  const text = (eventID: string) => logText(record({ eventID }));
  folder
    .write("formatted.json.gz", JSON.stringify({ Records: [record({ eventID: "formatted" })] }, null, 2))
    .write("marked.json", `\ufeff${text("marked")}`)
    .write("unpacked.json.gz", Buffer.from(text("unpacked")))
    .write("lines.json", `${text("line 1")}\r\n${text("line 2")}\r\n`)
    .write("it's [a]*?\n.json.gz", text("odd name"))
    .write("none.json.gz", JSON.stringify({ Records: [] }));
  const { stderr, exitCode } = await events();
  expect([stderr, exitCode]).toEqual(["", ExitCode.ok]);
  expect([...(await ids())].sort()).toEqual([
    "formatted",
    "line 1",
    "line 2",
    "marked",
    "odd name",
    "unpacked",
  ]);
});

test("digests and other siblings are left out, links are followed once", async () => {
  folder
    .write("AWSLogs/123456789012/CloudTrail/a.json.gz", logText(record({ eventID: "log" })))
    .write("AWSLogs/123456789012/CloudTrail-Digest/b.json.gz", JSON.stringify({ awsAccountId: "1" }))
    .write("AWSLogs/123456789012/CloudTrail-Insight/c.json.gz", logText(record()))
    .write("123456789012_CloudTrail-Digest_ap-northeast-1.json.gz", JSON.stringify({ awsAccountId: "1" }))
    .write("readme.txt", "not a log");
  symlinkSync(folder.path, join(folder.path, "AWSLogs/up"));
  symlinkSync(join(folder.path, "gone"), join(folder.path, "dead.json.gz"));
  expect(await ids()).toEqual(["log"]);
  const { stderr, exitCode } = await events();
  expect(stderr).toBe(`unreadable: ${folder.path}/dead.json.gz: a symbolic link to nothing, or gone since\n`);
  expect(exitCode).toBe(ExitCode.incomplete);
});

describe("text that whoever made the request chose", () => {
  const key = 'a\u001b[31mred\u202e"gpj.exe\n\u0007';
  beforeEach(() => {
    folder.write(
      "a.json",
      logText(record({ requestParameters: { bucketName: "b", key }, userAgent: "=cmd|'/c calc'!A1" })),
    );
  });

  test("cannot steer a terminal", async () => {
    const { stdout } = await events();
    expect(stdout).toContain('s3://b/a\\u001b[31mred\\u202e"gpj.exe\\n\\u0007\n');
  });

  test("is exact in JSON, and still cannot steer a terminal", async () => {
    const [event] = await told();
    expect(event?.object_key).toBe(key);
    const { stdout } = await events("--format", "json");
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });

  test("is no formula and no second line in CSV", async () => {
    const { stdout } = await events("--format", "csv");
    expect(stdout.split("\n")).toHaveLength(3);
    expect(stdout).toContain(',"a\\u001b[31mred\\u202e""gpj.exe\\n\\u0007",');
    expect(stdout).toContain(",'=cmd|'/c calc'!A1,");
  });
});

describe("on a terminal", () => {
  const key = `${"帳票/".repeat(20)}2026年11月.pdf`;
  const long = { requestParameters: { bucketName: "miyagawa-test", key } };
  const shown = async (columns: number) =>
    (await s3audit(["events", "--logs", folder.path], folder.path, columns)).stdout.split("\n");

  test("a table fits: of an object the end is shown", async () => {
    folder.write("a.json", logText(record(long), record({ eventTime: "2026-11-01T00:14:00Z" })));
    expect(await shown(80)).toEqual([
      "EVENT TIME           EVENT NAME  ACTOR  OUTCOME  OBJECT",
      "2026-11-01 00:15:00  PutObject   taro   ok       …/帳票/帳票/帳票/2026年11月.pdf",
      "2026-11-01 00:14:00  PutObject   taro   ok       …://miyagawa-test/reports/a.pdf",
      "2 events, times in UTC; 1 log file read, 0.0 s",
      "",
    ]);
  });

  test("one event is shown whole, one field a line where it is wider than the screen", async () => {
    folder.write("a.json", logText(record(long)));
    expect(await shown(80)).toEqual([
      `-[ 1 ]${"-".repeat(74)}`,
      "EVENT TIME  2026-11-01 00:15:00",
      "EVENT NAME  PutObject",
      "ACTOR       taro",
      "OUTCOME     ok",
      `OBJECT      s3://miyagawa-test/${key}`,
      "1 event, times in UTC; 1 log file read, 0.0 s",
      "",
    ]);
    expect(await shown(200)).toEqual([
      "EVENT TIME           EVENT NAME  ACTOR  OUTCOME  OBJECT",
      `2026-11-01 00:15:00  PutObject   taro   ok       s3://miyagawa-test/${key}`,
      "1 event, times in UTC; 1 log file read, 0.0 s",
      "",
    ]);
  });

  test("a screen that does not tell its width has 80 columns", async () => {
    folder.write("a.json", logText(record(long)));
    expect(await shown(0)).toEqual(await shown(80));
  });
});

test("bad arguments are told together, and nothing is printed", async () => {
  const { exitCode, stdout, stderr } = await events(
    ...[
      "--limit",
      "many",
      "--format",
      "xml",
      "--time-zone",
      "Mars/Olympus",
      "--since",
      "2026-02-30",
      "--until",
      "now",
    ],
  );
  expect([exitCode, stdout]).toEqual([ExitCode.usage, ""]);
  expect(stderr.split("\n").map((fault) => fault.split(",")[0])).toEqual([
    '--format is "xml"',
    '--limit is "many"',
    '--time-zone is "Mars/Olympus": a time zone is UTC or an IANA name of the form Area/City. Write',
    '--since is "2026-02-30"',
    '--until is "now"',
  ]);
});

test("a window that ends before it begins is told", async () => {
  const { exitCode, stderr } = await events("--since", "2026-11-02", "--until", "2026-10-31");
  expect(exitCode).toBe(ExitCode.usage);
  expect(stderr).toBe(
    "--since (2026-11-02 00:00:00+00:00) is not before --until (2026-11-01 00:00:00+00:00). Swap them, or leave one out.",
  );
});

test("a folder that is missing or holds no logs is told", async () => {
  const missing = await s3audit(["events", "--logs", "nowhere"], folder.path);
  expect(missing.exitCode).toBe(ExitCode.usage);
  expect(missing.stderr).toContain("nowhere does not exist.");
  expect((await events()).stderr).toContain(`There is no file under ${folder.path} yet.`);
});

test("the reader of a long answer may leave early", async () => {
  folder.write("a.json", logText(...Array.from({ length: 5000 }, () => record())));
  const script = join(__dirname, "../../src/cli/s3-audit.js");
  const child = spawn(process.execPath, [script, "events", "--logs", folder.path, "--limit", "5000"]);
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdout.once("data", () => child.stdout.destroy());
  const [code] = (await once(child, "close")) as [number];
  // an answer that nobody took is none
  expect([code, stderr]).toEqual([ExitCode.readerGone, ""]);
}, 60_000);
