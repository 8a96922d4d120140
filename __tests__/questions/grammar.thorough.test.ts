import { join } from "node:path";
import {
  renderNamedQuery,
  renderPreparedStatement,
  renderView,
  savedQuestions,
  viewColumns,
} from "../../src/questions";
import { athenaConstructs, athenaFunctions } from "../../src/questions/athenaFunctions";
import { loadSettings } from "../../src/settings/load";
import { catalog } from "../support/duckdb";
import { nodesOf, sqlParsers } from "../support/sqlParsers";
import { repository, synthesize } from "../support/synth";
import { testPlaceholders } from "./placeholders";

const { trino, hive } = sqlParsers();

const statements: readonly (readonly [name: string, sql: string])[] = [
  ["the view", renderView(catalog)],
  ...savedQuestions.flatMap((question) => [
    [`${question.name}, as a named query`, renderNamedQuery(question, catalog)] as const,
    [`${question.name}, as a prepared statement`, renderPreparedStatement(question, catalog).sql] as const,
  ]),
];

test.each(statements)("Trino's grammar accepts %s", (_, sql) => {
  expect(trino.validate(sql)).toEqual([]);
});

test.each([
  ["a comma too many", "SELECT a, FROM t"],
  ["DuckDB's cast", "SELECT a::bigint FROM t"],
  ["DuckDB's QUALIFY", "SELECT a FROM t QUALIFY row_number() OVER () = 1"],
  ["a bracket that nobody closes", renderView(catalog).replace(") AS record", "AS record")],
])("and refuses %s", (_, sql) => {
  expect(trino.validate(sql)).not.toEqual([]);
});

/** The Glue table as the statement that would make it in Athena. */
function tableDdl(): string {
  const [settings] = loadSettings([join(repository, "examples/seed.yaml")]);
  if (settings === undefined) throw new Error("no settings");
  const table = synthesize(settings).resource["aws_glue_catalog_table"]?.["logs"] as unknown as {
    readonly name: string;
    readonly partition_keys: readonly { readonly name: string; readonly type: string }[];
    readonly parameters: Readonly<Record<string, string>>;
    readonly storage_descriptor: {
      readonly location: string;
      readonly input_format: string;
      readonly output_format: string;
      readonly columns: readonly { readonly name: string; readonly type: string }[];
      readonly ser_de_info: { readonly serialization_library: string };
    };
  };
  const { columns, location, input_format, output_format, ser_de_info } = table.storage_descriptor;
  const list = (named: typeof columns) => named.map(({ name, type }) => `  \`${name}\` ${type}`).join(",\n");
  const properties = Object.entries(table.parameters).map(([name, value]) => `  '${name}' = '${value}'`);
  return [
    `CREATE EXTERNAL TABLE \`${table.name}\` (\n${list(columns)}\n)`,
    `PARTITIONED BY (\n${list(table.partition_keys)}\n)`,
    `ROW FORMAT SERDE '${ser_de_info.serialization_library}'`,
    `STORED AS INPUTFORMAT '${input_format}' OUTPUTFORMAT '${output_format}'`,
    `LOCATION '${location}'`,
    `TBLPROPERTIES (\n${properties.join(",\n")}\n)`,
  ].join("\n");
}

test("Hive's grammar accepts the table, column by column", () => {
  const ddl = tableDdl();
  expect(ddl).toContain("`requestparameters` string");
  expect(ddl).toContain("'projection.enabled' = 'true'");
  expect(hive.validate(ddl)).toEqual([]);
  expect(hive.validate(ddl.replace("array<struct<", "array<struct<<"))).not.toEqual([]);
});

test("the view's columns have types that a catalog can store", () => {
  expect(new Set(viewColumns.map(({ type }) => type))).toEqual(new Set(["timestamp", "varchar", "bigint"]));
});

/** The grammar's own nodes that mean a construct; all others only give a statement its shape. */
const constructOf: Readonly<Record<string, string>> = {
  ArithmeticBinary: "arithmetic",
  AtTimeZone: "AT TIME ZONE",
  And: "AND, OR and NOT",
  LogicalNot: "AND, OR and NOT",
  Or: "AND, OR and NOT",
  Between: "BETWEEN",
  Cast: "CAST and TRY_CAST",
  Concatenation: "||",
  CurrentTimestamp: "current_timestamp",
  GroupBy: "GROUP BY",
  HavingClause: "HAVING",
  InList: "IN (list)",
  InlineTable: "VALUES",
  IntervalLiteral: "INTERVAL",
  JoinRelation: "JOIN",
  LimitRowCount: "LIMIT",
  Like: "LIKE",
  NullPredicate: "IS NULL",
  Over: "OVER",
  Parameter: "?",
  SearchedCase: "CASE",
  SetQuantifier: "DISTINCT aggregate",
  SimpleCase: "CASE",
  SortItem: "ORDER BY",
  SubqueryRelation: "subquery",
  TypeConstructor: "typed literal",
  Unnest: "UNNEST",
  WindowFrame: "window frame",
};

const shapeOnly = new Set(
  (
    "AliasedRelation BasicStringLiteral BooleanLiteral BooleanValue BoundedFrame ColumnAliases ColumnName ColumnRef " +
    "ColumnReference Comparison ComparisonOperator DateTimeType Expression ExpressionSourceTable FrameExtent " +
    "FunctionCall FunctionName GenericType GroupingSet GroupingTerm IntegerLiteral Interval IntervalField " +
    "JoinColumnEquality JoinColumnReference JoinCriteria JoinType NonReserved NullLiteral NumericLiteral PartitionBy " +
    "ParenthesizedExpression PatternRecognition Predicated Program QualifiedName QueryNoWith QueryPrimaryDefault " +
    "QuerySpecification QueryStatement QueryTermDefault QuotedIdentifier RelationDefault RootQuery RowCount " +
    "SampledRelation SelectAllWithoutTable SelectExpressionColumnName SelectItem SelectList SelectLiteralColumnName " +
    "SingleGroupingSet SingleStatement StatementDefault Statements StringLiteral TableName TableOrViewName TableRef " +
    "TerminalNode TimeZoneString UnboundedFrame UnquotedIdentifier ValueExpressionDefault WhenClause WhereClause " +
    "WindowSpecification"
  ).split(" "),
);

/** What a statement uses: functions by name, constructs in SQL's words, and nodes that nobody has thought of. */
function usedBy(sql: string) {
  const used = { functions: new Set<string>(), constructs: new Set<string>(), unknown: new Set<string>() };
  for (const { name, node } of nodesOf(trino.parse(sql))) {
    const construct = constructOf[name];
    if (name === "FunctionCall") used.functions.add(node.getChild(0).getText().toLowerCase());
    if (construct !== undefined) used.constructs.add(construct);
    else if (!shapeOnly.has(name)) used.unknown.add(name);
  }
  return used;
}

describe("what is used is documented for Athena engine version 3", () => {
  const all = statements.map(([, sql]) => usedBy(sql));
  const union = (kind: keyof ReturnType<typeof usedBy>) =>
    [...new Set(all.flatMap((used) => [...used[kind]]))].sort();

  test("functions, and nothing is listed that is not used", () => {
    expect(union("functions")).toEqual(Object.keys(athenaFunctions).sort());
  });

  test("constructs likewise", () => {
    expect(union("unknown")).toEqual([]);
    expect(union("constructs")).toEqual(Object.keys(athenaConstructs).sort());
  });

  test("and another one would be noticed", () => {
    expect([...usedBy("SELECT listagg(a, ',') WITHIN GROUP (ORDER BY a) FROM t").unknown]).not.toEqual([]);
    expect([...usedBy("SELECT any_value(a) FROM t").functions]).toEqual(["any_value"]);
    expect([...usedBy("SELECT transform(a, x -> x + 1) FROM t").unknown]).toContain("Lambda");
    expect([...usedBy("SELECT sum(a) OVER w FROM t WINDOW w AS (PARTITION BY b)").unknown]).toContain(
      "WindowDefinition",
    );
  });
});

describe("the question marks of", testPlaceholders);
