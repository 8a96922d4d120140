import { join } from "node:path";
import { mutantsOf, questionsFolder } from "./sources";

const sql = (...lines: readonly string[]) => ({
  name: "a",
  path: join(questionsFolder, "saved/a.sql"),
  text: ["-- title: A = B", ...lines, ""].join("\n"),
});
const idsOf = (...lines: readonly string[]) => mutantsOf(sql(...lines)).map(({ id }) => id);
const changesOf = (...lines: readonly string[]) =>
  idsOf(...lines).map((id) => id.replace(/SELECT a FROM t /g, ""));

test.each([
  [
    "WHERE b < 1",
    [
      "condition dropped: WHERE b < 1 → WHERE true",
      "comparison: b < 1 → b <= 1",
      "comparison: b < 1 → b >= 1",
      "number: b < 1 → b < 2",
      "number: b < 1 → b < 0",
    ],
  ],
  [
    "WHERE b AND c",
    [
      "condition dropped: b AND c → true AND c",
      "condition dropped: b AND c → b AND true",
      "and/or: b AND c → b OR c",
    ],
  ],
  [
    "WHERE (b OR c)",
    [
      "condition dropped: WHERE (b OR c) → WHERE true",
      "alternative dropped: b OR c → false OR c",
      "alternative dropped: b OR c → b OR false",
      "and/or: b OR c → b AND c",
    ],
  ],
  [
    "WHERE b IS NOT NULL",
    ["condition dropped: WHERE b IS NOT NULL → WHERE true", "negation: b IS NOT NULL → b IS NULL"],
  ],
  [
    "WHERE b BETWEEN c AND d",
    [
      "condition dropped: WHERE b BETWEEN c AND d → WHERE true",
      "negation: b BETWEEN c AND d → b NOT BETWEEN c AND d",
      "lower edge: b BETWEEN c AND d → b > c AND b <= d",
      "upper edge: b BETWEEN c AND d → b >= c AND b < d",
    ],
  ],
  [
    "WHERE b NOT LIKE 'x%'",
    [
      "condition dropped: WHERE b NOT LIKE 'x%' → WHERE true",
      "negation: b NOT LIKE 'x%' → b LIKE 'x%'",
      "text: b NOT LIKE 'x%' → b NOT LIKE 'xx%'",
    ],
  ],
  ["ORDER BY b DESC, c", ["direction: b DESC, c → b, c", "direction: b DESC, c → b DESC, c DESC"]],
  ["LIMIT 5", ["limit dropped: 5 → nothing", "limit: 5 → 5 - 1"]],
])("of the end of a statement: %s", (end, expected) => {
  expect(changesOf(`SELECT a FROM t ${end}`)).toEqual(expected);
});

test.each([
  [
    "coalesce(a, b)",
    [
      "coalesce order: coalesce(a, b) → coalesce(b, a)",
      "coalesce part dropped: coalesce(a, b) → coalesce(b)",
      "coalesce part dropped: coalesce(a, b) → coalesce(a)",
    ],
  ],
  ["count(DISTINCT a)", ["distinct: count(DISTINCT a) → count(a)"]],
  ["count(a)", ["distinct: count(a) → count(DISTINCT a)"]],
  ["min(a)", ["function: min(a) → max(a)"]],
  [
    "CASE WHEN a THEN b WHEN c THEN d ELSE e END",
    [
      "branch dropped: CASE WHEN a THEN b WHEN c THEN d ELSE e END → CASE WHEN c THEN d ELSE e END",
      "branch dropped: CASE WHEN a THEN b WHEN c THEN d ELSE e END → CASE WHEN a THEN b ELSE e END",
      "ELSE dropped: CASE WHEN a THEN b WHEN c THEN d ELSE e END → CASE WHEN a THEN b WHEN c THEN d END",
    ],
  ],
  ["CASE WHEN a THEN b END", ["branch dropped: CASE WHEN a THEN b END → NULL"]],
  [
    "a - interval '1' day",
    [
      "arithmetic: a - interval '1' day → a + interval '1' day",
      "interval: interval '1' day → interval '2' day",
      "interval: interval '1' day → interval '0' day",
    ],
  ],
  [
    "timestamp '2025-06-12 00:00:00'",
    expect.arrayContaining([expect.stringMatching(/ → .*'2025-06-11 23:59:59'/)]),
  ],
  ["row_number() OVER (PARTITION BY a ORDER BY b)", ["partition dropped: a → 1", "direction: b → b DESC"]],
])("of a column: %s", (column, expected) => {
  expect(idsOf(`SELECT ${column} FROM t`).map((id) => id.replace(/SELECT (.*?) FROM t/g, "$1"))).toEqual(
    expected,
  );
});

test("joins are changed, and what is no operator of the grammar is not: comments, texts, names", () => {
  expect(idsOf("SELECT a -- b = c AND d", "FROM t LEFT JOIN u ON true", "FULL JOIN v ON true")).toEqual([
    "join: LEFT → INNER",
    "boolean: ON true → ON false",
    "join: FULL → LEFT",
    "join: FULL → RIGHT",
    "boolean: ON true → ON false (2)",
  ]);
});

const question = [
  "SELECT a",
  "FROM (",
  "  {{#eventsInWindow}}",
  "  CROSS JOIN (VALUES (true)) AS truths (is_asked)",
  "  AND b = {{actor}}",
  "  {{/eventsInWindow}}",
  ") AS events",
  "LIMIT {{limit}}",
];

test("placeholders stay what they are, and of a block its own lines alone are changed", () => {
  const mutants = mutantsOf(sql(...question));
  expect(mutants.map(({ id }) => id).sort()).toEqual([
    "and/or: AND → OR",
    "boolean: VALUES (true) → VALUES (false)",
    "comparison: b = {{actor}} → b <> {{actor}}",
    "condition dropped: b = {{actor}} → true",
    "limit dropped: {{limit}} → nothing",
    "limit: {{limit}} → {{limit}} - 1",
  ]);
  const flipped = mutants.find(({ id }) => id.startsWith("comparison"));
  expect(flipped).toMatchObject({ line: 6, text: sql(...question).text.replace("b = ", "b <> ") });
});

test("an id stays the same when something else changes, and equal ones are counted", () => {
  const ids = idsOf("SELECT a = b, c, a = b FROM t");
  expect(ids).toEqual(["comparison: a = b → a <> b", "comparison: a = b → a <> b (2)"]);
  expect(idsOf("-- column d", "SELECT d,", "  a = b, c, a  =  b FROM t")).toEqual(ids);
});

test("SQL in a program is found and changed where it stands", () => {
  const text = [
    'import { x } from "./a = b";',
    "/** What a < b means. */",
    "export const one = (column: string) => `${column} IN (${x}) AND c\\n`;",
    'export const two = ["a", "b is not a = b", "d = 1" + ` OR e`].join(" OR ");',
    "",
  ].join("\n");
  const mutants = mutantsOf({ name: "a.ts", path: join(questionsFolder, "a.ts"), text });
  expect(mutants.map(({ id, line }) => `${line} ${id}`)).toEqual([
    "3 condition dropped: ${column} IN (${x}) AND c → true AND c",
    "3 condition dropped: ${column} IN (${x}) AND c → ${column} IN (${x}) AND true",
    "3 and/or: ${column} IN (${x}) AND c → ${column} IN (${x}) OR c",
    "3 negation: ${column} IN (${x}) → ${column} NOT IN (${x})",
    '4 alternative dropped: d = 1" + ` OR e → false" + ` OR e',
    '4 alternative dropped: d = 1" + ` OR e → d = 1" + ` OR false',
    '4 and/or: d = 1" + ` OR e → d = 1" + ` AND e',
    "4 comparison: d = 1 → d <> 1",
    "4 number: d = 1 → d = 2",
    "4 number: d = 1 → d = 0",
    "4 and/or: OR → AND",
  ]);
  expect(mutants[3]?.text).toBe(text.replace("} IN", "} NOT IN"));
});

test("what the grammar does not accept is told, and not passed over", () => {
  expect(() => idsOf("SELECT FROM WHERE")).toThrow(/a\.sql is no SQL for Trino: /);
});
