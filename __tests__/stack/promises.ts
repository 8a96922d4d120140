import {
  preparedStatementName,
  renderNamedQuery,
  renderPreparedStatement,
  renderView,
  savedQuestions,
} from "../../src/questions";
import type { Settings, Watch } from "../../src/settings/settings";
import { isRecorded, type Event } from "../review/coverage/evaluator";
import { type MadeAudit, type MadeRule, protectedBucket } from "./madeAudit";
import { partitionOf } from "./synthesizedAudit";

/**
 * What every audit promises, whatever its settings: a sentence that its user would understand, and how it is seen. The
 * same table is asked of synthesized JSON and of what was applied.
 */
export interface Promised {
  readonly sentence: string;
  readonly isKept: (audit: MadeAudit, settings: Settings) => Promise<void>;
}

const promised: Promised[] = [];
const promise = (sentence: string, isKept: Promised["isKept"]) => promised.push({ sentence, isKept });
export const promises: readonly Promised[] = promised;

// Who may write, and who may not

promise(
  "nobody reaches the log bucket, the result bucket or their objects without TLS",
  async (audit, settings) => {
    for (const name of ownBuckets(settings)) {
      const arn = bucketArn(settings, name);
      const { Version, Statement } = await audit.bucketPolicy(name);
      expect([name, Version, Statement.filter(({ Effect }) => Effect !== "Allow")]).toEqual([
        name,
        "2012-10-17",
        [
          {
            Sid: anyText,
            Effect: "Deny",
            Principal: "*",
            Action: "s3:*",
            Resource: [arn, `${arn}/*`],
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          },
        ],
      ]);
    }
  },
);

promise(
  "only CloudTrail, for exactly this trail, writes to the log bucket, and only below AWSLogs/ACCOUNT/",
  async (audit, settings) => {
    const { logBucket } = settings;
    if (!logBucket.create) return;
    const { Statement } = await audit.bucketPolicy(logBucket.name);
    expect(Statement.filter(({ Effect }) => Effect === "Allow")).toEqual(
      neededStatements(audit.account, settings),
    );
  },
);

promise("nobody is let into the result bucket by its policy", async (audit, { athena: { resultBucket } }) => {
  if (!resultBucket.create) return;
  const { Statement } = await audit.bucketPolicy(resultBucket.name);
  expect(Statement.filter(({ Effect }) => Effect === "Allow")).toEqual([]);
});

promise(
  "every bucket that is made: all four flags against public access, ACLs off, versions kept, encrypted",
  async (audit, settings) => {
    for (const name of madeBuckets(settings)) {
      expect([name, await audit.bucket(name)]).toEqual([name, protectedBucket]);
    }
  },
);

promise(
  "the policy of a watched bucket is its owner's to write, and its objects never expire",
  async (audit, settings) => {
    for (const name of watchedAndMade(settings)) {
      expect([name, await audit.bucketPolicy(name), await audit.lifecycleRules(name)]).toEqual([
        name,
        { Statement: [] },
        [],
      ]);
    }
  },
);

// How long things are kept

promise(
  "logs expire after expireAfterDays, older versions of them too, and never before",
  async (audit, { logBucket }) => {
    if (!logBucket.create) return;
    const rules = await audit.lifecycleRules(logBucket.name);
    expect(rules.filter(deletes)).toEqual(
      logBucket.expireAfterDays === undefined ? [] : [expiry(logBucket.expireAfterDays)],
    );
  },
);

promise(
  "logs move after archiveAfterDays to a class from which Athena reads without a restore",
  async (audit, { logBucket }) => {
    if (!logBucket.create) return;
    const rules = await audit.lifecycleRules(logBucket.name);
    expect(rules.filter((rule) => !deletes(rule))).toEqual(
      logBucket.archiveAfterDays === undefined
        ? []
        : [
            {
              Status: "Enabled",
              appliesToAll: true,
              transitions: [{ days: logBucket.archiveAfterDays, to: "GLACIER_IR" }],
            },
          ],
    );
  },
);

promise(
  "results expire after keepDays, older versions of them too",
  async (audit, { athena: { resultBucket } }) => {
    if (!resultBucket.create) return;
    expect(await audit.lifecycleRules(resultBucket.name)).toEqual([expiry(resultBucket.keepDays)]);
  },
);

// What is recorded

promise("the trail delivers to the log bucket, below the prefix", async (audit, settings) => {
  const made = await audit.trail();
  expect(made).toMatchObject({
    Name: settings.trail.name,
    TrailARN: trailArn(audit.account, settings),
    S3BucketName: settings.logBucket.name,
  });
  expect(made.S3KeyPrefix ?? "").toBe(settings.logBucket.prefix ?? "");
});

promise("the trail logs, unless the settings say otherwise", async (audit, { trail }) => {
  expect(await audit.trail()).toMatchObject({ IsLogging: trail.logging });
});

promise("log files are validated, unless the settings say otherwise", async (audit, { trail }) => {
  expect(await audit.trail()).toMatchObject({ LogFileValidationEnabled: trail.validateLogFiles });
});

promise(
  "the trail is of one Region, or of all, which alone gets events of global services",
  async (audit, { trail }) => {
    expect(await audit.trail()).toMatchObject({
      IsMultiRegionTrail: trail.multiRegion,
      IncludeGlobalServiceEvents: trail.multiRegion,
    });
  },
);

promise(
  "no management events, no Insights, nothing but S3's data events is paid for",
  async (audit, settings) => {
    expect(await audit.recordsBesides()).toEqual([]);
    const selectors = await audit.fieldSelectors();
    expect(selectors.length).toBeGreaterThan(0);
    const [bucket] = probedBuckets(settings);
    const event = dataEvent(settings, bucket!, "key", "false");
    for (const other of [
      { ...event, eventCategory: "Management" },
      { ...event, eventCategory: "NetworkActivity" },
      { ...event, "resources.type": "AWS::Lambda::Function" },
      { ...event, "resources.type": "AWS::S3::AccessPoint" },
    ]) {
      expect([other, isRecorded(other, selectors)]).toEqual([other, false]);
    }
  },
);

promise(
  "exactly the objects are recorded that the settings name, and writes alone unless they say otherwise",
  async (audit, settings) => {
    const selectors = await audit.fieldSelectors();
    for (const { name } of selectors) expect(name).toMatch(/^(Write|Read|All) events of \w/);
    const prefixes = settings.watch.flatMap((entry) => ("bucket" in entry ? entry.prefixes : []));
    const keys = [
      "",
      "key",
      ...prefixes.flatMap((prefix) => [`${prefix}key`, prefix.replace(/\/?$/, "-2/key")]),
    ];
    const probes = probedBuckets(settings).flatMap((bucket) =>
      keys.flatMap((key) => (["true", "false"] as const).map((readOnly) => ({ bucket, key, readOnly }))),
    );
    expect(
      probes.filter(({ bucket, key, readOnly }) =>
        isRecorded(dataEvent(settings, bucket, key, readOnly), selectors),
      ),
    ).toEqual(probes.filter((probe) => settings.watch.some((entry) => isAskedFor(entry, probe))));
  },
);

promise(
  "the log bucket and the result bucket are never among the watched: no log of a log",
  async (audit, settings) => {
    const selectors = await audit.fieldSelectors();
    for (const bucket of [settings.logBucket.name, settings.athena.resultBucket.name]) {
      for (const readOnly of ["true", "false"] as const) {
        const event = dataEvent(settings, bucket, "AWSLogs/key", readOnly);
        expect([event, isRecorded(event, selectors)]).toEqual([event, false]);
      }
    }
  },
);

// What can be asked

promise("the table reads where the trail delivers, digests left out", async (audit, settings) => {
  const location = `s3://${settings.logBucket.name}/${folderOf(settings)}AWSLogs/${audit.account}/CloudTrail/`;
  const { Parameters, StorageDescriptor } = await audit.table();
  expect(StorageDescriptor?.Location).toBe(location);
  expect(Parameters?.["storage.location.template"]).toBe(`${location}\${region}/\${day}`);
});

promise(
  "the days a query can see begin lookBackDays ago and reach today, one by one",
  async (audit, { athena }) => {
    expect((await audit.table()).Parameters).toMatchObject({
      "projection.enabled": "true",
      "projection.day.type": "date",
      "projection.day.format": "yyyy/MM/dd",
      "projection.day.interval": "1",
      "projection.day.interval.unit": "DAYS",
      "projection.day.range": `NOW-${athena.lookBackDays}DAYS,NOW`,
    });
  },
);

promise("a query sees the trail's Region, or every Region of a trail of all", async (audit, settings) => {
  const { Parameters = {} } = await audit.table();
  expect(Parameters["projection.region.type"]).toBe("enum");
  const regions = (Parameters["projection.region.values"] ?? "").split(",");
  if (!settings.trail.multiRegion) {
    expect(regions).toEqual([settings.region]);
    return;
  }
  const some = {
    aws: ["us-east-1", "eu-central-1", "ap-northeast-1", "sa-east-1"],
    "aws-cn": ["cn-north-1", "cn-northwest-1"],
    "aws-us-gov": ["us-gov-east-1", "us-gov-west-1"],
  }[partitionOf(settings.region)]!;
  expect(regions).toEqual(expect.arrayContaining([settings.region, ...some]));
  expect(new Set(regions).size).toBe(regions.length);
  for (const region of regions) {
    // a blank would become part of the path
    expect(region).toMatch(/^[a-z]{2}(-[a-z]+)+-\d$/);
    expect(partitionOf(region)).toBe(partitionOf(settings.region));
  }
});

promise("the table's columns are CloudTrail's fields, as Athena reads them", async (audit, settings) => {
  const table = await audit.table();
  expect(table).toMatchObject({
    Name: settings.athena.table,
    TableType: "EXTERNAL_TABLE",
    PartitionKeys: [
      { Name: "region", Type: "string" },
      { Name: "day", Type: "string" },
    ],
    Parameters: { EXTERNAL: "TRUE", classification: "cloudtrail" },
    StorageDescriptor: {
      InputFormat: "com.amazon.emr.cloudtrail.CloudTrailInputFormat",
      OutputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
      SerdeInfo: { SerializationLibrary: "org.apache.hive.hcatalog.data.JsonSerDe" },
    },
  });
  expect((await audit.database())?.Name).toBe(settings.athena.database);
  const columns = table.StorageDescriptor?.Columns ?? [];
  expect(columns).toHaveLength(29);
  expect(columns.map(({ Name }) => Name)).toEqual(
    expect.arrayContaining(["useridentity", "eventtime", "eventname", "requestparameters", "resources"]),
  );
  for (const { Name, Type } of columns) {
    // Athena refuses capitals and blanks in a type, and the table would only fail when it is asked
    expect(Name).toMatch(/^[a-z0-9_]+$/);
    expect(Type).toMatch(/^(string|(array|map|struct)<[a-z0-9_:,<>]+>)$/);
  }
});

promise("the view is one that Athena knows as its own", async (audit, settings) => {
  const view = await audit.view();
  expect(view).toMatchObject({
    Name: "object_events",
    TableType: "VIRTUAL_VIEW",
    // Athena takes a table for a view by these; a description would take the comment's place
    Parameters: { presto_view: "true", comment: "Presto View" },
    ViewExpandedText: "/* Presto View */",
    catalog: "awsdatacatalog",
    schema: settings.athena.database,
  });
  expect(view.Owner).toBeTruthy();
  // without one, every plan would show a change
  expect(view.serializationLibrary).toBeTruthy();
  expect(view.Description ?? "").toBe("");
});

promise(
  "the view's columns are those of its SQL in name, order and number, in types that Glue can store",
  async (audit) => {
    const view = await audit.view();
    const [, list = ""] = /SELECT\n([\s\S]*?)\nFROM/.exec(view.originalSql) ?? [];
    const names = list.split(",").map((name) => name.trim());
    expect(names.slice(0, eventColumns.length)).toEqual(eventColumns);
    expect(view.columns.map(({ name }) => name)).toEqual(names);
    const glueTypes: Readonly<Record<string, string>> = {
      timestamp: "timestamp",
      varchar: "string",
      bigint: "bigint",
    };
    expect(view.glueColumns.map(({ Name, Type }) => [Name, Type])).toEqual(
      view.columns.map(({ name, type }) => [name, glueTypes[type]]),
    );
    // what a column means stands beside it in Athena's console
    for (const { Name, Comment = "" } of view.glueColumns) {
      expect([Name, Comment]).toEqual([Name, expect.stringMatching(/\w{2,}/)]);
    }
  },
);

promise("the view reads the audit's table and shows times in the settings' zone", async (audit, settings) => {
  const { originalSql } = await audit.view();
  expect(originalSql).toBe(renderView({ ...settings.athena, timeZone: settings.timeZone }));
  expect(originalSql).toContain(`FROM "${settings.athena.database}"."${settings.athena.table}"`);
  const zones = new Set(originalSql.match(/AT TIME ZONE '.*?'/g));
  expect(zones).toEqual(new Set(["AT TIME ZONE 'UTC'", `AT TIME ZONE '${settings.timeZone}'`]));
});

// What a query can cost, and where its results go

promise(
  "nobody asks past the workgroup: its settings are enforced, its scan limit is the settings'",
  async (audit, { athena }) => {
    expect(await audit.workgroup()).toMatchObject({
      Name: athena.workgroup,
      State: "ENABLED",
      Configuration: {
        EnforceWorkGroupConfiguration: true,
        PublishCloudWatchMetricsEnabled: true,
        BytesScannedCutoffPerQuery: bytesIn(athena.maxScanPerQuery),
      },
    });
  },
);

promise("results are encrypted and go to the result bucket", async (audit, { athena }) => {
  expect((await audit.workgroup())?.Configuration?.ResultConfiguration).toMatchObject({
    OutputLocation: `s3://${athena.resultBucket.name}/`,
    EncryptionConfiguration: { EncryptionOption: "SSE_S3" },
  });
});

promise(
  "every question is a saved query of the audit's database, ready to run",
  async (audit, { athena, timeZone }) => {
    const queries = await audit.savedQueries();
    expect(queries.map(({ Name, Description }) => [Name, Description]).sort()).toEqual(
      savedQuestions.map(({ name, title }) => [name, title]).sort(),
    );
    for (const { Name, Database, QueryString = "" } of queries) {
      const question = savedQuestions.find(({ name }) => name === Name)!;
      const { defaultWindow, defaultLimit } = question;
      expect([Name, Database]).toEqual([Name, athena.database]);
      expect(QueryString).toBe(renderNamedQuery(question, { ...athena, timeZone }));
      expect([Name, QueryString.match(/\{\{.*?\}\}|\?/g)]).toEqual([Name, null]);
      expect(QueryString).toContain(`"${athena.database}".`);
      // from so many days before this moment, on the clock that the records are written by
      const now = "CAST(current_timestamp AT TIME ZONE 'UTC' AS timestamp)";
      expect(QueryString).toContain(`${now} - interval '${defaultWindow.days}' day`);
      expect(QueryString.split("current_timestamp").length).toBe(QueryString.split(now).length);
      expect(QueryString).toContain(`LIMIT ${defaultLimit}`);
      // without it, a query reads and pays for every day there is
      expect([Name, QueryString]).toEqual([Name, expect.stringContaining("day BETWEEN date_format(")]);
    }
  },
);

promise(
  "every question with parameters is a prepared statement, whose description tells what each ? stands for",
  async (audit, { athena, timeZone }) => {
    const asking = savedQuestions.filter(({ parameters }) => parameters.length > 0);
    const statements = await audit.preparedStatements();
    expect([...statements.keys()].sort()).toEqual(asking.map(preparedStatementName).sort());
    // what Athena takes as a name
    for (const name of statements.keys()) expect(name).toMatch(/^[a-z_][a-z0-9_]{0,255}$/);
    for (const question of asking) {
      const { Description = "", QueryStatement = "" } = statements.get(preparedStatementName(question))!;
      expect(Description.startsWith(`${question.title}: `)).toBe(true);
      expect(QueryStatement).toBe(renderPreparedStatement(question, { ...athena, timeZone }).sql);
      const told = Description.slice(question.title.length + 2).split(", ");
      // a moment with an offset is the same moment
      expect(QueryStatement.split("from_iso8601_timestamp(").length).toBe(
        QueryStatement.split("CAST(from_iso8601_timestamp(?) AT TIME ZONE 'UTC' AS timestamp)").length,
      );
      // a moment stands where the statement takes one, and a window begins before it ends
      const moments = Array.from(
        QueryStatement.matchAll(/(from_iso8601_timestamp\()?\?/g),
        ([, moment]) => moment,
      );
      expect([question.name, told.map((name) => name === "since" || name === "until")]).toEqual([
        question.name,
        moments.map((moment) => moment !== undefined),
      ]);
      expect(told.filter((name) => name === "since" || name === "until").join()).toMatch(
        /^since,until(,since,until)*$/,
      );
      expect(new Set(told)).toEqual(
        new Set(["since", "until", ...question.parameters.map(({ name }) => name)]),
      );
      expect(QueryStatement).toContain(`"${athena.database}".`);
      expect(QueryStatement).not.toContain("{{");
      expect(QueryStatement).toContain("day BETWEEN date_format(");
    }
  },
);

/** The statements that the log bucket's policy needs before the trail can deliver. */
export function neededStatements(account: string, settings: Settings): readonly object[] {
  const SourceArn = trailArn(account, settings);
  const arn = bucketArn(settings, settings.logBucket.name);
  const allowed = (Action: string, Resource: string, more: object = {}) => ({
    Sid: anyText,
    Effect: "Allow",
    Principal: { Service: "cloudtrail.amazonaws.com" },
    Action,
    Resource,
    Condition: { StringEquals: { "aws:SourceArn": SourceArn, ...more } },
  });
  return [
    allowed("s3:GetBucketAcl", arn),
    allowed("s3:PutObject", `${arn}/${folderOf(settings)}AWSLogs/${account}/*`, {
      "s3:x-amz-acl": "bucket-owner-full-control",
    }),
  ];
}

const anyText = expect.any(String) as string;

export const bucketArn = ({ region }: Settings, bucket: string) =>
  `arn:${partitionOf(region)}:s3:::${bucket}`;

export const trailArn = (account: string, { region, trail }: Settings) =>
  `arn:${partitionOf(region)}:cloudtrail:${region}:${account}:trail/${trail.name}`;

const folderOf = ({ logBucket: { prefix } }: Settings) => (prefix === undefined ? "" : `${prefix}/`);

/** Of the audit's own two buckets, those that it makes. */
export const ownBuckets = ({ logBucket, athena: { resultBucket } }: Settings): readonly string[] =>
  [logBucket, resultBucket].filter(({ create }) => create).map(({ name }) => name);

export const watchedAndMade = ({ watch }: Settings): readonly string[] =>
  watch.flatMap((entry) => ("bucket" in entry && entry.create ? [entry.bucket] : []));

export const madeBuckets = (settings: Settings): readonly string[] => [
  ...ownBuckets(settings),
  ...watchedAndMade(settings),
];

const deletes = ({ expirationDays, noncurrentDays }: MadeRule) =>
  expirationDays !== undefined || noncurrentDays !== undefined;

/** Objects a number of days after they were written, what they were before a day after they were replaced or deleted. */
const expiry = (days: number): MadeRule => ({
  Status: "Enabled",
  appliesToAll: true,
  expirationDays: days,
  noncurrentDays: 1,
  abortDays: 1,
});

/** "1.5 GB" in bytes; a unit is 1024 of the one before. */
function bytesIn(size: string): number {
  const [, number = "", unit = ""] = /^([\d.]+) ?(B|KB|MB|GB|TB)$/.exec(size) ?? [];
  return Number(number) * 1024 ** ["B", "KB", "MB", "GB", "TB"].indexOf(unit);
}

interface Probe {
  readonly bucket: string;
  readonly key: string;
  readonly readOnly: "true" | "false";
}

/** Buckets that are named in the settings, their neighbours by name, and one of which nobody speaks. */
function probedBuckets({ watch, logBucket, athena }: Settings): readonly string[] {
  const named = watch.flatMap((entry) => ("bucket" in entry ? [entry.bucket] : entry.except));
  const own = [logBucket.name, athena.resultBucket.name];
  return [...new Set([...[...named, ...own].flatMap((name) => [name, `${name}-2`]), "example-other"])];
}

function isAskedFor(entry: Watch, { bucket, key, readOnly }: Probe): boolean {
  if (entry.record !== "all" && (entry.record === "read") !== (readOnly === "true")) return false;
  if ("allBuckets" in entry) return !entry.except.includes(bucket);
  const { prefixes } = entry;
  return entry.bucket === bucket && (prefixes.length === 0 || prefixes.some((one) => key.startsWith(one)));
}

const dataEvent = (settings: Settings, bucket: string, key: string, readOnly: Event["readOnly"]): Event => ({
  eventCategory: "Data",
  "resources.type": "AWS::S3::Object",
  readOnly,
  "resources.ARN": `${bucketArn(settings, bucket)}/${key}`,
  eventName: readOnly === "true" ? "GetObject" : "PutObject",
});

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
