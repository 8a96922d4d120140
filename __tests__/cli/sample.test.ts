import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { LogPath } from "../../src/cloudtrail/logPath";
import { ExitCode } from "../../src/errors";
import { findLogs } from "../../src/logs/find";
import { s3audit } from "../support/io";
import { LogFolder } from "../support/records";

let folder: LogFolder;
beforeEach(() => (folder = new LogFolder()));
afterEach(() => folder.remove());

const sample = (...args: readonly string[]) => s3audit(["sample", ...args], folder.path);

async function filesOf(name: string): Promise<ReadonlyMap<string, string>> {
  const root = join(folder.path, name);
  const { files } = await findLogs(root);
  return new Map(files.map((file) => [file.slice(root.length + 1), readFileSync(file).toString("base64")]));
}

interface Sampled {
  readonly eventID: string;
  readonly eventName: string;
  readonly userIdentity: { readonly type: string };
}

async function recordsOf(name: string): Promise<readonly Sampled[]> {
  const { files } = await findLogs(join(folder.path, name));
  return files.flatMap(
    (file) => (JSON.parse(gunzipSync(readFileSync(file)).toString()) as { Records: Sampled[] }).Records,
  );
}

test("a sample lies in CloudTrail's own layout", async () => {
  const { exitCode } = await sample("-o", "logs");
  expect(exitCode).toBe(ExitCode.ok);
  const names = [...(await filesOf("logs")).keys()];
  expect(names).toHaveLength(12);
  for (const name of names) expect(LogPath.parse(name)?.toString()).toBe(name);
  expect(new Set(names.map((name) => LogPath.parse(name)?.day))).toEqual(
    new Set(["2026/11/18", "2026/11/19", "2026/11/20"]),
  );
});

test("the same arguments write the same bytes, another seed others", async () => {
  await sample("-o", "one");
  await sample("-o", "two");
  await sample("-o", "three", "--seed", "2");
  expect(await filesOf("two")).toEqual(await filesOf("one"));
  expect(await filesOf("three")).not.toEqual(await filesOf("one"));
});

test("all kinds of identities and requests are in it, and some events twice", async () => {
  await sample("-o", "logs", "--events", "5000", "--days", "5", "--files", "10");
  const records = await recordsOf("logs");
  const kinds = (of: (record: Sampled) => string) => [...new Set(records.map(of))].sort();
  expect(new Set(records.map(({ eventID }) => eventID)).size).toBe(5000);
  expect(records.length).toBeGreaterThan(5000);
  expect(kinds(({ userIdentity }) => userIdentity.type)).toEqual(
    [
      "AWSAccount",
      "AWSService",
      "AssumedRole",
      "FederatedUser",
      "IAMUser",
      "IdentityCenterUser",
      "Root",
    ].sort(),
  );
  expect(kinds(({ eventName }) => eventName)).toEqual(
    expect.arrayContaining([
      "DeleteObject",
      "DeleteObjects",
      "GetObject",
      "ListObjects",
      "PutObject",
      "UploadPart",
    ]),
  );
});

test("events answers from a sample", async () => {
  await sample("-o", "logs");
  const { stdout } = await s3audit(["events", "--logs", "logs", "--limit", "1000"], folder.path);
  expect(stdout).toMatch(/\n200 events, times in UTC; 12 log files read, 0.0 s\n$/);
});

test("an earlier sample is replaced, anything else is left alone", async () => {
  await sample("-o", "logs");
  await sample("-o", "logs", "--events", "10", "--days", "1", "--files", "1");
  expect((await filesOf("logs")).size).toBe(1);

  mkdirSync(join(folder.path, "mine"));
  writeFileSync(join(folder.path, "mine/thesis.txt"), "two years of work");
  const { exitCode, stderr } = await sample("-o", "mine");
  expect(exitCode).toBe(ExitCode.usage);
  expect(stderr).toContain("mine is not empty and holds no sample.");
  expect(readdirSync(join(folder.path, "mine"))).toEqual(["thesis.txt"]);
});

test("bad numbers are told together, and nothing is written", async () => {
  const { exitCode, stderr } = await sample("-o", "logs", "--events", "0", "--days", "three", "--seed", "-1");
  expect(exitCode).toBe(ExitCode.usage);
  expect(stderr.split("\n")).toHaveLength(3);
  expect(existsSync(join(folder.path, "logs"))).toBe(false);
});
