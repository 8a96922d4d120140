import { resolveSettings } from "../../src/settings/resolve";
import { bytesOf } from "../../src/settings/bytes";
import { parseSettings } from "../../src/settings/load";
import type { SettingsInput } from "../../src/settings/schema";
import type { Settings } from "../../src/settings/settings";

const least: SettingsInput = { name: "my-audit", region: "us-east-1", watch: [{ bucket: "my-bucket" }] };

const leastResolved: Settings = {
  name: "my-audit",
  region: "us-east-1",
  tags: {},
  watch: [{ bucket: "my-bucket", create: false, record: "write", prefixes: [] }],
  releasedBuckets: [],
  logBucket: { name: "my-audit-log", create: true, forceDestroy: false },
  trail: { name: "my-audit-trail", logging: true, multiRegion: false, validateLogFiles: true },
  timeZone: "UTC",
  athena: {
    database: "my_audit_audit",
    table: "cloudtrail_logs_my_audit_log",
    workgroup: "my-audit-audit",
    maxScanPerQuery: "10 GB",
    lookBackDays: 1095,
    resultBucket: { name: "my-audit-athena-results", create: true, keepDays: 30 },
  },
  backend: { type: "local", path: "terraform.my-audit.tfstate" },
};

test("three fields are enough: everything else has a default", () => {
  expect(resolveSettings(least)).toEqual(leastResolved);
});

test("what is set wins over every default", () => {
  const everything: Settings = {
    name: "all-set",
    region: "cn-north-1",
    accountId: "123456789012",
    tags: { "team name": "Prüfung/1" },
    watch: [
      { bucket: "one", create: true, record: "all", prefixes: ["a/", "b"] },
      { bucket: "two.with.dots", create: false, record: "read", prefixes: [] },
    ],
    releasedBuckets: ["three"],
    logBucket: {
      name: "logs",
      create: true,
      prefix: "audit/2026",
      expireAfterDays: 400,
      archiveAfterDays: 90,
      forceDestroy: true,
    },
    trail: { name: "Trail_1", logging: false, multiRegion: true, validateLogFiles: false },
    timeZone: "Asia/Kolkata",
    athena: {
      database: "db",
      table: "tab",
      workgroup: "Work.Group_1",
      maxScanPerQuery: "10 MB",
      lookBackDays: 1,
      resultBucket: { name: "results", create: false, keepDays: 1 },
    },
    backend: {
      type: "s3",
      bucket: "our-states",
      key: "audit/state",
      region: "cn-northwest-1",
      encrypt: false,
      useLockfile: false,
      kmsKeyId: "arn:aws-cn:kms:cn-northwest-1:123456789012:alias/our-states",
    },
  };
  expect(resolveSettings(everything)).toEqual(everything);
});

test("the log and result bucket join the exceptions of all buckets, once, behind the user's", () => {
  const { watch } = resolveSettings({
    ...least,
    watch: [{ allBuckets: true, except: ["zeta", "my-audit-log"] }],
  });
  expect(watch).toEqual([
    { allBuckets: true, except: ["zeta", "my-audit-log", "my-audit-athena-results"], record: "write" },
  ]);
});

test("the table is named after the log bucket, in characters that Athena takes", () => {
  const { athena } = resolveSettings({ ...least, logBucket: { name: "logs.of-us" } });
  expect(athena.table).toBe("cloudtrail_logs_logs_of_us");
});

test("a trailing slash of the log prefix is dropped", () => {
  expect(resolveSettings({ ...least, logBucket: { prefix: "audit/" } }).logBucket.prefix).toBe("audit");
});

test.each<[string, SettingsInput["watch"]]>([
  [
    "all buckets, but the other kind of events",
    [{ allBuckets: true, record: "read" }, { bucket: "my-bucket" }],
  ],
  [
    "all buckets but one, of which some prefixes are recorded",
    [
      { allBuckets: true, except: ["my-bucket"] },
      { bucket: "my-bucket", prefixes: ["a/"] },
    ],
  ],
  [
    "prefixes of which one continues the other's name",
    [{ bucket: "my-bucket", prefixes: ["a/", "ab/", "b"] }],
  ],
  [
    "as many values as a trail takes",
    [{ bucket: "my-bucket", prefixes: Array.from({ length: 497 }, (_, index) => `p${index}/`) }],
  ],
])("these are no faults: %s", (_what, watch) => {
  expect(resolveSettings({ ...least, watch }).watch).toHaveLength(watch.length);
});

test.each([
  "UTC",
  "Asia/Tokyo",
  "Asia/Kolkata",
  "Europe/Kyiv",
  "America/Port-au-Prince",
  "Africa/Dar_es_Salaam",
])("the time zone %s", (timeZone) => {
  expect(resolveSettings({ ...least, timeZone }).timeZone).toBe(timeZone);
});

test("settings from code have faults with a path, without a file", () => {
  expect(() => resolveSettings({ ...least, region: "nowhere", logBucket: { name: "my-bucket" } })).toThrow(
    expect.objectContaining({
      name: "UserError",
      faults: [
        expect.stringMatching(
          /^region is "nowhere": this Region is not known\. Write its code, for example us-east-1, /,
        ),
        expect.stringMatching(/^watch\[0\]\.bucket is "my-bucket": it is the log bucket too/),
      ],
    }),
  );
});

test.each([
  ["tokyo", /this Region is not known\. Did you mean `ap-northeast-1`\?$/],
  ["us west", /this is part of several Regions\. Write one of us-west-1, us-west-2, us-gov-west-1\.$/],
])("the Region %s is told by its place", (region, told) => {
  expect(() => resolveSettings({ ...least, region })).toThrow(
    expect.objectContaining({ faults: [expect.stringMatching(told)] }),
  );
});

test("anchors, merge keys, comments and JSON are read", () => {
  const yaml = [
    "name: my-audit # stem",
    "region: us-east-1",
    "watch:",
    "  - &uploads { bucket: one, record: all, prefixes: [a/] }",
    "  - <<: *uploads",
    "    bucket: two",
  ].join("\r\n");
  expect(parseSettings(yaml, "audit.yaml").watch).toEqual([
    { bucket: "one", create: false, record: "all", prefixes: ["a/"] },
    { bucket: "two", create: false, record: "all", prefixes: ["a/"] },
  ]);
  expect(parseSettings(JSON.stringify(least, null, "\t"), "audit.json")).toEqual(leastResolved);
});

test.each([
  ["10 MB", 10485760],
  ["10 GB", 10737418240],
  ["1.5KB", 1536],
  ["1 TB", 1099511627776],
  ["7 B", 7],
])("%s is %d bytes", (size, bytes) => {
  expect(bytesOf(size)).toBe(bytes);
});

test.each(["10", "10 GiB", "1.3 B", "-1 GB", "9999999 TB", ""])("%p is no size", (size) => {
  expect(() => bytesOf(size)).toThrow(RangeError);
});

test("a backend needs only what nothing can tell", () => {
  const { backend: s3 } = resolveSettings({ ...least, backend: { type: "s3", bucket: "our-states" } });
  expect(s3).toEqual({
    type: "s3",
    bucket: "our-states",
    key: "my-audit/terraform.tfstate",
    region: "us-east-1",
    encrypt: true,
    useLockfile: true,
  });
  const { backend: cloud } = resolveSettings({
    ...least,
    backend: { type: "cloud", organization: "example-org", workspace: "audit" },
  });
  expect(cloud).toEqual({
    type: "cloud",
    hostname: "app.terraform.io",
    organization: "example-org",
    workspace: "audit",
  });
});
