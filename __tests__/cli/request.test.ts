import { conditionsOf } from "../../src/cli/filters";
import { type AskingFlags, daysUpTo, readRequest } from "../../src/cli/request";
import type { UserError } from "../../src/errors";
import { examine } from "../../src/settings/resolve";
import { savedQuestions } from "../../src/questions";

const now = new Date("2026-11-20T12:00:00Z");
const questionOf = (name: string) => savedQuestions.find((each) => each.name === name)!;

function read(flags: Partial<AskingFlags>, question = "deletions") {
  const unasked = { timeZone: "UTC", window: daysUpTo(7, now) };
  return readRequest({ limit: "10", format: "csv", ...flags }, questionOf(question), now, unasked);
}

function faultsOf(flags: Partial<AskingFlags>, question?: string): readonly string[] {
  try {
    read(flags, question);
    return [];
  } catch (error) {
    return (error as UserError).faults;
  }
}

test.each([
  ["1", 1],
  ["100000000", 100_000_000],
  ["all", 100_000_000],
])("--limit %s is taken", (limit, rows) => {
  expect(read({ limit }).limit).toBe(rows);
});

test.each(["0", "-1", "100000001", "1.5", "1e3", "", "ALL", " 1"])("--limit %j is not", (limit) => {
  expect(faultsOf({ limit })).toEqual([expect.stringMatching(/^--limit is /)]);
});

test.each(["UTC", "Asia/Tokyo", "Asia/Kolkata", "America/Argentina/Buenos_Aires", "Etc/GMT+5"])(
  "--time-zone %s is taken",
  (timeZone) => {
    expect(read({ timeZone }).timeZone).toBe(timeZone);
  },
);

test.each(["JST", "EST", "GMT", "asia/tokyo", "utc", "Japan", "Mars/Olympus", "+09:00", "", "'", "PST8PDT"])(
  "--time-zone %j is refused as the settings refuse it, with the same words",
  (timeZone) => {
    const inSettings = examine({
      name: "a",
      region: "us-east-1",
      watch: [{ bucket: "abc" }],
      timeZone,
    }).faults;
    expect(inSettings).toHaveLength(1);
    expect(faultsOf({ timeZone })).toEqual(
      inSettings.map(({ sentence }) => sentence.replace(/^timeZone/, "--time-zone")),
    );
  },
);

test("--time-zone asia/tokyo is told the name that is taken", () => {
  expect(faultsOf({ timeZone: "asia/tokyo" })).toEqual([
    '--time-zone is "asia/tokyo": a time zone is UTC or an IANA name of the form Area/City. Did you mean `Asia/Tokyo`?',
  ]);
});

test("a window looks back from where --until says, else from now", () => {
  const week = 7 * 24 * 3_600_000;
  expect(read({}).window).toEqual({ since: new Date(now.getTime() - week), until: now });
  const until = new Date("2026-11-04T00:00:00Z");
  expect(read({ until: "2026-11-03" }).window).toEqual({ since: new Date(until.getTime() - week), until });
});

test("a window has a second at least", () => {
  const since = "2026-11-01T00:00:00Z";
  expect(faultsOf({ since, until: since })).toEqual([expect.stringMatching(/is not before --until/)]);
  expect(faultsOf({ since: "2026-11-01T00:00:01Z", until: since })).toHaveLength(1);
  expect(read({ since, until: "2026-11-01T00:00:01Z" }).window.until.toISOString()).toBe(
    "2026-11-01T00:00:01.000Z",
  );
});

test("a parameter that is a number has up to fifteen digits, which a number holds exactly", () => {
  const threshold = (text: string) => ({ param: [`threshold=${text}`] });
  expect(read(threshold("999999999999999"), "bulk-reads").parameters).toEqual({
    threshold: 999_999_999_999_999,
  });
  expect(read(threshold("0"), "bulk-reads").parameters).toEqual({ threshold: 0 });
  expect(faultsOf(threshold(""), "bulk-reads")).toEqual([
    "--param threshold has no value. Write for example --param threshold=500.",
  ]);
  for (const text of ["9999999999999999", "-1", "1.5", "1e3"])
    expect(faultsOf(threshold(text), "bulk-reads")).toEqual([
      expect.stringMatching(/^--param threshold is /),
    ]);
});

test("a parameter that is text is taken to its last character", () => {
  const param = ["bucket=b", "key=a=b\nc "];
  expect(read({ param }, "who-deleted").parameters).toEqual({ bucket: "b", key: "a=b\nc " });
  expect(faultsOf({ param: ["bucket=b", "keys=a"] }, "who-deleted")).toHaveLength(2);
});

describe("filters", () => {
  const faults = (flags: object) => {
    const found: string[] = [];
    conditionsOf(flags, found);
    return found;
  };

  test.each([
    ...["203.0.113.7", "203.0.113.0/0", "203.0.113.0/32", "2001:db8::7", "203.0.113.*", "*"],
    ...["cloudfront.amazonaws.com", "AWS Internal", "delivery.logs.amazonaws.com"],
  ])("--ip %s is an address", (ip) => {
    expect(faults({ ip: [ip] })).toEqual([]);
  });

  test.each([
    ...[
      "203.0.113.0/33",
      "203.0.113.0/",
      "203.0.113.0/x",
      "203.0.113/24",
      "2001:db8::/32",
      "203.0.113.0/100",
    ],
    ...["203.0.113", "203.0.113.256", "1.2.3.4.5", "localhost", "y!"],
  ])("--ip %s is none", (ip) => {
    expect(faults({ ip: [ip] })).toEqual([expect.stringContaining(`--ip is "${ip}"`)]);
  });

  test.each([
    ["s3://b/k", true],
    ["s3://b/two\nlines", true],
    ["s3://b/a/b/", true],
    ["s3://b/", false],
    ["s3:///k", false],
    ["b/k", false],
    ["S3://b/k", false],
  ])("--object %j names one: %s", (object, isOne) => {
    expect(faults({ object: [object] })).toHaveLength(isOne ? 0 : 1);
  });

  test.each([
    ["123456789012", true],
    ["12345678901", false],
    ["1234567890123", false],
    ["12345678901x", false],
  ])("--account %s is one: %s", (account, isOne) => {
    expect(faults({ account: [account] })).toHaveLength(isOne ? 0 : 1);
  });

  test("a value of nothing is told, and not that everything is meant", () => {
    for (const flag of ["actor", "bucket", "prefix", "object", "ip", "grep", "region", "account"])
      expect(faults({ [flag]: [""] })).toEqual([
        expect.stringMatching(new RegExp(`^--${flag} has no value`)),
      ]);
  });
});

describe("an object given as one address", () => {
  const write = (flags: string) =>
    expect.stringContaining(`a bucket and a key are given apart. Write ${flags}.`);

  test.each<[readonly string[], string]>([
    [["bucket=s3://b", "key=k"], "--param bucket=b --param key=k"],
    [["bucket=b/", "key=k"], "--param bucket=b --param key=k"],
    [["bucket=arn:aws:s3:::b/x y.pdf"], "--param bucket=b --param 'key=x y.pdf'"],
    [["key=s3://b/k"], "--param bucket=b --param key=k"],
    [["bucket=b", "key=s3://b/k"], "--param bucket=b --param key=k"],
    [["bucket=s3://b/k", "key=s3://b/k"], "--param bucket=b --param key=k"],
    [["bucket=s3://b"], "--param bucket=b --param key=KEY"],
  ])("%j", (param, flags) => {
    expect(faultsOf({ param }, "who-deleted")).toEqual([write(flags)]);
  });

  test("a key of another bucket may begin like one, and an access point has an ARN", () => {
    for (const param of [
      ["bucket=b", "key=s3://c/k"],
      ["bucket=arn:aws:s3:eu-central-1:123456789012:accesspoint/b", "key=/k"],
    ])
      expect(faultsOf({ param }, "who-deleted")).toEqual([]);
  });
});

test("two parameters behind one --param are taken apart", () => {
  for (const pair of ["bucket=b,key=x/y.pdf", "bucket=b key=x/y.pdf", "bucket=b, key=x/y.pdf"])
    expect(faultsOf({ param: [pair] }, "who-deleted")).toEqual([
      `--param bucket is "${pair.slice("bucket=".length)}", which has another parameter in it. ` +
        "Write --param bucket=b --param key=x/y.pdf.",
    ]);
  const odd = ["bucket=b", "key=a,bucket=b,key=c"];
  expect(read({ param: odd }, "who-deleted").parameters).toEqual({ bucket: "b", key: "a,bucket=b,key=c" });
});
