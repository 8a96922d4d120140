import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { ExitCode } from "../../src/errors";
import { type AthenaStub, type Script, inState, resultPage, startAthenaStub } from "../support/athenaStub";
import { CommandLine } from "../support/commandLine";
import { s3audit } from "../support/io";
import { LogFolder, deliveredAt, logText, record } from "../support/records";
import { S3StandIn } from "../support/s3StandIn";

/** An audit that was deployed a minute ago has no logs: nobody is sent to make a sample among them. */

const later = "CloudTrail delivers log files about five minutes after an event, sometimes fifteen";
const checks = ["watched bucket", "`record: all`", "`trail.logging`"];

let folder: LogFolder;
let stub: AthenaStub | undefined;
const environment = { ...process.env };
beforeEach(() => {
  folder = new LogFolder().write(
    "audit.yaml",
    "{name: my, region: ap-northeast-1, watch: [{bucket: my-bucket}]}",
  );
  mkdirSync(join(folder.path, "logs"));
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" });
});
afterEach(async () => {
  folder.remove();
  process.env = { ...environment };
  await stub?.close();
  stub = undefined;
});

/** What is said where CloudTrail has delivered nothing yet. */
function expectPatience(text: string): void {
  expect(text).toContain(later);
  for (const check of checks) expect(text).toContain(check);
  expect(text).not.toContain("sample");
}

describe("a folder of logs", () => {
  const commands = [["events"], ["events", "--count"], ["ask", "who-did-what"], ["cache"]];
  const call = (command: readonly string[]) => s3audit([...command, "--logs", "logs"], folder.path);

  test.each(commands.map((command) => [command]))("without a file: %j", async (command) => {
    const { exitCode, stderr, stdout } = await call(command);
    expect([exitCode, stdout]).toEqual([ExitCode.usage, ""]);
    expect(stderr).toMatch(/^There is no file under .*logs yet\. `npx s3-audit sync --to FOLDER`/);
    expectPatience(stderr);
  });

  test("without a file, and nobody else to ask", async () => {
    const { exitCode, stderr } = await s3audit(
      ["events", "--engine", "auto", "--logs", "."],
      join(folder.path, "logs"),
    );
    expect(exitCode).toBe(ExitCode.usage);
    expect(stderr).toMatch(/^There is no file under /);
    expectPatience(stderr);
  });

  test("with digests alone: the trail is on", async () => {
    folder.write(
      "logs/AWSLogs/123456789012/CloudTrail-Digest/ap-northeast-1/2026/11/01/123456789012_CloudTrail-Digest_a.json.gz",
      "{}",
    );
    const { stderr } = await call(["events"]);
    expect(stderr).toMatch(
      /^.*logs holds digests or Insights events but no log file yet, so the trail is on\./,
    );
    expectPatience(stderr);
  });

  test("with other files alone is another one than was meant", async () => {
    folder.write("logs/report.txt", "");
    const { exitCode, stderr } = await call(["events"]);
    expect(exitCode).toBe(ExitCode.usage);
    expect(stderr).toMatch(/^None of the files under .*logs is one of CloudTrail's log files: /);
    expect(stderr).not.toContain(later);
  });

  test.each([[["events"]], [["cache"]], [["events", "--engine", "auto"]], [["events", "--follow"]]])(
    "that is not there is none, and a sample goes into a folder of its own: %j",
    async (command) => {
      const { exitCode, stderr } = await s3audit([...command, "--logs", "my-logs"], folder.path);
      expect(exitCode).toBe(ExitCode.usage);
      expect(stderr).toMatch(/my-logs does not exist\./);
      expect(stderr).toContain("`npx s3-audit sample -o sample-logs`");
      expect(stderr).not.toMatch(/sample -o \S*my-logs/);
    },
  );
});

describe("Athena, in which there is nothing yet", () => {
  const columns = [{ name: "event_time", type: "timestamp" }];
  const scanned = (bytes: number, rows: readonly (readonly string[])[]): Script => ({
    StartQueryExecution: [{ QueryExecutionId: "query-1" }],
    GetQueryExecution: [inState("SUCCEEDED", {}, bytes)],
    GetQueryResults: [resultPage(columns, rows)],
  });
  const head = ["event_time"];
  const call = async (script: Script, ...args: readonly string[]) => {
    stub = await startAthenaStub(script);
    return s3audit([...args, "--endpoint-url", stub.url], folder.path);
  };

  test.each([
    [["events", "--engine", "athena"]],
    [["events", "--engine", "auto", "--logs", "logs"]],
    [["ask", "who-did-what", "--engine", "athena", "--format", "csv"]],
  ])("%j", async (command) => {
    const { exitCode, stderr } = await call(scanned(0, [head]), ...command);
    expect(exitCode).toBe(ExitCode.ok);
    expect(stderr).toContain("Athena found no log file of these days.");
    expectPatience(stderr);
  });

  test("events --count", async () => {
    const counted = {
      ...scanned(0, []),
      GetQueryResults: [resultPage([{ name: "events", type: "bigint" }], [["events"], ["0"]])],
    };
    const { exitCode, stdout, stderr } = await call(counted, "events", "--engine", "athena", "--count");
    expect([exitCode, stdout]).toEqual([ExitCode.ok, "0\n"]);
    expectPatience(stderr);
  });

  test("but where logs were read and nothing was found there is nothing to wait for", async () => {
    const { stderr } = await call(
      scanned(4_096, [head]),
      "events",
      "--engine",
      "athena",
      "--actor",
      "nobody",
    );
    expect(stderr).not.toContain(later);
  });
});

test("sync of a bucket without log files", async () => {
  const s3 = await S3StandIn.start("my-log", 3);
  const { exitCode, stdout } = await s3audit(["sync", "--endpoint-url", s3.url], folder.path);
  await s3.stop();
  expect(exitCode).toBe(ExitCode.ok);
  expect(stdout).toContain("There is no log file under s3://my-log/AWSLogs/ for the days");
  expectPatience(stdout);
});

test("--follow of a folder without log files says so, and shows what arrives", async () => {
  const running = new CommandLine(["events", "--logs", "logs", "--follow", "--format", "csv"], {
    cwd: folder.path,
  });
  try {
    await running.until(({ stderr }) => stderr.includes("\n"));
    expect(running.stderr).toMatch(
      /^No log file of these days is there yet; events are shown as they arrive\. /,
    );
    expectPatience(running.stderr);
    folder.write(
      `logs/${deliveredAt(new Date().toISOString(), "a")}`,
      logText(record({ eventTime: new Date().toISOString() })),
    );
    await running.until(({ stdout }) => stdout.includes("PutObject"));
    expect(await running.interrupt()).toBe(130);
  } finally {
    await running.remove();
  }
});
