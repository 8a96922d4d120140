import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import {
  AthenaClient,
  CreatePreparedStatementCommand,
  DeletePreparedStatementCommand,
  UpdatePreparedStatementCommand,
  UpdateWorkGroupCommand,
} from "@aws-sdk/client-athena";
import { ExitCode } from "../../../src/errors";
import { cases } from "../../questions/fixtures";
import { fakeCredentials } from "../../support/emulator";
import { type Seen, s3audit } from "../../support/io";
import { type Stage, settingsFile } from "../stage";
import { longKey, oddKey, storyDay } from "../story";

const repository = join(__dirname, "..", "..", "..");
const window = ["--since", storyDay, "--until", "2025-10-02"];

/** Columns that both engines have to give alike, with numbers, times and what can be NULL. */
const all =
  "event_time,event_time_utc,actor,actor_type,action,event_name,bucket,object_key,version_id,bytes_in,bytes_out,source_ip," +
  "user_agent,error_code,outcome,account_id,region,day,event_id,request_id,event_type,actor_arn,request_parameters,object";

/** What narrows a list, and how many of the story's 13 events are left. */
const narrowed: readonly (readonly [flags: readonly string[], count: number])[] = [
  [[], 13],
  [["--actor", "taro"], 11],
  [["--actor", "deploy/*", "--actor", "anonymous"], 2],
  [["--actor-type", "assumed_role,anonymous"], 2],
  [["--action", "delete", "--action", "list"], 2],
  [["--event", "Put*"], 10],
  [["--event", "GetObject,DeleteObject"], 2],
  [["--bucket", "*-archive"], 1],
  [["--bucket", "miyagawa-test"], 12],
  [["--prefix", "reports/100%_"], 1],
  [["--object", `s3://miyagawa-test/${oddKey}`], 1],
  [["--object", `s3://miyagawa-test/${longKey}`, "--object", "s3://other/key"], 1],
  [["--ip", "198.51.100.0/24"], 1],
  [["--ip", "2001:db8:*,cloudfront.amazonaws.com"], 2],
  [["--denied"], 1],
  [["--errors"], 2],
  [["--account", "123456789012"], 13],
  [["--region", "us-east-1"], 1],
  [["--grep", "NEEDLE"], 1],
  [["--grep", "it's", "--grep", "四半期"], 1],
];

/** The command line, asked of Athena and of log files: the same rows, and everything that is not the same on the way. */
export function proveCommandLine(stage: Stage): void {
  const athenaFlags = () => ["--engine", "athena", "--endpoint-url", stage.emulator.url];
  const call = (engine: "athena" | "duckdb", command: string, args: readonly string[], columns?: number) => {
    const who = engine === "athena" ? athenaFlags() : ["--logs", stage.logs];
    const [name = "", ...more] = command.split(" ");
    return s3audit([name, ...more, ...args, "--settings", settingsFile, ...who], repository, columns);
  };
  /** Both answers, which have the same standard output. */
  const same = async (command: string, ...args: readonly string[]): Promise<Seen> => {
    const [local, athena] = await Promise.all([call("duckdb", command, args), call("athena", command, args)]);
    expect([athena.exitCode, athena.stderr]).toEqual([
      ExitCode.ok,
      expect.stringContaining("about 0.000050 USD"),
    ]);
    expect(athena.stdout).toBe(local.stdout);
    return athena;
  };
  const client = () => new AthenaClient(stage.emulator.clientFor(stage.settings.region));
  const WorkGroup = stage.settings.athena.workgroup;

  const environment = { ...process.env };
  beforeAll(() => {
    process.env["AWS_ACCESS_KEY_ID"] = fakeCredentials.accessKeyId;
    process.env["AWS_SECRET_ACCESS_KEY"] = fakeCredentials.secretAccessKey;
  });
  afterAll(() => (process.env = environment));

  it.each(narrowed)("events %j: DuckDB's rows", async (flags, count) => {
    const { stdout } = await same("events", ...window, ...flags, "--format", "json", "--columns", all);
    expect(JSON.parse(stdout)).toHaveLength(count);
  });

  it.each(narrowed.slice(0, 3))("events --count %j: DuckDB's number", async (flags, count) => {
    const { stdout } = await same("events", ...window, ...flags, "--count");
    expect(stdout).toBe(`${count}\n`);
  });

  it.each(["event_time", "-object_key,event_id", "object", "-bytes_out,actor"])("sorts by %s", (sort) =>
    same("events", ...window, "--sort", sort, "--columns", "event_id,object,bytes_out", "--format", "csv"),
  );

  it.each(["csv", "ndjson", "json"])("has the same text as %s", (format) =>
    same("events", ...window, "--format", format),
  );

  it.each(["table", "wide"])("has the same %s, and tells bytes and cost below", async (format) => {
    const [local, athena] = await Promise.all([
      call("duckdb", "events", [...window, "--format", format], 200),
      call("athena", "events", [...window, "--format", format], 200),
    ]);
    const rowsOf = ({ stdout }: Seen) => stdout.trimEnd().split("\n").slice(0, -1);
    expect(rowsOf(athena)).toEqual(rowsOf(local));
    expect(athena.stdout.trimEnd().split("\n").at(-1)).toMatch(
      /^13 events from 2025-10-01 00:00:00\+09:00 before .*; \d kB scanned, about 0\.000050 USD, 0\.0 s$/,
    );
  });

  it("writes the same Parquet", async () => {
    const folder = mkdtempSync(join(tmpdir(), "parquet-"));
    const rowsOf = async (engine: "athena" | "duckdb") => {
      const file = join(folder, `${engine}.parquet`);
      await call(engine, "events", [...window, "--format", "parquet", "-o", file]);
      return stage.duckdbRows(`SELECT * FROM read_parquet('${file}')`);
    };
    const rows = await rowsOf("athena");
    expect(rows).toHaveLength(13);
    expect(rows).toEqual(await rowsOf("duckdb"));
    rmSync(folder, { recursive: true });
  });

  it("tells where there is more than the limit", async () => {
    const { stdout, stderr } = await same("events", ...window, "--limit", "5", "--format", "csv");
    expect(stdout.trimEnd().split("\n")).toHaveLength(6);
    expect(stderr).toContain("the newest 5 events (use --limit for more)");
  });

  it("reads more than a page of Athena's results", async () => {
    const august = ["--since", "2025-08-01", "--until", "2025-09-15", "--limit", "all"];
    const { stdout } = await same("events", ...august, "--format", "csv", "--columns", "event_id,object");
    expect(stdout.trimEnd().split("\n")).toHaveLength(1 + 40 * 2 * 24);
  });

  it("shows times in another zone than that of the saved view", async () => {
    const { stdout } = await same("events", ...window, "--time-zone", "America/New_York", "--format", "json");
    expect(stdout).toContain('"event_time":"2025-10-01 19:59:30"');
    const asked = [
      "--param",
      "bucket=miyagawa-test",
      "--param",
      `key=${oddKey}`,
      "--time-zone",
      "Europe/Berlin",
    ];
    await same("ask object-history", ...window, ...asked, "--format", "json");
  });

  it("reads the Region asked for alone, and looks back seven days where no window is asked for", async () => {
    const read = async (...flags: readonly string[]) => {
      const { exitCode, stderr } = await call("athena", "events", [...flags, "--format", "csv"]);
      expect(exitCode).toBe(ExitCode.ok);
      return stderr;
    };
    const august = ["--since", "2025-08-01", "--until", "2025-08-31"];
    const bytes = (text: string) => Number(/; (\d+) kB scanned/.exec(text)?.[1]);
    const one = await read(...august, "--region", "us-east-1");
    expect(bytes(one)).toBeLessThan(bytes(await read(...august)));
    expect(await read("--limit", "1")).toMatch(
      /the newest 1 event \(use --limit for more\) from .* before .* \(--since asks for another beginning\), times in Asia\/Tokyo/,
    );
  });

  // each question once (`proveCases` has the others), and keys that quoting could break
  const asked = cases.filter(
    ({ question, title }, index) =>
      cases.findIndex((each) => each.question === question) === index || /quotes|--|\\u0041|長/.test(title),
  );
  it.each(asked.map((each) => [each.question, each.title, each] as const))(
    "ask %s: %s",
    async (question, _, { since, until, parameters }) => {
      const given = Object.entries(parameters).flatMap(([name, value]) => ["--param", `${name}=${value}`]);
      const at = ["--since", since.toISOString(), "--until", until.toISOString()];
      const { stderr } = await same(`ask ${question}`, ...at, ...given, "--format", "json");
      expect(stderr).not.toContain("prepared statement");
    },
  );

  describe("with a prepared statement", () => {
    const asking = ["--param", "bucket=miyagawa-test", "--param", "key=reports/a.pdf", ...window];
    const StatementName = "object_history";
    afterEach(async () => {
      const QueryStatement = stage.preparedStatements.get(StatementName)?.QueryStatement;
      const Description = stage.preparedStatements.get(StatementName)?.Description;
      await client()
        .send(new DeletePreparedStatementCommand({ WorkGroup, StatementName }))
        .catch(() => undefined);
      await client().send(
        new CreatePreparedStatementCommand({ WorkGroup, StatementName, QueryStatement, Description }),
      );
    });

    it("that is another version's, sends this version's text and says so", async () => {
      const QueryStatement = "SELECT 1 AS one WHERE ? <> ''";
      await client().send(new UpdatePreparedStatementCommand({ WorkGroup, StatementName, QueryStatement }));
      const { stderr } = await same("ask object-history", ...asking, "--format", "json");
      expect(stderr).toContain("The prepared statement object_history in Athena belongs to another version");
    });

    it("that is not there, sends its text and says so", async () => {
      await client().send(new DeletePreparedStatementCommand({ WorkGroup, StatementName }));
      const { stderr } = await same("ask object-history", ...asking, "--format", "json");
      expect(stderr).toContain("no prepared statement object_history");
    });

    it("that is there, executes it", async () => {
      await same("ask object-history", ...asking, "--format", "json");
      const { rows } = await stage.trino(
        "SELECT query FROM system.runtime.queries WHERE source <> '' ORDER BY created DESC LIMIT 1",
      );
      expect(String(rows[0]?.[0])).toContain("from_iso8601_timestamp(?)");
    });
  });

  describe("where Athena cannot answer", () => {
    const limit = (BytesScannedCutoffPerQuery: number) =>
      client().send(
        new UpdateWorkGroupCommand({ WorkGroup, ConfigurationUpdates: { BytesScannedCutoffPerQuery } }),
      );
    const august = ["--since", "2025-08-01", "--until", "2025-09-15"];

    it("because it would read too much, says what limits it and what was paid", async () => {
      await limit(1000);
      const { exitCode, stdout, stderr } = await call("athena", "events", august);
      await limit(10 * 1024 ** 3);
      expect([exitCode, stdout]).toEqual([ExitCode.engine, ""]);
      expect(stderr).toMatch(
        /^Athena stopped the query: it reads more than 10 GB, the limit of the workgroup \S+, and/,
      );
    });

    it("because nothing was deployed, asks whether it was", async () => {
      const folder = mkdtempSync(join(tmpdir(), "elsewhere-"));
      const settings = (more: string) =>
        writeFileSync(
          join(folder, "audit.yaml"),
          `{name: elsewhere, region: ${stage.settings.region}, watch: [{bucket: some-bucket}]${more}}`,
        );
      const seen = () => s3audit(["events", ...athenaFlags()], folder);
      settings("");
      const missing = await seen();
      expect(missing.exitCode).toBe(ExitCode.engine);
      expect(missing.stderr).toContain("There is no workgroup elsewhere-audit in ap-northeast-1");
      expect(missing.stderr).toContain("`npx cdktf deploy elsewhere`");
      settings(`, athena: {workgroup: ${WorkGroup}}`);
      const noTable = await seen();
      expect(noTable.exitCode).toBe(ExitCode.engine);
      expect(noTable.stderr).toMatch(/^Athena does not find the table: (SCHEMA|TABLE)_NOT_FOUND/);
      rmSync(folder, { recursive: true });
    });
  });

  describe("Ctrl-C", () => {
    it("ends a slow query within two seconds, cancels the query in Trino and leaves no file", async () => {
      const folder = mkdtempSync(join(tmpdir(), "interrupted-"));
      const slow = ["events", "--since", "2025-01-01", "--limit", "all", "-o", join(folder, "all.csv")];
      const args = [
        ...slow,
        "--format",
        "csv",
        "--settings",
        join(repository, settingsFile),
        ...athenaFlags(),
      ];
      const child = spawn(process.execPath, [join(repository, "src/cli/s3-audit.js"), ...args], {
        cwd: folder,
        // this environment is the test's own, which a child does not inherit by itself
        env: { ...process.env },
      });
      const ended = once(child, "exit");
      const id = await runningQuery(stage, child);
      const begun = Date.now();
      child.kill("SIGINT");
      const [code] = (await ended) as [number | null];
      expect(code).toBe(ExitCode.interrupted);
      expect(Date.now() - begun).toBeLessThan(2_500);
      expect(await outcomeOf(stage, id)).toEqual(["FAILED", "USER_CANCELED"]);
      expect(readdirSync(folder)).toEqual([]);
      rmSync(folder, { recursive: true });
    });
  });
}

/** The query that the child has Athena run, once Trino works on it. */
async function runningQuery(stage: Stage, child: ChildProcess): Promise<string> {
  const said: string[] = [];
  child.stderr?.on("data", (chunk: Buffer) => said.push(chunk.toString()));
  while (child.exitCode === null) {
    const { rows } = await stage.trino(
      "SELECT query_id FROM system.runtime.queries WHERE source <> '' AND state NOT IN ('FINISHED', 'FAILED')",
    );
    if (rows[0] !== undefined) return String(rows[0][0]);
    await pause(50);
  }
  throw new Error(`the command ended before its query was seen: ${said.join("")}`);
}

async function outcomeOf(stage: Stage, id: string): Promise<readonly unknown[]> {
  const { rows } = await stage.trino(
    `SELECT state, error_code FROM system.runtime.queries WHERE query_id = '${id}'`,
  );
  return rows[0] ?? [];
}
