import fc from "fast-check";
import * as names from "../../src/settings/names";
import { nearest, nearestTimeZone } from "../../src/settings/nearest";

const rules = {
  ...{ stackName: names.stackName, bucketName: names.bucketName, trailName: names.trailName },
  ...{ databaseName: names.databaseName, tableName: names.tableName, workgroupName: names.workgroupName },
  ...{ scanLimit: names.scanLimit, keyPrefix: names.keyPrefix, logPrefix: names.logPrefix },
  ...{
    stateKey: names.stateKey,
    organizationName: names.organizationName,
    workspaceName: names.workspaceName,
  },
  ...{ workspaceTag: names.workspaceTag, hostName: names.hostName },
} satisfies Record<string, names.Rule>;
type RuleName = keyof typeof rules;

/** What a sentence says to write instead; undefined: it names nothing. */
const written = (sentence: string | undefined): string | undefined =>
  /Write "?([^"]*?)"?(?: or more)?\.$/s.exec(sentence ?? "")?.[1];

const a = (length: number): string => "a".repeat(length);

/** What is refused, and what the sentence says to write instead. */
test.each<[RuleName, bad: string, suggestion: string]>([
  ["stackName", "My_Audit", "my-audit"],
  ["stackName", "-my audit-", "my-audit"],
  ["stackName", "2026-audit", "audit"],
  ["stackName", "123", "my-audit"],
  ["stackName", "", "my-audit"],
  ["stackName", `${a(39)}-${a(30)}`, a(39)],
  ["stackName", a(70), a(40)],
  ["bucketName", "arn:aws:s3:::my-data/key", "my-data"],
  ["bucketName", "arn:aws-cn:s3:::my-data", "my-data"],
  ["bucketName", "arn:aws:s3:::", "my-bucket"],
  ["bucketName", "arn:aws:iam::123456789012:role/x", "my-bucket"],
  ["bucketName", "s3:///key", "my-bucket"],
  ["bucketName", "s3://my-data", "my-data"],
  ["bucketName", "my-data/", "my-data"],
  ["bucketName", "/key", "my-bucket"],
  ["bucketName", "My Bucket!", "my-bucket"],
  ["bucketName", "_ABC_", "abc"],
  ["bucketName", "___", "my-bucket"],
  ["bucketName", "--abc..", "abc"],
  ["bucketName", "...", "my-bucket"],
  ["bucketName", "a...b", "a.b"],
  ["trailName", "arn:aws:cloudtrail:us-east-1:123456789012:trail/mine", "mine"],
  ["trailName", "arn:aws:cloudtrail:us-east-1:123456789012:trail/", "my-trail"],
  ["trailName", "a", "my-trail"],
  ["trailName", "", "my-trail"],
  ["trailName", "my  trail!", "my-trail"],
  ["trailName", `${a(127)} ${a(9)}`, a(127)],
  ["databaseName", "arn:aws:glue:us-east-1:123456789012:database/mine", "mine"],
  ["databaseName", "arn:aws:glue:us-east-1:123456789012:database/", "audit"],
  ["databaseName", "My-Audit", "my_audit"],
  ["databaseName", "", "audit"],
  ["databaseName", a(300), a(255)],
  ["tableName", "My.Table", "my_table"],
  ["workgroupName", "arn:aws:athena:us-east-1:123456789012:workgroup/mine", "mine"],
  ["workgroupName", "arn:aws:athena:us-east-1:123456789012:workgroup/", "my-audit"],
  ["workgroupName", "my group", "my-group"],
  ["workgroupName", "", "my-audit"],
  ["workgroupName", a(200), a(128)],
  ["scanLimit", "9 MB", "10 MB"],
  ["scanLimit", "10 GiB", "10 GB"],
  ["scanLimit", "500m", "500 MB"],
  ["scanLimit", " 1.5 tb ", "1.5 TB"],
  ["scanLimit", "20000000", "20000000 B"],
  ["scanLimit", "much", "10 GB"],
  ["keyPrefix", "/img", "img/"],
  ["keyPrefix", "//img/", "img/"],
  ["keyPrefix", "img/*", "img/"],
  ["keyPrefix", "img/2026-?.png", "img/2026-"],
  ["keyPrefix", "s3://my-bucket/img", "img/"],
  ["keyPrefix", "s3://my-bucket/img/*.png", "img/"],
  ["keyPrefix", "arn:aws:s3:::my-bucket//img", "img/"],
  ["logPrefix", "/a//b/", "a/b"],
  ["logPrefix", "s3://my-log/my logs/", "my-logs"],
  ["logPrefix", "arn:aws:s3:::my-log/audit", "audit"],
  ["logPrefix", "/", "audit"],
  ["logPrefix", a(300), a(200)],
  ["stateKey", "/my/state/", "my/state"],
  ["stateKey", "/", "my-audit/terraform.tfstate"],
  ["organizationName", "our org!", "our-org"],
  ["organizationName", "--", "example-org"],
  ["organizationName", a(50), a(40)],
  ["workspaceName", "our/audit", "our-audit"],
  ["workspaceName", "/", "my-audit"],
  ["workspaceName", a(100), a(90)],
  ["workspaceTag", "Our Audit!", "our-audit"],
  ["workspaceTag", "!", "audit"],
  ["workspaceTag", a(300), a(255)],
  ["hostName", "https://TFE.example.com/app", "tfe.example.com"],
  ["hostName", "https://", "app.terraform.io"],
  ["hostName", "a..b", "app.terraform.io"],
  ["hostName", "https://a..b", "app.terraform.io"],
  // what is left is refused too
  ["stackName", "_", "my-audit"],
  ["bucketName", "s3://A_B", "my-bucket"],
  ["bucketName", "arn:aws:s3:::xn--abc", "my-bucket"],
  ["bucketName", "A_", "my-bucket"],
  ["bucketName", "-.a", "my-bucket"],
  ["bucketName", "a..-", "my-bucket"],
  ["trailName", "arn:aws:cloudtrail", "cloudtrail"],
  ["trailName", "arn:aws:cloudtrail:a b", "my-trail"],
  ["databaseName", "arn:aws:glue:A-B", "audit"],
  ["databaseName", "Default", "audit"],
  ["tableName", "ARN:x", "arn_x"],
  ["workgroupName", "arn:x/y z", "my-audit"],
  ["scanLimit", "5 mb", "10 MB"],
  ["organizationName", "a", "example-org"],
  ["workspaceTag", "_A", "audit"],
])("%s %j: write %j", (rule, bad, suggestion) => {
  expect(written(rules[rule](bad))).toBe(suggestion);
});

/** Who writes what the sentence says must not be told something else next. */
test.each(Object.keys(rules) as RuleName[])("what %s says to write is good", (name) => {
  const rule = rules[name];
  const text = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.stringMatching(/^[a-zA-Z0-9._:/ -]{0,12}$/),
    fc.integer({ min: 40, max: 300 }).map((length) => "Aa-".repeat(length).slice(0, length)),
    fc
      .constantFrom("arn:aws:s3:::", "s3://", "arn:")
      .chain((head) => fc.string({ maxLength: 8 }).map((rest) => head + rest)),
  );
  fc.assert(
    fc.property(text, (value) => {
      const suggestion = written(rule(value));
      if (suggestion !== undefined && suggestion !== "")
        expect([value, rule(suggestion)]).toEqual([value, undefined]);
    }),
    { numRuns: 200, seed: 3 },
  );
});

test.each<[string, readonly string[], string | undefined]>([
  ["log_bucket", ["logBucket", "trail"], "logBucket"],
  ["LOG-BUCKET", ["trail", "logBucket"], "logBucket"],
  ["nmae", ["name", "region"], "name"],
  ["nam", ["name"], "name"],
  ["x", ["name"], undefined],
  ["ab", ["cd"], undefined],
  ["abc", ["abd"], "abd"],
  ["prefixes", ["prefix", "suffixes"], "prefix"],
  ["abcdefghi", ["abcdefxyz"], "abcdefxyz"],
  ["abcdefgh", ["abcdexyz"], undefined],
  ["anything", [], undefined],
  ["", ["name"], undefined],
])("%j among %j: %j", (word, candidates, found) => {
  expect(nearest(word, candidates)).toBe(found);
});

test.each([
  ["tokyo", "Asia/Tokyo"],
  ["New York", "America/New_York"],
  ["Asia/Tokio", "Asia/Tokyo"],
  ["utc", "UTC"],
  ["somewhere else", undefined],
])("the time zone %j: %j", (zone, found) => {
  expect(nearestTimeZone(zone)).toBe(found);
});

test.each<[zone: string, what: RegExp | undefined]>([
  ["UTC", undefined],
  ["Europe/Berlin", undefined],
  ["America/Argentina/Buenos_Aires", undefined],
  ["Etc/GMT+9", undefined],
  ["europe/berlin", /Did you mean `Europe\/Berlin`\?$/],
  ["EUROPE/BERLIN", /Did you mean `Europe\/Berlin`\?$/],
  ["asia/kolkata", /Did you mean `Asia\/(Kolkata|Calcutta)`\?$/],
  ["Berlin", /Did you mean `Europe\/Berlin`\?$/],
  ["Japan", /Did you mean `Asia\/Tokyo`\?$/],
  ["EST5EDT", /a time zone is UTC or an IANA name/],
  ["Z", /a time zone is UTC or an IANA name/],
  ["Europe/Nowhere", /a time zone is UTC or an IANA name/],
])("the time zone %s", (zone, what) => {
  expect(names.timeZoneName(zone) ?? "good").toMatch(what ?? /^good$/);
});
