import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ExitCode } from "../../src/errors";
import { s3audit, withUsual } from "../support/io";
import { LogFolder, accountId, logText, record } from "../support/records";
import { S3StandIn } from "../support/s3StandIn";

const bucket = "miyagawa-test-log";
const settings = `{name: miyagawa-test, region: ap-northeast-1, watch: [{bucket: miyagawa-test}]}`;
const november = ["--since", "2026-11-01", "--until", "2026-11-02"];

let s3: S3StandIn;
let folder: LogFolder;
beforeAll(() => {
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_REGION: "us-east-1",
  });
});
beforeEach(async () => {
  s3 = await S3StandIn.start(bucket, 3);
  folder = new LogFolder().write("audit.yaml", settings);
});
afterEach(async () => {
  await s3.stop();
  folder.remove();
});

const sync = (...args: readonly string[]) =>
  s3audit(["sync", ...withUsual([...november, "--endpoint-url", s3.url], args)], folder.path);

interface Place {
  readonly day?: string;
  readonly account?: string;
  readonly region?: string;
  /** What stands before the account: prefix, AWSLogs and organization. */
  readonly top?: string;
}

const keyOf = (
  unique: string,
  { day = "2026/11/01", account = accountId, region = "ap-northeast-1", top = "AWSLogs" }: Place = {},
) =>
  `${top}/${account}/CloudTrail/${region}/${day}/` +
  `${account}_CloudTrail_${region}_${day.replaceAll("/", "")}T0015Z_${unique}.json.gz`;

/** Every file below a folder, by its path. */
function filesBelow(path: string): Record<string, string> {
  if (!existsSync(path)) return {};
  const names = readdirSync(path, { recursive: true, encoding: "utf8" });
  return Object.fromEntries(
    names
      .filter((name) => statSync(join(path, name)).isFile())
      .map((name) => [name, readFileSync(join(path, name), "latin1")]),
  );
}

const copied = (to = bucket) => filesBelow(join(folder.path, to));

function putHere(path: string, content: string): void {
  mkdirSync(dirname(join(folder.path, path)), { recursive: true });
  writeFileSync(join(folder.path, path), content);
}

describe("what is copied", () => {
  test("the log files of the window's days and the day after, byte for byte, and nothing beside them", async () => {
    const wanted = ["2026/11/01", "2026/11/02", "2026/11/03"].flatMap((day) =>
      ["a", "b", "c", "d"].map((unique) => keyOf(unique, { day })),
    );
    for (const key of wanted) s3.put(key, `content of ${key}`);
    for (const day of ["2026/10/31", "2026/11/04", "2025/11/01"]) s3.put(keyOf("x", { day }), "another day");
    const one = keyOf("x");
    s3.put(
      one.replaceAll("CloudTrail/", "CloudTrail-Digest/").replace("_CloudTrail_", "_CloudTrail-Digest_"),
      "d",
    );
    s3.put(
      one.replaceAll("CloudTrail/", "CloudTrail-Insight/").replace("_CloudTrail_", "_CloudTrail-Insight_"),
      "i",
    );

    const { stdout, stderr, exitCode } = await sync();
    expect(copied()).toEqual(Object.fromEntries(wanted.map((key) => [key, `content of ${key}`])));
    expect([stderr, exitCode]).toEqual(["", ExitCode.ok]);
    expect(stdout.split("\n")).toEqual([
      "12 log files copied (1.6 kB), 0 already there, 0.0 s",
      `Days 2026-11-01 to 2026-11-03 (UTC, of delivery) of s3://${bucket}/ in ${bucket}`,
      `Next: npx s3-audit events --logs ${bucket}`,
      "",
    ]);
    const asked = s3.requests.join("\n");
    expect(asked).not.toMatch(/Digest|Insight|2026\/10\/|2026\/11\/04|2025\/11/);
  });

  test("they can be asked", async () => {
    const { gzipSync } = await import("node:zlib");
    s3.put(keyOf("a"), gzipSync(logText(record({ eventTime: "2026-11-01T00:10:00Z" }))));
    await sync("--to", "here");
    const { stdout } = await s3audit(["events", "--logs", "here"], folder.path);
    expect(stdout).toContain("s3://miyagawa-test/reports/a.pdf");
  });

  test("without --since the last seven days", async () => {
    const daysAgo = (days: number) =>
      new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10).replaceAll("-", "/");
    for (const days of [0, 7, 8]) s3.put(keyOf("a", { day: daysAgo(days) }), "x");
    await s3audit(["sync", "--endpoint-url", s3.url], folder.path);
    expect(Object.keys(copied()).sort()).toEqual([
      keyOf("a", { day: daysAgo(7) }),
      keyOf("a", { day: daysAgo(0) }),
    ]);
  });

  test("the settings' Region and account, or every one of a multi-Region trail", async () => {
    const other = "210987654321";
    const home = keyOf("a");
    const abroad = keyOf("a", { region: "eu-central-1" });
    const foreign = keyOf("a", { account: other });
    for (const key of [home, abroad, foreign]) s3.put(key, key);
    await sync("--to", "one");
    expect(Object.keys(copied("one")).sort()).toEqual([home, foreign].sort());

    folder.write(
      "audit.yaml",
      settings.replace("}]}", `}], accountId: "${accountId}", trail: {multiRegion: true}}`),
    );
    await sync("--to", "own");
    expect(Object.keys(copied("own")).sort()).toEqual([home, abroad].sort());

    await sync("--to", "all", "--bucket", bucket);
    expect(Object.keys(copied("all")).sort()).toEqual([home, abroad, foreign].sort());
    await sync("--to", "some", "--bucket", bucket, "--account", other);
    expect(Object.keys(copied("some"))).toEqual([foreign]);
  });

  test("an organization's accounts, and a prefix", async () => {
    const keys = [accountId, "210987654321"].map((account) =>
      keyOf("a", { account, top: "trails/main/AWSLogs/o-exampleorgid" }),
    );
    for (const key of keys) s3.put(key, key);
    s3.put(keyOf("b"), "without the prefix");
    const { exitCode } = await sync("--bucket", bucket, "--prefix", "trails/main");
    expect([Object.keys(copied()).sort(), exitCode]).toEqual([keys.sort(), ExitCode.ok]);
  });

  test("an object that is no log file is told of and stays where it is, also one that would leave the folder", async () => {
    const day = dirname(keyOf("a"));
    s3.put(keyOf("a"), "good");
    const escape = `${day}/../../../../../../../../../${keyOf("b")}`;
    for (const key of [`${day}/notes.txt`, `${day}/more/${keyOf("c")}`, escape, `${day}/`]) s3.put(key, "x");
    const { stdout, exitCode } = await sync();
    expect(copied()).toEqual({ [keyOf("a")]: "good" });
    expect(stdout).toContain("3 objects that are not log files were left out, such as AWSLogs/");
    expect(exitCode).toBe(ExitCode.ok);
  });
});

describe("what is there already", () => {
  test("is not fetched again; what has another size is", async () => {
    for (const unique of ["a", "b", "c"]) s3.put(keyOf(unique), `content of ${unique}`);
    putHere(`${bucket}/${keyOf("a")}`, "content of a");
    putHere(`${bucket}/${keyOf("b")}`, "content");
    const { stdout } = await sync();
    expect(stdout).toContain("2 log files copied (24 B), 1 already there");
    expect(s3.requests.filter((request) => request.startsWith("get"))).toEqual([
      `get ${keyOf("b")}`,
      `get ${keyOf("c")}`,
    ]);
    expect(copied()[keyOf("b")]).toBe("content of b");

    s3.requests.length = 0;
    expect((await sync()).stdout).toContain("0 log files copied (0 B), 3 already there");
    expect(s3.requests.filter((request) => request.startsWith("get"))).toEqual([]);
  });

  test("what a killed run left half written is removed; nothing else is", async () => {
    s3.put(keyOf("a"), "good");
    const day = dirname(keyOf("a"));
    const yesterday = keyOf("old", { day: "2026/11/02" });
    putHere(`${bucket}/${day}/.${keyOf("a").split("/").at(-1)}.123.partial`, "go");
    putHere(`${bucket}/${day}/notes.txt`, "mine");
    putHere(`${bucket}/${keyOf("gone")}`, "expired in the bucket");
    putHere(`${bucket}/${yesterday}`, "expired too, and with it its day");
    putHere(`${bucket}/${keyOf("x", { day: "2026/10/31" })}`, "outside the window");
    const { stdout, exitCode } = await sync();
    expect(Object.keys(copied()).sort()).toEqual(
      [`${day}/notes.txt`, keyOf("a"), keyOf("gone"), yesterday, keyOf("x", { day: "2026/10/31" })].sort(),
    );
    expect(stdout).toContain(
      `2 log files in ${bucket} but not (or no longer) in the bucket, left alone, such as ${keyOf("gone")}\n`,
    );
    expect(exitCode).toBe(ExitCode.ok);
  });

  test("nothing at all is an answer", async () => {
    const { stdout, exitCode } = await sync();
    expect(stdout).toContain(
      `There is no log file under s3://${bucket}/AWSLogs/ for the days 2026-11-01 to 2026-11-03 (UTC, of delivery).`,
    );
    expect([exitCode, existsSync(join(folder.path, bucket))]).toEqual([ExitCode.ok, false]);
  });
});

describe("verified", () => {
  test("an object of several parts, or encrypted with a key, by its size alone", async () => {
    s3.put(keyOf("a"), "parts", { etag: "d41d8cd98f00b204e9800998ecf8427e-2" });
    s3.put(keyOf("b"), "key", {
      etag: "d41d8cd98f00b204e9800998ecf8427e",
      headers: { "x-amz-server-side-encryption": "aws:kms" },
    });
    expect((await sync()).exitCode).toBe(ExitCode.ok);
    expect(Object.values(copied()).sort()).toEqual(["key", "parts"]);
  });

  test("an object that is archived is named, and the others are copied", async () => {
    s3.put(keyOf("a"), "cold").put(keyOf("b"), "warm");
    s3.refuse = (request) =>
      request === `get ${keyOf("a")}` ? [403, "InvalidObjectState", "not valid for the object"] : undefined;
    const { stdout, stderr, exitCode } = await sync();
    expect(stderr).toBe(`not copied: ${keyOf("a")}: archived: it has to be restored in S3 first\n`);
    expect(stdout).toContain(
      "1 log file copied (4 B), 0 already there, 1 file not copied: run it again, 0.0 s",
    );
    expect([Object.keys(copied()), exitCode]).toEqual([[keyOf("b")], ExitCode.incomplete]);
  });
});

test("a folder whose name has a blank is written as a shell takes it", async () => {
  s3.put(keyOf("a"), "x");
  expect((await sync("--to", "my logs")).stdout).toContain("npx s3-audit events --logs 'my logs'\n");
});

describe("what cannot be", () => {
  test("there is a folder where a file should be", async () => {
    s3.put(keyOf("a"), "x");
    mkdirSync(join(folder.path, bucket, keyOf("a")), { recursive: true });
    const { stderr, exitCode } = await sync();
    expect(stderr).toMatch(
      /^--to: the files cannot be written to miyagawa-test-log, and what was copied stays: there is a folder where a file/,
    );
    expect(exitCode).toBe(ExitCode.usage);
  });

  test.each<[string, readonly string[], RegExp]>([
    [
      "a moment",
      ["--since", "yesterday"],
      /^--since is "yesterday", which is not a point in time\. Write a date/,
    ],
    [
      "a window",
      ["--since", "2026-11-09", "--until", "2026-11-02"],
      /^--since \(2026-11-09 .* is not before --until/,
    ],
    ["an account", ["--account", "12"], /^--account is "12", which is not an account id/],
    ["a bucket", ["--bucket", "My_Logs"], /^--bucket is "My_Logs": a bucket name has only lower-case/],
    [
      "a prefix",
      ["--bucket", bucket, "--prefix", "../../etc"],
      /^--prefix is "\.\.\/\.\.\/etc", which cannot be a path on this machine/,
    ],
    [
      "an address",
      ["--endpoint-url", "localhost:5000"],
      /^--endpoint-url is "localhost:5000", which is not an address/,
    ],
    ["settings", ["--settings", "other.yaml"], /^other\.yaml: there is no such file/],
    [
      "a folder in a file's place",
      ["--to", "audit.yaml"],
      /^--to: the files cannot be written to audit\.yaml, .*: there is a file where a folder/,
    ],
  ])("%s", async (_, args, sentence) => {
    s3.put(keyOf("a"), "x");
    const { stdout, stderr, exitCode } = await sync(...args);
    expect(stderr).toMatch(sentence);
    expect([stdout, exitCode]).toEqual(["", ExitCode.usage]);
  });

  test("no settings and no bucket", async () => {
    const elsewhere = new LogFolder();
    const { stderr, exitCode } = await s3audit(["sync"], elsewhere.path);
    elsewhere.remove();
    expect(stderr).toMatch(/^There is no audit\.yaml that names the log bucket\. Name it with --bucket/);
    expect(exitCode).toBe(ExitCode.usage);
  });

  test.each<[string, string, number, RegExp]>([
    [
      "a bucket that is not there",
      "NoSuchBucket",
      404,
      /^There is no bucket miyagawa-test-log\. Check logBucket/,
    ],
    [
      "rights that lack",
      "AccessDenied",
      403,
      /^These credentials may not read miyagawa-test-log \(AccessDenied/,
    ],
    [
      "credentials that ended",
      "ExpiredToken",
      400,
      /^AWS rejects these credentials \(ExpiredToken: as told\)/,
    ],
    ["anything else", "MalformedRequest", 400, /^S3 refused or failed \(MalformedRequest: as told\)\./],
  ])("%s", async (_, code, status, sentence) => {
    s3.refuse = () => [status, code, "as told."];
    const { stdout, stderr, exitCode } = await sync();
    expect(stderr).toMatch(sentence);
    expect([stdout, exitCode]).toEqual(["", ExitCode.engine]);
  });

  test("rights that lack for the files alone", async () => {
    s3.put(keyOf("a"), "x");
    s3.refuse = (request) => (request.startsWith("get") ? [403, "AccessDenied", "no"] : undefined);
    const { stderr, exitCode } = await sync();
    expect(stderr).toContain("s3:GetObject on its objects, and kms:Decrypt");
    expect([copied(), exitCode]).toEqual([{}, ExitCode.engine]);
  });

  test("a profile that is not there", async () => {
    const { stderr, exitCode } = await sync("--profile", "nobody");
    expect(stderr).toMatch(/^No AWS credentials were found in the profile nobody \(.*\)\. Sign in/);
    expect(exitCode).toBe(ExitCode.engine);
  });
});
