import { UserError } from "../../src/errors";
import { examine, resolveSettings } from "../../src/settings/resolve";
import type { SettingsInput } from "../../src/settings/schema";

/** Every limit with both of its neighbours: what AWS takes is taken, and one more is refused before an apply finds out. */
type Edge = readonly [
  limit: string,
  path: string,
  settingsWith: (value: never) => object,
  good: readonly unknown[],
  bad: readonly unknown[],
];

const least = { name: "demo", region: "us-east-1", watch: [{ bucket: "my-bucket" }] };
const watched = (bucket: string) => ({ watch: [{ bucket }] });
const prefixed = (prefix: string) => ({ watch: [{ bucket: "my-bucket", prefixes: [prefix] }] });
const logs = (field: string) => (value: unknown) => ({ logBucket: { [field]: value } });
const athena = (field: string) => (value: unknown) => ({ athena: { [field]: value } });
const s3 = (field: string) => (value: unknown) => ({
  backend: { type: "s3", bucket: "our-states", [field]: value },
});
const cloud = (field: string) => (value: unknown) => ({
  backend: { type: "cloud", organization: "example-org", workspace: "ours", [field]: value },
});
const tagged = (tags: string) => ({ backend: { type: "cloud", organization: "example-org", tags: [tags] } });
const a = (length: number): string => "a".repeat(length);
const manyTags = (count: number) => ({
  tags: Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, "x"])),
});
const manyPrefixes = (count: number) => ({
  watch: [{ bucket: "my-bucket", prefixes: Array.from({ length: count }, (_, index) => `p${index}/`) }],
});

const edges: readonly Edge[] = [
  ["50 tags", "tags", manyTags, [0, 1, 49, 50], [51, 52, 100]],
  [
    "a tag's key of 1 to 128 characters",
    "tags",
    (key: string) => ({ tags: { [key]: "x" } }),
    [a(1), a(127), a(128), "Prüfung 1_.:/=+-@"],
    ["", a(129), "a!", "aws:x", "AWS:x", "a\n"],
  ],
  [
    "a tag's value of up to 256 characters",
    "tags",
    (value: string) => ({ tags: { team: value } }),
    ["", a(255), a(256), "Prüfung 1_.:/=+-@"],
    [a(257), "a!", "a\n"],
  ],
  [
    "a prefix of 1,024 bytes",
    "watch[0].prefixes[0]",
    prefixed,
    [a(1), a(1023), a(1024), "é".repeat(512)],
    ["", a(1025), "é".repeat(513), `${"é".repeat(512)}a`],
  ],
  [
    "a prefix without what it cannot have",
    "watch[0].prefixes[0]",
    prefixed,
    ["a$b", "a{b}", "a%b", "a b", "s3:/a", "a/b"],
    ["/a", "a*", "a?b", "a${b", "a%{b", "a\tb", "s3://b/a"],
  ],
  ["500 values in a trail's selectors", "watch", manyPrefixes, [496, 497], [498, 499]],
  [
    "a bucket name of 3 to 63 characters",
    "watch[0].bucket",
    watched,
    [a(3), a(4), a(62), a(63)],
    ["", a(1), a(2), a(64), a(65)],
  ],
  [
    "a bucket name's characters",
    "watch[0].bucket",
    watched,
    ["a-b", "a.b", "1a2", "a--b", "a.-b", "1.2.3", "1.2.3.4.5", "1.2.3.a", "v1.2.3.4"],
    ["-ab", "ab-", ".ab", "ab.", "a..b", "a_b", "aBc", "1.2.3.4", "010.0.0.255"],
  ],
  [
    "no bucket name's reserved beginning",
    "watch[0].bucket",
    watched,
    ["xn-abc", "axn--abc", "sthree", "a-sthree-b", "amzn-s3-demo", "amzn-s3-dem-x", "my-amzn-s3-demo-x"],
    ["xn--abc", "sthree-abc", "sthree-configurator", "amzn-s3-demo-abc"],
  ],
  [
    "no bucket name's reserved end",
    "watch[0].bucket",
    watched,
    [
      "abc-s3aliases",
      "s3alias",
      "abc-ol-s3",
      "abc--ol-s3x",
      "abcmrap",
      "abc.mrap1",
      "abc-x-s3",
      "abc--x-s31",
      "abc-table-s3",
      "abc--table-s3-a",
    ],
    ["abc-s3alias", "abc--ol-s3", "abc.mrap", "abc--x-s3", "abc--table-s3"],
  ],
  [
    "no reserved name for a bucket that is made",
    "logBucket.name",
    logs("name"),
    ["our-logs"],
    [
      "xn--abc",
      "sthree-abc",
      "amzn-s3-demo-abc",
      "abc-s3alias",
      "abc--ol-s3",
      "abc.mrap",
      "abc--x-s3",
      "abc--table-s3",
    ],
  ],
  [
    "a name that leaves room for what grows from it",
    "",
    (name: string) => ({ name }),
    ["a", a(47), a(48), "a-b-1", "a1"],
    [a(49), a(63), a(64), "", "1a", "a-", "-a", "a--b", "a_b", "A"],
  ],
  [
    "a trail name of 3 to 128 characters",
    "trail.name",
    (name: string) => ({ trail: { name } }),
    [a(3), a(127), a(128), "A.b_c-1", "1.2.3"],
    ["", a(2), a(129), "-abc", "abc-", "a..b", "a._b", "1.2.3.4", "a b"],
  ],
  [
    "a database name of 1 to 255 characters",
    "athena.database",
    athena("database"),
    [a(1), a(254), a(255), "_1", "defaults"],
    ["", a(256), "A", "a-b", "a.b", "default", "information_schema"],
  ],
  [
    "a table name of 1 to 255 characters",
    "athena.table",
    athena("table"),
    [a(1), a(255), "default", "object_event"],
    ["", a(256), "A", "a-b", "object_events"],
  ],
  [
    "a workgroup name of 1 to 128 characters",
    "athena.workgroup",
    athena("workgroup"),
    [a(1), a(127), a(128), "A.b_c-1", "primary-1", "Primary"],
    ["", a(129), "a b", "primary"],
  ],
  [
    "a scan limit of 10 MB",
    "athena.maxScanPerQuery",
    athena("maxScanPerQuery"),
    ["10 MB", "10MB", "10485760 B", "10240 KB", "0.5 GB", "1 TB"],
    ["9 MB", "9.9 MB", "10485759 B", "10239 KB", "0 B", "10 mb", "10", "10 PB", "99999999 TB"],
  ],
  [
    "1 to 3,650 days to look back",
    "athena.lookBackDays",
    athena("lookBackDays"),
    [1, 2, 3649, 3650],
    [-1, 0, 3651, 1.5],
  ],
  [
    "1 to 36,500 days until logs expire",
    "logBucket.expireAfterDays",
    logs("expireAfterDays"),
    [1, 2, 36499, 36500],
    [-1, 0, 36501],
  ],
  [
    "1 to 36,500 days until logs are archived",
    "logBucket.archiveAfterDays",
    logs("archiveAfterDays"),
    [1, 2, 36500],
    [-1, 0, 36501],
  ],
  [
    "logs that are archived before they expire",
    "logBucket.archiveAfterDays",
    (archiveAfterDays: number) => ({ logBucket: { archiveAfterDays, expireAfterDays: 30 } }),
    [1, 28, 29],
    [30, 31],
  ],
  [
    "1 to 36,500 days that results are kept",
    "athena.resultBucket.keepDays",
    (keepDays: number) => ({ athena: { resultBucket: { keepDays } } }),
    [1, 2, 36500],
    [0, 36501],
  ],
  [
    "a log prefix of up to 200 characters",
    "logBucket.prefix",
    logs("prefix"),
    [a(1), a(199), a(200), "a/b", "a/b/", "a._=-1"],
    ["", a(201), "/a", "a//b", "a b", "a*", "/", "ä"],
  ],
  [
    "an account id of 12 digits",
    "accountId",
    (accountId: string) => ({ accountId }),
    ["123456789012", "000000000000"],
    ["12345678901", "1234567890123", "12345678901a", " 123456789012", "123456789012\n"],
  ],
  [
    "a state's key of 1 to 1,024 bytes",
    "backend.key",
    s3("key"),
    [a(1), a(1023), a(1024), "é".repeat(512), "a/b"],
    ["", a(1025), "é".repeat(513), "/a", "a/", "a${b}", "a%{b}", "a\nb"],
  ],
  [
    "a state's path",
    "backend.path",
    (path: string) => ({ backend: { type: "local", path } }),
    ["a", "../a", "/a/b.tfstate", "a b"],
    ["", "a/", "a\\", "${a}", "%{a}", "a\tb"],
  ],
  [
    "a KMS key's ARN",
    "backend.kmsKeyId",
    s3("kmsKeyId"),
    ["arn:aws:kms:us-east-1:123456789012:key/1-a", "arn:aws-cn:kms:cn-north-1:123456789012:alias/our/key"],
    [
      "1-a",
      "arn:aws:kms:us-east-1:12345678901:key/1-a",
      "arn:aws:kms:us-east-1:1234567890123:key/1-a",
      "arn:aws:kms:us-east-1:123456789012:key/",
      "arn:aws:kms:us-east-1:123456789012:grant/1",
      "xarn:aws:kms:us-east-1:123456789012:key/1-a",
      "arn:aws:kms:us-east-1:123456789012:key/1 a",
    ],
  ],
  [
    "an organization of 3 to 40 characters",
    "backend.organization",
    cloud("organization"),
    [a(3), a(39), a(40), "A_b-1"],
    ["", a(2), a(41), "a b c"],
  ],
  [
    "a workspace of 1 to 90 characters",
    "backend.workspace",
    cloud("workspace"),
    [a(1), a(89), a(90), "A_b-1"],
    ["", a(91), "a b"],
  ],
  [
    "a project of 3 to 40 characters",
    "backend.project",
    cloud("project"),
    [a(3), a(4), a(39), a(40), "A b_c-1"],
    ["", a(2), a(41), " ab", "ab ", "a.b"],
  ],
  [
    "a workspace's tag of 1 to 255 characters",
    "backend.tags[0]",
    tagged,
    [a(1), a(2), a(254), a(255), "a:b_c-1"],
    ["", a(256), "A", "-a", "a-", "a b"],
  ],
  [
    "a host's name",
    "backend.hostname",
    cloud("hostname"),
    ["a", "tfe.example.com", "a-b.c", "tfe.example.com:8443", a(63), "a:1", "a:12345"],
    ["", "-a.b", "a-.b", "a..b", "https://a.b", "a.b/", "A.b", a(64), "a:", "a:123456"],
  ],
];

const shortOf = (value: unknown): string => {
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 20)}… (${text.length})` : text;
};

describe.each(edges)("%s", (_limit, path, settingsWith, good, bad) => {
  const of = (value: unknown) => ({ ...least, ...settingsWith(value as never) });

  test.each(good.map((value) => [shortOf(value), value]))("takes %s", (_, value) => {
    expect(examine(of(value)).faults.map(({ sentence }) => sentence)).toEqual([]);
  });

  test.each(bad.map((value) => [shortOf(value), value]))("refuses %s", (_, value) => {
    const told = examine(of(value)).faults.map(({ sentence }) => sentence);
    expect(told.length).toBeGreaterThan(0);
    expect(told.filter((sentence) => !sentence.startsWith(path))).toEqual([]);
  });
});

test("how many tags are too many is told by number", () => {
  const faults = (count: number): readonly string[] => {
    try {
      resolveSettings({ ...least, ...manyTags(count) } as SettingsInput);
      return [];
    } catch (error) {
      if (error instanceof UserError) return error.faults;
      throw error;
    }
  };
  expect(faults(50)).toEqual([]);
  expect(faults(51)).toEqual(["tags is a group of fields: there are 51 tags, and AWS allows 50. Remove 1."]);
  expect(faults(60)).toEqual(["tags is a group of fields: there are 60 tags, and AWS allows 50. Remove 10."]);
});
