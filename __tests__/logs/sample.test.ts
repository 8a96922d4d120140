import { type Delivery, deliveries } from "../../src/logs/sample/deliveries";
import type { SampleRecord } from "../../src/logs/sample/record";
import { accountId } from "../support/records";

/** Whoever tries a question on a sample has to see what CloudTrail would have written. */

const shape = { events: 3_000, days: 5, seed: 1, files: 24 };
let files: readonly Delivery[];
let all: readonly SampleRecord[];
/** Without those that were delivered twice, in their order. */
let events: readonly SampleRecord[];
/** A few of each kind of request: to look closely at all would take seconds. */
let some: readonly SampleRecord[];
let keys: readonly string[];

beforeEach(() => {
  files = [...deliveries(shape)];
  all = files.flatMap(({ records }) => records);
  events = [...new Map(all.map((record) => [record.eventID, record])).values()];
  some = sorted(events.map(({ eventName }) => eventName)).flatMap((name) =>
    events.filter(({ eventName }) => eventName === name).slice(0, 30),
  );
  keys = events.flatMap((event) => keyOf(event) ?? []);
});

const sorted = (values: Iterable<string | undefined>) => [...new Set(values)].sort();
const like = (pattern: RegExp): unknown => expect.stringMatching(pattern);
const named = (...names: readonly string[]) =>
  events.filter((event) => names.includes(event.eventName) && event.errorCode === undefined);
type Fields = Readonly<Record<string, unknown>>;
const parametersOf = ({ requestParameters }: SampleRecord): Fields => requestParameters;
const keyOf = (event: SampleRecord) => parametersOf(event)["key"] as string | undefined;

test("every record has the fields of version 1.11 in CloudTrail's order, and ids as CloudTrail's look", () => {
  for (const event of some) {
    const bucketArn = `arn:aws:s3:::${event.requestParameters.bucketName}`;
    const host = `${event.requestParameters.bucketName}.s3.ap-northeast-1.amazonaws.com`;
    const key = keyOf(event);
    expect(event).toMatchObject({
      eventVersion: "1.11",
      eventTime: like(/^2026-11-(1[6-9]|20)T\d\d:\d\d:\d\dZ$/),
      eventSource: "s3.amazonaws.com",
      awsRegion: "ap-northeast-1",
      requestParameters: { bucketName: like(/^miyagawa-(test|archive)$/), Host: host },
      additionalEventData: {
        SignatureVersion: "SigV4",
        CipherSuite: "TLS_AES_128_GCM_SHA256",
        AuthenticationMethod: "AuthHeader",
        "x-amz-id-2": like(/^[0-9a-f]{76}$/),
      },
      requestID: like(/^[0-9A-F]{16}$/),
      eventID: like(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/),
      resources: [
        key === undefined
          ? { type: "AWS::S3::Object", ARNPrefix: `${bucketArn}/` }
          : { type: "AWS::S3::Object", ARN: `${bucketArn}/${key}` },
        { accountId, type: "AWS::S3::Bucket", ARN: bucketArn },
      ],
      eventType: like(/^Aws(ApiCall|ServiceEvent)$/),
      managementEvent: false,
      recipientAccountId: accountId,
      eventCategory: "Data",
      tlsDetails: {
        tlsVersion: "TLSv1.3",
        cipherSuite: "TLS_AES_128_GCM_SHA256",
        clientProvidedHostHeader: host,
      },
    });
    const isSometimes = { errorCode: "errorCode" in event, sessionCredentialFromConsole: isOfConsole(event) };
    expect(Object.keys(event)).toEqual([
      ...["eventVersion", "userIdentity", "eventTime", "eventSource", "eventName", "awsRegion"],
      ...["sourceIPAddress", "userAgent"],
      ...(isSometimes.errorCode ? ["errorCode", "errorMessage"] : []),
      ...["requestParameters", "responseElements", "additionalEventData", "requestID", "eventID", "readOnly"],
      ...["resources", "eventType", "managementEvent", "recipientAccountId", "eventCategory"],
      ...(isSometimes.sessionCredentialFromConsole ? ["sessionCredentialFromConsole"] : []),
      "tlsDetails",
    ]);
  }
});

const isOfConsole = (event: SampleRecord) => "sessionCredentialFromConsole" in event;

describe("who calls", () => {
  let identities: readonly Fields[];
  beforeEach(() => {
    const told = events.map(({ userIdentity }) => [JSON.stringify(userIdentity), userIdentity] as const);
    identities = [...new Map(told).values()];
  });
  const arnOf = ({ arn }: Fields) => arn as string;
  const ofType = (type: string) => identities.filter((each) => each["type"] === type);

  test("people, roles and the root user, each with an ARN that names account and role", () => {
    const iam = `arn:aws:iam::${accountId}`;
    const sts = `arn:aws:sts::${accountId}`;
    const arns = identities.filter(({ arn }) => arn !== undefined).map(arnOf);
    expect(arns.sort()).toEqual([
      `${iam}:root`,
      `${iam}:user/backup`,
      `${iam}:user/hanako`,
      `${iam}:user/taro`,
      `${sts}:assumed-role/AWSReservedSSO_Editors_0123456789abcdef/yuki@example.com`,
      `${sts}:assumed-role/app-server/i-0abcd1234example0`,
      `${sts}:assumed-role/deploy/GitHubActions`,
      `${sts}:federated-user/auditor`,
    ]);
  });

  test("an IAM user has a name, and an id and a key that say what they are", () => {
    for (const identity of ofType("IAMUser")) {
      const name = arnOf(identity).split("/")[1] ?? "";
      expect(identity).toEqual({
        type: "IAMUser",
        principalId: `AIDAEXAMPLE${name.toUpperCase()}`,
        arn: identity["arn"],
        accountId,
        accessKeyId: like(/^AKIA[A-Z0-9]{16}$/),
        userName: name,
      });
    }
  });

  test("a role's session tells the role that was assumed, and since when", () => {
    for (const identity of ofType("AssumedRole")) {
      const [, role = "", session = ""] = arnOf(identity).split("/");
      expect(identity).toEqual({
        type: "AssumedRole",
        principalId: `AROAEXAMPLEROLE:${session}`,
        arn: identity["arn"],
        accountId,
        accessKeyId: like(/^ASIA[A-Z0-9]{16}$/),
        sessionContext: {
          sessionIssuer: {
            type: "Role",
            principalId: "AROAEXAMPLEROLE",
            arn: `arn:aws:iam::${accountId}:role/${role}`,
            accountId,
            userName: role,
          },
          attributes: { creationDate: like(/^2026-11-18T\d\d:\d\d:\d\dZ$/), mfaAuthenticated: "false" },
        },
      });
    }
  });

  test("the rarer kinds as they look in CloudTrail: federated, root, Identity Center, services, strangers", () => {
    const rarer = identities.filter(({ type }) => type !== "IAMUser" && type !== "AssumedRole");
    const accessKeyId = like(/^ASIA[A-Z0-9]{16}$/);
    const issuer = { type: "IAMUser", arn: `arn:aws:iam::${accountId}:user/broker`, userName: "broker" };
    const expected: readonly Fields[] = [
      {
        type: "FederatedUser",
        principalId: `${accountId}:auditor`,
        arn: `arn:aws:sts::${accountId}:federated-user/auditor`,
        accountId,
        accessKeyId,
        sessionContext: { sessionIssuer: { ...issuer, accountId } },
      },
      { type: "Root", principalId: accountId, arn: `arn:aws:iam::${accountId}:root`, accountId, accessKeyId },
      {
        type: "IdentityCenterUser",
        accountId,
        onBehalfOf: {
          userId: like(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-\w{12}$/),
          identityStoreArn: like(
            new RegExp(`^arn:aws:identitystore::${accountId}:identitystore/d-[0-9a-f]{10}$`),
          ),
        },
      },
      { type: "AWSService", invokedBy: "cloudfront.amazonaws.com" },
      { type: "AWSService", invokedBy: "delivery.logs.amazonaws.com" },
      { type: "AWSAccount", principalId: like(/^AROA[A-Z]+:nightly-copy$/), accountId },
      // AWS documentation, "CloudTrail userIdentity element": a request without credentials
      { type: "AWSAccount", principalId: "", accountId: "ANONYMOUS_PRINCIPAL" },
    ];
    expect(rarer).toHaveLength(expected.length);
    for (const each of expected) expect(rarer).toContainEqual(each);
  });

  test("each with an address and a tool of its own; a service with its name for both", () => {
    const ways = new Map(events.map((event) => [`${event.sourceIPAddress} ${event.userAgent}`, event]));
    expect(ways.size).toBe(identities.length);
    for (const { userIdentity, sourceIPAddress, userAgent } of ways.values()) {
      const { invokedBy } = userIdentity as { readonly invokedBy?: string };
      if (invokedBy !== undefined) expect([sourceIPAddress, userAgent]).toEqual([invokedBy, invokedBy]);
      else {
        expect(sourceIPAddress).toMatch(/^(203\.0\.113|198\.51\.100|192\.0\.2|10\.0\.12)\.\d+$/);
        expect(userAgent).toMatch(/^\[(aws-cli|aws-sdk-js|S3Console|Boto3|curl)\/\d.*\]$/);
      }
    }
    const addresses = sorted(events.map(({ sourceIPAddress }) => sourceIPAddress));
    expect(addresses).toHaveLength(identities.length);
    const tools = sorted(events.map(({ userAgent }) => /^\[([\w-]+)/.exec(userAgent)?.[1]));
    expect(tools).toEqual(["Boto3", "S3Console", "aws-cli", "aws-sdk-js", "curl", undefined]);
  });

  test("the console lends its session to root and to the role of Identity Center alone", () => {
    const lent = events.filter(isOfConsole);
    expect(sorted(lent.map(({ userIdentity }) => arnOf(userIdentity)))).toEqual([
      `arn:aws:iam::${accountId}:root`,
      `arn:aws:sts::${accountId}:assumed-role/AWSReservedSSO_Editors_0123456789abcdef/yuki@example.com`,
    ]);
    expect(lent[0]).toMatchObject({ sessionCredentialFromConsole: "true" });
    const arns = new Set(lent.map(({ userIdentity }) => arnOf(userIdentity)));
    expect(events.filter(({ userIdentity }) => arns.has(arnOf(userIdentity)))).toHaveLength(lent.length);
  });
});

describe("what is asked of S3", () => {
  const versionId = like(/^[A-Za-z0-9._]{32}$/);
  const uploadId = like(/^[A-Za-z0-9._]{48}$/);
  const encrypted = { "x-amz-server-side-encryption": "AES256" };
  const deleted = { "x-amz-delete-marker": "true", "x-amz-version-id": versionId };
  const prefix = like(/^(data\/|帳票\/)?$/);
  /** What each request says beside bucket, host and key, and what S3 answers. */
  const requests: Readonly<Record<string, readonly [parameters: Fields, response: Fields | null]>> = {
    CompleteMultipartUpload: [{ uploadId }, { "x-amz-version-id": versionId }],
    CopyObject: [
      { "x-amz-copy-source": like(/^miyagawa-(test|archive)\/[^/]+$/) },
      { "x-amz-version-id": versionId },
    ],
    CreateMultipartUpload: [{ uploads: "" }, encrypted],
    DeleteObject: [{}, deleted],
    DeleteObjects: [{ delete: "" }, null],
    GetObject: [{}, null],
    HeadBucket: [{}, null],
    HeadObject: [{}, null],
    ListObjectVersions: [{ "list-type": "2", prefix }, null],
    ListObjects: [{ "list-type": "2", prefix }, null],
    PutObject: [{}, { ...encrypted, "x-amz-version-id": versionId }],
    PutObjectAcl: [{ acl: "", "x-amz-acl": "public-read" }, null],
    PutObjectLegalHold: [{ "legal-hold": "" }, null],
    PutObjectTagging: [{ tagging: "" }, null],
    RestoreObject: [{ restore: "" }, null],
    UploadPart: [{ partNumber: like(/^[123]$/), uploadId }, null],
  };
  const reads = ["GetObject", "HeadBucket", "HeadObject", "ListObjectVersions", "ListObjects"];
  const ofBuckets = ["DeleteObjects", "HeadBucket", "ListObjectVersions", "ListObjects"];

  test("all kinds of requests, each with what CloudTrail tells of it", () => {
    expect(sorted(events.map(({ eventName }) => eventName))).toEqual(Object.keys(requests));
    for (const event of some) {
      const [parameters, response] = requests[event.eventName] ?? [];
      const { bucketName, Host, key, ...rest } = parametersOf(event);
      expect([event.eventName, rest]).toEqual([event.eventName, parameters]);
      expect([event.eventName, key === undefined]).toEqual([
        event.eventName,
        ofBuckets.includes(event.eventName),
      ]);
      expect(event.readOnly).toBe(reads.includes(event.eventName));
      expect(event.responseElements).toEqual(event.errorCode === undefined ? response : null);
      expect([bucketName, Host]).not.toContain(undefined);
    }
  });

  test("a copy is made of an object that has a name such as others have", () => {
    for (const event of named("CopyObject")) {
      const [bucket, source = ""] = String(parametersOf(event)["x-amz-copy-source"]).split("/");
      expect(bucket).toBe(event.requestParameters.bucketName);
      expect(kindsOfKeys.some((kind) => kind.test(decodeURIComponent(source)))).toBe(true);
    }
  });

  test("lists are of the whole bucket and of folders, and some of versions", () => {
    const lists = named("ListObjects", "ListObjectVersions");
    expect(sorted(lists.map((event) => String(parametersOf(event)["prefix"])))).toEqual([
      "",
      "data/",
      "帳票/",
    ]);
    expect(named("ListObjects").length).toBeGreaterThan(4 * named("ListObjectVersions").length);
  });

  test("bytes go in with uploads and out with downloads and lists: 256 bytes to 64 MB, parts of 8 MB", () => {
    const [sent, received] = [named("PutObject"), named("GetObject", "ListObjects", "ListObjectVersions")];
    const bytesOf = ({ additionalEventData }: SampleRecord) => [
      additionalEventData.bytesTransferredIn,
      additionalEventData.bytesTransferredOut,
    ];
    const sizes = [
      ...sent.map((event) => bytesOf(event)[0]!),
      ...received.map((event) => bytesOf(event)[1]!),
    ];
    expect(sizes.every(Number.isInteger)).toBe(true);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(256);
    expect(Math.min(...sizes)).toBeLessThan(300);
    expect(Math.max(...sizes)).toBeLessThan(64 * 1024 * 1024);
    expect(Math.max(...sizes)).toBeGreaterThan(50 * 1024 * 1024);
    expect(sorted(named("UploadPart").map((event) => bytesOf(event).join()))).toEqual([
      `${8 * 1024 * 1024},0`,
    ]);
    expect(sorted(sent.map((event) => String(bytesOf(event)[1])))).toEqual(["0"]);
    expect(sorted(received.map((event) => String(bytesOf(event)[0])))).toEqual(["0"]);
    const moved = new Set([...sent, ...received, ...named("UploadPart")]);
    const others = events.filter((event) => !moved.has(event));
    expect(sorted(others.map((event) => bytesOf(event).join()))).toEqual(["0,0"]);
  });

  test("an upload in parts is of one object by one caller; most are completed, some never", () => {
    const ends: string[] = [];
    for (const [index, begun] of events.entries()) {
      if (begun.eventName !== "CreateMultipartUpload" || begun.errorCode !== undefined) continue;
      const [first, second, third, end] = events.slice(index + 1, index + 5);
      if (third === undefined || end === undefined) continue;
      const parts = [first, second, third].map((part) => part && parametersOf(part));
      expect(parts.map((part) => part?.["partNumber"])).toEqual(["1", "2", "3"]);
      const { uploadId: id } = parametersOf(third);
      expect(sorted(parts.map((part) => part?.["uploadId"] as string))).toEqual([id]);
      const isEnded = end.eventName === "CompleteMultipartUpload" && parametersOf(end)["uploadId"] === id;
      ends.push(isEnded ? "completed" : "never");
      for (const part of [first, second, third, ...(isEnded ? [end] : [])]) {
        expect(part?.userIdentity).toEqual(begun.userIdentity);
        expect([part?.requestParameters.bucketName, part && keyOf(part)]).toEqual([
          begun.requestParameters.bucketName,
          keyOf(begun),
        ]);
      }
    }
    const completed = ends.filter((end) => end === "completed").length;
    expect(completed).toBeGreaterThan(ends.length / 2);
    expect(completed).toBeLessThan(ends.length);
    expect(named("CompleteMultipartUpload")).toHaveLength(completed);
  });

  test("a batch removal is followed by two to five removals that S3 carries out itself", () => {
    const lengths = new Set<number>();
    const carriedOut = new Set<SampleRecord>();
    for (const [index, batch] of events.entries()) {
      if (batch.eventName !== "DeleteObjects" || batch.errorCode !== undefined) continue;
      const next = events.slice(index + 1);
      const length = next.findIndex(({ eventType }) => eventType !== "AwsServiceEvent");
      // the last may be cut off by the sample's end
      if (length >= 0) lengths.add(length);
      const about = ({ userIdentity, requestParameters }: SampleRecord) => [
        userIdentity,
        requestParameters.bucketName,
      ];
      for (const removal of length < 0 ? next : next.slice(0, length)) {
        expect([removal.eventName, ...about(removal)]).toEqual(["DeleteObject", ...about(batch)]);
        carriedOut.add(removal);
      }
    }
    expect([...lengths].sort()).toEqual([2, 3, 4, 5]);
    const byService = events.filter(({ eventType }) => eventType === "AwsServiceEvent");
    expect(carriedOut.size).toBe(byService.length);
    expect(named("DeleteObject").length).toBeGreaterThan(byService.length);
  });

  test("what S3 turns away has its code and sentence, and moves nothing", () => {
    const faults = events.flatMap(({ eventName, errorCode, ...event }) =>
      errorCode === undefined ? [] : [{ eventName, errorCode, ...event }],
    );
    const sentences = sorted(
      faults.map((fault) => `${fault.errorCode}: ${"errorMessage" in fault ? fault.errorMessage : ""}`),
    );
    expect(sentences).toEqual([
      "AccessControlListNotSupported: The bucket does not allow ACLs",
      "AccessDenied: Access Denied",
      "NoSuchKey: The specified key does not exist.",
    ]);
    const of = (code: string) => faults.filter(({ errorCode }) => errorCode === code);
    expect(sorted(of("NoSuchKey").map(({ eventName }) => eventName))).toEqual(["HeadObject"]);
    expect(of("NoSuchKey").length).toBeLessThan(named("HeadObject").length);
    expect(sorted(of("AccessControlListNotSupported").map(({ eventName }) => eventName))).toEqual([
      "PutObjectAcl",
    ]);
    expect(sorted(faults.map(({ eventType }) => eventType))).toEqual(["AwsApiCall"]);
    // three of a hundred stories
    const share = of("AccessDenied").length / events.length;
    expect(share).toBeGreaterThan(0.015);
    expect(share).toBeLessThan(0.04);
    expect(sorted(of("AccessDenied").map(({ eventName }) => eventName))).toEqual(
      expect.arrayContaining(["DeleteObject", "GetObject", "ListObjects", "PutObject"]),
    );
  });

  test("most are uploads and downloads, in the first bucket", () => {
    const shareOf = (eventName: string) =>
      events.filter((event) => event.eventName === eventName).length / events.length;
    expect(shareOf("PutObject")).toBeGreaterThan(0.25);
    expect(shareOf("GetObject")).toBeGreaterThan(0.22);
    const first = events.filter(({ requestParameters }) => requestParameters.bucketName === "miyagawa-test");
    expect(first.length / events.length).toBeGreaterThan(0.8);
    expect(first.length / events.length).toBeLessThan(0.9);
  });
});

/** Keys as people name their files, the awkward ones too. */
const kindsOfKeys: readonly RegExp[] = [
  /^data\/2026\/11\/part-00[0-3]\d\d\.parquet$/,
  /^photos\/IMG_1[0-3]\d\d\.jpg$/,
  /^reports\/(april|may|june) 20(1[4-9]|2[0-5])\.pdf$/,
  /^帳票\/2026年([1-9]|1[012])月\/請求書 [1-3]?\d\.pdf$/,
  /^backup\/db-([1-9]|1\d|2[0-8])\.dump\.gz$/,
  /^写真\/猫 [12]?\d\.png$/,
  /^shared\/it's "final" v[0-8]\.docx$/,
  /^shared\/a\+b=[0-8], 100%\.csv$/,
  /^\.\.\/up\/\.\.\/there\.txt$/,
  /^絵文字\/🐈‍⬛\.txt$/,
];

test("keys with blanks, quotes, percent signs, Japanese, emoji and dots are among them, and no other kinds", () => {
  const met = kindsOfKeys.map((kind) => keys.filter((key) => kind.test(key)).length);
  expect(met).not.toContain(0);
  expect(met.reduce((sum, count) => sum + count)).toBe(keys.length);
});

test.each([
  ["months of reports", /^reports\/(\w+) /, ["april", "june", "may"]],
  ["years of reports", /^reports\/\w+ (\d+)/, Array.from({ length: 12 }, (_, index) => `${2014 + index}`)],
  [
    "months of forms",
    /^帳票\/2026年(\d+)月/,
    Array.from({ length: 12 }, (_, index) => `${1 + index}`).sort(),
  ],
  ["days of backups", /^backup\/db-(\d+)/, Array.from({ length: 28 }, (_, index) => `${1 + index}`).sort()],
])("%s are all met, none that the calendar lacks", (_, pattern, met) => {
  expect(sorted(keys.flatMap((key) => pattern.exec(key)?.[1] ?? []))).toEqual(met);
});

describe("log files", () => {
  /** The events of each file that no earlier file had. */
  let fresh: readonly (readonly SampleRecord[])[];
  beforeEach(() => {
    fresh = files.map(({ records }, index) => {
      const before = new Set(files.slice(0, index).flatMap(idsOf));
      return records.filter(({ eventID }) => !before.has(eventID));
    });
  });
  const moment = ({ eventTime }: SampleRecord) => Date.parse(eventTime);

  test("as many as are asked for, with the events shared out between them, oldest first", () => {
    expect(files).toHaveLength(24);
    expect(fresh.map((records) => records.length)).toEqual(new Array(24).fill(125));
    const times = events.map(moment);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    const uneven = [...deliveries({ events: 10, days: 1, seed: 5, files: 4 })];
    expect(uneven.map(({ records }) => new Set(records).size)).toEqual([2, 3, 2, 3]);
  });

  test("fewer where there are more files than events: CloudTrail writes no empty one", () => {
    const few = [...deliveries({ events: 2, days: 1, seed: 1, files: 5 })];
    expect(few.map(({ records }) => records.length)).toEqual([1, 1]);
  });

  test("each is delivered five minutes after its last event, under a name of its own", () => {
    for (const { path, records } of files) {
      expect(path.deliveredAt.getTime() - moment(records.at(-1)!)).toBe(5 * 60_000);
      expect(path).toMatchObject({ accountId, region: "ap-northeast-1", unique: like(/^[A-Za-z0-9]{16}$/) });
    }
    expect(new Set(files.map(({ path }) => path.unique)).size).toBe(files.length);
  });

  test("about one event in a hundred comes again, in the next file and unchanged, as with CloudTrail", () => {
    const twice = all.length - events.length;
    expect(twice).toBeGreaterThan(15);
    expect(twice).toBeLessThan(60);
    for (const [index, { records }] of files.entries()) {
      const again = records.slice(0, records.length - fresh[index]!.length);
      const before: readonly SampleRecord[] = files[index - 1]?.records ?? [];
      expect(again.every((record) => before.includes(record))).toBe(true);
      expect(new Set(records).size).toBe(records.length);
    }
  });

  test("the days up to 2026-11-20 have as many events each, most of them while Tokyo works", () => {
    const countBy = (part: (time: string) => string) => {
      const counts = new Map<string, number>();
      for (const { eventTime } of events) counts.set(part(eventTime), (counts.get(part(eventTime)) ?? 0) + 1);
      return counts;
    };
    expect([...countBy((time) => time.slice(0, 10))]).toEqual(
      [16, 17, 18, 19, 20].map((day) => [`2026-11-${day}`, 600]),
    );
    const byHour = countBy((time) => time.slice(11, 13));
    expect([...byHour.keys()].sort()).toEqual(
      Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, "0")),
    );
    const during = (hours: readonly number[]) =>
      hours.reduce((sum, hour) => sum + (byHour.get(String(hour).padStart(2, "0")) ?? 0), 0) / hours.length;
    // nine to ten at night in Tokyo, and from eleven on
    expect(during([0, 1, 2, 4, 5, 6])).toBeGreaterThan(7 * during([14, 15, 16, 19, 20, 21]));
    // the minutes of an hour are all as busy
    const byHalf = countBy((time) => (time.slice(14, 16) < "30" ? "first" : "second"));
    expect(byHalf.get("first")! / byHalf.get("second")!).toBeCloseTo(1, 0);
  });

  test("the same seed gives the same, another seed other records", () => {
    const of = (seed: number): readonly Delivery[] => [
      ...deliveries({ events: 50, days: 2, seed, files: 2 }),
    ];
    expect(of(3)).toEqual(of(3));
    const [ids, others] = [3, 4].map((seed) => new Set(of(seed).flatMap(idsOf)));
    expect([...ids!].filter((id) => others!.has(id))).toEqual([]);
  });
});

const idsOf = ({ records }: Delivery) => records.map(({ eventID }) => eventID);
