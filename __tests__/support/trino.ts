import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { installTrino } from "../trino/install";
import { type QueryOptions, type QueryResult, runStatement, TrinoError } from "./trinoClient";

/** Athena's own name of the Glue catalogue, which the text of every saved view carries. */
export const catalogName = "awsdatacatalog";

const startWithinMs = 120_000;

export interface TrinoOptions {
  /** The emulator's Glue, such as `http://127.0.0.1:5000`. */
  readonly glueEndpoint: string;
  readonly s3Endpoint: string;
  readonly region: string;
}

export interface TrinoServer {
  readonly url: string;
  readonly pid: number;
  /** Runs one statement as it is; throws a `TrinoError` with the server's own message. */
  query(sql: string, options?: QueryOptions): Promise<QueryResult>;
  /** Ends the server and deletes its folder. */
  stop(): Promise<void>;
}

/**
 * Starts a real Trino on a free loopback port, over a Glue catalogue and an S3 that an emulator serves, and waits
 * until it answers a query. All that it writes lies in a temporary folder; where it fails, the error shows the
 * end of its log and the folder stays.
 */
export async function startTrino(options: TrinoOptions): Promise<TrinoServer> {
  const { home, jdk } = await installTrino();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const folder = mkdtempSync(join(tmpdir(), "trino-"));
  mkdirSync(join(folder, "etc", "catalog"), { recursive: true });
  writeProperties(join(folder, "etc", "config.properties"), serverProperties(url, port, home));
  writeProperties(join(folder, "etc", "catalog", `${catalogName}.properties`), catalogProperties(options));

  const logFile = join(folder, "server.log");
  const log = openSync(logFile, "a");
  const server = spawn(join(jdk.home, "bin", "java"), javaArguments(home), {
    cwd: folder,
    stdio: ["ignore", log, log],
    env: { ...process.env, AWS_EC2_METADATA_DISABLED: "true" },
  });
  closeSync(log);
  const guard = endsWithUs(server);

  const query: TrinoServer["query"] = (sql, queryOptions = {}) =>
    onceItsNodeServes(() => runStatement({ url, catalog: catalogName, sql, ...queryOptions })).catch(
      (error) => {
        throw isRunning(server) ? error : withLog("Trino ended during a query", logFile, error);
      },
    );
  try {
    await untilReady(server, url, query);
  } catch (error) {
    guard.kill();
    await end(server);
    throw withLog("Trino did not start", logFile, error);
  }
  const stop = async (): Promise<void> => {
    guard.kill();
    await end(server);
    rmSync(folder, { recursive: true, force: true });
  };
  return { url, pid: server.pid ?? 0, query, stop };
}

type Properties = Readonly<Record<string, string | number | boolean>>;

function serverProperties(url: string, port: number, home: string): Properties {
  return {
    "node.environment": "test",
    "node.bind-ip": "127.0.0.1",
    "node.internal-address": "127.0.0.1",
    coordinator: true,
    "node-scheduler.include-coordinator": true,
    "http-server.http.port": port,
    "http-server.log.enabled": false,
    "discovery.uri": url,
    "plugin.dir": join(home, "plugin"),
  };
}

function catalogProperties({ glueEndpoint, s3Endpoint, region }: TrinoOptions): Properties {
  return {
    "connector.name": "hive",
    "hive.metastore": "glue",
    "hive.metastore.glue.endpoint-url": glueEndpoint,
    "hive.metastore.glue.region": region,
    "hive.metastore.glue.aws-access-key": "test",
    "hive.metastore.glue.aws-secret-key": "test",
    "fs.native-s3.enabled": true,
    "s3.endpoint": s3Endpoint,
    "s3.region": region,
    "s3.path-style-access": true,
    "s3.aws-access-key": "test",
    "s3.aws-secret-key": "test",
    "hive.security": "allow-all",
    "hive.partition-projection-enabled": true,
    // as Athena does: a table without partitions is all that lies below its location
    "hive.recursive-directories": true,
    // else the planner asks the emulator for statistics of each partition, in vain and for seconds
    "hive.table-statistics-enabled": false,
  };
}

function writeProperties(file: string, properties: Properties): void {
  const lines = Object.entries(properties).map(([name, value]) => `${name}=${String(value)}\n`);
  writeFileSync(file, lines.join(""));
}

/** Java is started without Trino's launcher, so that the process id is the server's own. */
function javaArguments(home: string): string[] {
  return [
    "-Xmx1G",
    "-XX:TieredStopAtLevel=1",
    "-XX:+ExitOnOutOfMemoryError",
    "-Djdk.attach.allowAttachSelf=true",
    "-Duser.timezone=UTC",
    "--add-modules=jdk.incubator.vector",
    "--sun-misc-unsafe-memory-access=allow",
    "--enable-native-access=ALL-UNNAMED",
    "-Dconfig=etc/config.properties",
    ...["-cp", join(home, "lib", "*"), "io.trino.server.TrinoServer"],
  ];
}

/** Started, and able to plan and run a query. */
async function untilReady(server: ChildProcess, url: string, query: TrinoServer["query"]): Promise<void> {
  const deadline = Date.now() + startWithinMs;
  let lastRefusal: unknown = new Error("no answer yet");
  while (Date.now() < deadline) {
    if (!isRunning(server)) throw new Error(`it ended with code ${String(server.exitCode)}`);
    try {
      const info = (await (await fetch(`${url}/v1/info`)).json()) as { starting?: boolean };
      if (info.starting === false) {
        await query("SELECT 1");
        return;
      }
    } catch (error) {
      lastRefusal = error;
    }
    await pause(200);
  }
  throw new Error(`not ready after ${startWithinMs / 1000} s`, { cause: lastRefusal });
}

/**
 * For its first seconds a server that answers `SELECT 1` refuses to read from a catalogue: its only node's
 * announcement that it serves the catalogue is looked at every 5 s, and nothing tells when that happened.
 */
async function onceItsNodeServes<Result>(ask: () => Promise<Result>): Promise<Result> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      const tooEarly = error instanceof TrinoError && error.errorName === "NO_NODES_AVAILABLE";
      if (!tooEarly || Date.now() > deadline) throw error;
    }
    await pause(200);
  }
}

function isRunning(server: ChildProcess): boolean {
  return server.pid !== undefined && server.exitCode === null && server.signalCode === null;
}

/** A test run that is cut short leaves no server behind: the guard sees its input end, however this process ends. */
function endsWithUs(server: ChildProcess): ChildProcess {
  const kill = ["-c", 'read -r nothing; kill -9 "$0"', String(server.pid)];
  return spawn("sh", kill, { stdio: ["pipe", "ignore", "ignore"] });
}

async function end(server: ChildProcess): Promise<void> {
  if (!isRunning(server)) return;
  const ended = new Promise((resolve) => server.once("exit", resolve));
  server.kill("SIGTERM");
  const impatience = setTimeout(() => server.kill("SIGKILL"), 10_000);
  await ended;
  clearTimeout(impatience);
}

function withLog(what: string, logFile: string, cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const tail = readFileSync(logFile, "utf8").split("\n").slice(-40).join("\n");
  return new Error(`${what}: ${reason}. The end of its log, ${logFile}:\n${tail}`, { cause });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => {
        if (address === null || typeof address === "string") reject(new Error("no port"));
        else resolve(address.port);
      });
    });
  });
}
