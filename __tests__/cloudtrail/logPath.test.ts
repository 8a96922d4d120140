import { LogPath, logFolder, tableLocation } from "../../src/cloudtrail/logPath";

const file = "123456789012_CloudTrail_ap-northeast-1_20261101T0915Z_AbCdEf0123456789.json.gz";
const usual = `AWSLogs/123456789012/CloudTrail/ap-northeast-1/2026/11/01/${file}`;

test.each([
  ["CloudTrail's layout", usual],
  ["under a prefix", `audit/s3/${usual}`],
  ["of an organization", usual.replace("AWSLogs/", "AWSLogs/o-exampleorgid/")],
])("a key %s is read and written back the same", (_, key) => {
  expect(LogPath.parse(key)?.toString()).toBe(key);
});

test("a key tells account, Region, day and moment of delivery", () => {
  expect(LogPath.parse(`/home/taro/logs/${usual}`)).toMatchObject({
    prefix: "/home/taro/logs",
    accountId: "123456789012",
    region: "ap-northeast-1",
    day: "2026/11/01",
    deliveredAt: new Date("2026-11-01T09:15:00Z"),
    unique: "AbCdEf0123456789",
  });
});

test.each([
  ["a digest", usual.replace("/CloudTrail/", "/CloudTrail-Digest/")],
  ["a file in another Region's folder", usual.replace("_ap-northeast-1_", "_us-east-1_")],
  ["a file in another account's folder", usual.replace("/123456789012/", "/210987654321/")],
  ["a file of an account of thirteen digits", usual.replaceAll("123456789012", "1234567890123")],
  ["a file of network activity", usual.replaceAll("CloudTrail", "CloudTrail-NetworkActivity")],
  ["a file of aggregated events", usual.replaceAll("CloudTrail", "CloudTrail-Aggregated")],
  ["a file on its way", `${usual}.partial`],
  ["a folder that only ends like the logs'", `not${usual}`],
  ["an impossible minute", usual.replace("T0915Z", "T0975Z")],
  ["a file that was unpacked", usual.replace(".gz", "")],
  ["a file out of its folder", file],
])("%s is no key of a log file", (_, key) => {
  expect(LogPath.parse(key)).toBeUndefined();
});

test("the table begins beside the digests, never above them", () => {
  expect(tableLocation({ bucket: "b", accountId: "123456789012" })).toBe(
    "s3://b/AWSLogs/123456789012/CloudTrail/",
  );
  expect(tableLocation({ bucket: "b", folder: logFolder("a/b"), accountId: "${TfToken[TOKEN.1]}" })).toBe(
    "s3://b/a/b/AWSLogs/${TfToken[TOKEN.1]}/CloudTrail/",
  );
});

test("without a prefix, keys begin at the top of the bucket", () => {
  expect(LogPath.parse(usual)).toMatchObject({ prefix: "" });
  expect(["", undefined].map(logFolder)).toEqual(["", ""]);
});
