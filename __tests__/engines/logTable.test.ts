import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { columnsFor, countRecords, selectLogs } from "../../src/engines/duckdb/logTable";
import { parquetFiles, writeParquet } from "../../src/engines/duckdb/parquet";
import type { LogFile } from "../../src/cloudtrail/logFile";
import { findLogs } from "../../src/logs/find";
import { glanceAt, isReadable } from "../../src/logs/glance";
import { LogFolder, deliveredAt, logText, record } from "../support/records";

let folder: LogFolder;
beforeEach(() => (folder = new LogFolder()));
afterEach(() => folder.remove());

async function rowsOf(sql: string): Promise<readonly Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(sql)).getRowObjectsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

const filesOf = async (): Promise<readonly LogFile[]> =>
  (await findLogs(folder.path)).files.map(glanceAt).filter(isReadable);

const idsOf = async () =>
  (await rowsOf(`SELECT eventid FROM (${selectLogs(await filesOf())})`)).map(({ eventid }) => eventid).sort();

test("a file is read whatever its name is, and no other in its place", async () => {
  const names = [
    "a[12].json",
    "a1.json",
    "b*.json",
    "bcd.json",
    "c?.json",
    "cx.json",
    "it's.json",
    "d{1,2}.json",
  ];
  for (const name of names) folder.write(name, logText(record({ eventID: name })));
  expect(await idsOf()).toEqual([...names].sort());
  const pattern = (await filesOf()).filter(({ path }) => /[[*?]/.test(path));
  const rows = await rowsOf(`SELECT eventid FROM (${selectLogs(pattern)})`);
  expect(rows.map(({ eventid }) => eventid).sort()).toEqual(["a[12].json", "b*.json", "c?.json"]);
});

test("files of every form are read together: compressed or not, on one line or on many", async () => {
  const text = (eventID: string) => logText(record({ eventID }));
  const pretty = (eventID: string) => JSON.stringify(JSON.parse(text(eventID)), undefined, 2);
  folder.write("1.json.gz", text("packed")).write("2.json", text("plain"));
  folder.write("3.json.gz", pretty("packed, on many lines")).write("4.json", pretty("on many lines"));
  folder.write("5.json", `${text("first")}\n${text("second")}\n`);
  expect(await idsOf()).toEqual([
    "first",
    "on many lines",
    "packed",
    "packed, on many lines",
    "plain",
    "second",
  ]);
  expect(await rowsOf(countRecords(await filesOf())).then(([row]) => Object.values(row ?? {}))).toEqual([
    "6",
  ]);
});

test("a file that is no log is told to be none", async () => {
  folder.write("a.json", "{}");
  await expect(idsOf()).rejects.toThrow("no CloudTrail log: it holds no Records");
  await expect(rowsOf(countRecords(await filesOf()))).rejects.toThrow("it holds no Records");
  folder.write("a.json", '{"Records":[]}');
  expect(await idsOf()).toEqual([]);
});

test("Region and day are those of the path where CloudTrail put the file, and else those of the record", async () => {
  const elsewhere = { awsRegion: "eu-west-1", eventTime: "2026-10-31T23:59:59Z" };
  folder.write(
    deliveredAt("2026-11-01T12:00:00Z", "a", "us-east-1"),
    logText(record({ eventID: "in place", ...elsewhere })),
  );
  folder.write(
    "any.json",
    logText(record({ eventID: "elsewhere", ...elsewhere }), record({ eventID: "no time", eventTime: "?" })),
  );
  const rows = await rowsOf(
    `SELECT eventid, region, day FROM (${selectLogs(await filesOf())}) ORDER BY eventid`,
  );
  expect(rows).toEqual([
    { eventid: "elsewhere", region: "eu-west-1", day: "2026/10/31" },
    { eventid: "in place", region: "us-east-1", day: "2026/11/01" },
    { eventid: "no time", region: "ap-northeast-1", day: "1970/01/01" },
  ]);
});

test("a folder that is named like a partition is none", async () => {
  folder.write("day=2020/eventid=x/a.json", logText(record({ eventID: "own" })));
  expect(await idsOf()).toEqual(["own"]);
});

const megabyte = 1024 * 1024;

test.each([
  [0, 4],
  [1, 4],
  [3 * megabyte, 4],
  [3 * megabyte + 1, 5],
  [10 * megabyte, 11],
  [15 * megabyte, 16],
  [100 * megabyte, 16],
  [Infinity, 16],
])("for a document of %d bytes there is room for %d MB", (longest, room) => {
  const file: LogFile = { path: "a.json", compressed: false, format: "oneLine", size: 1, longest };
  expect(/maximum_object_size = (\d+)/.exec(selectLogs([file]))?.[1]).toBe(String(room * megabyte));
});

test("a document of nine megabytes is read", async () => {
  const long = record({ eventID: "long", userAgent: "x".repeat(9 * megabyte) });
  folder.write("a.json", logText(long)).write("b.json", logText(record({ eventID: "short" })));
  expect(await idsOf()).toEqual(["long", "short"]);
});

test("a table of no file has its columns, and no row", async () => {
  const described = async (sql: string) =>
    (await rowsOf(`DESCRIBE ${sql}`)).map(
      ({ column_name, column_type }) => `${String(column_name)} ${String(column_type)}`,
    );
  folder.write("a.json", logText(record()));
  const files = await filesOf();
  for (const columns of [undefined, columnsFor("useragent, requestparameters")]) {
    expect(await described(selectLogs([], columns))).toEqual(await described(selectLogs(files, columns)));
    expect(await rowsOf(selectLogs([], columns))).toEqual([]);
    expect(await rowsOf(selectLogs(files, columns))).toHaveLength(1);
  }
});

test("a statement that names few columns still tells Region and day of each record", async () => {
  folder.write("a.json", logText(record({ userAgent: "curl" })));
  const files = await filesOf();
  const columns = columnsFor("SELECT userAgent FROM logs");
  expect(columns.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["useragent", "awsregion", "eventtime"]),
  );
  expect(columns.map(({ name }) => name)).not.toContain("sourceipaddress");
  expect(await rowsOf(`SELECT useragent, region, day FROM (${selectLogs(files, columns)})`)).toEqual([
    { useragent: "curl", region: "ap-northeast-1", day: "2026/11/01" },
  ]);
});

describe("a Parquet file for other programs", () => {
  let place: string;
  beforeEach(() => (place = mkdtempSync(join(tmpdir(), "parquet 'of' "))));
  afterEach(() => rmSync(place, { recursive: true }));

  const written = async (rows: readonly object[], columns: Parameters<typeof writeParquet>[2]) => {
    const [from, to] = [join(place, "rows.json"), join(place, "rows.parquet")];
    writeFileSync(from, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
    await writeParquet(from, to, columns);
    const types = await rowsOf(`DESCRIBE SELECT * FROM ${parquetFiles([to])}`);
    return {
      types: types.map(({ column_name, column_type }) => `${String(column_name)} ${String(column_type)}`),
      rows: (await rowsOf(`SELECT * FROM ${parquetFiles([to])}`)).map((row) => Object.values(row)),
      compression: (
        await rowsOf(`SELECT DISTINCT compression FROM parquet_metadata('${to.replaceAll("'", "''")}')`)
      ).flatMap((row) => Object.values(row)),
    };
  };

  test("has the view's types and the rows in their order", async () => {
    const rows = Array.from({ length: 5_000 }, (_, index) => ({
      actor: `user ${(index * 7) % 13}`,
      event_time: "2026-11-01 09:15:00",
      bytes_in: String(5_000 - index),
    }));
    const made = await written(rows, [
      { name: "bytes_in", type: "bigint" },
      { name: "actor", type: "varchar" },
      { name: "event_time", type: "timestamp" },
    ]);
    expect(made.types).toEqual(["bytes_in BIGINT", "actor VARCHAR", "event_time TIMESTAMP"]);
    expect(made.rows).toEqual(rows.map(({ actor, event_time, bytes_in }) => [bytes_in, actor, event_time]));
    expect(made.compression).toEqual(["ZSTD"]);
  });

  test("has the types that other values show, the last of them too", async () => {
    const rows = [...new Array<object>(30_000).fill({ 'a "b"': null, n: 1 }), { 'a "b"': "text", n: 2.5 }];
    const made = await written(rows, [{ name: 'a "b"' }, { name: "n" }]);
    expect(made.types).toEqual(['a "b" VARCHAR', "n DOUBLE"]);
    expect(made.rows.at(-1)).toEqual(["text", 2.5]);
    const mixed = await written(
      [{ actor: "12", count: 3 }],
      [{ name: "actor", type: "varchar" }, { name: "count" }],
    );
    expect(mixed.types).toContain("count BIGINT");
  });

  test("of no row has its columns nevertheless", async () => {
    const made = await written([], [{ name: "actor" }, { name: "bytes_in", type: "bigint" }]);
    expect(made.types).toEqual(["actor VARCHAR", "bytes_in BIGINT"]);
    expect(made.rows).toEqual([]);
  });

  test("that cannot be made is an error", async () => {
    writeFileSync(join(place, "rows.json"), "no JSON\n");
    await expect(
      writeParquet(join(place, "rows.json"), join(place, "rows.parquet"), [{ name: "a", type: "varchar" }]),
    ).rejects.toThrow();
  });

  test("is read for what is in it, and not for what its folder is called", async () => {
    expect(parquetFiles(["/day=1/it's.parquet", "/b"])).toBe(
      "read_parquet(['/day=1/it''s.parquet', '/b'], hive_partitioning = false)",
    );
  });
});
