import type { Value } from "../../src/engines/engine";
import { csv } from "../../src/cli/format/csv";
import { harmless, harmlessJson } from "../../src/cli/format/harmless";
import { ndjson } from "../../src/cli/format/ndjson";

/** A row as the format makes it of values, and of what DuckDB writes of them. */
const written = (...values: readonly Value[]) => csv.lines?.row([], values);
const quoted = (value: Value) => {
  const text = value === null ? "" : String(value);
  return /[",\n\r#]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
const passedOn = (...values: readonly Value[]) => {
  const bytes = Buffer.from(values.map(quoted).join(","), "utf8").toString("latin1");
  return Buffer.from(csv.lines?.fromNearly(bytes) ?? "", "latin1").toString("utf8");
};

describe("a spreadsheet runs nothing of what whoever made the request chose", () => {
  const signs = [..."=+-@＝＋－＠"];
  const before = ["", " ", "  ", "\u00a0", "\u3000", "\u200b", "\u0007", '"', '"" '];

  test.each(signs)("a value that begins with %s is guarded, whatever nobody sees before it", (sign) => {
    for (const blanks of before) {
      const value = `${blanks}${sign}1+1`;
      const shown = harmless(`'${value}`);
      const cell = shown.includes('"') ? `"${shown.replaceAll('"', '""')}"` : shown;
      expect(written(value)).toBe(cell);
      expect(passedOn(value)).toBe(cell);
      expect(passedOn("a", value, "b")).toBe(`a,${cell},b`);
    }
  });

  test.each(["\t1", "\r1"])("one that begins with %j is too", (value) => {
    expect(written(value)).toBe(`'${harmless(value)}`);
    expect(passedOn(value)).toBe(`'${harmless(value)}`);
  });

  test.each(["a=1", "1-1", "a@b", "2026-11-01", "s3://b/=1", "あ＝1", "_-1", "'=1"])(
    "%s is no formula and stays as it is",
    (value) => {
      expect(written(value)).toBe(value);
      expect(passedOn(value)).toBe(value);
    },
  );

  test("a number is none, below zero too", () => {
    expect(written(-5, 0, true, null, "")).toBe("-5,0,true,,");
  });
});

test.each([
  ["a,b", '"a,b"'],
  ['say "x"', '"say ""x"""'],
  ["#1", '"#1"'],
  ["two\nlines", "two\\nlines"],
  ["\u001b[31m", "\\u001b[31m"],
  ["\u202egpj", "\\u202egpj"],
  ["請求書 é", "請求書 é"],
  ["😀", "😀"],
])("a value %j is written as %s, however it came", (value, cell) => {
  expect(written(value, "z")).toBe(`${cell},z`);
  expect(passedOn(value, "z")).toBe(`${cell},z`);
  expect(passedOn("", value)).toBe(`,${cell}`);
});

test("JSON escapes what a terminal obeys, and gives the same value back", () => {
  const value = "a\u001b[31m\u202e\u200b\u2028\u{e0041}\u0085é😀";
  const text = ndjson.lines?.row(["key"], [value]) ?? "";
  expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  expect(JSON.parse(text)).toEqual({ key: value });
  const bytes = Buffer.from(JSON.stringify({ key: value })).toString("latin1");
  expect(Buffer.from(ndjson.lines?.fromNearly(bytes) ?? "", "latin1").toString()).toBe(text);
  expect(harmlessJson("\u{e0041}")).toBe("\\udb40\\udc41");
});
