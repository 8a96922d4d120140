import { DuckDBInstance } from "@duckdb/node-api";
import { parse } from "csv-parse/sync";
import * as fc from "fast-check";
import { awkwardKeys } from "../support/damaged/oddRecords";
import { s3auditProcess } from "../support/damaged/command";
import { s3audit } from "../support/io";
import { LogFolder, logText, record } from "../support/records";

// dozens of answers each
jest.setTimeout(60_000);

let folder: LogFolder;
beforeEach(() => (folder = new LogFolder()));
afterEach(() => folder.remove());

/** What a terminal obeys, what reorders text, what nobody sees. */
const obeyed = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
/** Text of all that can be hostile, in any mixture. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(...awkwardKeys, "\u202a", "\u2069", "\u200d", "\u{e0041}", "\u009b31m"),
      fc.string({ unit: "binary" }),
    ),
    {
      minLength: 1,
      maxLength: 3,
    },
  )
  .map((parts) => parts.join(""));

const columns = ["event_id", "object_key", "user_agent", "error_code"];

async function shown(texts: readonly string[], format: string, limit = "1000"): Promise<string> {
  const records = texts.map((text, index) =>
    record({
      eventID: String(index),
      requestParameters: { bucketName: "miyagawa-test", key: text },
      userAgent: text,
      errorCode: text,
    }),
  );
  folder.write("a.json", logText(...records));
  const asked = ["events", "--logs", ".", "--format", format, "--columns", columns.join(), "--limit", limit];
  const { stdout, stderr } = await s3audit(asked, folder.path, format === "table" ? 100 : undefined);
  expect(stderr).toBe("");
  return stdout;
}

const answers = <T>(
  texts: fc.Arbitrary<readonly string[]>,
  check: (texts: readonly string[]) => Promise<T>,
) =>
  fc.assert(
    fc.asyncProperty(texts, async (some) => void (await check(some))),
    { numRuns: 6 },
  );
const some = fc.array(hostile, { minLength: 1, maxLength: 8 });

test.each(["table", "wide"])(
  "nothing that a terminal obeys is in a %s, and nothing moves a row into another line",
  async (format) => {
    await answers(some, async (texts) => {
      const lines = (await shown(texts, format)).split("\n");
      if (format === "wide") expect(lines).toHaveLength(1 + texts.length + 2);
      else
        for (const line of lines)
          expect(line).toMatch(/^(?:EVENT ID|OBJECT KEY|USER AGENT|ERROR CODE|-\[ \d|\d| )|^$/);
      for (const line of lines) expect(line).not.toMatch(obeyed);
    });
  },
);

test.each([
  ["json", "1000"],
  ["json", "all"],
  ["ndjson", "1000"],
  ["ndjson", "all"],
])("%s, --limit %s: exact, and nothing that a terminal obeys", async (format, limit) => {
  await answers(some, async (texts) => {
    const stdout = await shown(texts, format, limit);
    for (const line of stdout.split("\n")) expect(line).not.toMatch(obeyed);
    const rows = (
      format === "json"
        ? JSON.parse(stdout)
        : stdout
            .trimEnd()
            .split("\n")
            .map((line) => JSON.parse(line) as unknown)
    ) as readonly Record<string, string>[];
    expect(rows).toHaveLength(texts.length);
    for (const { event_id, object_key, user_agent } of rows) {
      // UTF-8 has no halves of surrogate pairs
      const text = Buffer.from(texts[Number(event_id)] ?? "", "utf8").toString("utf8");
      expect([object_key, user_agent]).toEqual([text, text]);
    }
  });
});

test.each(["1000", "all"])(
  "csv, --limit %s: nothing that a spreadsheet runs or a terminal obeys",
  async (limit) => {
    const guarded = async (texts: readonly string[]) => {
      const stdout = await shown(texts, "csv", limit);
      for (const line of stdout.split("\n")) expect(line).not.toMatch(obeyed);
      const rows = parse(stdout, { columns: true }) as readonly Record<string, string>[];
      expect(rows).toHaveLength(texts.length);
      for (const row of rows) expect(row["object_key"]).not.toMatch(/^["\s]*[=+\-@＝＋－＠]/u);
    };
    await guarded(["=1+1", '"=1+1', ' " @sum', "\u200d＝１"]);
    await answers(some, guarded);
  },
);

test("Parquet gives every text back", async () => {
  const texts = [...awkwardKeys, ...fc.sample(hostile, { seed: 1, numRuns: 50 })].map((text) =>
    Buffer.from(text, "utf8").toString("utf8"),
  );
  folder.write(
    "a.json",
    logText(...texts.map((text, index) => record({ eventID: String(index), userAgent: text }))),
  );
  const asked = ["events", "--logs", ".", "--columns", "event_id,user_agent", "--limit", "all"];
  await s3audit([...asked, "--format", "parquet", "-o", "out.parquet"], folder.path);
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const result = await connection.runAndReadAll(
    `SELECT hex(user_agent) FROM '${folder.path}/out.parquet' ORDER BY CAST(event_id AS integer)`,
  );
  expect(result.getRows().map(([hex]) => Buffer.from(String(hex), "hex").toString("utf8"))).toEqual(texts);
  connection.closeSync();
  instance.closeSync();
});

test("a number keeps its digits", async () => {
  const bytes = [0, 25701, 9007199254740991, 9007199254740993, 1e18];
  folder.write(
    "a.json",
    logText(
      ...bytes.map((bytesTransferredIn, index) =>
        record({ eventID: String(index), additionalEventData: { bytesTransferredIn } }),
      ),
    ),
  );
  for (const limit of ["1000", "all"]) {
    const asked = [
      "events",
      "--logs",
      ".",
      "--format",
      "json",
      "--columns",
      "event_id,bytes_in",
      "--limit",
      limit,
    ];
    const rows = JSON.parse((await s3audit(asked, folder.path)).stdout) as readonly {
      bytes_in: number | string;
    }[];
    // beyond what JavaScript can count a number is text
    expect(rows.map(({ bytes_in }) => bytes_in)).toEqual([
      0,
      25701,
      9007199254740991,
      "9007199254740992",
      "1000000000000000000",
    ]);
  }
});

describe("what a message repeats only shows", () => {
  const escape = "\u001b]0;title\u0007\u202e\u009b2J";
  test.each([
    ["a value", ["events", "--logs", ".", "--format", escape]],
    ["a flag", ["events", `--${escape}`]],
    ["a command", [escape]],
    ["a folder", ["events", "--logs", escape]],
    ["a question", ["ask", escape]],
  ])("%s", async (_, args) => {
    const { stderr } = await s3auditProcess(args);
    expect(stderr).not.toBe("");
    for (const line of stderr.split("\n")) expect(line).not.toMatch(obeyed);
  });
});
