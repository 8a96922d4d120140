import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { ExitCode } from "../../src/errors";
import { Emulator, emulatorAccount, fakeCredentials } from "../support/emulator";
import { type FaultKind, FaultProxy } from "../support/faultProxy";
import { describeWith } from "../support/finding";
import { findPython } from "../support/python";
import { temporaryFolder } from "../support/temporaryFolder";

const program = join(__dirname, "..", "..", "src", "cli", "s3-audit.js");
const bucket = "my-audit-log";
const november = ["--since", "2026-11-01", "--until", "2026-11-03"];

const keyOf = (
  number: number,
  day: string,
  region = "eu-central-1",
  account = emulatorAccount,
  top = "AWSLogs",
) =>
  `${top}/${account}/CloudTrail/${region}/${day}/${account}_CloudTrail_${region}_` +
  `${day.replaceAll("/", "")}T0015Z_${String(number).padStart(16, "0")}.json.gz`;

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

describeWith([findPython()], "s3-audit sync from an emulated S3, with faults in between,", () => {
  const folder = temporaryFolder();
  const logs = join(folder, bucket);
  /** The bucket's log files in the window. */
  const there = new Map<string, Buffer>();
  let emulator: Emulator;
  let proxy: FaultProxy;

  beforeAll(async () => {
    emulator = await Emulator.start();
    proxy = await FaultProxy.start(emulator.url);
    writeFileSync(
      join(folder, "audit.yaml"),
      `{name: my-audit, region: eu-central-1, watch: [{bucket: my-bucket}], trail: {multiRegion: true}}`,
    );
    const s3 = new S3Client({ ...emulator.clientFor("us-east-1"), forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: bucket }));
    const put = (key: string, body: Buffer, more: object = {}) =>
      s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ...more }));
    const wanted = (key: string, body = randomBytes(500 + Math.floor(Math.random() * 20_000)), more = {}) => {
      there.set(key, body);
      return put(key, body, more);
    };
    const days = ["2026/11/01", "2026/11/02", "2026/11/03", "2026/11/04"];
    for (const day of days) {
      await Promise.all(Array.from({ length: 40 }, (_, number) => wanted(keyOf(number, day))));
    }
    await wanted(keyOf(1000, "2026/11/02", "us-east-1"), randomBytes(3_000_000));
    await wanted(keyOf(1001, "2026/11/02", "us-east-1"), randomBytes(2_000), {
      ServerSideEncryption: "aws:kms",
    });
    await wanted(keyOf(1002, "2026/11/02", "us-east-1", "210987654321"));
    await wanted(keyOf(1003, "2026/11/02", "us-east-1", "210987654321", "AWSLogs/o-exampleorgid"));
    const [one] = there.keys();
    await put((one ?? "").replaceAll("CloudTrail", "CloudTrail-Digest"), Buffer.from("a digest"));
    await put((one ?? "").replaceAll("CloudTrail", "CloudTrail-Insight"), Buffer.from("an Insight"));
    await put(keyOf(1, "2026/10/31"), Buffer.from("the day before"));
    await put(keyOf(1, "2026/11/05"), Buffer.from("two days after"));
    s3.destroy();
  }, 120_000);
  afterAll(async () => {
    await proxy.stop();
    await emulator.stop();
  });
  beforeEach(() => {
    rmSync(logs, { recursive: true, force: true });
    proxy.fault = () => undefined;
    proxy.asked.clear();
  });

  const begin = (...args: readonly string[]): ChildProcess =>
    spawn(process.execPath, [program, "sync", ...november, ...args], {
      cwd: folder,
      env: {
        ...process.env,
        AWS_ACCESS_KEY_ID: fakeCredentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: fakeCredentials.secretAccessKey,
        // found by the SDK itself
        AWS_ENDPOINT_URL: proxy.url,
      },
    });

  async function ended(child: ChildProcess): Promise<Ended> {
    const begun = Date.now();
    const told = { stdout: "", stderr: "" };
    child.stdout?.on("data", (text: Buffer) => (told.stdout += text.toString()));
    child.stderr?.on("data", (text: Buffer) => (told.stderr += text.toString()));
    const [code] = (await once(child, "close")) as [number | null];
    return { code, ...told, seconds: (Date.now() - begun) / 1000 };
  }

  const sync = (...args: readonly string[]) => ended(begin(...args));

  const namesHere = (): readonly string[] =>
    existsSync(logs)
      ? readdirSync(logs, { recursive: true, encoding: "utf8" }).filter((name) =>
          statSync(join(logs, name), { throwIfNoEntry: false })?.isFile(),
        )
      : [];
  const logsHere = () => namesHere().filter((name) => name.endsWith(".json.gz"));
  const isWhole = (name: string) => there.get(name)?.equals(readFileSync(join(logs, name))) === true;

  /** Everything in the folder, and nothing else, byte for byte. */
  function expectTheBucket(): void {
    expect([...namesHere()].sort()).toEqual([...there.keys()].sort());
    expect(namesHere().filter((name) => !isWhole(name))).toEqual([]);
  }

  test("every account, Region and organization of the window, without digests and Insights", async () => {
    expect(await sync()).toMatchObject({
      code: ExitCode.ok,
      stderr: "",
      stdout: expect.stringMatching(
        /^164 log files copied \(\d\.\d MB\), 0 already there, \d+\.\d s\n/,
      ) as string,
    });
    expectTheBucket();
    expect([...proxy.asked.keys()].filter((path) => /Digest|Insight|2026\/10/.test(path))).toEqual([]);

    proxy.asked.clear();
    expect((await sync()).stdout).toMatch(/^0 log files copied \(0 B\), 164 already there/);
    expect([...proxy.asked.keys()].filter((path) => path.endsWith(".gz"))).toEqual([]);
  }, 30_000);

  test("whatever happens once to a third of the answers, the folder is the bucket's in the end", async () => {
    const faults: FaultKind[] = [
      "reset",
      "resetWithin",
      "slowDown",
      "slow",
      "tooLong",
      "otherByte",
      "cutOff",
    ];
    let count = 0;
    proxy.fault = (path) => {
      if (proxy.asked.get(path) !== 1) return undefined;
      count += 1;
      return count % 3 === 0 ? faults[(count / 3) % faults.length] : undefined;
    };
    expect(await sync()).toMatchObject({ code: ExitCode.ok, stderr: "" });
    expectTheBucket();
  }, 60_000);

  test("killed again and again, it ends with the bucket's files", async () => {
    // so that a kill comes while files are half written
    proxy.fault = (path) => (path.endsWith(".gz") && Math.random() < 0.5 ? "slow" : undefined);
    let kills = 0;
    for (const files of [1, 15, 40, 80]) {
      const child = begin();
      const end = ended(child);
      while (logsHere().length < files && child.exitCode === null) await passed(5);
      await passed(Math.random() * 50);
      kills += child.kill("SIGKILL") ? 1 : 0;
      await end;
      expect(logsHere().filter((name) => !isWhole(name))).toEqual([]);
      expect(logsHere().length).toBeLessThan(there.size);
    }
    expect(kills).toBe(4);
    const before = logsHere().length;
    const { code, stdout } = await sync();
    expect(code).toBe(ExitCode.ok);
    expect(stdout).toContain(`${there.size - before} log files copied`);
    expectTheBucket();
  }, 60_000);

  test("Ctrl-C ends at once, leaves no half of a file, and says how to go on", async () => {
    proxy.fault = (path) => (path.endsWith(".gz") ? "slow" : undefined);
    const child = begin();
    const end = ended(child);
    while (logsHere().length < 30) await passed(5);
    const begun = Date.now();
    child.kill("SIGINT");
    const { code, stderr } = await end;
    expect(Date.now() - begun).toBeLessThan(1_500);
    expect(code).toBe(ExitCode.interrupted);
    expect(stderr).toMatch(/^Stopped; \d+ files copied\. The same command continues from there\.\n$/);
    expect(namesHere().filter((name) => !isWhole(name))).toEqual([]);
    expect(namesHere().length).toBeLessThan(there.size);
  }, 30_000);

  test("a file that never comes right is named and left out; the others are copied", async () => {
    const [spoilt = ""] = there.keys();
    proxy.fault = (path) => (path.endsWith(spoilt) ? "otherByte" : undefined);
    const { code, stderr, stdout } = await sync();
    expect(stderr).toBe(`not copied: ${spoilt}: other bytes came than its checksum tells of\n`);
    expect(stdout).toContain("163 log files copied");
    expect(stdout).toContain("1 file not copied: run it again");
    expect(code).toBe(ExitCode.incomplete);
    expect(logsHere()).not.toContain(spoilt);
    expect(namesHere().length).toBe(there.size - 1);
  }, 60_000);

  test("a bucket that is not there, and an S3 that is not there", async () => {
    expect(await sync("--bucket", "my-other-log", "--settings", "audit.yaml")).toMatchObject({
      code: ExitCode.engine,
      stdout: "",
      stderr: expect.stringMatching(/^There is no bucket my-other-log\. /) as string,
    });
    expect(await sync("--endpoint-url", "http://127.0.0.1:9")).toMatchObject({
      code: ExitCode.engine,
      stdout: "",
      stderr: expect.stringMatching(/^S3 cannot be reached \(ECONNREFUSED\)\. /) as string,
    });
    expect(await sync("--endpoint-url", "http://no-such-host.invalid")).toMatchObject({
      code: ExitCode.engine,
      stderr: expect.stringMatching(/^S3 cannot be reached \((ENOTFOUND|EAI_AGAIN)\)\. /) as string,
    });
  }, 60_000);
});

const passed = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
