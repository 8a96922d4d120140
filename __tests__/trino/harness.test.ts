import { CreateDatabaseCommand, CreateTableCommand, GetTableCommand, GlueClient } from "@aws-sdk/client-glue";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { cloudTrailColumns, partitionColumns } from "../../src/cloudtrail/columns";
import { tableLocation } from "../../src/cloudtrail/logPath";
import { Emulator, emulatorAccount } from "../support/emulator";
import { describeWith } from "../support/finding";
import { type UploadedFile, uploadRecords } from "../support/logFiles";
import { findPython } from "../support/python";
import { startTrino, type TrinoServer } from "../support/trino";
import { copyCatalogForTrino } from "../support/trinoCatalog";
import { trinoTools } from "./install";

const bucket = "harness-log";
const database = "harness";
const regions = ["ap-northeast-1", "us-east-1"] as const;
const days = ["2026/03/01", "2026/03/02", "2026/03/03", "2026/03/04", "2026/03/05"] as const;

/** Two events shortly before midnight UTC, the second of which is delivered twice. */
const records = (region: string, day: string) =>
  ["first", "second", "second"].map((event) => ({
    eventTime: `${day.replaceAll("/", "-")}T23:58:59Z`,
    eventSource: "s3.amazonaws.com",
    eventName: "PutObject",
    awsRegion: region,
    userIdentity: { type: "AssumedRole", sessionContext: { sessionIssuer: { userName: "writer" } } },
    requestParameters: { bucketName: "example", key: 'reports/四半期 "1".pdf' },
    responseElements: null,
    resources: [{ type: "AWS::S3::Object", ARN: "arn:aws:s3:::example/reports" }],
    readOnly: false,
    eventID: `${event}-${region}-${day}`,
  }));

const table = {
  Name: "logs",
  TableType: "EXTERNAL_TABLE",
  PartitionKeys: partitionColumns.map(({ name, glueType }) => ({ Name: name, Type: glueType })),
  Parameters: {
    EXTERNAL: "TRUE",
    "projection.enabled": "true",
    "projection.region.type": "enum",
    "projection.region.values": regions.join(","),
    "projection.day.type": "date",
    "projection.day.format": "yyyy/MM/dd",
    "projection.day.range": "2026/01/01,2026/12/31",
    "projection.day.interval": "1",
    "projection.day.interval.unit": "DAYS",
    "storage.location.template": `${tableLocation({ bucket, accountId: emulatorAccount })}\${region}/\${day}`,
  },
  StorageDescriptor: {
    Location: tableLocation({ bucket, accountId: emulatorAccount }),
    InputFormat: "com.amazon.emr.cloudtrail.CloudTrailInputFormat",
    OutputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
    SerdeInfo: { SerializationLibrary: "org.apache.hive.hcatalog.data.JsonSerDe" },
    Columns: cloudTrailColumns.map(({ name, glueType }) => ({ Name: name, Type: glueType })),
  },
};

const viewColumns = [
  { name: "local_time", type: "timestamp" },
  { name: "object_key", type: "varchar" },
  { name: "region", type: "varchar" },
  { name: "day", type: "varchar" },
];
const viewSql = `
  SELECT local_time, object_key, region, day FROM (
    SELECT
      CAST(try(from_iso8601_timestamp(eventtime)) AT TIME ZONE 'Asia/Tokyo' AS timestamp) AS local_time,
      json_extract_scalar(requestparameters, '$.key') AS object_key,
      region,
      day,
      row_number() OVER (PARTITION BY region, day, eventid ORDER BY eventtime) AS delivery
    FROM ${database}.logs
  ) WHERE delivery = 1`;
const viewText = { originalSql: viewSql, catalog: "awsdatacatalog", schema: database, columns: viewColumns };
const view = {
  Name: "events",
  Owner: "hadoop",
  TableType: "VIRTUAL_VIEW",
  Parameters: { presto_view: "true", comment: "Presto View" },
  ViewOriginalText: `/* Presto View: ${Buffer.from(JSON.stringify(viewText)).toString("base64")} */`,
  ViewExpandedText: "/* Presto View */",
  StorageDescriptor: {
    Columns: viewColumns.map(({ name, type }) => ({
      Name: name,
      Type: type === "varchar" ? "string" : type,
    })),
    SerdeInfo: { Name: "-", SerializationLibrary: "-" },
  },
};

describeWith([findPython(), ...trinoTools()], "a Trino over the emulator's Glue and S3", () => {
  let emulator: Emulator;
  let trino: TrinoServer;
  let applied: GlueClient;
  let s3: S3Client;
  let uploaded: UploadedFile[];

  beforeAll(async () => {
    emulator = await Emulator.start();
    s3 = new S3Client({ ...emulator.clientFor(regions[0]), forcePathStyle: true });
    await s3.send(
      new CreateBucketCommand({
        Bucket: bucket,
        CreateBucketConfiguration: { LocationConstraint: regions[0] },
      }),
    );
    const files = days.flatMap((day) =>
      regions.map((region) => ({
        region,
        deliveredAt: new Date(`${day.replaceAll("/", "-")}T23:59Z`),
        records: records(region, day),
      })),
    );
    uploaded = await uploadRecords(s3, { bucket }, files);

    applied = new GlueClient(emulator.clientFor(regions[0]));
    await applied.send(new CreateDatabaseCommand({ DatabaseInput: { Name: database } }));
    for (const TableInput of [table, view]) {
      await applied.send(new CreateTableCommand({ DatabaseName: database, TableInput }));
    }
    const copyRegion = "eu-north-1";
    const copy = new GlueClient(emulator.clientFor(copyRegion));
    await copyCatalogForTrino({ database, from: applied, to: copy });
    trino = await startTrino({ glueEndpoint: emulator.url, s3Endpoint: emulator.url, region: copyRegion });
  }, 180_000);

  afterAll(async () => {
    await trino?.stop();
    await emulator?.stop();
  });

  const ask = (sql: string, ...parameters: string[]) => trino.query(sql, { schema: database, parameters });
  const bytesOf = (...parts: string[]) =>
    uploaded
      .filter(({ key }) => parts.every((part) => key.includes(part)))
      .reduce((total, { bytes }) => total + bytes, 0);

  it("has CloudTrail's columns, then the partitions", async () => {
    const { columns } = await ask("SELECT * FROM logs WHERE day = '2026/03/01'");
    const expected = [...cloudTrailColumns, ...partitionColumns].map(({ name }) => name);
    expect(columns.map(({ name }) => name)).toEqual(expected);
    expect(columns[2]).toEqual({ name: "eventtime", type: "varchar" });
  });

  it("reads structs, arrays and JSON text out of records of CloudTrail's shape", async () => {
    const { rows } = await ask(`
      SELECT
        useridentity.sessioncontext.sessionissuer.username,
        requestparameters,
        responseelements,
        readonly,
        element_at(resources, 1).arn,
        element_at(resources, 2),
        from_iso8601_timestamp(eventtime) AT TIME ZONE 'Asia/Tokyo'
      FROM logs
      WHERE day = '2026/03/01' AND region = 'us-east-1' AND eventid LIKE 'first%'`);
    expect(rows).toEqual([
      [
        "writer",
        '{"bucketName":"example","key":"reports/四半期 \\"1\\".pdf"}',
        null,
        "false",
        "arn:aws:s3:::example/reports",
        null,
        "2026-03-02 08:58:59.000 Asia/Tokyo",
      ],
    ]);
  });

  it("answers through a saved view, each event once, on the wall clock", async () => {
    const { columns, rows } = await ask(
      "SELECT * FROM events WHERE day = '2026/03/01' AND region = 'us-east-1'",
    );
    expect(columns.map(({ type }) => type)).toEqual(["timestamp(3)", "varchar", "varchar", "varchar"]);
    const event = ["2026-03-02 08:58:59.000", 'reports/四半期 "1".pdf', "us-east-1", "2026/03/01"];
    expect(rows).toEqual([event, event]);
  });

  it.each(["logs", "events"])(
    "reads only the files of the days and the Region asked for (%s)",
    async (from) => {
      const count = `SELECT count(*) FROM ${from} WHERE`;
      const oneDay = await ask(`${count} day = '2026/03/03'`);
      expect(oneDay.stats.physicalInputBytes).toBe(bytesOf("/2026/03/03/"));
      const oneRegion = await ask(
        `${count} day BETWEEN '2026/03/03' AND '2026/03/03' AND region = 'us-east-1'`,
      );
      expect(oneRegion.stats.physicalInputBytes).toBe(bytesOf("/us-east-1/2026/03/03/"));
      const all = await ask(`${count} day LIKE '2026/03/%'`);
      expect(all.stats.physicalInputBytes).toBe(bytesOf(""));
      expect(all.stats.splits).toBeGreaterThan(oneDay.stats.splits);
    },
  );

  it("reads only those files when the days are computed or are parameters", async () => {
    const parameters = await ask(
      "SELECT count(*) FROM events WHERE day BETWEEN ? AND ?",
      "2026/03/02",
      "2026/03/03",
    );
    expect(parameters.rows).toEqual([[8]]);
    expect(parameters.stats.physicalInputBytes).toBe(bytesOf("/2026/03/02/") + bytesOf("/2026/03/03/"));
    const computed = await ask(`
      SELECT count(*) FROM events
      WHERE day BETWEEN date_format(timestamp '2026-03-05 00:00:00' - interval '1' day, '%Y/%m/%d')
        AND date_format(timestamp '2026-03-05 00:00:00', '%Y/%m/%d')`);
    expect(computed.stats.physicalInputBytes).toBe(bytesOf("/2026/03/04/") + bytesOf("/2026/03/05/"));
  });

  it("takes a parameter for a value, whatever is in it", async () => {
    const { rows } = await ask("SELECT ?, ? = 'a'", "it's; DROP VIEW events --", "a");
    expect(rows).toEqual([["it's; DROP VIEW events --", true]]);
  });

  it("sees a file that was delivered a moment ago", async () => {
    const count = "SELECT count(*) FROM logs WHERE day = '2026/03/06'";
    expect((await ask(count)).rows).toEqual([[0]]);
    const late = {
      region: "us-east-1",
      deliveredAt: new Date("2026-03-06T00:01Z"),
      records: [{ eventID: "late" }],
    };
    await uploadRecords(s3, { bucket }, [late]);
    expect((await ask(count)).rows).toEqual([[1]]);
  });

  it("refuses in Trino's own words", async () => {
    await expect(ask("SELECT nothing FROM logs WHERE day = '2026/03/01'")).rejects.toMatchObject({
      message: "line 1:8: Column 'nothing' cannot be resolved",
      errorName: "COLUMN_NOT_FOUND",
    });
    await expect(ask("SELECT 1,")).rejects.toMatchObject({
      errorName: "SYNTAX_ERROR",
    });
  });

  it("leaves the catalogue as it was applied", async () => {
    const { Table } = await applied.send(new GetTableCommand({ DatabaseName: database, Name: "logs" }));
    expect(Table).toMatchObject(table);
  });
});
