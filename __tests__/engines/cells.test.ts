import { isHeader, nameOf, valuesOf } from "../../src/engines/athena/cells";
import { priceOf } from "../../src/engines/athena/price";
import { bound, valuesOf as duckdbValues } from "../../src/engines/duckdb/values";

const row = (...cells: readonly (string | undefined)[]) => ({
  Data: cells.map((cell) => (cell === undefined ? {} : { VarCharValue: cell })),
});
const cell = (Type: string, text?: string) => valuesOf(row(text), [{ Name: "a", Type }])[0];

test.each(["tinyint", "smallint", "integer", "int", "bigint"])(
  "%s is a number, as far as one holds it",
  (type) => {
    expect([cell(type, "12"), cell(type, "-1"), cell(type)]).toEqual([12, -1, null]);
    expect(cell(type, "9007199254740991")).toBe(9_007_199_254_740_991);
    expect(cell(type, "9007199254740992")).toBe("9007199254740992");
    expect(cell(type, "-9007199254740992")).toBe("-9007199254740992");
  },
);

test.each(["double", "float", "real"])("%s is a number", (type) => {
  expect([cell(type, "0.5"), cell(type, "1.0E3"), cell(type)]).toEqual([0.5, 1000, null]);
});

test("true is true, and everything else is not", () => {
  expect([cell("boolean", "true"), cell("boolean", "false"), cell("boolean")]).toEqual([true, false, null]);
});

test.each([
  ["2026-11-01 09:15:00.000", "2026-11-01 09:15:00"],
  ["2026-11-01 09:15:00.120", "2026-11-01 09:15:00.12"],
  ["2026-11-01 09:15:00.001", "2026-11-01 09:15:00.001"],
  ["2026-11-01 10:00:00", "2026-11-01 10:00:00"],
  ["2026-11-01 09:15:00.100 UTC", "2026-11-01 09:15:00.1 UTC"],
])("a moment %s is %s", (text, shown) => {
  for (const type of ["timestamp", "timestamp(3)", "timestamp with time zone"])
    expect(cell(type, text)).toBe(shown);
});

test("a text stays as it is, though it looks like something else", () => {
  expect(["12", "true", "1.50", "2026-11-01 09:15:00.000", ""].map((text) => cell("varchar", text))).toEqual([
    "12",
    "true",
    "1.50",
    "2026-11-01 09:15:00.000",
    "",
  ]);
  expect(valuesOf({}, [{ Name: "a", Type: "varchar" }])).toEqual([null]);
});

test("a header is a row in which every cell is its column's name", () => {
  const columns = [
    { Name: "a", Type: "varchar" },
    { Name: "x", Label: "b", Type: "varchar" },
  ];
  expect(columns.map(nameOf)).toEqual(["a", "b"]);
  expect(isHeader(row("a", "b"), columns)).toBe(true);
  for (const other of [row("a", "x"), row("x", "b"), row("a"), row()])
    expect(isHeader(other, columns)).toBe(false);
  expect(isHeader(row(), [])).toBe(false);
});

test("a query costs five dollars a terabyte, and ten megabytes at least", () => {
  expect([0, 1, 10e6].map(priceOf)).toEqual([0.00005, 0.00005, 0.00005]);
  expect(priceOf(10e6 + 1)).toBeGreaterThan(0.00005);
  expect(priceOf(1e12)).toBe(5);
  expect(priceOf(3.5e12)).toBe(17.5);
});

test("DuckDB's values: numbers as far as they are exact, what JSON lacks as text", async () => {
  async function* chunks() {
    yield [
      [12n, 9_007_199_254_740_991n, 9_007_199_254_740_992n, -9_007_199_254_740_992n, null, "a", true, 0.5],
    ];
    yield [[1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n]];
  }
  const all = async (end?: number) => {
    const rows = [];
    for await (const each of duckdbValues(chunks(), end)) rows.push(each);
    return rows;
  };
  expect(await all()).toEqual([
    [12, 9_007_199_254_740_991, "9007199254740992", "-9007199254740992", null, "a", true, 0.5],
    [1, 2, 3, 4, 5, 6, 7, 8],
  ]);
  expect((await all(-2)).map(({ length }) => length)).toEqual([6, 6]);
  expect([bound(5), bound("5"), bound(0)]).toEqual([5n, "5", 0n]);
});
