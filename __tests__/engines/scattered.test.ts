import fs, { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ScatteredIds, withoutId } from "../../src/engines/duckdb/scattered";

/** An id that is not found here is shown once for each of its copies. */

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "scattered-"))));
afterEach(() => rmSync(folder, { recursive: true }));

let written = 0;
/** A file of rows, each `KEY|ID,TEXT`. */
const fileOf = (...rows: readonly string[]): string => {
  const path = join(folder, String((written += 1)));
  writeFileSync(path, rows.map((row) => `${row}\n`).join(""));
  return path;
};

/** Which of the ids are found. */
const found = (paths: readonly string[], rows: number, ids: readonly string[]): readonly string[] => {
  const scattered = new ScatteredIds(paths, rows);
  return ids.filter((id) => scattered.has(id));
};

test("an id that comes with other things before it is found, in one file and in two", () => {
  const one = fileOf("1|first,a", "2|twice,b", "3|alike,c", "3|alike,d", "4|here and there,e", "5|twice,f");
  const other = fileOf("3|alike,c", "6|here and there,g", "7|last,h");
  const ids = ["first", "twice", "alike", "here and there", "last", "unknown", ""];
  expect(found([one, other], 9, ids)).toEqual(["twice", "here and there"]);
  expect(found([one], 6, ids)).toEqual(["twice"]);
  expect(found([other], 3, ids)).toEqual([]);
});

test("the first row of a file and the last count as every other", () => {
  expect(found([fileOf("1|a,x"), fileOf("2|a,x")], 2, ["a"])).toEqual(["a"]);
  expect(found([fileOf("1|a,x", "2|b,x", "3|a,x")], 3, ["a", "b"])).toEqual(["a"]);
});

test("rows that have no id are no copies of one another", () => {
  const path = fileOf(`1|${withoutId},a`, `2|${withoutId},b`, "3|~C3A9,c", "4|~C3A9,d", "1~|e,f", "2~|e,g");
  expect(found([path], 6, [withoutId, "~C3A9", "e"])).toEqual(["~C3A9", "e"]);
});

test("the id is what stands behind the last bar before the first comma", () => {
  const path = fileOf("1|x|a,2|b,c|d~", "1|y|a,3|b,e|f~~", "1|z,|b", "1|b,");
  expect(found([path], 4, ["a", "b", "x", "y", "x|a"])).toEqual(["a"]);
});

test("however many ids there are, each is found that is scattered, and no other", () => {
  const ids = Array.from({ length: 3_000 }, (_, index) => `id-${index * 7}`);
  const rows = ids.map((id, index) => `${index}|${id},a`);
  const again = ids.filter((_, index) => index % 3 === 0);
  const path = fileOf(...rows, ...again.map((id) => `~|${id},b`), ...rows);
  // the number may be too small as well: a text with line ends can have what looks like more rows
  for (const told of [0, 1, 500, 7_000]) expect(found([path], told, ids)).toEqual(again);
});

test("ids that are looked at in shares are all found", () => {
  const ids = Array.from({ length: 300 }, (_, index) => `id-${index}`);
  const path = fileOf(...ids.map((id) => `1|${id},a`), ...ids.map((id) => `2|${id},a`), "1|once,a");
  // more than are looked at together
  expect(found([path], 5_000_000, [...ids, "once"])).toEqual(ids);
});

test("an id is found whatever its hash is, of which 0 is one", () => {
  // FNV-1a of the first three is 0
  const ids = ["ppkttia", "4vjivjb", "3iu-rbc", "other"];
  expect(found([fileOf("1|ppkttia,a", "2|other,a")], 2, ids)).toEqual([]);
  expect(found([fileOf("1|ppkttia,a", "2|other,a", "1|ppkttia,a")], 3, ids)).toEqual([]);
  expect(found([fileOf("0|other,a", "2|other,a")], 2, ids)).toEqual(["other"]);
  // an empty id has the hash that every other begins with
  expect(found([fileOf("0|,a", "2|,a")], 2, ["", ...ids])).toEqual([""]);
});

describe("where a file is read in pieces", () => {
  const piece = 256 * 1024;

  test.each([0, 1, 2, 3, 4, 5, 6, 7, 8])("a row that is cut at %i is whole", (cut) => {
    const before = "0|filler,";
    const filler = before + "x".repeat(piece - before.length - 1 - cut);
    expect(found([fileOf("1|a-b,x", filler, "2|a-b,x", "3|c,x")], 4, ["a-b", "c"])).toEqual(["a-b"]);
    expect(found([fileOf(filler, "1|a-b,x", "0|c,x", "1|a-b,x")], 4, ["a-b", "c", "filler"])).toEqual([]);
  });

  test.each([piece - 20, piece, 3 * piece + 5])("a text of %i bytes is passed over", (length) => {
    const long = `1|a,${"y".repeat(length)}|b,`;
    expect(found([fileOf(long, "2|b,", long, "3|c,", "2|a,")], 5, ["a", "b", "c"])).toEqual(["a"]);
  });
});

test("no file stays open, of which a process may have so many only", () => {
  const parts = [fileOf("1|a,"), fileOf("2|a,")];
  const [opened, closed] = [jest.spyOn(fs, "openSync"), jest.spyOn(fs, "closeSync")];
  new ScatteredIds(parts, 2);
  const files = opened.mock.results.map(({ value }) => value as number);
  expect(files).toHaveLength(2);
  expect(closed.mock.calls.map(([file]) => file)).toEqual(files);
  jest.restoreAllMocks();
});
