import fs, { existsSync, readdirSync, writeFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import type { DuckDBMaterializedResult } from "@duckdb/node-api";
import { LongList, type LongListAsked } from "../../src/engines/duckdb/longList";
import { type Statement, allTime } from "../../src/questions";
import { catalog } from "../support/duckdb";

/** How the parts of a long list are put together, of parts that are written here in DuckDB's place: `KEY|ID,TEXT`. */

const asked: LongListAsked = { window: allTime, limit: 10, columns: ["event_id"], layout: "object" };
let list: LongList | undefined;
afterEach(() => list?.remove());

const pathIn = ({ sql }: Statement): string => /TO '([^']+)' \(FORMAT/.exec(sql)?.[1] ?? "";

async function listOf(layout: LongListAsked["layout"], ...parts: readonly string[]): Promise<LongList> {
  list?.remove();
  list = new LongList(catalog, { ...asked, layout });
  for (const part of parts) {
    await list.add((statement) => {
      writeFileSync(pathIn(statement), part);
      const rowsChanged = part.split("\n").length - 1;
      return Promise.resolve({ rowsChanged } as DuckDBMaterializedResult);
    });
  }
  return list;
}

const lines = (...rows: readonly string[]): string => rows.map((row) => `${row}\n`).join("");
const merged = async (...parts: readonly string[]) => [...(await listOf("object", ...parts)).rows()];
const mergedCsv = async (...parts: readonly string[]) => [...(await listOf("csv", ...parts)).rows()];

test("the rows of all parts come in one order, whichever part has the next", async () => {
  // parts of many lengths, with nothing in some of them
  const keys = Array.from({ length: 400 }, (_, index) => String((index * 7919) % 100_003).padStart(6, "0"));
  for (const count of [1, 2, 3, 4, 5, 8, 13, 40]) {
    const parts = Array.from({ length: count }, (_, part) =>
      keys.filter((key) => Number(key) % 50 < 45 && (Number(key) * 31) % count === part).sort(),
    );
    const rows = parts.map((part) => lines(...part.map((key) => `${key}|${key},text ${key}`)));
    const wanted = parts.flat().sort();
    expect(wanted.length).toBeGreaterThan(300);
    expect(await merged("", ...rows, "")).toEqual(wanted.map((key) => `text ${key}`));
  }
});

test("parts that end one after the other leave the order of the others as it was", async () => {
  const parts = Array.from({ length: 9 }, (_, part) =>
    Array.from({ length: 1 + ((part * 4) % 9) }, (__, index) => `${(index * 9 + ((part * 5) % 9)) % 100}`)
      .map((key) => key.padStart(2, "0"))
      .sort(),
  );
  const rows = parts.map((part) => lines(...part.map((key) => `${key}|${key},${key}`)));
  expect(await merged(...rows)).toEqual(parts.flat().sort());
});

test("of no part, and of parts with nothing in them, there is no row", async () => {
  expect(await merged()).toEqual([]);
  expect(await merged("", "")).toEqual([]);
});

describe("an event that was delivered twice", () => {
  test("is there once where its copies stand together, in one part or in several", async () => {
    expect(await merged(lines("1|a,A", "1|a,A", "2|b,B"), lines("1|a,A", "2|b,B", "3|c,C"))).toEqual([
      "A",
      "B",
      "C",
    ]);
  });

  test("is there once where its copies stand apart, and the first stands for it", async () => {
    const first = lines("1|a,first", "3|b,B", "5|a,third");
    const second = lines("2|c,C", "4|a,second", "6|b,B again");
    expect(await merged(first, second)).toEqual(["first", "C", "B"]);
    expect(await merged(lines("1|a,first", "2|a,second", "3|a,third"))).toEqual(["first"]);
  });

  test("is there each time where it has no id, even if nothing else tells the copies apart", async () => {
    const rows = lines("1|~~,A", "1|~~,A", "2|a,B", "2|~~,C");
    expect(await merged(rows, rows)).toEqual(["A", "A", "A", "A", "B", "C", "C"]);
  });

  test("is told apart from one whose id only begins or ends like its own", async () => {
    expect(await merged(lines("1|a,1", "2|ab,2", "3|ba,3", "4|a,4", "5|ab,5", "6|b,6"))).toEqual([
      "1",
      "2",
      "3",
      "6",
    ]);
  });

  test("is found by its id alone, though there are bars in what it is sorted by", async () => {
    expect(await merged(lines("1|x|a,A", "2|y|a,B", "3|a|b,C"))).toEqual(["A", "C"]);
  });
});

describe("a row is whole", () => {
  const piece = 256 * 1024;

  test.each([1, 2, 3, 5, 8])("with %i characters of it in the next piece of the file", async (cut) => {
    const first = `1|a,${"x".repeat(piece - 4 - cut)}`;
    const rows = lines(first, "2|b,B", "3|c,C");
    expect(await merged(rows)).toEqual([first.slice(4), "B", "C"]);
    expect(await merged(lines("1|z,Z"), rows)).toEqual(expect.arrayContaining(["Z", "B", "C"]));
  });

  test("though it is longer than several pieces, one after another", async () => {
    const texts = [3 * piece + 7, 2 * piece, 5, piece + 1].map((length, index) =>
      String(index).repeat(length),
    );
    const rows = lines(...texts.map((text, index) => `${index}|${index},${text}`));
    const read = await merged(rows);
    expect(read.map(({ length }) => length)).toEqual(texts.map(({ length }) => length));
    expect(read.join("\n") === texts.join("\n")).toBe(true);
  });

  test("with commas and bars in its text", async () => {
    expect(await merged(lines("1|a,x,y|z,", "2|b,"))).toEqual(["x,y|z,", ""]);
  });

  test("in UTF-8, as the bytes that it is", async () => {
    const [text] = await merged(lines('1|a,{"key":"日本語😀"}'));
    expect(Buffer.from(text ?? "", "latin1").toString()).toBe('{"key":"日本語😀"}');
  });
});

describe("CSV", () => {
  test("keeps a value with line ends together", async () => {
    const rows = lines('1|a,"one\ntwo\n\nfour",x', "2|b,plain", '3|c,"with ""quotes""\n""",y');
    expect(await mergedCsv(rows)).toEqual(['"one\ntwo\n\nfour",x', "plain", '"with ""quotes""\n""",y']);
  });

  test("reads a value of very many lines to its end", async () => {
    const value = `"${"a line\n".repeat(300_000)}"`;
    const [read, next] = await mergedCsv(lines(`1|a,${value}`, "2|b,B"));
    expect([read === value, next]).toEqual([true, "B"]);
  });

  test("ends where a part does, though a quote is open", async () => {
    expect(await mergedCsv(lines("1|a,A", '2|b,"cut'))).toEqual(["A", '"cut\n"']);
  });

  test("takes what looks like a row inside of a value for none", async () => {
    const rows = lines('1|a,"x\n9|b,y"', "2|b,B", "3|c,C");
    expect(await mergedCsv(rows, lines("4|d,D"))).toEqual(['"x\n9|b,y"', "B", "C", "D"]);
  });
});

test("in JSON a quote opens nothing", async () => {
  expect(await merged(lines('1|a,{"a":"\\""}', "2|b,B"))).toEqual(['{"a":"\\""}', "B"]);
});

describe("what a list leaves", () => {
  test("no file is left open when it is read to its end, or no further", async () => {
    const open = [lines("1|a,A", "3|c,C"), lines("2|b,B")];
    const opened = jest.spyOn(fs, "openSync");
    const closed = jest.spyOn(fs, "closeSync");
    // parts are written before; how often a file is opened for that is Node's own affair
    const timesRead = () => opened.mock.calls.filter(([, flags]) => flags === "r").length;
    const isClosed = () =>
      opened.mock.results.every(({ value }) => closed.mock.calls.some(([file]) => file === value));
    const reading = (await listOf("object", ...open)).rows();
    expect(reading.next().value).toBe("A");
    reading.return(undefined);
    expect([timesRead(), isClosed()]).toEqual([4, true]);
    expect([...(await listOf("object", ...open)).rows()]).toEqual(["A", "B", "C"]);
    expect([timesRead(), isClosed()]).toEqual([8, true]);
    jest.restoreAllMocks();
  });

  test("its parts lie in a folder of its own, which is gone afterwards", async () => {
    const paths: string[] = [];
    list = new LongList(catalog, asked);
    for (let part = 0; part < 3; part += 1) {
      await list.add((statement) => {
        paths.push(pathIn(statement));
        writeFileSync(pathIn(statement), "");
        return Promise.resolve({ rowsChanged: 0 } as DuckDBMaterializedResult);
      });
    }
    expect(paths.map((path) => basename(path))).toEqual(["0", "1", "2"]);
    const folder = dirname(paths[0] ?? "");
    expect(basename(folder)).toMatch(/^s3-audit-list-/);
    expect(readdirSync(folder)).toHaveLength(3);
    list.remove();
    expect(existsSync(folder)).toBe(false);
  });

  test("two parts that are read at the same time have files of their own", async () => {
    list = new LongList(catalog, asked);
    const add = async (text: string) =>
      list?.add(async (statement) => {
        await new Promise((done) => setImmediate(done));
        writeFileSync(pathIn(statement), text);
        return { rowsChanged: 1 } as DuckDBMaterializedResult;
      });
    await Promise.all([add(lines("1|a,A")), add(lines("2|b,B"))]);
    expect([...list.rows()]).toEqual(["A", "B"]);
  });
});
