import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, promises, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { S3Client } from "@aws-sdk/client-s3";
import { LocalFolder } from "../../src/logs/sync/localFolder";
import { GaveUp, Sync, filesAtOnce } from "../../src/logs/sync/sync";
import { FaultProxy, type FaultKind } from "../support/faultProxy";
import { LogFolder, deliveredAt } from "../support/records";
import { S3StandIn } from "../support/s3StandIn";

const bucket = "my-audit-log";
const where = { prefix: "", firstDay: "2026/11/01", lastDay: "2026/11/02" };
const large = 1_050_000;
/** A busy machine may take a second for what takes no time. */
const patience = { attempts: 4, waitMs: 2, stallMs: 10_000 };
const noPatience = { ...patience, stallMs: 300 };

let s3: S3StandIn;
let proxy: FaultProxy;
let folder: LogFolder;
let client: S3Client;
beforeEach(async () => {
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";
  s3 = await S3StandIn.start(bucket);
  proxy = await FaultProxy.start(s3.url);
  folder = new LogFolder();
  client = new S3Client({
    region: "us-east-1",
    endpoint: proxy.url,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  });
});
afterEach(async () => {
  jest.restoreAllMocks();
  client.destroy();
  await proxy.stop();
  await s3.stop();
  folder.remove();
});

/** Keys of log files, the larger ones beyond what is kept in memory. */
function fill(count: number, bytes = 2_000): readonly string[] {
  return Array.from({ length: count }, (_, index) => {
    const key = deliveredAt(`2026-11-0${1 + (index % 2)}T00:15:00Z`, `file${index}`);
    s3.put(key, randomBytes(bytes));
    return key;
  });
}

const syncUntil = (how = patience, signal = new AbortController().signal) =>
  new Sync({ client, bucket }, new LocalFolder(folder.path), where, signal, how);

const bytesOf = (path: string) => readFileSync(path).toString("latin1");

function filesHere(): Record<string, string> {
  const names = readdirSync(folder.path, { recursive: true, encoding: "utf8" });
  const files = names.filter((name) => statSync(join(folder.path, name)).isFile());
  return Object.fromEntries(files.map((name) => [name, bytesOf(join(folder.path, name))]));
}

const filesThere = () =>
  Object.fromEntries([...s3.objects].map(([key, { body }]) => [key, body.toString("latin1")]));

test.each<[FaultKind, number]>([
  ...(["reset", "resetWithin", "slowDown", "slow", "stalled", "tooLong", "otherByte", "cutOff"] as const).map(
    (fault) => [fault, 2_000] satisfies [FaultKind, number],
  ),
  ["resetWithin", large],
  ["otherByte", large],
])("one that comes wrong once is fetched again: %s, %i bytes", async (fault, bytes) => {
  const [spoilt = "", ...others] = fill(3, bytes);
  const path = `/${bucket}/${spoilt}`;
  proxy.fault = (asked) => (asked === path && proxy.asked.get(path) === 1 ? fault : undefined);
  const sync = syncUntil(fault === "stalled" ? noPatience : patience);
  await sync.run();
  expect(filesHere()).toEqual(filesThere());
  expect(sync.tally).toMatchObject({ copied: 3, copiedBytes: 3 * bytes, failed: [] });
  expect(proxy.asked.get(path)).toBe(fault === "slow" ? 1 : 2);
  expect(others.every((key) => proxy.asked.has(`/${bucket}/${key}`))).toBe(true);
});

test.each<[FaultKind, string]>([
  ["stalled", "nothing came for 0.3 s"],
  ["cutOff", "1000 of its 2000 bytes came"],
  ["tooLong", "more came than its 2000 bytes"],
  ["otherByte", "other bytes came than its ETag tells of"],
  ["slowDown", "Please reduce your request rate."],
])("one that always comes wrong is named, and leaves nothing: %s", async (fault, reason) => {
  const [spoilt = ""] = fill(5);
  proxy.fault = (path) => (path.endsWith(spoilt) ? fault : undefined);
  const sync = syncUntil(fault === "stalled" ? noPatience : patience);
  await sync.run();
  expect(sync.tally.failed).toEqual([{ key: spoilt, reason }]);
  expect(proxy.asked.get(`/${bucket}/${spoilt}`)).toBe(patience.attempts);
  s3.objects.delete(spoilt);
  expect(filesHere()).toEqual(filesThere());
});

test("a list that comes wrong is asked for again", async () => {
  fill(5);
  const faults: FaultKind[] = ["reset", "slowDown", "stalled", "resetWithin", "cutOff"];
  proxy.fault = (path) => (path === `/${bucket}/` ? faults.splice(0, 1)[0] : undefined);
  await syncUntil({ ...noPatience, attempts: 8 }).run();
  expect(filesHere()).toEqual(filesThere());
});

test("where file after file fails, it is given up long before the last", async () => {
  fill(200);
  proxy.fault = (path) => (path.endsWith(".gz") ? "reset" : undefined);
  await expect(syncUntil().run()).rejects.toThrow(GaveUp);
  const files = [...proxy.asked.keys()].filter((path) => path.endsWith(".gz"));
  expect(files.length).toBeLessThan(3 * filesAtOnce);
});

test("sixteen files are on their way at a time", async () => {
  fill(60);
  let most = 0;
  let now = 0;
  let goOn: () => void = () => undefined;
  const allAreHere = new Promise<void>((resolve) => (goOn = resolve));
  // each is held until the last that may come beside it is here, and a moment longer for one too many
  proxy.hold = async (path) => {
    if (!path.endsWith(".gz")) return;
    now += 1;
    most = Math.max(most, now);
    if (now === filesAtOnce) setTimeout(goOn, 100);
    await allAreHere;
    now -= 1;
  };
  await syncUntil().run();
  expect(most).toBe(filesAtOnce);
});

test.each([2_000, large])("an interruption leaves no half of a file of %i bytes", async (bytes) => {
  fill(30, bytes);
  const interruption = new AbortController();
  proxy.fault = (path) => (path.endsWith(".gz") && proxy.asked.size > 10 ? "slow" : undefined);
  const sync = syncUntil(patience, interruption.signal);
  const ended = sync.run();
  while (sync.tally.copied < 5) await new Promise((resolve) => setTimeout(resolve, 5));
  const begun = Date.now();
  interruption.abort();
  await expect(ended).rejects.toThrow("aborted");
  expect(Date.now() - begun).toBeLessThan(1_000);
  const here = filesHere();
  expect(Object.keys(here).length).toBeGreaterThanOrEqual(5);
  expect(filesThere()).toMatchObject(here);

  proxy.fault = () => undefined;
  await syncUntil().run();
  expect(filesHere()).toEqual(filesThere());
});

test("a bucket's file of another content while it is listed is not taken for the one that was", async () => {
  const [key = ""] = fill(1);
  const before = s3.objects.get(key);
  proxy.fault = (path) => {
    if (path.endsWith(".gz")) s3.put(key, randomBytes(2_000));
    return undefined;
  };
  const sync = syncUntil();
  await sync.run();
  expect(before).toBeDefined();
  expect(sync.tally.failed).toEqual([{ key, reason: "it was replaced while it was listed" }]);
  expect(existsSync(join(folder.path, key))).toBe(false);
});

describe("what is counted, for whoever looks on", () => {
  const day = dirname(deliveredAt("2026-11-01T00:15:00Z", "a"));
  const here = (key: string, content: string) => {
    mkdirSync(dirname(join(folder.path, key)), { recursive: true });
    writeFileSync(join(folder.path, key), content);
  };
  /** What is asked of the bucket's objects, without the lists. */
  const fetched = () => s3.requests.filter((request) => request.startsWith("get ")).length;

  test("files that are there are not fetched again, those of another size are", async () => {
    const [same = "", other = ""] = fill(3);
    here(same, "x".repeat(2_000));
    here(other, "cut off");
    const sync = syncUntil();
    await sync.run();
    expect(sync.tally).toEqual({
      isListed: true,
      present: 1,
      missing: 2,
      missingBytes: 4_000,
      copied: 2,
      copiedBytes: 4_000,
      others: 0,
      extra: 0,
      failed: [],
    });
    expect(fetched()).toBe(2);
    expect(filesHere()).toEqual({ ...filesThere(), [same]: "x".repeat(2_000) });
  });

  test("objects that are no log files: the first is named, none is copied; the console's folders are none", async () => {
    fill(2);
    for (const name of ["notes.txt", "a b.json.gz", "more/x.json.gz"]) s3.put(`${day}/${name}`, "x");
    for (const name of ["", "old/"]) s3.put(`${day}/${name}`, "");
    const sync = syncUntil();
    await sync.run();
    expect(sync.tally).toMatchObject({ copied: 2, others: 3, other: `${day}/a b.json.gz` });
    expect(Object.keys(filesHere())).toHaveLength(2);
  });

  test("a key that goes on with folders behind the day's is none: it might lead out of this folder", async () => {
    const nested = [
      `${day}/${deliveredAt("2026-11-01T00:15:00Z", "a")}`,
      `${day}/x/../${deliveredAt("2026-11-01T00:15:00Z", "b")}`,
    ];
    for (const key of nested) s3.put(key, "x");
    const sync = syncUntil();
    await sync.run();
    expect(sync.tally).toMatchObject({ copied: 0, others: 2 });
    expect(filesHere()).toEqual({});
  });

  test("log files that only this machine has stay, and the first is named; anything else is nobody's business", async () => {
    fill(1);
    const extra = [
      deliveredAt("2026-11-01T09:00:00Z", "goneFromTheBucket"),
      deliveredAt("2026-11-02T09:00:00Z", "ofADayThatIsGone"),
    ];
    for (const key of extra) here(key, "x");
    here(`${day}/notes.txt`, "mine");
    const sync = syncUntil();
    await sync.run();
    expect(sync.tally).toMatchObject({ extra: 2, extraFile: extra[0], present: 0, copied: 1 });
    expect(Object.keys(filesHere())).toHaveLength(4);
  });

  test("what a killed run left half written is removed, and what only looks like it stays", async () => {
    const [key = ""] = fill(1);
    const name = key.split("/").at(-1) ?? "";
    const drafts = [
      `.${name}.77.partial`,
      `${name}.77.partial`,
      `.${name}.77.partial.txt`,
      `.${name}.x.partial`,
    ];
    for (const draft of drafts) here(`${dirname(key)}/${draft}`, "half");
    const sync = syncUntil();
    await sync.run();
    expect(readdirSync(join(folder.path, dirname(key))).sort()).toEqual([...drafts.slice(1), name].sort());
    expect(sync.tally).toMatchObject({ extra: 0, copied: 1 });
  });
});

describe("a fault of one file is named in words, and the others are copied", () => {
  test("other bytes than its checksum tells of", async () => {
    const [wrong = ""] = fill(3);
    s3.put(wrong, "x".repeat(2_000), { headers: { "x-amz-checksum-crc32": "AAAAAA==" } });
    const sync = syncUntil();
    await sync.run();
    expect(sync.tally.failed).toEqual([
      { key: wrong, reason: "other bytes came than its checksum tells of" },
    ]);
    expect(sync.tally.copied).toBe(2);
  });

  test.each([
    [404, "NoSuchKey", "gone from the bucket since it was listed"],
    [403, "InvalidObjectState", "archived: it has to be restored in S3 first"],
  ])("%i %s", async (status, code, reason) => {
    const [gone = ""] = fill(3);
    s3.refuse = (request) => (request === `get ${gone}` ? [status, code, "?"] : undefined);
    const sync = syncUntil();
    await sync.run();
    expect(sync.tally).toMatchObject({ copied: 2, failed: [{ key: gone, reason }] });
    expect(proxy.asked.get(`/${bucket}/${gone}`)).toBe(1);
  });

  test("what is refused for all ends the copying at once", async () => {
    fill(40);
    s3.refuse = (request) =>
      request.startsWith("get ") ? [403, "AccessDenied", "Access Denied"] : undefined;
    const sync = syncUntil();
    await expect(sync.run()).rejects.toMatchObject({ name: "AccessDenied" });
    expect(sync.tally).toMatchObject({ copied: 0, failed: [] });
  });

  test("many that fail between others that do not are no reason to give up", async () => {
    const keys = fill(6 * filesAtOnce);
    const gone = new Set(keys.filter((_, index) => index % 3 === 0).map((key) => `get ${key}`));
    s3.refuse = (request) => (gone.has(request) ? [404, "NoSuchKey", "?"] : undefined);
    const sync = syncUntil();
    await sync.run();
    expect([sync.tally.copied, sync.tally.failed.length]).toEqual([4 * filesAtOnce, 2 * filesAtOnce]);
  });
});

describe("an object's ETag", () => {
  test.each<[string, string, Readonly<Record<string, string>>, boolean]>([
    ["of one uploaded in parts is no MD5", `${"0".repeat(32)}-2`, {}, true],
    ["that looks like an MD5 is one", "0".repeat(32), {}, false],
    [
      "is one beside S3's own encryption",
      "0".repeat(32),
      { "x-amz-server-side-encryption": "AES256" },
      false,
    ],
    [
      "of one encrypted with a key is no MD5",
      "0".repeat(32),
      { "x-amz-server-side-encryption": "aws:kms" },
      true,
    ],
    [
      "of one encrypted with a customer's key is no MD5",
      "0".repeat(32),
      { "x-amz-server-side-encryption-customer-algorithm": "AES256" },
      true,
    ],
  ])("%s", async (_, etag, headers, isCopied) => {
    const [key = ""] = fill(1);
    s3.put(key, "content", { etag, headers });
    const sync = syncUntil();
    await sync.run();
    expect(sync.tally.copied).toBe(isCopied ? 1 : 0);
    expect(existsSync(join(folder.path, key))).toBe(isCopied);
  });
});

test("what is ended before it begins asks for nothing", async () => {
  fill(3);
  const interruption = new AbortController();
  interruption.abort(new Error("enough"));
  await expect(syncUntil(patience, interruption.signal).run()).rejects.toThrow("enough");
  expect(s3.requests).toEqual([]);
  expect(filesHere()).toEqual({});
});

test("a folder that cannot be written to is told as such, not as a fault of a file", async () => {
  const [key = ""] = fill(1);
  writeFileSync(join(folder.path, "AWSLogs"), "a file in the way");
  const sync = syncUntil();
  await expect(sync.run()).rejects.toThrow(`the files cannot be written to ${folder.path}`);
  expect(sync.tally.failed).toEqual([]);
  expect(existsSync(join(folder.path, key))).toBe(false);
});

describe("a draft that cannot get its name", () => {
  const refusal = (code: string) => Object.assign(new Error(code), { code, syscall: "rename" });

  test("because another run removed it, is fetched again", async () => {
    const [key = ""] = fill(1);
    jest.spyOn(promises, "rename").mockRejectedValueOnce(refusal("ENOENT"));
    const sync = syncUntil();
    await sync.run();
    expect([sync.tally.copied, proxy.asked.get(`/${bucket}/${key}`)]).toEqual([1, 2]);
    expect(filesHere()).toEqual(filesThere());
  });

  test("because another run always removes it, is named", async () => {
    const [key = ""] = fill(1);
    jest.spyOn(promises, "rename").mockRejectedValue(refusal("ENOENT"));
    const sync = syncUntil();
    await sync.run();
    expect(sync.tally.failed).toEqual([{ key, reason: "its draft was removed" }]);
    expect(filesHere()).toEqual({});
  });

  test.each([2_000, large])(
    "because the disk is full, ends the copying and leaves nothing: %i bytes",
    async (bytes) => {
      fill(1, bytes);
      jest.spyOn(promises, "rename").mockRejectedValue(refusal("ENOSPC"));
      const sync = syncUntil();
      await expect(sync.run()).rejects.toThrow(`the files cannot be written to ${folder.path}`);
      expect(sync.tally).toMatchObject({ copied: 0, failed: [] });
      expect(filesHere()).toEqual({});
    },
  );
});

test.each([
  ["writeFile", 2_000],
  ["open", large],
] as const)(
  "where the disk takes no bytes (%s) the copying ends, for the folder as it was written",
  async (call, bytes) => {
    fill(1, bytes);
    jest
      .spyOn(promises, call)
      .mockRejectedValue(Object.assign(new Error("full"), { code: "ENOSPC", syscall: "write" }));
    const to = new LocalFolder(folder.path, "./logs");
    const sync = new Sync({ client, bucket }, to, where, new AbortController().signal, patience);
    await expect(sync.run()).rejects.toThrow("the files cannot be written to ./logs");
    expect(filesHere()).toEqual({});
  },
);
