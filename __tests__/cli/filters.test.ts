import { ExitCode } from "../../src/errors";
import { s3audit } from "../support/io";
import { LogFolder, accountId, deliveredAt, logText, record } from "../support/records";

/** Eight events, each unlike the others; the ids say what is odd about them. */
const story = [
  record({ eventID: "taro uploads" }),
  record({ eventID: "taro deletes", eventName: "DeleteObject", eventTime: "2026-11-01T00:16:00Z" }),
  record({ eventID: "taro is refused", errorCode: "AccessDenied", eventTime: "2026-11-01T00:17:00Z" }),
  record({ eventID: "taro fails", errorCode: "NoSuchKey", eventTime: "2026-11-01T00:18:00Z" }),
  record({
    eventID: "a pipeline reads",
    eventName: "GetObject",
    eventTime: "2026-11-01T00:19:00Z",
    userIdentity: {
      type: "AssumedRole",
      arn: `arn:aws:sts::${accountId}:assumed-role/deploy/build-7`,
      accountId,
      principalId: "AROAEXAMPLE:build-7",
      sessionContext: { sessionIssuer: { type: "Role", userName: "deploy" } },
    },
    sourceIPAddress: "198.51.100.77",
  }),
  record({
    eventID: "a stranger lists",
    eventName: "ListObjects",
    eventTime: "2026-11-01T00:20:00Z",
    userIdentity: { type: "AWSAccount", accountId: "anonymous" },
    requestParameters: { bucketName: "miyagawa-archive" },
    sourceIPAddress: "2001:db8::7",
  }),
  record({
    eventID: "an odd key",
    eventTime: "2026-11-01T00:21:00Z",
    requestParameters: { bucketName: "miyagawa-test", key: "reports/100%_100!'.pdf" },
    userAgent: "[Boto3/1.40 Needle]",
  }),
];
const elsewhere = record({
  eventID: "in Virginia",
  eventTime: "2026-11-01T00:22:00Z",
  awsRegion: "us-east-1",
  recipientAccountId: "111122223333",
  sourceIPAddress: "cloudfront.amazonaws.com",
});

let folder: LogFolder;
beforeAll(() => {
  folder = new LogFolder()
    .write(deliveredAt("2026-11-01T00:25:00Z", "a"), logText(...story))
    .write(deliveredAt("2026-11-01T00:25:00Z", "b", "us-east-1"), logText(elsewhere));
});
afterAll(() => folder.remove());

const events = (...args: readonly string[]) => s3audit(["events", "--logs", ".", ...args], folder.path);

async function ids(...args: readonly string[]): Promise<readonly string[]> {
  const { stdout, stderr } = await events("--format", "ndjson", "--columns", "event_id", ...args);
  if (stdout === "" && stderr !== "") throw new Error(stderr);
  return stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => (JSON.parse(line) as { event_id: string }).event_id);
}

test.each<[string, readonly string[], readonly string[]]>([
  ["an actor", ["--actor", "deploy/build-7"], ["a pipeline reads"]],
  ["every session of a role", ["--actor", "deploy/*"], ["a pipeline reads"]],
  [
    "the ARN of a session",
    ["--actor", `arn:aws:sts::${accountId}:assumed-role/deploy/build-7`],
    ["a pipeline reads"],
  ],
  ["the ARN of a role", ["--actor", `arn:aws:iam::${accountId}:role/ci/deploy`], ["a pipeline reads"]],
  ["the role of the same name in another account", ["--actor", "arn:aws:iam::111122223333:role/deploy"], []],
  ["the ARN of nobody", ["--actor", `arn:aws:iam::${accountId}:user/jiro`], []],
  ["a part of a name is no name", ["--actor", "deploy"], []],
  ["kinds of actors", ["--actor-type", "anonymous,assumed_role"], ["a stranger lists", "a pipeline reads"]],
  ["actions", ["--action", "delete", "--action", "read"], ["a pipeline reads", "taro deletes"]],
  ["an operation", ["--event", "DeleteObject"], ["taro deletes"]],
  ["operations", ["--event", "*Objects"], ["a stranger lists"]],
  ["an operation that is not known yet", ["--event", "RenameObjectsInBulk"], []],
  ["a bucket", ["--bucket", "miyagawa-archive"], ["a stranger lists"]],
  ["a prefix, of which nothing is a pattern", ["--prefix", "reports/100%_"], ["an odd key"]],
  ["no key begins with a percent sign", ["--prefix", "%"], []],
  ["an object", ["--object", "s3://miyagawa-test/reports/100%_100!'.pdf"], ["an odd key"]],
  ["an address", ["--ip", "198.51.100.77"], ["a pipeline reads"]],
  ["a network", ["--ip", "198.51.100.64/26"], ["a pipeline reads"]],
  ["a network by an address in its middle", ["--ip", "198.51.100.100/26"], ["a pipeline reads"]],
  ["a network by its last address", ["--ip", "198.51.100.127/26"], ["a pipeline reads"]],
  ["a network that begins with the address", ["--ip", "198.51.100.77/32"], ["a pipeline reads"]],
  ["a network that ends before it", ["--ip", "198.51.100.76/32"], []],
  ["a network that ends with it", ["--ip", "198.51.100.76/31"], ["a pipeline reads"]],
  ["a network that begins after it", ["--ip", "198.51.100.78/31"], []],
  ["the network beside it", ["--ip", "198.51.100.0/26"], []],
  ["every IPv4 address", ["--ip", "0.0.0.0/0", "--action", "read,list"], ["a pipeline reads"]],
  ["part of an address", ["--ip", "2001:db8:*"], ["a stranger lists"]],
  ["a service", ["--ip", "cloudfront.amazonaws.com"], ["in Virginia"]],
  ["what was denied", ["--denied"], ["taro is refused"]],
  ["what failed", ["--errors"], ["taro fails", "taro is refused"]],
  ["an account", ["--account", "111122223333"], []],
  ["a Region", ["--region", "us-east-1"], ["in Virginia"]],
  ["Regions", ["--region", "us-east-1,eu-west-1"], ["in Virginia"]],
  ["text anywhere, in capitals or not", ["--grep", "needle"], ["an odd key"]],
  ["two texts, both of them", ["--grep", "boto3", "--grep", "NEEDLE"], ["an odd key"]],
  ["text that would end a literal", ["--grep", "100!'"], ["an odd key"]],
  ["flags together", ["--actor", "taro", "--errors", "--since", "2026-11-01T00:18:00Z"], ["taro fails"]],
])("%s", async (_, args, expected) => {
  expect(await ids(...args)).toEqual(expected);
});

test("the folder of another account is not opened, one that is no layout is", async () => {
  const { stderr } = await events("--account", "111122223333", "--format", "json", "--since", "2026-11-01");
  expect(stderr).toContain("0 log files read, 2 outside the window");
  expect(await ids("--account", accountId, "--region", "ap-northeast-1")).toHaveLength(7);
});

test("a count is a number, with the same filters", async () => {
  expect(await events("--count")).toEqual({ exitCode: ExitCode.ok, stdout: "8\n", stderr: "" });
  expect((await events("--count", "--errors")).stdout).toBe("2\n");
});

test("a count has the events without a time too, and says with its exit code that not all could be read", async () => {
  const damaged = new LogFolder()
    .write(
      deliveredAt("2026-11-01T00:25:00Z", "a"),
      logText(record(), record({ eventTime: "never" }), record({ eventTime: undefined })),
    )
    .write("cut.json", logText(record(), record()).slice(0, -40));
  const { exitCode, stdout, stderr } = await s3audit(["events", "--logs", ".", "--count"], damaged.path);
  expect([exitCode, stdout]).toEqual([ExitCode.incomplete, "4\n"]);
  expect(stderr).toMatch(
    /^unreadable: .*cut\.json: cut off: .*\nevents, times in UTC; 2 log files read, 1 not fully readable/,
  );
  const since = ["--since", "2026-11-01", "--until", "2026-11-01"];
  const within = await s3audit(["events", "--logs", ".", "--count", ...since], damaged.path);
  expect([within.exitCode, within.stdout]).toEqual([ExitCode.incomplete, "4\n"]);
  damaged.remove();
});

test("columns in the order asked for, sorted as asked, absent values last", async () => {
  const args = [
    "--format",
    "csv",
    "--columns",
    "object,error_code",
    "--sort",
    "-error_code,object",
    "--limit",
    "4",
  ];
  expect((await events(...args)).stdout).toBe(
    [
      "object,error_code",
      "s3://miyagawa-test/reports/a.pdf,NoSuchKey",
      "s3://miyagawa-test/reports/a.pdf,AccessDenied",
      "s3://miyagawa-archive/,",
      "s3://miyagawa-test/reports/100%_100!'.pdf,",
      "",
    ].join("\n"),
  );
  const { stdout } = await events("--columns", "help");
  expect(stdout).toContain("\nsource_ip           Address or AWS service the request came from\n");
});

test.each<[readonly string[], string]>([
  [
    ["--action", "deleted"],
    '--action is "deleted", which is not one of upload, copy, delete, read, list, restore, permission, tag, lock or other. Did you mean `delete`?',
  ],
  [
    ["--event", "DeletObject"],
    '--event is "DeletObject", which is not an S3 data event. Did you mean `DeleteObject`?',
  ],
  [
    ["--object", "reports/a.pdf"],
    '--object is "reports/a.pdf", which does not name an object. Write s3://BUCKET/KEY',
  ],
  [["--ip", "203.0.113"], '--ip is "203.0.113", which is not an address.'],
  [["--ip", "203.0.113.0/33"], '--ip is "203.0.113.0/33", which is not an address.'],
  [["--account", "1234"], '--account is "1234", which is not an account id: those have 12 digits.'],
  [
    ["--region", "us-esat-1"],
    '--region is "us-esat-1", which is not an AWS Region. Did you mean `us-east-1`?',
  ],
  [["--columns", "event_tme"], '--columns: there is no column "event_tme". Did you mean `event_time`?'],
  [["--columns", "key"], '--columns: there is no column "key". Did you mean `object_key`?'],
  [["--sort", "-Time"], '--sort: there is no column "Time". Did you mean `event_time`?'],
  [["--columns", "actor,actor"], "--columns: actor is given twice."],
  [["--sort", "size"], '--sort: there is no column "size". `--columns help` lists them.'],
  [["--actor", ""], "--actor has no value. Write for example --actor 'deploy/*', or leave it out."],
  [["--bucket", ","], "--bucket has no value. Write for example --bucket my-bucket, or leave it out."],
  [
    ["--bucket", "s3://miyagawa-test"],
    '--bucket is "s3://miyagawa-test", and a bucket is given by its name alone. Write --bucket miyagawa-test.',
  ],
  [["--bucket", "miyagawa-test/"], "Write --bucket miyagawa-test."],
  [["--bucket", "arn:aws:s3:::miyagawa-test"], "Write --bucket miyagawa-test."],
  [["--bucket", "arn:aws-cn:s3:::miyagawa-test/img/*"], "Write --bucket miyagawa-test --prefix img/."],
  [["--bucket", "s3://miyagawa-*/a b.pdf"], "Write --object 's3://miyagawa-*/a b.pdf'."],
  [
    ["--prefix", "s3://miyagawa-test/img"],
    "Write --bucket miyagawa-test --prefix img. Keys that really begin so are found with --grep s3://miyagawa-test/img.",
  ],
  [
    ["--object", "arn:aws:s3:::miyagawa-test/a.pdf"],
    '--object is "arn:aws:s3:::miyagawa-test/a.pdf", and an object is written s3://BUCKET/KEY. Write --object s3://miyagawa-test/a.pdf.',
  ],
  [
    ["--object", "https://miyagawa-test.s3.ap-northeast-1.amazonaws.com/a%20b.pdf?versionId=1"],
    "Write --object 's3://miyagawa-test/a b.pdf'.",
  ],
  [
    ["--object", "https://s3.amazonaws.com/miyagawa-test/100%.pdf"],
    "Write --object s3://miyagawa-test/100%.pdf.",
  ],
  [["--object", "s3://miyagawa-test"], "Write --bucket miyagawa-test."],
  [["--format", "parquet"], "--format parquet is not written to a terminal or a pipe."],
  [["--limit", "0"], '--limit is "0", which is neither a whole number from 1 to 100000000 nor "all".'],
])("what cannot be asked is told: %j", async (args, told) => {
  const { exitCode, stdout, stderr } = await events(...args);
  expect([exitCode, stdout]).toEqual([ExitCode.usage, ""]);
  expect(stderr).toContain(told);
});

test("all faults are told at once", async () => {
  const { stderr } = await events("--action", "x", "--ip", "y!", "--columns", "z", "--since", "w");
  expect(stderr.split("\n")).toHaveLength(4);
});
