import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { parse } from "csv-parse/sync";
import * as fc from "fast-check";
import { ExitCode } from "../../src/errors";
import { s3audit } from "../support/io";
import { LogFolder, logText, record } from "../support/records";

// dozens of answers each
jest.setTimeout(60_000);

let folder: LogFolder;
beforeEach(() => (folder = new LogFolder()));
afterEach(() => folder.remove());

const events = (...args: readonly string[]) => s3audit(["events", "--logs", ".", ...args], folder.path);

const upload = (key: string, fields: object = {}) =>
  record({ requestParameters: { bucketName: "miyagawa-test", key }, ...fields });

/** Keys that look like what ends a value, a line, a text; or like what a spreadsheet runs. */
const awkward = [
  ...["a,b", 'say "hello"', "two\nlines", "\r\n", "=1+1", "-5", "+1", "@sum", " =1+1", "\t=1", "＝１", ""],
  ...["請求書 11月.pdf", "été.pdf", "😀.png", "\u202egpj.exe", "\u001b[31mred", "'", "\\", '"', '""', ","],
  ...["null", " blank ", "\u0000", "\ufeff", "a\u00a0b", '",="', "\u3000=1", '"=1+1', '" -1'],
  ...["#1", "a#b", 'a "",b', 'a,"', '"",""', '"",=1', ",", ",,"],
];

describe("a list that is put together from parts is the list of one statement", () => {
  const ofEachFormat = async (...formats: readonly string[]) => {
    for (const format of formats) {
      for (const more of [
        [],
        ["--sort", "-object_key"],
        ["--sort", "bytes_in,-actor"],
        ["--columns", "object,bytes_in"],
      ]) {
        const [one, parts] = [
          await events("--format", format, "--limit", "10000", ...more),
          await events("--format", format, "--limit", "all", ...more),
        ];
        expect(parts).toEqual(one);
      }
    }
  };

  test("of awkward values", async () => {
    const at = (index: number) => `2026-11-01T00:00:${String(index % 7).padStart(2, "0")}Z`;
    folder.write(
      "a.json",
      logText(
        ...awkward.map((key, index) =>
          upload(key, {
            eventTime: at(index),
            userAgent: awkward[(index * 7) % awkward.length],
            additionalEventData: { bytesTransferredIn: index % 3 === 0 ? undefined : index * 1e15 },
          }),
        ),
        upload("no time", { eventTime: "never" }),
        upload("no id", { eventID: undefined }),
        upload("no id", { eventID: undefined }),
      ),
    );
    await ofEachFormat("csv", "ndjson", "json", "wide");
  });

  test.each<[string, NonNullable<fc.StringConstraints["unit"]>]>([
    ["any text", "binary"],
    ["what CSV and spreadsheets know", fc.constantFrom(...'"",,=-@ #\n\t\u00a0あ1')],
  ])("of %s", async (_, unit) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit, maxLength: 8 }), { maxLength: 20 }), async (keys) => {
        folder.write("a.json", logText(...keys.map((key) => upload(key)), upload("last")));
        for (const shown of [["csv"], ["csv", "--columns", "object_key,event_id"], ["ndjson"]]) {
          const one = await events("--format", ...shown, "--limit", "10000");
          expect(await events("--format", ...shown, "--limit", "all")).toEqual(one);
        }
      }),
      { numRuns: 15 },
    );
  });

  test("and leaves nothing in the temporary folder", async () => {
    const temporary = join(folder.path, "tmp");
    mkdirSync(temporary);
    folder.write("a.json", logText(upload("a")));
    const before = process.env["TMPDIR"];
    process.env["TMPDIR"] = temporary;
    try {
      expect((await events("--limit", "all", "--format", "csv")).stdout).toContain("a");
      expect(readdirSync(temporary)).toEqual([]);
    } finally {
      if (before === undefined) delete process.env["TMPDIR"];
      else process.env["TMPDIR"] = before;
    }
  });
});

test("CSV gives every value back, but for what a spreadsheet would run and a terminal obey", async () => {
  folder.write("a.json", logText(...awkward.map((key, index) => upload(key, { eventID: String(index) }))));
  const { stdout } = await events("--format", "csv", "--columns", "event_id,object_key", "--limit", "all");
  const rows = parse(stdout, { columns: true }) as readonly { event_id: string; object_key: string }[];
  expect(rows).toHaveLength(awkward.length);
  for (const { event_id, object_key } of rows) {
    const key = awkward[Number(event_id)] ?? "";
    expect(object_key).not.toMatch(/^["\s]*[=+\-@＝＋－＠]/u);
    if (/^[\w.,"'\\ ぁ-ん一-龯é]*$/u.test(key)) expect(object_key).toBe(key);
  }
});

describe("a file", () => {
  const files = () => readdirSync(folder.path).filter((name) => name !== "a.json");
  beforeEach(() => folder.write("a.json", logText(upload("a"), upload("b"))));

  test("is written whole and told of, with nothing on standard output", async () => {
    const { exitCode, stdout, stderr } = await events("--format", "csv", "-o", "out.csv");
    expect([exitCode, stdout]).toEqual([ExitCode.ok, ""]);
    expect(stderr).toBe("2 events, times in UTC; 1 log file read, 0.0 s\n");
    expect(readFileSync(join(folder.path, "out.csv"), "utf8")).toBe((await events("--format", "csv")).stdout);
    expect(files()).toEqual(["out.csv"]);
  });

  test("of an earlier answer is replaced, and stays where the answer fails", async () => {
    writeFileSync(join(folder.path, "out.csv"), "earlier");
    const failed = await s3audit(["events", "--logs", "missing", "-o", "out.csv"], folder.path);
    expect(failed.exitCode).toBe(ExitCode.usage);
    expect(readFileSync(join(folder.path, "out.csv"), "utf8")).toBe("earlier");
    await events("--format", "json", "-o", "out.csv");
    expect(readFileSync(join(folder.path, "out.csv"), "utf8")).toMatch(/^\[/);
    expect(files()).toEqual(["out.csv"]);
  });

  test.each([
    ["nowhere/out.csv", "there is no such folder. Make the folder first, or name another file."],
    [".", "there is a folder where a file should be. Name another file."],
    ["a.json/out.csv", "there is a file where a folder should be. Name another file."],
  ])("cannot be %s", async (name, reason) => {
    const { exitCode, stderr } = await events("-o", name);
    expect([exitCode, stderr]).toEqual([ExitCode.usage, `--output: ${name} cannot be written: ${reason}`]);
    expect(files()).toEqual([]);
  });

  test("of Parquet has the columns' own types and every row", async () => {
    await events(
      "--format",
      "parquet",
      "-o",
      "out.parquet",
      "--limit",
      "all",
      "--columns",
      "event_time,object,bytes_in",
    );
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    const result = await connection.runAndReadAll(
      `SELECT * FROM '${join(folder.path, "out.parquet")}' ORDER BY object`,
    );
    expect(result.columnNames()).toEqual(["event_time", "object", "bytes_in"]);
    expect(result.columnTypes().map(String)).toEqual(["TIMESTAMP", "VARCHAR", "BIGINT"]);
    expect(result.getRowsJson()).toEqual([
      ["2026-11-01 00:15:00", "s3://miyagawa-test/a", "25701"],
      ["2026-11-01 00:15:00", "s3://miyagawa-test/b", "25701"],
    ]);
    connection.closeSync();
    instance.closeSync();
    expect(files()).toEqual(["out.parquet"]);
  });

  test("of Parquet is one without rows too", async () => {
    const { exitCode } = await events("--format", "parquet", "-o", "out.parquet", "--actor", "nobody");
    expect(exitCode).toBe(ExitCode.ok);
    expect(existsSync(join(folder.path, "out.parquet"))).toBe(true);
  });
});
