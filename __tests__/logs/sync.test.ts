import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
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
