import timers from "node:timers/promises";
import { AthenaEngine } from "../../src/engines/athena/athenaEngine";
import { withLiterals } from "../../src/engines/athena/statement";
import type { Value } from "../../src/engines/engine";
import { UserError } from "../../src/errors";
import { type Asked, type Question, renderPreparedStatement, savedQuestions } from "../../src/questions";
import {
  type AthenaStub,
  type Script,
  inState,
  refused,
  resultPage,
  startAthenaStub,
} from "../support/athenaStub";

const catalog = { database: "my_audit", table: "logs", timeZone: "Asia/Tokyo" };
const deployed = {
  stack: "my",
  region: "ap-northeast-1",
  workgroup: "my-audit",
  catalog,
  maxScanPerQuery: "10 GB",
};
const window = { since: new Date("2026-11-01T00:00:00Z"), until: new Date("2026-11-02T00:00:00Z") };
const questionOf = (name: string) => savedQuestions.find((each) => each.name === name) as Question;
const whoDidWhat = questionOf("who-did-what");
const bulkReads = questionOf("bulk-reads");

let stub: AthenaStub | undefined;
afterEach(async () => {
  await stub?.close();
  stub = undefined;
});

const started = { StartQueryExecution: [{ QueryExecutionId: "query-1" }] };
const one = [{ name: "one", type: "integer" }];
const succeeds: Script = {
  ...started,
  GetQueryExecution: [inState("SUCCEEDED")],
  GetQueryResults: [resultPage(one, [["one"], ["1"]])],
};

const notes: string[] = [];
beforeEach(() => notes.splice(0));

async function engineOver(
  script: Script,
  signal = new AbortController().signal,
  timeZone = catalog.timeZone,
) {
  stub = await startAthenaStub(script);
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const client = { region: deployed.region, endpoint: stub.url, credentials };
  return new AthenaEngine({ deployed, timeZone, client, signal, note: (sentence) => notes.push(sentence) });
}

async function answerOf(engine: AthenaEngine, question: Question, asked: Asked) {
  const { columns, rows } = await engine.answer(question, asked);
  const all: (readonly Value[])[] = [];
  for await (const row of rows) all.push(row);
  engine.close();
  return { columns, rows: all };
}

const inputsOf = (operation: string) =>
  (stub?.calls ?? []).filter((call) => call.operation === operation).map(({ input }) => input);

test("a question goes to the settings' workgroup and database, its values as SQL literals", async () => {
  const list = { conditions: [{ sql: "actor = ? AND bytes_in > ?", values: ["it's", 5] }] };
  const engine = await engineOver(succeeds);
  expect(await answerOf(engine, whoDidWhat, { window, limit: 10, list })).toEqual({
    columns: ["one"],
    rows: [[1]],
  });
  const [input] = inputsOf("StartQueryExecution");
  expect(input).toMatchObject({
    WorkGroup: "my-audit",
    QueryExecutionContext: { Database: "my_audit" },
    ExecutionParameters: ["'it''s'", "5"],
  });
  expect(input?.["QueryString"]).toContain('FROM "my_audit"."object_events"');
  expect(input?.["QueryString"]).toContain("actor = ? AND bytes_in > ?");
});

test("no execution parameters are sent where there is nothing to bind", async () => {
  await answerOf(await engineOver(succeeds), whoDidWhat, { window, limit: 10 });
  expect(inputsOf("StartQueryExecution")[0]).not.toHaveProperty("ExecutionParameters");
});

test("however long a query takes, it is looked at every two seconds", async () => {
  const looks = 9;
  const states = (_: unknown, index: number) => inState(index < looks ? "RUNNING" : "SUCCEEDED");
  const pauses: number[] = [];
  jest.spyOn(timers, "setTimeout").mockImplementation(async <T>(ms?: number, value?: T) => {
    pauses.push(ms ?? NaN);
    return value as T;
  });
  await answerOf(await engineOver({ ...succeeds, GetQueryExecution: states }), whoDidWhat, {
    window,
    limit: 10,
  });
  jest.restoreAllMocks();
  expect(pauses).toEqual([100, 200, 400, 800, 1600, 2000, 2000, 2000, 2000]);
});

test("asks again, less and less often, until Athena is done, and tells what it has scanned", async () => {
  const moments: number[] = [];
  const states = ["QUEUED", "RUNNING", "RUNNING", "SUCCEEDED"];
  const engine = await engineOver({
    ...succeeds,
    GetQueryExecution: (_, index) => {
      moments.push(Date.now());
      return inState(states[index] ?? "SUCCEEDED", {}, index * 1000);
    },
  });
  await answerOf(engine, whoDidWhat, { window, limit: 10 });
  const pauses = moments.slice(1).map((moment, index) => moment - (moments[index] ?? 0));
  expect(pauses).toHaveLength(3);
  for (const [index, least] of [95, 195, 395].entries()) expect(pauses[index]).toBeGreaterThanOrEqual(least);
  expect(engine.bytesScanned).toBe(3000);
});

test("values are those that DuckDB gives", async () => {
  const columns = [
    { name: "text", type: "varchar" },
    { name: "empty", type: "varchar" },
    { name: "none", type: "varchar" },
    { name: "count", type: "bigint" },
    { name: "beyond", type: "bigint" },
    { name: "share", type: "double" },
    { name: "truth", type: "boolean" },
    { name: "whole", type: "timestamp" },
    { name: "part", type: "timestamp" },
    { name: "day", type: "date" },
  ];
  const texts = [
    ...["a\nb", "", null, "12", "9007199254740993", "33.3", "false"],
    ...["2026-11-01 09:15:00.000", "2026-11-01 09:15:10.120", "2026-11-01"],
  ];
  const header = columns.map(({ name }) => name);
  const engine = await engineOver({ ...succeeds, GetQueryResults: [resultPage(columns, [header, texts])] });
  expect(await answerOf(engine, whoDidWhat, { window, limit: 10 })).toEqual({
    columns: header,
    rows: [
      [
        ...["a\nb", "", null, 12, "9007199254740993", 33.3, false],
        ...["2026-11-01 09:15:00", "2026-11-01 09:15:10.12", "2026-11-01"],
      ],
    ],
  });
});

test("a long answer comes page by page, and only as far as it is read", async () => {
  const page = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => [String(from + index)]);
  const engine = await engineOver({
    ...succeeds,
    GetQueryResults: [
      resultPage(one, [["one"], ...page(0, 999)], "second"),
      resultPage(one, page(999, 1000), "third"),
      resultPage(one, page(1999, 1000), "fourth"),
    ],
  });
  const { rows } = await engine.answer(whoDidWhat, { window, limit: 5000 });
  const numbers: Value[] = [];
  for await (const [number = null] of rows) {
    numbers.push(number);
    if (numbers.length === 2500) break;
  }
  expect(numbers).toEqual(Array.from({ length: 2500 }, (_, index) => index));
  expect(inputsOf("GetQueryResults").map(({ NextToken }) => NextToken)).toEqual([
    undefined,
    "second",
    "third",
  ]);
  expect(inputsOf("GetQueryResults")[0]).toMatchObject({ MaxResults: 1000 });
});

test("the first row is left out where it repeats the columns' names, and nowhere else", async () => {
  const pages = (...first: readonly string[]) => [
    resultPage(
      one,
      first.map((cell) => [cell]),
      "second",
    ),
    resultPage(one, [["one"], ["2"]], "third"),
    resultPage(one, [["3"]]),
  ];
  const rowsOf = async (...first: readonly string[]) => {
    const engine = await engineOver({ ...succeeds, GetQueryResults: pages(...first) });
    const { rows } = await answerOf(engine, whoDidWhat, { window, limit: 10 });
    await stub?.close();
    return rows.flat();
  };
  // a value that is the column's own name, on a later page and beside the names
  expect(await rowsOf("one", "1")).toEqual([1, "one", 2, 3]);
  expect(await rowsOf("one", "one", "1")).toEqual(["one", 1, "one", 2, 3]);
  expect(await rowsOf("1")).toEqual([1, "one", 2, 3]);
});

test("a text that is too long for one value becomes several, put together again", () => {
  const long = `${"it's ".repeat(300)}😀`;
  const { sql, parameters } = withLiterals({
    sql: "SELECT '?', \"?\" -- it's a ?\nWHERE a = ? AND b = ?",
    values: [long, 7],
  });
  const count = parameters.length - 1;
  expect(count).toBeGreaterThan(1);
  expect(sql).toBe(
    `SELECT '?', "?" -- it's a ?\nWHERE a = (${Array.from({ length: count }, () => "?").join(" || ")}) AND b = ?`,
  );
  for (const parameter of parameters) expect(parameter.length).toBeLessThanOrEqual(1024);
  const pieces = parameters.slice(0, -1).map((literal) => literal.slice(1, -1).replaceAll("''", "'"));
  expect(pieces.join("")).toBe(long);
});

test("a long text is never cut inside a character, which would be two halves that nobody can read", () => {
  // one of the two has a pair of surrogates where a piece would end, whatever its length
  for (const long of ["😀".repeat(1_500), `x${"😀".repeat(1_500)}`]) {
    const { parameters } = withLiterals({ sql: "?", values: [long] });
    expect(parameters.length).toBeGreaterThan(2);
    for (const literal of parameters) expect(Buffer.from(literal).toString()).toBe(literal);
    expect(parameters.map((literal) => literal.slice(1, -1)).join("")).toBe(long);
  }
});

test.each([
  ["letters", "x".repeat(1022), 1],
  ["one letter more", "x".repeat(1023), 3],
  ["quotes, which are written twice", "'".repeat(511), 1],
  ["one quote more", "'".repeat(512), 2],
])("Athena takes 1,024 characters of a value: %s", (_, text, count) => {
  const { sql, parameters } = withLiterals({ sql: "?", values: [text] });
  expect(parameters).toHaveLength(count);
  expect(sql.match(/[?]/g)).toHaveLength(count);
  for (const literal of parameters) expect(literal.length).toBeLessThanOrEqual(1024);
});

describe("a question with a prepared statement", () => {
  const asked = { window, limit: 100, parameters: { threshold: 7 } };
  const saved = (sql: string) => ({
    PreparedStatement: { StatementName: "bulk_reads", QueryStatement: sql, WorkGroupName: "my-audit" },
  });
  const { sql, order } = renderPreparedStatement(bulkReads, catalog);
  const given = { since: "'2026-11-01T00:00:00.000Z'", until: "'2026-11-02T00:00:00.000Z'", threshold: "7" };
  const using = order.map((name) => given[name as keyof typeof given]).join(", ");

  test("executes it with what its question marks stand for", async () => {
    await answerOf(
      await engineOver({ ...succeeds, GetPreparedStatement: [saved(`${sql}\n`)] }),
      bulkReads,
      asked,
    );
    expect(inputsOf("GetPreparedStatement")).toEqual([
      { StatementName: "bulk_reads", WorkGroup: "my-audit" },
    ]);
    expect(inputsOf("StartQueryExecution")[0]?.["QueryString"]).toBe(`EXECUTE bulk_reads USING ${using}`);
    expect(notes).toEqual([]);
  });

  test("gives no more rows than were asked for", async () => {
    const GetQueryResults = [resultPage(one, [["one"], ["1"], ["2"], ["3"]])];
    const engine = await engineOver({ ...succeeds, GetPreparedStatement: [saved(sql)], GetQueryResults });
    expect((await answerOf(engine, bulkReads, { ...asked, limit: 2 })).rows).toEqual([[1], [2]]);
  });

  test.each([
    ["of another version", saved("SELECT 1"), "belongs to another version"],
    [
      "that is not there",
      refused("ResourceNotFoundException", "not found"),
      "no prepared statement bulk_reads",
    ],
    ["that may not be seen", refused("AccessDeniedException", "no"), "may not see the prepared statement"],
  ])("%s: sends this version's text, and says so", async (_, reply, note) => {
    await answerOf(await engineOver({ ...succeeds, GetPreparedStatement: [reply] }), bulkReads, asked);
    const [input] = inputsOf("StartQueryExecution");
    expect(input?.["QueryString"]).toContain("timestamp '2026-11-01 00:00:00.000'");
    expect(input?.["ExecutionParameters"]).toEqual(["7"]);
    expect(notes).toEqual([expect.stringContaining(note)]);
  });

  test.each([
    ["more rows than it gives", { ...asked, limit: 101 }, catalog.timeZone],
    ["another zone than the view's", asked, "Europe/Berlin"],
    [
      "a list that is narrowed, which it would not be",
      { ...asked, list: { conditions: [] } },
      catalog.timeZone,
    ],
  ])("is not used for %s", async (_, it, timeZone) => {
    await answerOf(await engineOver(succeeds, undefined, timeZone), bulkReads, it);
    expect(inputsOf("GetPreparedStatement")).toEqual([]);
    expect(inputsOf("StartQueryExecution")[0]?.["ExecutionParameters"]).toEqual(["7"]);
  });
});

describe("Ctrl-C", () => {
  test.each(["QUEUED", "RUNNING"])("cancels a query that is %s", async (state) => {
    const interruption = new AbortController();
    const engine = await engineOver(
      { ...started, GetQueryExecution: [inState(state)], StopQueryExecution: [{}] },
      interruption.signal,
    );
    const answer = engine.answer(whoDidWhat, { window, limit: 10 });
    setTimeout(() => interruption.abort(), 150);
    await expect(answer).rejects.toMatchObject({ name: "AbortError" });
    expect(inputsOf("StopQueryExecution")).toEqual([{ QueryExecutionId: "query-1" }]);
  });

  test("cancels a query of which Athena had not told the id yet", async () => {
    const interruption = new AbortController();
    const engine = await engineOver(
      {
        StartQueryExecution: () => {
          interruption.abort();
          return { QueryExecutionId: "query-1" };
        },
        StopQueryExecution: [{}],
      },
      interruption.signal,
    );
    const answer = engine.answer(whoDidWhat, { window, limit: 10 });
    await expect(answer).rejects.toMatchObject({ name: "AbortError" });
    expect(inputsOf("StopQueryExecution")).toEqual([{ QueryExecutionId: "query-1" }]);
  });

  test("ends the reading of a long answer", async () => {
    const interruption = new AbortController();
    const GetQueryResults = [resultPage(one, [["one"], ["1"]], "more"), resultPage(one, [["2"]], "more")];
    const engine = await engineOver({ ...succeeds, GetQueryResults }, interruption.signal);
    const { rows } = await engine.answer(whoDidWhat, { window, limit: 1_000_000 });
    const reading = (async () => {
      for await (const [number] of rows) if (number === 2) interruption.abort();
    })();
    await expect(reading).rejects.toMatchObject({ name: "AbortError" });
    expect(inputsOf("StopQueryExecution")).toEqual([]);
  });

  test("a fault while it is waited for cancels the query too", async () => {
    const engine = await engineOver({
      ...started,
      GetQueryExecution: [inState("RUNNING"), refused("AccessDeniedException", "you may not look")],
      StopQueryExecution: [{}],
    });
    await expect(engine.answer(whoDidWhat, { window, limit: 10 })).rejects.toBeInstanceOf(UserError);
    expect(inputsOf("StopQueryExecution")).toHaveLength(1);
  });
});

describe("what Athena refuses is told with what to do", () => {
  const said = async (script: Script): Promise<string> => {
    const engine = await engineOver(script);
    try {
      await engine.answer(whoDidWhat, { window, limit: 10 });
    } catch (error) {
      if (error instanceof UserError) return `${error.exitCode}: ${error.faults.join("\n")}`;
      throw error;
    }
    throw new Error("it was answered");
  };
  const ended = (State: string, StateChangeReason: string): Script => ({
    ...started,
    GetQueryExecution: [inState(State, { StateChangeReason }, 12_000_000_000)],
  });

  test.each(["CANCELLED", "FAILED"])("the scan limit, whatever state that is (%s)", async (state) => {
    expect(await said(ended(state, "Bytes scanned limit was exceeded"))).toBe(
      "4: Athena stopped the query: it reads more than 10 GB, the limit of the workgroup my-audit, and the 12000 MB read " +
        "so far are charged. Ask for less (--since, --until, --region), or set athena.maxScanPerQuery in the settings and " +
        "deploy again.",
    );
  });

  test.each([
    [
      "Insufficient permissions to execute the query. Principal does not have any privilege",
      "the table (Lake Formation)",
    ],
    ["HIVE_METASTORE_ERROR: User: arn:aws:iam::1:user/a is not authorized to perform: glue:GetTable", "Glue"],
    [
      "PERMISSION_DENIED: Access Denied (Service: Amazon S3; Status Code: 403; Error Code: AccessDenied)",
      "S3",
    ],
  ])("no rights: %s", async (reason) => {
    const sentence = await said(ended("FAILED", reason));
    expect(sentence).toContain(`4: AWS refused access: ${reason}. Athena reads with your own rights`);
    expect(sentence).toContain("on the database my_audit");
  });

  test.each([
    ["TABLE_NOT_FOUND: line 3:8: Table 'awsdatacatalog.my_audit.object_events' does not exist"],
    ["SCHEMA_NOT_FOUND: line 3:8: Schema 'my_audit' does not exist"],
  ])("nothing deployed: %s", async (reason) => {
    expect(await said(ended("FAILED", reason))).toBe(
      `4: Athena does not find the table: ${reason}. Deploy the audit again (\`npx cdktf deploy my\`), and check that the ` +
        "settings are those it was deployed from.",
    );
  });

  test.each([
    ["COLUMN_NOT_FOUND: line 2:3: Column 'mfa' cannot be resolved", "4: The view in Athena is not the one"],
    ["Query exhausted resources at this scale factor", "4: The answer is too large for Athena"],
    ["GENERIC_INTERNAL_ERROR: something", "4: Athena could not answer: GENERIC_INTERNAL_ERROR: something."],
  ])("%s", async (reason, sentence) => {
    expect(await said(ended("FAILED", reason))).toContain(sentence);
  });

  test("somebody else cancelled it", async () => {
    expect(await said(ended("CANCELLED", "Query cancelled by user"))).toBe(
      "4: Somebody else cancelled the query query-1 in the workgroup my-audit: Query cancelled by user. Ask again.",
    );
  });

  test.each([
    [
      refused("InvalidRequestException", "WorkGroup my-audit is not found."),
      "4: There is no workgroup my-audit in ap-northeast-1, as these credentials see it. Has the audit been deployed, and " +
        "into this account? `npx cdktf deploy my` creates it.",
    ],
    [
      refused(
        "AccessDeniedException",
        "You are not authorized to perform: athena:StartQueryExecution on the resource",
      ),
      "4: AWS refused access: You are not authorized to perform: athena:StartQueryExecution on the resource. Athena",
    ],
    [
      refused("ExpiredTokenException", "The security token included in the request is expired"),
      "4: AWS rejects these credentials (ExpiredTokenException: The security token included in the request is expired). Sign in again",
    ],
    [
      refused("UnrecognizedClientException", "The security token included in the request is invalid."),
      "4: AWS rejects these credentials (UnrecognizedClientException: The security token included in the request is invalid)",
    ],
    [
      refused("TooManyRequestsException", "You have exceeded the limit for the number of queries"),
      "4: Athena accepts no more requests at the moment: You have exceeded",
    ],
    [
      refused("InvalidRequestException", "No output location provided."),
      "4: Athena could not answer: InvalidRequestException: No output location provided.",
    ],
  ])("a call: %j", async (reply, sentence) => {
    expect(await said({ StartQueryExecution: [reply] })).toContain(sentence);
  });

  test("an address at which nobody listens", async () => {
    const engine = await engineOver({});
    await stub?.close();
    await expect(engine.answer(whoDidWhat, { window, limit: 10 })).rejects.toMatchObject({
      exitCode: 4,
      faults: [expect.stringContaining("Athena cannot be reached (connect ECONNREFUSED 127.0.0.1:")],
    });
  });

  test("a throttled look is taken again", async () => {
    const engine = await engineOver({
      ...succeeds,
      GetQueryExecution: [refused("ThrottlingException", "Rate exceeded"), inState("SUCCEEDED")],
    });
    expect((await answerOf(engine, whoDidWhat, { window, limit: 10 })).rows).toEqual([[1]]);
  });
});
