import { withLiterals } from "../../src/engines/athena/statement";
import {
  type Condition,
  anyOf,
  beginsWithOneOf,
  countQuestion,
  isInOneOf,
  isOneOf,
  isOneOfObjects,
  matchesOneOf,
  renderPreparedStatement,
  renderQuestion,
  savedQuestions,
  tells,
} from "../../src/questions";
import { catalog } from "../support/duckdb";
import { type SyntaxNode, sqlParsers } from "../support/sqlParsers";

const { trino } = sqlParsers();

/** The grammar's nodes that are a clause of a query or bring one along, in SQL's words. */
const clauses: Readonly<Record<string, string>> = {
  Filter: "FILTER",
  GroupBy: "GROUP BY",
  HavingClause: "HAVING",
  InlineTable: "VALUES",
  JoinCriteria: "ON",
  QueryNoWith: "a query",
  QuerySpecification: "a SELECT",
  RelationDefault: "FROM",
  RowCount: "LIMIT or OFFSET",
  SelectItem: "the columns",
  SortItem: "ORDER BY",
  Unnest: "UNNEST",
  WhereClause: "WHERE",
};

/** For each `?` of a statement, in the order of the text, the innermost clause that it stands in. */
function clausesOfPlaceholders(sql: string): readonly string[] {
  expect(trino.validate(sql)).toEqual([]);
  return clausesBelow(trino.parse(sql), "no clause");
}

function clausesBelow(node: SyntaxNode, around: string): readonly string[] {
  const name = node.constructor.name.replace(/Context$/, "");
  const count = node.getChildCount?.() ?? 0;
  // the grammar has a node of its own for some question marks and none for others
  if (count === 0 && node.getText() === "?") return [around];
  // FILTER (WHERE ...) of an aggregate is no condition on rows
  const within = around === "FILTER" && name === "WhereClause" ? around : (clauses[name] ?? around);
  return Array.from({ length: count }, (_, index) => node.getChild(index)).flatMap((child) =>
    clausesBelow(child, within),
  );
}

/** What Athena takes: all of them in WHERE (Athena user guide, "Use parameterized queries", considerations). */
const inWhere = (count: number) => Array.from({ length: count }, () => "WHERE");

const window = { since: new Date("2026-01-01T00:00:00Z"), until: new Date("2026-01-08T00:00:00Z") };
const forAthena = ["athena", "athenaTable"] as const;
const asking = savedQuestions.filter(({ parameters }) => parameters.length > 0);

const conditions: readonly Condition[] = [
  isOneOf("actor", ["taro", "hanako"]),
  matchesOneOf("object_key", ["a/*", "b"]),
  beginsWithOneOf("object_key", ["a/", "b/"]),
  isOneOfObjects([
    { bucket: "a", key: "b" },
    { bucket: "c", key: "d" },
  ]),
  isInOneOf([{ first: 0xcb007100, size: 256 }]),
  ...tells(["report", "taro"]),
  anyOf([isOneOf("bucket", ["a"]), isOneOf("bucket", ["b"])]),
];

/** To be called by the file that parses the other statements: the grammar's tables, which the first to parse builds, take seconds. */
export function testPlaceholders(): void {
  describe.each(asking.map((question) => [question.name, question] as const))("%s", (_, question) => {
    const names = question.parameters.map(({ name }) => name);

    test("as a prepared statement has its question marks in WHERE: the window, then each parameter once", () => {
      const { sql, order } = renderPreparedStatement(question, catalog);
      expect(clausesOfPlaceholders(sql)).toEqual(inWhere(order.length));
      expect(order).toEqual(["since", "until", "since", "until", ...names]);
    });

    test.each(forAthena)("as a statement with values (%s) likewise", (engine) => {
      const statement = renderQuestion(question, catalog, { window, limit: 9 }, engine);
      expect(clausesOfPlaceholders(statement.sql)).toEqual(inWhere(names.length));
      expect(statement.values).toHaveLength(names.length);
    });

    test("and where a text is too long for one value", () => {
      const parameters = Object.fromEntries(
        question.parameters.map(({ name, type }) => [name, type === "text" ? "a".repeat(1500) : 5]),
      );
      const long = withLiterals(
        renderQuestion(question, catalog, { window, limit: 9, parameters }, "athena"),
      );
      expect(clausesOfPlaceholders(long.sql)).toEqual(inWhere(long.parameters.length));
    });
  });

  test.each(
    [savedQuestions.find(({ name }) => name === "who-did-what"), countQuestion].flatMap((question) =>
      question === undefined ? [] : forAthena.map((engine) => [question.name, engine, question] as const),
    ),
  )("%s (%s) has the values of a list's conditions in WHERE", (_, engine, question) => {
    const { sql, values } = renderQuestion(
      question,
      catalog,
      { window, limit: 9, list: { conditions } },
      engine,
    );
    expect(values.length).toBeGreaterThan(30);
    expect(clausesOfPlaceholders(sql)).toEqual(inWhere(values.length));
  });

  test.each([
    ["SELECT a FROM t WHERE a = ? AND (b > 1 OR b IN (1, ?))", ["WHERE", "WHERE"]],
    ["SELECT a FROM (SELECT a FROM t WHERE a = ?) AS s", ["WHERE"]],
    ["SELECT a FROM t WHERE a IN (SELECT a FROM u WHERE b = ?)", ["WHERE"]],
    ["SELECT a, ? FROM t", ["the columns"]],
    ["SELECT a FROM (SELECT *, ? || '/' AS asked FROM t) AS s WHERE a = asked", ["the columns"]],
    ["SELECT a FROM t WHERE a IN (SELECT ? FROM u)", ["the columns"]],
    ["SELECT a FROM t GROUP BY a HAVING count(*) >= ?", ["HAVING"]],
    ["SELECT count(*) FROM t GROUP BY a || ?", ["GROUP BY"]],
    ["SELECT count(*) FILTER (WHERE a = ?) FROM t", ["FILTER"]],
    ["SELECT a FROM t JOIN u ON t.a = ?", ["ON"]],
    ["SELECT a FROM t CROSS JOIN (VALUES (?)) AS v (b)", ["VALUES"]],
    ["SELECT a FROM t WHERE a IN (SELECT b FROM (VALUES (?)) AS v (b))", ["VALUES"]],
    ["SELECT a FROM t CROSS JOIN UNNEST(ARRAY[?]) AS v (b)", ["UNNEST"]],
    ["SELECT a FROM t ORDER BY a + ?", ["ORDER BY"]],
    ["SELECT a FROM t WHERE b = ? LIMIT ?", ["WHERE", "LIMIT or OFFSET"]],
    ["SELECT a FROM t WHERE b = '?' OFFSET ?", ["LIMIT or OFFSET"]],
  ])("another place would be noticed: %s", (sql, found) => {
    expect(clausesOfPlaceholders(sql)).toEqual(found);
  });
}
