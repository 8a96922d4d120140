import { readdirSync } from "node:fs";
import { join } from "node:path";
import stringWidth from "string-width";
import { ExitCode } from "../../src/errors";
import { writeSample } from "../../src/logs/sample/sample";
import { leftIn } from "../support/commandLine";
import { describeWith, findProgram, ready } from "../support/finding";
import { LogFolder, logText, record } from "../support/records";
import { Terminal } from "../support/terminal";

const tmux = findProgram("tmux");

describeWith([tmux], "a terminal shows", () => {
  jest.setTimeout(120_000);

  let folder: LogFolder;
  let terminal: Terminal | undefined;
  beforeEach(() => (folder = new LogFolder()));
  afterEach(() => {
    terminal?.close();
    terminal = undefined;
    folder.remove();
  });

  const open = (columns: number, env?: Readonly<Record<string, string>>): Terminal =>
    (terminal = new Terminal(ready(tmux).path, { cwd: folder.path, columns, ...(env && { env }) }));

  const upload = (key: string, second: number, fields: object = {}) =>
    record({
      requestParameters: { bucketName: "miyagawa-test", key },
      eventTime: `2026-11-01T00:00:${String(second).padStart(2, "0")}Z`,
      ...fields,
    });

  const someEvents = () =>
    folder.write(
      "a.json",
      logText(
        upload("reports/a.pdf", 1),
        upload("請求書/二〇二六年十一月/宮川商店御中.pdf", 2),
        upload("reports/2026/11/01/a-long-name-in-many-folders/and-its-end.parquet", 3),
        upload("denied.pdf", 4, { errorCode: "AccessDenied" }),
        upload("failed.pdf", 5, { errorCode: "NoSuchKey", eventName: "GetObject" }),
      ),
    );

  test("a table that fits, with the ends of long keys, also of wide characters", async () => {
    someEvents();
    open(100).call("events", "--logs", ".");
    const { lines, exitCode } = await terminal!.answer();
    expect(exitCode).toBe(ExitCode.ok);
    expect(lines).toHaveLength(7);
    for (const line of lines.slice(0, 6)) expect(stringWidth(line)).toBeLessThanOrEqual(100);
    expect(lines[0]).toMatch(/^EVENT TIME +EVENT NAME +ACTOR +OUTCOME +OBJECT$/);
    const [head = "", failed = "", denied = "", long = "", wide = "", short = ""] = lines;
    expect(failed).toMatch(/GetObject +taro +failed NoSuchKey +s3:\/\/miyagawa-test\/failed\.pdf$/);
    expect(denied).toMatch(/denied AccessDenied +s3:\/\/miyagawa-test\/denied\.pdf$/);
    expect(long).toMatch(/ …\S+\/and-its-end\.parquet$/);
    expect(wide).toMatch(/ …\S+\/宮川商店御中\.pdf$/);
    expect(short).toMatch(/s3:\/\/miyagawa-test\/reports\/a\.pdf$/);
    // the columns stand under their names
    const column = head.indexOf("OBJECT");
    for (const line of lines.slice(1, 6)) expect(line.slice(column)).toMatch(/^(?:s3:|…)/);
    expect(lines[6]).toMatch(/^5 events, times in UTC; 1 log file read, \d+\.\d s$/);
  });

  test("outcomes in colours, unless NO_COLOR forbids them", async () => {
    someEvents();
    open(120).call("events", "--logs", ".");
    await terminal!.answer();
    const screen = terminal!.screen({ colours: true });
    expect(screen).toContain("\u001b[31mdenied AccessDenied");
    expect(screen).toContain("\u001b[33mfailed NoSuchKey");
    expect(screen).toMatch(/\u001b\[1mEVENT TIME/);
    terminal!.close();
    open(120, { NO_COLOR: "1" }).call("events", "--logs", ".");
    await terminal!.answer();
    expect(terminal!.screen({ colours: true })).not.toContain("\u001b[3");
  });

  test("no colours, and nothing cut, in a pipe", async () => {
    someEvents();
    open(60).call("events", "--logs", ".", "-o", "out.csv", "--format", "csv");
    expect((await terminal!.answer()).lines).toEqual([
      expect.stringMatching(/^5 events, times in UTC; 1 log file read, \d+\.\d s$/),
    ]);
  });

  test("one field a line what is wider, and messages broken between words, as narrow as COLUMNS wants it", async () => {
    folder.write("a.json", logText(upload("reports/2026/11/01/a-long-name-in-many-folders.parquet", 1)));
    open(100, { COLUMNS: "70" }).call("events", "--logs", ".");
    const { lines } = await terminal!.answer();
    expect(lines.slice(0, 6)).toEqual([
      `-[ 1 ]${"-".repeat(64)}`,
      "EVENT TIME  2026-11-01 00:00:01",
      "EVENT NAME  PutObject",
      "ACTOR       taro",
      "OUTCOME     ok",
      "OBJECT      s3://miyagawa-test/reports/2026/11/01/a-long-name-in-many-folders.parquet",
    ]);
    terminal!.call("events", "--logs", ".", "--object", "foo");
    expect((await terminal!.answer()).lines).toEqual([
      '--object is "foo", which does not name an object. Write',
      "s3://BUCKET/KEY, for example s3://my-bucket/reports/a.pdf; for all",
      "objects below a prefix write --bucket my-bucket --prefix reports/.",
    ]);
  });

  test("nothing that a key could do to it", async () => {
    folder.write(
      "a.json",
      logText(
        upload("\u001b]0;title\u0007\u001b[2J\u001b[Hgone", 1),
        upload("two\r\nlines\u0008\u0008", 2),
        upload("\u202egpj.exe", 3, { userAgent: "\u001b[31m" }),
      ),
    );
    open(120).call("events", "--logs", ".", "--columns", "object_key,user_agent");
    const { lines } = await terminal!.answer();
    expect(lines).toHaveLength(5);
    expect(lines[0]).toMatch(/^OBJECT KEY +USER AGENT$/);
    expect(lines.join("\n")).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    expect(lines.slice(1, 4).join("\n")).toContain("gone");
  });

  describe("of a long answer", () => {
    let large: LogFolder;
    beforeAll(async () => {
      large = new LogFolder();
      await writeSample(large.path, { events: 300_000, days: 3, seed: 1, files: 300 });
    });
    afterAll(() => large.remove());

    const longAnswer = ["--limit", "all", "--format", "csv", "-o", "out.csv"];

    test("its progress, which goes when it is done", async () => {
      open(100).call("events", "--logs", large.path, ...longAnswer);
      const screen = await terminal!.until(/reading log files/);
      expect(screen).toMatch(/^reading log files … \d+ s \(Ctrl-C ends it\)$/m);
      const { lines } = await terminal!.answer(100_000);
      expect(lines).toEqual([
        expect.stringMatching(/^300,000 events, times in UTC; 300 log files read, \d+\.\d s$/),
      ]);
      expect(readdirSync(folder.path)).toEqual(["out.csv"]);
    });

    test("its end by Ctrl-C, at once and with nothing half written", async () => {
      folder.write("tmp/keep", "");
      open(100, { TMPDIR: join(folder.path, "tmp") }).call("events", "--logs", large.path, ...longAnswer);
      await terminal!.until(/reading log files/);
      const begun = Date.now();
      terminal!.press("C-c");
      const { exitCode, lines } = await terminal!.answer();
      expect(Date.now() - begun).toBeLessThan(3_000);
      expect(exitCode).toBe(ExitCode.interrupted);
      expect(lines.join("")).toMatch(/^(\^C)?$/);
      expect(readdirSync(folder.path)).toEqual(["tmp"]);
      expect(leftIn(join(folder.path, "tmp"))).toEqual(["keep"]);
    });
  });
});
