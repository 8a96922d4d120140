import {
  preparedStatementName,
  renderNamedQuery,
  renderPreparedStatement,
  savedQuestions,
} from "../../src/questions";
import { bytesOf } from "../../src/settings/bytes";
import type { Settings } from "../../src/settings/settings";
import { emulatorAccount } from "../support/emulator";
import type { AppliedAudit } from "./applied";

/** What holds for every audit, whatever its settings: said once, in the words of AWS's API. */

/** The trail writes to the log bucket, whose policy lets this trail and no other, over TLS only. */
export async function expectDelivery(audit: AppliedAudit, settings: Settings): Promise<void> {
  const { trail, logBucket, region } = settings;
  const TrailARN = `arn:aws:cloudtrail:${region}:${emulatorAccount}:trail/${trail.name}`;
  expect(await audit.trail()).toMatchObject({
    TrailARN,
    S3BucketName: logBucket.name,
    ...(logBucket.prefix !== undefined && { S3KeyPrefix: logBucket.prefix }),
    IsLogging: trail.logging,
    IsMultiRegionTrail: trail.multiRegion,
    IncludeGlobalServiceEvents: trail.multiRegion,
    LogFileValidationEnabled: trail.validateLogFiles,
  });

  const bucketArn = `arn:aws:s3:::${logBucket.name}`;
  const allowed = (Action: string, Resource: string, more: object = {}) => ({
    Sid: expect.any(String) as string,
    Effect: "Allow",
    Principal: { Service: "cloudtrail.amazonaws.com" },
    Action,
    Resource,
    Condition: { StringEquals: { "aws:SourceArn": TrailARN, ...more } },
  });
  const prefix = logBucket.prefix === undefined ? "" : `${logBucket.prefix}/`;
  const { Statement } = await audit.bucketPolicy(logBucket.name);
  expect(Statement).toEqual([
    allowed("s3:GetBucketAcl", bucketArn),
    allowed("s3:PutObject", `${bucketArn}/${prefix}AWSLogs/${emulatorAccount}/*`, {
      "s3:x-amz-acl": "bucket-owner-full-control",
    }),
    tlsOnly(bucketArn),
  ]);
  if (logBucket.expireAfterDays !== undefined) {
    expect(await audit.expiry(logBucket.name)).toBe(logBucket.expireAfterDays);
  }
}

function tlsOnly(bucketArn: string) {
  return {
    Sid: expect.any(String) as string,
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [bucketArn, `${bucketArn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}

/** Every bucket the stack made: no public access, no ACLs, versions, encryption. */
export async function expectPrivateBuckets(audit: AppliedAudit, settings: Settings): Promise<void> {
  const { logBucket, athena, watch } = settings;
  const made = [
    ...watch
      .filter((entry) => "bucket" in entry && entry.create)
      .map((entry) => "bucket" in entry && entry.bucket),
    ...[logBucket, athena.resultBucket].filter((bucket) => bucket.create).map((bucket) => bucket.name),
  ].filter((name) => name !== false);
  for (const name of made) {
    expect([name, await audit.bucket(name)]).toEqual([
      name,
      {
        publicAccess: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        ownership: "BucketOwnerEnforced",
        versioning: "Enabled",
        encryption: "AES256",
      },
    ]);
  }
}

/** A table over the log files, pruned by Region and day, and the view with times in the settings' zone. */
export async function expectCatalog(audit: AppliedAudit, settings: Settings): Promise<void> {
  const { athena, logBucket, region, trail, timeZone } = settings;
  const folder = logBucket.prefix === undefined ? "" : `${logBucket.prefix}/`;
  const location = `s3://${logBucket.name}/${folder}AWSLogs/${emulatorAccount}/CloudTrail/`;
  expect(await audit.database()).toMatchObject({ Name: athena.database });

  const table = await audit.table();
  expect(table).toMatchObject({
    TableType: "EXTERNAL_TABLE",
    PartitionKeys: [
      { Name: "region", Type: "string" },
      { Name: "day", Type: "string" },
    ],
    Parameters: {
      "projection.enabled": "true",
      "projection.region.type": "enum",
      "projection.day.type": "date",
      "projection.day.format": "yyyy/MM/dd",
      "projection.day.range": `NOW-${athena.lookBackDays}DAYS,NOW`,
      "storage.location.template": `${location}\${region}/\${day}`,
    },
    StorageDescriptor: {
      Location: location,
      InputFormat: "com.amazon.emr.cloudtrail.CloudTrailInputFormat",
      SerdeInfo: { SerializationLibrary: "org.apache.hive.hcatalog.data.JsonSerDe" },
    },
  });
  const regions = table.Parameters?.["projection.region.values"]?.split(",") ?? [];
  expect(regions).toContain(region);
  expect(regions.length > 1).toBe(trail.multiRegion);

  const columns = table.StorageDescriptor?.Columns ?? [];
  expect(columns).toHaveLength(29);
  // Athena refuses capitals and blanks in a type, and the table would only fail when it is asked
  for (const { Type } of columns) expect(Type).toMatch(/^[a-z0-9_:,<>]+$/);

  const view = await audit.view();
  expect(view).toMatchObject({
    TableType: "VIRTUAL_VIEW",
    Parameters: { presto_view: "true" },
    catalog: "awsdatacatalog",
    schema: athena.database,
  });
  expect(view.glueColumns).toEqual(view.columns.map(({ name }) => name));
  // what follows the columns of an event serves the questions
  expect(view.glueColumns.slice(0, eventColumns.length)).toEqual(eventColumns);
  expect(view.originalSql).toContain(`'${timeZone}'`);
  expect(view.originalSql).toContain(`"${athena.database}"."${athena.table}"`);
}

/** What a person reads of an event, in this order. */
const eventColumns = [
  "event_time",
  "event_time_utc",
  "actor",
  "actor_type",
  "action",
  "event_name",
  "bucket",
  "object_key",
  "version_id",
  "bytes_in",
  "bytes_out",
  "source_ip",
  "user_agent",
  "error_code",
  "outcome",
  "account_id",
  "region",
  "day",
  "event_id",
  "request_id",
];

/** Nobody can ask past the scan limit; results are encrypted and expire; the questions are saved. */
export async function expectWorkgroup(audit: AppliedAudit, settings: Settings): Promise<void> {
  const { athena } = settings;
  expect(await audit.workgroup()).toMatchObject({
    Name: athena.workgroup,
    State: "ENABLED",
    Configuration: {
      EnforceWorkGroupConfiguration: true,
      PublishCloudWatchMetricsEnabled: true,
      BytesScannedCutoffPerQuery: bytesOf(athena.maxScanPerQuery),
      ResultConfiguration: {
        OutputLocation: `s3://${athena.resultBucket.name}/`,
        EncryptionConfiguration: { EncryptionOption: "SSE_S3" },
      },
    },
  });
  if (athena.resultBucket.create) {
    expect(await audit.expiry(athena.resultBucket.name)).toBe(athena.resultBucket.keepDays);
    const { Statement } = await audit.bucketPolicy(athena.resultBucket.name);
    expect(Statement).toEqual([tlsOnly(`arn:aws:s3:::${athena.resultBucket.name}`)]);
  }

  const names = { database: athena.database, table: athena.table, timeZone: settings.timeZone };
  const queries = await audit.savedQueries();
  expect(queries.map(({ Name, Database }) => [Name, Database])).toEqual(
    savedQuestions.map(({ name }) => [name, athena.database]),
  );
  expect(queries.map(({ QueryString }) => QueryString)).toEqual(
    savedQuestions.map((question) => renderNamedQuery(question, names)),
  );
  const asking = savedQuestions.filter(({ parameters }) => parameters.length > 0);
  const prepared = await audit.preparedStatements();
  expect(new Map([...prepared].map(([name, statement]) => [name, statement?.QueryStatement]))).toEqual(
    new Map(
      asking.map((question) => [
        preparedStatementName(question),
        renderPreparedStatement(question, names).sql,
      ]),
    ),
  );
}
