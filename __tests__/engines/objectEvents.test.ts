import { viewColumns } from "../../src/questions";
import { catalog, overLogs, type Row } from "../support/duckdb";
import { LogFolder, accountId, deliveredAt, logText, record } from "../support/records";

const view = `"${catalog.database}"."object_events"`;
const noon = deliveredAt("2026-11-01T12:00:00Z", "noon");
let folder: LogFolder;

beforeEach(() => (folder = new LogFolder()));
afterEach(() => folder.remove());

/** The view's rows over records that were delivered in one file. */
async function eventsOf(...records: readonly unknown[]): Promise<readonly Row[]> {
  folder.write(noon, logText(...records));
  return ask(`SELECT * FROM ${view} ORDER BY event_time_utc, event_id`);
}

async function ask(sql: string, timeZone = catalog.timeZone): Promise<readonly Row[]> {
  const logs = await overLogs(folder.path, { ...catalog, timeZone });
  try {
    return await logs.rows(sql);
  } finally {
    logs.close();
  }
}

test("one upload, told in full", async () => {
  const [row] = await eventsOf(
    record({ eventID: "e1", responseElements: { "x-amz-version-id": "v1" }, errorCode: undefined }),
  );
  expect(row).toEqual({
    event_time: "2026-11-01 09:15:00",
    event_time_utc: "2026-11-01 00:15:00",
    actor: "taro",
    actor_type: "iam_user",
    action: "upload",
    event_name: "PutObject",
    bucket: "miyagawa-test",
    object_key: "reports/a.pdf",
    version_id: "v1",
    bytes_in: "25701",
    bytes_out: "0",
    source_ip: "203.0.113.10",
    user_agent: "[aws-cli/2.31.4]",
    error_code: null,
    outcome: "ok",
    account_id: accountId,
    region: "ap-northeast-1",
    day: "2026/11/01",
    event_id: "e1",
    request_id: "EXAMPLE123456789",
    event_type: "AwsApiCall",
    actor_arn: `arn:aws:iam::${accountId}:user/taro`,
    actor_account: accountId,
    session_issuer: null,
    session_name: null,
    on_behalf_of: null,
    mfa: null,
    from_console: null,
    copied_from: null,
    encryption: null,
    kms_key: null,
    request_parameters: '{"bucketName":"miyagawa-test","key":"reports/a.pdf"}',
  });
});

test("the view's columns have the types that Athena is told", async () => {
  folder.write(noon, logText(record()));
  const described = await ask(`DESCRIBE ${view}`);
  expect(described.map((row) => `${row.column_name} ${String(row.column_type).toLowerCase()}`)).toEqual(
    viewColumns.map(({ name, type }) => `${name} ${type}`),
  );
});

const role = (arn: string) => ({
  type: "AssumedRole",
  principalId: "AROAEXAMPLE:session-1",
  arn,
  accountId,
  sessionContext: { sessionIssuer: { type: "Role", userName: "app-server" } },
});

test.each([
  ["an IAM user", { type: "IAMUser", userName: "hanako" }, "hanako", "iam_user"],
  [
    "an IAM user known by its ARN",
    { type: "IAMUser", arn: "arn:aws:iam::123456789012:user/team/jiro" },
    "jiro",
    "iam_user",
  ],
  [
    "a role's session",
    role(`arn:aws:sts::${accountId}:assumed-role/app-server/i-0abc`),
    "app-server/i-0abc",
    "assumed_role",
  ],
  ["a role without an ARN", { ...role(""), arn: undefined }, "app-server/session-1", "assumed_role"],
  [
    "somebody signed in through Identity Center",
    role(`arn:aws:sts::${accountId}:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/yuki@example.com`),
    "yuki@example.com",
    "identity_center_user",
  ],
  [
    "an Identity Center user",
    { type: "IdentityCenterUser", accountId, onBehalfOf: { userId: "7764fa08" } },
    "7764fa08",
    "identity_center_user",
  ],
  [
    "root",
    { type: "Root", arn: `arn:aws:iam::${accountId}:root`, accountId, userName: "alias" },
    "root",
    "root",
  ],
  [
    "a federated user",
    {
      type: "FederatedUser",
      arn: `arn:aws:sts::${accountId}:federated-user/auditor`,
      principalId: `${accountId}:auditor`,
    },
    "auditor",
    "federated_user",
  ],
  ["a SAML user", { type: "SAMLUser", userName: "jiro" }, "jiro", "saml_user"],
  ["a web identity", { type: "WebIdentityUser", userName: "sub-1" }, "sub-1", "web_identity_user"],
  [
    "an AWS service",
    { type: "AWSService", invokedBy: "delivery.logs.amazonaws.com" },
    "delivery.logs.amazonaws.com",
    "aws_service",
  ],
  [
    "another account",
    { type: "AWSAccount", principalId: "AIDAEXAMPLE", accountId },
    accountId,
    "aws_account",
  ],
  [
    "another account's session",
    { type: "AWSAccount", principalId: "AROAEXAMPLE:nightly", accountId },
    `${accountId}/nightly`,
    "aws_account",
  ],
  ["a directory", { type: "Directory", userName: "corp" }, "corp", "directory"],
  [
    "nobody who signed",
    { type: "AWSAccount", principalId: "", accountId: "ANONYMOUS_PRINCIPAL" },
    "anonymous",
    "anonymous",
  ],
  [
    "nobody, as older records say it",
    { type: "AWSAccount", accountId: "anonymous" },
    "anonymous",
    "anonymous",
  ],
  ["a type not heard of", { type: "Robot", principalId: "R2" }, "R2", "unknown"],
  ["an empty identity", {}, "unknown", "unknown"],
  ["no identity at all", undefined, "unknown", "unknown"],
])("%s has a name", async (_, userIdentity, actor, actorType) => {
  const [row] = await eventsOf(record({ userIdentity }));
  expect(row).toMatchObject({ actor, actor_type: actorType });
});

test("a batch of deletions is there with an empty key, and each object that it deleted", async () => {
  const rows = await eventsOf(
    record({ eventID: "1", eventName: "DeleteObjects", requestParameters: { bucketName: "b", delete: "" } }),
    record({
      eventID: "2",
      eventName: "DeleteObject",
      eventType: "AwsServiceEvent",
      requestParameters: { bucketName: "b", key: "x" },
    }),
    record({
      eventID: "3",
      eventName: "DeleteObject",
      requestParameters: { bucketName: "b", key: "y", versionId: "v9" },
    }),
  );
  expect(rows.map((row) => [row.event_name, row.action, row.object_key, row.version_id])).toEqual([
    ["DeleteObjects", "delete", "", null],
    ["DeleteObject", "delete", "x", null],
    ["DeleteObject", "delete", "y", "v9"],
  ]);
});

test("bucket and key come from the resources where the request does not tell, in any order", async () => {
  const object = { type: "AWS::S3::Object", ARN: "arn:aws:s3:::b/dir/a:::b.txt" };
  const bucket = { type: "AWS::S3::Bucket", ARN: "arn:aws:s3:::b", accountId };
  const rows = await eventsOf(
    record({ eventID: "1", requestParameters: null, resources: [object, bucket] }),
    record({ eventID: "2", requestParameters: null, resources: [bucket, object] }),
    record({
      eventID: "3",
      requestParameters: null,
      resources: [{ type: "AWS::S3::Object", ARNPrefix: "arn:aws:s3:::b/" }, bucket],
    }),
    record({ eventID: "4", requestParameters: null, resources: [] }),
  );
  expect(rows.map((row) => [row.bucket, row.object_key])).toEqual([
    ["b", "dir/a:::b.txt"],
    ["b", "dir/a:::b.txt"],
    ["b", ""],
    ["", ""],
  ]);
});

test("operations on the bucket are there, management events and other services are not", async () => {
  const rows = await eventsOf(
    record({ eventID: "1", eventName: "HeadBucket", requestParameters: { bucketName: "b" } }),
    record({ eventID: "2", eventName: "GetBucketAcl", eventCategory: "Management" }),
    record({ eventID: "3", eventName: "GetBucketAcl", eventCategory: undefined }),
    record({ eventID: "4", eventName: "GetObject", eventCategory: undefined }),
    record({ eventID: "5", eventSource: "lambda.amazonaws.com" }),
    record({ eventID: "6", eventName: "SomethingNew" }),
  );
  expect(rows.map((row) => [row.event_id, row.action])).toEqual([
    ["1", "other"],
    ["4", "read"],
    ["6", "other"],
  ]);
});

test.each([
  ["AccessDenied", "denied"],
  ["InvalidAccessKeyId", "denied"],
  ["NoSuchKey", "failed"],
  ["InternalError", "failed"],
  ["", "ok"],
  [undefined, "ok"],
])("the error %s is told as %s", async (errorCode, outcome) => {
  const [row] = await eventsOf(record({ errorCode }));
  expect(row).toMatchObject({ outcome });
});

test("values that cannot be read become empty and cost nothing else", async () => {
  const rows = await eventsOf(
    record({ eventID: "1", eventTime: "yesterday", additionalEventData: { bytesTransferredIn: "lots" } }),
    record({ eventID: "2", eventTime: null, requestParameters: "no object", additionalEventData: null }),
    record({ eventID: "3", requestParameters: { bucketName: { name: "b" }, key: ["k"] } }),
  );
  expect(rows.map((row) => [row.event_id, row.event_time, row.bytes_in, row.bucket, row.object_key])).toEqual(
    [
      ["3", "2026-11-01 09:15:00", "25701", "", ""],
      ["1", null, null, "miyagawa-test", "reports/a.pdf"],
      ["2", null, null, "", ""],
    ],
  );
});

test.each([
  ["Asia/Tokyo", "2026-11-01 14:30:00", "2026-11-01 15:30:00"],
  ["UTC", "2026-11-01 05:30:00", "2026-11-01 06:30:00"],
  // the hour that comes twice
  ["America/New_York", "2026-11-01 01:30:00", "2026-11-01 01:30:00"],
])("times are those of the wall clock in %s", async (timeZone, first, second) => {
  folder.write(
    noon,
    logText(record({ eventTime: "2026-11-01T05:30:00Z" }), record({ eventTime: "2026-11-01T06:30:00Z" })),
  );
  const rows = await ask(`SELECT event_time FROM ${view} ORDER BY event_time_utc`, timeZone);
  expect(rows.map((row) => row.event_time)).toEqual([first, second]);
});

test("an event delivered twice is there once, an event without an id each time", async () => {
  const twice = record({ eventID: "twice" });
  folder.write(noon, logText(twice, record({ eventID: undefined }), record({ eventID: undefined })));
  folder.write(deliveredAt("2026-11-01T12:05:00Z", "later"), logText(twice, record({ eventID: "once" })));
  const rows = await ask(`SELECT event_id FROM ${view} ORDER BY event_id`);
  expect(rows.map((row) => row.event_id)).toEqual(["once", "twice", null, null]);
});

test("predicates on day, Region and a window of days skip files, although copies are merged", async () => {
  for (let day = 10; day < 20; day++) {
    folder.write(deliveredAt(`2026-11-${day}T12:00:00Z`, "a"), logText(record()));
    folder.write(deliveredAt(`2026-11-${day}T12:00:00Z`, "b", "us-east-1"), logText(record()));
  }
  const filesRead = async (predicate: string) => {
    const [plan] = await ask(`EXPLAIN ANALYZE SELECT count(*) FROM ${view} WHERE ${predicate}`);
    return Number(/Total Files Read:\W+(\d+)/.exec(String(plan?.explain_value))?.[1]);
  };
  expect(await filesRead("true")).toBe(20);
  expect(await filesRead("day = '2026/11/12'")).toBe(2);
  expect(await filesRead("day = '2026/11/12' AND region = 'us-east-1'")).toBe(1);
  expect(
    await filesRead("day BETWEEN date_format(timestamp '2026-11-12 00:00:00', '%Y/%m/%d') AND '2026/11/13'"),
  ).toBe(4);
});

test("a file anywhere else is read whole, with Region and day as its records tell them", async () => {
  folder.write("from a colleague.json", logText(record({ eventTime: "2026-10-31T23:59:59Z" })));
  const rows = await ask(`SELECT region, day FROM ${view}`);
  expect(rows).toEqual([{ region: "ap-northeast-1", day: "2026/10/31" }]);
});
