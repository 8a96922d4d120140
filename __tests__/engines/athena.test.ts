import timers from "node:timers/promises";
import { AthenaClient } from "@aws-sdk/client-athena";
import { AthenaEngine, fitsPrepared } from "../../src/engines/athena/athenaEngine";
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

test("an answer can come in pages without a row, and without anything", async () => {
  const replies = (...GetQueryResults: readonly object[]) => ({ ...succeeds, GetQueryResults });
  const answers = async (script: Script) => {
    const answer = await answerOf(await engineOver(script), whoDidWhat, { window, limit: 10 });
    await stub?.close();
    return answer;
  };
  expect(await answers(replies(resultPage(one, [])))).toEqual({ columns: ["one"], rows: [] });
  expect(await answers(replies(resultPage(one, [["one"]])))).toEqual({ columns: ["one"], rows: [] });
  expect(await answers(replies({}))).toEqual({ columns: [], rows: [] });
  expect(await answers(replies({ ResultSet: {} }))).toEqual({ columns: [], rows: [] });
  const empty = { ResultSet: { ResultSetMetadata: {} }, NextToken: "more" };
  expect(await answers(replies(resultPage(one, [], "more"), empty, resultPage(one, [["1"]])))).toEqual({
    columns: ["one"],
    rows: [[1]],
  });
});

test("what it has read and whether it waits in the queue can be asked at any time", async () => {
  const told: (readonly [boolean, number])[] = [];
  const tell = () => told.push([engine.isQueued, engine.bytesScanned]);
  const looks = [
    { QueryExecution: { Status: { State: "QUEUED" } } },
    {},
    inState("RUNNING", {}, 5),
    { QueryExecution: { Status: { State: "RUNNING" } } },
    inState("SUCCEEDED", {}, 7),
  ];
  jest.spyOn(timers, "setTimeout").mockImplementation(<T>(_?: number, value?: T) => {
    tell();
    return Promise.resolve(value as T);
  });
  const engine = await engineOver({ ...succeeds, GetQueryExecution: looks });
  tell();
  await answerOf(engine, whoDidWhat, { window, limit: 10 });
  jest.restoreAllMocks();
  tell();
  expect(told).toEqual([
    [false, 0],
    [true, 0],
    [true, 0],
    [false, 5],
    [false, 5],
    [false, 7],
  ]);
});

test("a long answer that is refused later is told in a sentence as well", async () => {
  const GetQueryResults = [resultPage(one, [["one"], ["1"]], "more"), refused("AccessDeniedException", "no")];
  const engine = await engineOver({ ...succeeds, GetQueryResults });
  const { rows } = await engine.answer(whoDidWhat, { window, limit: 10 });
  const read: Value[] = [];
  const reading = (async () => {
    for await (const [value = null] of rows) read.push(value);
  })();
  await expect(reading).rejects.toMatchObject({
    faults: [expect.stringContaining("AWS refused access: no.")],
  });
  expect(read).toEqual([1]);
});

test("an address that does not answer is not waited for longer than a person would", async () => {
  const engine = await engineOver(succeeds);
  await engine.answer(whoDidWhat, { window, limit: 1 });
  const { requestHandler } = engine["client"].config as { requestHandler: { httpHandlerConfigs?(): object } };
  expect(requestHandler.httpHandlerConfigs?.()).toMatchObject({
    connectionTimeout: 5_000,
    requestTimeout: 30_000,
  });
  engine.close();
});

test("closed, it holds no connection that a program would wait for", async () => {
  const destroyed = jest.spyOn(AthenaClient.prototype, "destroy");
  const engine = await engineOver(succeeds);
  await engine.answer(whoDidWhat, { window, limit: 1 });
  expect(destroyed).not.toHaveBeenCalled();
  engine.close();
  expect(destroyed).toHaveBeenCalledTimes(1);
  jest.restoreAllMocks();
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
    ["without a text", { PreparedStatement: { StatementName: "bulk_reads" } }, "belongs to another version"],
    ["that is told as nothing", {}, "belongs to another version"],
  ])("%s: sends this version's text, and says so", async (_, reply, note) => {
    await answerOf(await engineOver({ ...succeeds, GetPreparedStatement: [reply] }), bulkReads, asked);
    const [input] = inputsOf("StartQueryExecution");
    expect(input?.["QueryString"]).toContain("timestamp '2026-11-01 00:00:00.000'");
    expect(input?.["ExecutionParameters"]).toEqual(["7"]);
    expect(notes).toEqual([expect.stringContaining(note)]);
  });

  test("is given the defaults of what was not asked for", async () => {
    const question = questionOf("outside-hours");
    const prepared = renderPreparedStatement(question, catalog);
    expect(prepared.order.slice(-2)).toEqual(["opens", "closes"]);
    const queryOf = async (parameters?: Asked["parameters"]) => {
      const reply = { PreparedStatement: { QueryStatement: prepared.sql } };
      const engine = await engineOver({ ...succeeds, GetPreparedStatement: [reply] });
      await answerOf(engine, question, {
        window,
        limit: 10,
        ...(parameters !== undefined && { parameters }),
      });
      const [input] = inputsOf("StartQueryExecution");
      await stub?.close();
      return String(input?.["QueryString"]);
    };
    expect(await queryOf()).toMatch(/^EXECUTE outside_hours USING .*'2026-11-02T00:00:00.000Z', 8, 19$/);
    expect(await queryOf({ closes: 21 })).toMatch(/, 8, 21$/);
    expect(await queryOf({ opens: 0 })).toMatch(/, 0, 19$/);
  });

  test("is not run without a value that has no default", async () => {
    const question = questionOf("actor-history");
    const reply = { PreparedStatement: { QueryStatement: renderPreparedStatement(question, catalog).sql } };
    const engine = await engineOver({ ...succeeds, GetPreparedStatement: [reply] });
    await expect(engine.answer(question, { window, limit: 10 })).rejects.toThrow(
      "actor-history lacks a value for actor",
    );
    expect(inputsOf("StartQueryExecution")).toEqual([]);
  });

  test("of which Athena cannot tell fails, in a sentence", async () => {
    const reply = refused("ExpiredTokenException", "The security token is expired");
    const engine = await engineOver({ ...succeeds, GetPreparedStatement: [reply] });
    await expect(engine.answer(bulkReads, asked)).rejects.toMatchObject({
      faults: [expect.stringContaining("AWS rejects these credentials (ExpiredTokenException")],
    });
    expect(inputsOf("StartQueryExecution")).toEqual([]);
    expect(notes).toEqual([]);
  });

  test("is not looked for where a question has nothing to fill in", async () => {
    await answerOf(await engineOver(succeeds), whoDidWhat, { window, limit: 10 });
    expect(inputsOf("GetPreparedStatement")).toEqual([]);
  });

  test("is used for as many rows as it gives, and not for a row more", () => {
    const { defaultLimit } = bulkReads;
    expect(fitsPrepared(bulkReads, { ...asked, limit: defaultLimit })).toBe(true);
    expect(fitsPrepared(bulkReads, { ...asked, limit: defaultLimit + 1 })).toBe(false);
    expect(fitsPrepared(bulkReads, { ...asked, list: {} })).toBe(false);
    expect(fitsPrepared(whoDidWhat, { window, limit: 1 })).toBe(false);
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

  describe("while Athena is about to answer is heard at once", () => {
    const interruptedAt = async (operation: string, reply: object, question = whoDidWhat) => {
      const interruption = new AbortController();
      const abort = () => {
        interruption.abort();
        return reply;
      };
      const engine = await engineOver(
        { ...succeeds, [operation]: abort, StopQueryExecution: [{}] },
        interruption.signal,
      );
      const reading = (async () => {
        for await (const row of (await engine.answer(question, { window, limit: 10 })).rows) row.at(0);
      })();
      await expect(reading).rejects.toMatchObject({ name: "AbortError" });
    };

    test("of its state: the query is cancelled, though it is done", async () => {
      await interruptedAt("GetQueryExecution", inState("SUCCEEDED"));
      expect(inputsOf("StopQueryExecution")).toHaveLength(1);
      expect(inputsOf("GetQueryResults")).toEqual([]);
    });

    test("of its last rows", async () => {
      await interruptedAt("GetQueryResults", resultPage(one, [["one"], ["1"]]));
      expect(inputsOf("GetQueryResults")).toHaveLength(1);
    });

    test("of a prepared statement", async () => {
      await interruptedAt("GetPreparedStatement", { PreparedStatement: {} }, bulkReads);
      expect(inputsOf("StartQueryExecution")).toEqual([]);
      expect(notes).toEqual([]);
    });
  });

  test("before the question was sent sends nothing", async () => {
    const interruption = new AbortController();
    interruption.abort();
    const engine = await engineOver(succeeds, interruption.signal);
    await expect(engine.answer(whoDidWhat, { window, limit: 10 })).rejects.toMatchObject({
      name: "AbortError",
    });
    expect(stub?.calls).toEqual([]);
  });

  test("is what is told, though the query cannot be cancelled", async () => {
    const interruption = new AbortController();
    const engine = await engineOver(
      {
        ...started,
        GetQueryExecution: () => {
          interruption.abort();
          return inState("RUNNING");
        },
        StopQueryExecution: [refused("AccessDeniedException", "you may not stop")],
      },
      interruption.signal,
    );
    await expect(engine.answer(whoDidWhat, { window, limit: 10 })).rejects.toMatchObject({
      name: "AbortError",
    });
    expect(inputsOf("StopQueryExecution")).toHaveLength(1);
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

  test("a query that has ended is not cancelled, and its reason can be Athena's error", async () => {
    expect(await said(ended("FAILED", "why"))).toBe("4: Athena could not answer: why.");
    expect(inputsOf("StopQueryExecution")).toEqual([]);
    await stub?.close();
    const withError = { AthenaError: { ErrorMessage: "an error of its own" } };
    const script = { ...started, GetQueryExecution: [inState("FAILED", withError)] };
    expect(await said(script)).toBe("4: Athena could not answer: an error of its own.");
    await stub?.close();
    expect(await said({ ...started, GetQueryExecution: [inState("FAILED", { AthenaError: {} })] })).toBe(
      "4: Athena could not answer: it gave no reason.",
    );
    await stub?.close();
    expect(await said({ ...started, GetQueryExecution: [inState("FAILED")] })).toBe(
      "4: Athena could not answer: it gave no reason.",
    );
  });

  test("a throttled look is taken again", async () => {
    const engine = await engineOver({
      ...succeeds,
      GetQueryExecution: [refused("ThrottlingException", "Rate exceeded"), inState("SUCCEEDED")],
    });
    expect((await answerOf(engine, whoDidWhat, { window, limit: 10 })).rows).toEqual([[1]]);
  });
});
