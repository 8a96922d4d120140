import { readdirSync } from "node:fs";
import { PassThrough } from "node:stream";
import { run } from "../../src/cli/program";
import { ExitCode } from "../../src/errors";
import { type AthenaStub, type Script, inState, resultPage, startAthenaStub } from "../support/athenaStub";
import { s3audit } from "../support/io";
import { runCommand } from "../support/testIo";
import { LogFolder, deliveredAt, logText, record } from "../support/records";

const settings = "{name: my, region: ap-northeast-1, watch: [{bucket: my-bucket}], timeZone: Asia/Tokyo}";
const columns = ["event_time", "event_name", "actor", "outcome", "error_code", "object"];
const one = ["2026-11-01 09:15:00.000", "PutObject", "taro", "ok", null, "s3://my-bucket/a.pdf"];
const succeeds: Script = {
  StartQueryExecution: [{ QueryExecutionId: "query-1" }],
  GetQueryExecution: [inState("SUCCEEDED", {}, 1_234_567)],
  GetQueryResults: [
    resultPage(
      columns.map((name) => ({ name, type: name === "event_time" ? "timestamp" : "varchar" })),
      [columns, one],
    ),
  ],
};

let folder: LogFolder;
let stub: AthenaStub | undefined;
const environment = { ...process.env };
beforeEach(() => {
  folder = new LogFolder().write("audit.yaml", settings);
  process.env["AWS_ACCESS_KEY_ID"] = "test";
  process.env["AWS_SECRET_ACCESS_KEY"] = "test";
});
afterEach(async () => {
  folder.remove();
  process.env = { ...environment };
  await stub?.close();
  stub = undefined;
});

async function call(script: Script, args: readonly string[], terminal?: number) {
  stub = await startAthenaStub(script);
  return s3audit([...args, "--endpoint-url", stub.url], folder.path, terminal);
}

const sql = () =>
  String(stub?.calls.find(({ operation }) => operation === "StartQueryExecution")?.input["QueryString"]);

test("events: a list with bytes and cost in its last line", async () => {
  const args = ["events", "--engine", "athena", "--since", "2026-11-01", "--until", "2026-11-01"];
  const { exitCode, stdout, stderr } = await call(succeeds, args, 120);
  expect([exitCode, stderr]).toEqual([ExitCode.ok, ""]);
  expect(stdout).toContain("2026-11-01 09:15:00");
  // between words, where the screen wants it
  expect(stdout.trimEnd().split("\n").slice(2).join(" ")).toBe(
    "1 event from 2026-11-01 00:00:00+09:00 before 2026-11-02 00:00:00+09:00, times in Asia/Tokyo; " +
      "1.2 MB scanned, about 0.000050 USD, 0.0 s",
  );
});

test("events --count: the number alone, what it cost beside it", async () => {
  const GetQueryResults = [resultPage([{ name: "events", type: "bigint" }], [["events"], ["12"]])];
  const { stdout, stderr } = await call({ ...succeeds, GetQueryResults }, [
    "events",
    "--engine",
    "athena",
    "--count",
  ]);
  expect(stdout).toBe("12\n");
  expect(stderr).toContain("1.2 MB scanned, about 0.000050 USD");
});

test("without --since looks back seven days, and says so", async () => {
  const args = ["events", "--engine", "athena", "--until", "2026-11-08T00:00", "--format", "csv"];
  const { stderr } = await call(succeeds, args);
  expect(sql()).toContain("event_time_utc >= timestamp '2026-10-31 15:00:00.000'");
  expect(stderr).toContain(
    "1 event from 2026-11-01 00:00:00+09:00 before 2026-11-08 00:00:00+09:00 (--since asks for another beginning), times",
  );
});

test("ask: a prepared statement ends at the question's limit, and whether there is more is not known", async () => {
  const rows = Array.from({ length: 100 }, (_, index) => [String(index)]);
  const args = ["ask", "bulk-reads", "--engine", "athena", "--format", "csv"];
  const script = {
    ...succeeds,
    GetQueryResults: [resultPage([{ name: "n", type: "integer" }], [["n"], ...rows])],
  };
  const { render } = await prepared("bulk-reads");
  const { exitCode, stderr } = await call({ ...script, GetPreparedStatement: [render] }, args);
  expect(exitCode).toBe(ExitCode.ok);
  expect(sql()).toMatch(/^EXECUTE bulk_reads USING /);
  expect(stderr).toContain("the first 100 rows (use --limit for more, if there are) from");
});

async function prepared(name: string) {
  const { preparedStatementName, renderPreparedStatement, savedQuestions } =
    await import("../../src/questions");
  const question = savedQuestions.find((each) => each.name === name);
  if (question === undefined) throw new Error(name);
  const catalog = { database: "my_audit", table: "cloudtrail_logs_my_log", timeZone: "Asia/Tokyo" };
  const QueryStatement = renderPreparedStatement(question, catalog).sql;
  return {
    render: { PreparedStatement: { StatementName: preparedStatementName(question), QueryStatement } },
  };
}

test("on a terminal tells what takes longer than a second: the queue, the scan, the rows", async () => {
  const states = [...Array<string>(5).fill("QUEUED"), ...Array<string>(2).fill("RUNNING")];
  stub = await startAthenaStub({
    ...succeeds,
    GetQueryExecution: (_, index) => inState(states[index] ?? "SUCCEEDED", {}, index * 1_000_000),
  });
  const args = [
    "events",
    "--engine",
    "athena",
    "--endpoint-url",
    stub.url,
    "-o",
    "list.csv",
    "--format",
    "csv",
  ];
  const { exitCode, err } = await runCommand(args, { cwd: folder.path, answers: [] });
  expect(exitCode).toBe(ExitCode.ok);
  expect(err).toMatch(/waiting for Athena … 1 s \(Ctrl-C ends it\)/);
  expect(err).toMatch(/Athena reads, [56]\.0 MB so far … \d s \(Ctrl-C ends it\)/);
  expect(err).toMatch(/\r\u001b\[2K1 event from [^\r]*7\.0 MB scanned, about\s0\.000050 USD,\s\d+\.\d s\n$/);
}, 20_000);

describe("--engine auto", () => {
  const window = ["--since", "2026-11-01T00:00Z", "--until", "2026-11-03T00:00Z", "--format", "csv"];
  const auto = (...args: readonly string[]) =>
    call(succeeds, ["events", "--engine", "auto", "--logs", "logs", ...window, ...args]);
  const delivered = (...moments: readonly string[]) => {
    for (const [index, moment] of moments.entries())
      folder.write(
        `logs/${deliveredAt(moment, String(index))}`,
        logText(record({ eventID: `local-${index}` })),
      );
  };
  const isFromAthena = () => stub?.calls.some(({ operation }) => operation === "StartQueryExecution");

  test("takes logs that begin on the window's first day and reach beyond its end", async () => {
    delivered("2026-11-01T08:00:00Z", "2026-11-03T00:20:00Z");
    const { exitCode, stdout, stderr } = await auto();
    expect(exitCode).toBe(ExitCode.ok);
    expect(stdout).toContain("local-0");
    expect(stderr).toMatch(
      /^from the logs in logs, which cover the window \(1 of its 2 days without a log file\)\n/,
    );
    expect(stderr).toContain("2 log files read");
    expect(isFromAthena()).toBe(false);
  });

  test.each([
    [
      ["2026-11-02T08:00:00Z", "2026-11-04T00:00:00Z"],
      "the logs under logs begin at 2026-11-02 17:00:00+09:00",
    ],
    [
      ["2026-10-31T08:00:00Z", "2026-11-02T23:59:00Z"],
      "the logs under logs end at 2026-11-03 08:59:00+09:00",
    ],
  ])("asks Athena where the logs were delivered at %j, and says why", async (moments, why) => {
    delivered(...moments);
    const { exitCode, stderr } = await auto();
    expect([exitCode, isFromAthena()]).toEqual([ExitCode.ok, true]);
    expect(stderr).toContain(`from Athena: ${why}\n`);
    expect(stderr).toContain("about 0.000050 USD");
  });

  test("takes only the logs of the Region asked for", async () => {
    delivered("2026-11-01T08:00:00Z", "2026-11-04T00:00:00Z");
    const { stderr } = await auto("--region", "us-east-1");
    expect(stderr).toContain("from Athena: the paths of the log files under logs do not tell their days\n");
  });

  test("asks Athena where nothing was copied yet, and not where the folder is not there", async () => {
    const { exitCode, stderr } = await auto();
    expect([exitCode, stderr]).toEqual([ExitCode.usage, expect.stringContaining("does not exist")]);
    folder.write("logs/README.md", "nothing yet");
    await stub?.close();
    expect((await auto()).stderr).toContain("from Athena: there is no log file under logs\n");
  });

  test("a window that reaches to now wants logs of the last hour", async () => {
    const now = Date.now();
    const ago = (minutes: number) => `${new Date(now - minutes * 60_000).toISOString().slice(0, 16)}:00Z`;
    delivered(ago(9 * 24 * 60), ago(30));
    const seen = await call(succeeds, ["events", "--engine", "auto", "--logs", "logs", "--format", "csv"]);
    expect(seen.stderr).toMatch(
      /^from the logs in logs, which cover the window \([78] of its 8 days without a log file\)\n/,
    );
    // the same seven days, whoever answers
    expect(seen.stderr).toContain("(--since asks for another beginning)");
  });

  test("without settings says that the logs do not reach", async () => {
    delivered("2026-11-02T08:00:00Z");
    folder.write("audit.yaml", "");
    const elsewhere = ["--since", "2026-11-01", "--until", "2026-11-02"];
    const seen = await s3audit(
      ["events", "--engine", "auto", "--logs", ".", ...elsewhere],
      `${folder.path}/logs`,
    );
    expect(seen.exitCode).toBe(ExitCode.usage);
    expect(seen.stderr).toContain(
      "begin at 2026-11-02 08:00:00+00:00, and there are no settings that name a workgroup",
    );
  });
});

test("ask: auto says who answers too, and reads the days before the window that a question compares with", async () => {
  folder.write(`logs/${deliveredAt("2026-10-20T08:00:00Z", "a")}`, logText(record()));
  folder.write(`logs/${deliveredAt("2026-11-02T10:00:00Z", "b")}`, logText(record()));
  folder.write(`logs/${deliveredAt("2026-11-04T00:00:00Z", "c")}`, logText(record()));
  const window = ["--since", "2026-11-01", "--until", "2026-11-02", "--format", "csv"];
  const auto = (question: string) =>
    call(succeeds, ["ask", question, "--engine", "auto", "--logs", "logs", ...window]);
  expect((await auto("deletions")).stderr).toContain(
    "from the logs in logs, which cover the window (2 of its 3 days without a log file)\n",
  );
  await stub?.close();
  expect((await auto("first-seen")).stderr).toContain("from Athena: the logs under logs begin at 2026-10-20");
});

test("without --logs asks Athena, or says that there is nothing to answer from", async () => {
  const { exitCode, stderr } = await call(succeeds, ["events", "--format", "csv"]);
  expect(exitCode).toBe(ExitCode.ok);
  expect(stderr).toContain("from Athena: no --logs are given\n");
  folder.write("empty/README.md", "");
  const seen = await s3audit(["events"], `${folder.path}/empty`);
  expect(seen.exitCode).toBe(ExitCode.usage);
  expect(seen.stderr).toContain("There is nothing to answer from: no --logs");
});

test("log files without --logs, and --follow with Athena, are mistakes", async () => {
  const duckdb = await s3audit(["events", "--engine", "duckdb"], folder.path);
  expect([duckdb.exitCode, duckdb.stderr]).toEqual([
    ExitCode.usage,
    "--engine duckdb reads log files, and --logs is missing. Write for example --logs my-logs, or --engine athena.",
  ]);
  const follow = await s3audit(["events", "--engine", "athena", "--follow"], folder.path);
  expect([follow.exitCode, follow.stderr]).toEqual([
    ExitCode.usage,
    "--follow cannot be combined with --engine athena: new log files are read as they arrive.",
  ]);
});

test("Ctrl-C while rows are written leaves no half a file", async () => {
  const interruption = new AbortController();
  const page = [{ name: "event_id", type: "varchar" }];
  const rows = Array.from({ length: 1000 }, (_, index) => [`event-${index}`.padEnd(200)]);
  stub = await startAthenaStub({
    ...succeeds,
    GetQueryResults: (_, index) => {
      // by then pages have been written
      if (index === 5) interruption.abort();
      return resultPage(page, rows, "more");
    },
  });
  const { stdin, stdout, stderr } = {
    stdin: new PassThrough(),
    stdout: new PassThrough(),
    stderr: new PassThrough(),
  };
  const io = { stdin, stdout, stderr, cwd: folder.path, env: {}, signal: interruption.signal };
  const args = ["events", "--engine", "athena", "--limit", "all", "--format", "csv", "-o", "list.csv"];
  await expect(run([...args, "--endpoint-url", stub.url], io)).rejects.toMatchObject({ name: "AbortError" });
  expect(readdirSync(folder.path)).toEqual(["audit.yaml"]);
});

test("the SDK's own variable names another address too", async () => {
  stub = await startAthenaStub(succeeds);
  process.env["AWS_ENDPOINT_URL"] = stub.url;
  const { exitCode } = await s3audit(["events", "--engine", "athena"], folder.path);
  expect([exitCode, stub.calls.length]).toEqual([ExitCode.ok, 3]);
});

describe("credentials", () => {
  beforeEach(() => {
    delete process.env["AWS_ACCESS_KEY_ID"];
    delete process.env["AWS_SECRET_ACCESS_KEY"];
    folder.write("home/config", "[profile other]\nregion = us-east-1\n");
    folder.write("home/credentials", "[auditor]\naws_access_key_id = a\naws_secret_access_key = b\n");
    process.env["AWS_CONFIG_FILE"] = `${folder.path}/home/config`;
    process.env["AWS_SHARED_CREDENTIALS_FILE"] = `${folder.path}/home/credentials`;
    process.env["AWS_EC2_METADATA_DISABLED"] = "true";
  });

  test.each([[[]], [["--profile", "nobody"]]])("that are not there are asked for (%j)", async (flags) => {
    const { exitCode, stdout, stderr } = await call(succeeds, ["events", "--engine", "athena", ...flags]);
    expect([exitCode, stdout]).toEqual([ExitCode.engine, ""]);
    expect(stderr).toMatch(/^No AWS credentials were found.*Sign in/);
    expect(stub?.calls).toEqual([]);
  });

  test("of a profile are taken", async () => {
    const { exitCode } = await call(succeeds, ["events", "--engine", "athena", "--profile", "auditor"]);
    expect(exitCode).toBe(ExitCode.ok);
  });
});
