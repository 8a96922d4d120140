import { UserError } from "../../src/errors";
import {
  allTime,
  literal,
  parseQuestion,
  renderNamedQuery,
  renderPreparedStatement,
  renderQuestion,
  renderView,
  savedQuestions,
  viewColumns,
} from "../../src/questions";
import { catalog } from "../support/duckdb";

test("the view's text", () => {
  expect(renderView(catalog)).toMatchSnapshot();
});

test("the view's columns are those of its outermost SELECT, in order", () => {
  const [, selected = ""] = /^SELECT\n([\s\S]*?)\nFROM \(/m.exec(renderView(catalog)) ?? [];
  expect(selected.split(",").map((name) => name.trim())).toEqual(viewColumns.map(({ name }) => name));
});

test("nothing is left to fill in, and nothing would be taken for a Terraform expression", () => {
  const texts = [
    renderView(catalog),
    ...savedQuestions.map((question) => renderNamedQuery(question, catalog)),
    ...savedQuestions.map((question) => renderPreparedStatement(question, catalog).sql),
  ];
  for (const text of texts) expect(text).not.toMatch(/\{\{|\}\}|\$\{|%\{/);
});

describe.each(savedQuestions.map((question) => [question.name, question] as const))("%s", (_, question) => {
  test("as a named query, with its own window", () => {
    expect(renderNamedQuery(question, catalog)).toMatchSnapshot();
  });

  test("as a prepared statement, with a value for each question mark", () => {
    const { sql, order } = renderPreparedStatement(question, catalog);
    expect(sql.split("?")).toHaveLength(order.length + 1);
    expect({ sql, order }).toMatchSnapshot();
  });

  test("carries the predicate on the partition wherever it reads, and a limit", () => {
    const text = renderNamedQuery(question, catalog);
    const reads = text.match(/FROM "miyagawa_test_audit"/g) ?? [];
    expect(reads.length).toBeGreaterThan(0);
    expect(text.match(/WHERE day BETWEEN date_format/g)).toHaveLength(reads.length);
    expect(text).toMatch(new RegExp(`LIMIT ${question.defaultLimit}$`));
  });
});

test("asked of a window here, the moments stand in the text as plain timestamps in UTC", () => {
  const question = savedQuestions.find(({ name }) => name === "who-did-what");
  if (question === undefined) throw new Error("no question");
  const { sql: text } = renderQuestion(question, catalog, {
    window: { since: new Date("2026-11-01T00:00:00+09:00"), until: new Date("2026-11-02T00:00:00+09:00") },
    limit: 7,
  });
  expect(text).toContain("event_time_utc >= timestamp '2026-10-31 15:00:00.000'");
  expect(text).toContain("event_time_utc < timestamp '2026-11-01 15:00:00.000'");
  expect(text).toMatch(/LIMIT 7$/);
});

test("JSON paths are such as Trino takes: it refuses $.a-b, which DuckDB reads", () => {
  const paths = renderView(catalog).match(/'\$[^']*'/g) ?? [];
  expect(paths.length).toBeGreaterThan(5);
  for (const path of paths) expect(path).toMatch(/^'\$(\.\w+|\["[^"]+"\])+'$/);
});

test("asked of Athena in another time zone, the view's text stands in the saved view's place", () => {
  const question = savedQuestions.find(({ name }) => name === "deletions")!;
  const asked = { window: { since: new Date("2026-11-01"), until: new Date("2026-11-02") }, limit: 7 };
  const berlin = { ...catalog, timeZone: "Europe/Berlin" };
  const textFor = (engine: "athena" | "athenaTable") => renderQuestion(question, berlin, asked, engine).sql;
  expect(textFor("athena")).toContain(`FROM "${catalog.database}"."object_events"`);
  expect(textFor("athena")).not.toContain("Europe/Berlin");
  expect(textFor("athenaTable")).toContain("AT TIME ZONE 'Europe/Berlin'");
  expect(textFor("athenaTable")).not.toContain('"object_events"');
});

test("a quote in a value ends no text", () => {
  expect(literal("it's' OR ''='")).toBe("'it''s'' OR ''''='''");
  expect(literal(1.5)).toBe("1.5");
  expect(renderView({ ...catalog, timeZone: "a'b" })).toContain("AT TIME ZONE 'a''b'");
});

test("all time is every day that a log file can have", () => {
  expect(allTime.since.getTime()).toBe(0);
  expect(allTime.until.toISOString().slice(0, 7)).toBe("9999-12");
});

test("a statement with one unknown place is refused by its name", () => {
  const question = savedQuestions.find(({ name }) => name === "deletions")!;
  const broken = { ...question, template: `${question.template} {{nowhere}}` };
  expect(() => renderNamedQuery(broken, catalog)).toThrow(/nowhere/);
});

test("names are quoted", () => {
  expect(renderView({ database: 'a"b', table: "t", timeZone: "UTC" })).toContain('FROM "a""b"."t"');
});

test("a question tells its title in both languages and what can be asked of it", () => {
  expect(savedQuestions.find(({ name }) => name === "behind-roles")).toMatchObject({
    title: "Who was behind a role",
    titleJa: "ロールの背後にいる人",
    when: "The list names a role, and you need the person, instance or job.",
    defaultWindow: { days: 7, daysBefore: 0 },
    defaultLimit: 500,
    parameters: [
      {
        name: "role",
        type: "text",
        default: "",
        example: "app-server",
        meaning: "only sessions of this role; empty is every role",
      },
    ],
  });
});

test("a column that the view has needs no meaning of its own", () => {
  const columns = savedQuestions.find(({ name }) => name === "deletions")?.columns ?? [];
  const meaningOf = (name: string) => columns.find((column) => column.name === name)?.meaning;
  expect(meaningOf("bucket")).toBe("The bucket's name");
  expect(meaningOf("form")).toBe("single, key of a batch, or batch");
});

describe("a head with faults", () => {
  const good = [
    "-- title: T",
    "-- titleJa: T",
    "-- answers: A",
    "-- when: W",
    "-- window: 7 days",
    "-- limit: 9",
    "-- column bucket",
    "SELECT bucket FROM {{objectEvents}} LIMIT {{limit}}",
  ];
  const faultsOf = (lines: readonly string[], file = "a.sql"): readonly string[] => {
    try {
      parseQuestion(file, lines.join("\n"));
      return [];
    } catch (error) {
      if (error instanceof UserError) return error.faults;
      throw error;
    }
  };
  const withLine = (line: string) => [...good.slice(0, 7), line, ...good.slice(7)];

  test("is told of all of them, each with file and line", () => {
    const lines = [
      "-- title: T",
      "-- titel: T",
      "-- window: a week",
      "-- limit: 0",
      "-- title: U",
      "SELECT 1;",
    ];
    expect(faultsOf(lines)).toEqual([
      'a.sql:2: "-- titel: T" is not a line of a question\'s head. Write "-- KEY: VALUE" with one of title, titleJa, answers, when, window, limit, before, columns, param NAME, column NAME.',
      'a.sql:5: "title" appears in the head twice. Keep one of the two.',
      'a.sql:1: "titleJa" is missing from the head. Add a line "-- titleJa: ..." above the SELECT.',
      'a.sql:1: "answers" is missing from the head. Add a line "-- answers: ..." above the SELECT.',
      'a.sql:1: "when" is missing from the head. Add a line "-- when: ..." above the SELECT.',
      'a.sql:1: "column NAME" is missing from the head. Add a line "-- column NAME: ..." above the SELECT.',
      'a.sql:3: window is "a week", which is not a number of days. Write for example "-- window: 7 days".',
      'a.sql:4: the limit "0" is not a whole number above 0. Write for example "-- limit: 100".',
      expect.stringMatching(/^a\.sql:6: below the head there must be one SELECT, without a semicolon/),
    ]);
  });

  test("without any is none", () => expect(faultsOf(good)).toEqual([]));

  test.each([
    [
      "-- param key: the key",
      /^a\.sql:8: "-- param key: the key" is not a parameter\. Write "-- param NAME text/,
    ],
    ["-- param key text (example k): K", /^a\.sql:8: the statement does not use key\./],
    ["-- param limit integer (example 5): L", /^a\.sql:8: a parameter cannot be named limit/],
    ["-- param objectEvents text (example 5): L", /^a\.sql:8: "-- param objectEvents/],
    ["-- param count integer = many (example 5): L", /^a\.sql:8: "many" is not a value for count/],
    ["-- column colour", /^a\.sql:8: colour is not a column of the view/],
    ["-- column bucket", /^a\.sql:8: "column bucket" appears in the head twice/],
    ["-- before: long", /^a\.sql:8: before is "long"/],
  ])("such as %s is told of it", (line, fault) => {
    expect(faultsOf(withLine(line))).toContainEqual(expect.stringMatching(fault));
  });

  test("or with a statement that asks for what is not there", () => {
    const lines = [...good.slice(0, 7), "SELECT 1", "FROM {{nowhere}}"];
    expect(faultsOf(lines)).toEqual([
      expect.stringMatching(/^a\.sql:9: \{\{nowhere\}\} is not a placeholder/),
    ]);
  });

  test("or in a file whose name Athena would not like", () => {
    expect(faultsOf(good, "A_b.sql")).toEqual([expect.stringMatching(/^A_b\.sql:1: a question's file has/)]);
  });
});
