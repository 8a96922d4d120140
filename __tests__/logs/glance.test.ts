import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { glanceAt, glanceAtAll, isReadable, sizeOf } from "../../src/logs/glance";
import { LogFolder, logText, record } from "../support/records";

/** How a file is to be read: whole by DuckDB, or record by record. */

let folder: LogFolder;
beforeEach(() => (folder = new LogFolder()));
afterEach(() => folder.remove());

function seen(name: string, content: string | Buffer) {
  folder.write(name, content);
  return glanceAt(join(folder.path, name));
}

/** A gzip of this many bytes that says so of what it holds. */
function gzipOf(bytes: number, unpacked: number): Buffer {
  const text = (padding: number) => logText(record({ userAgent: randomBytes(padding).toString("hex") }));
  const gzip = gzipSync(text(bytes));
  const start = gzip.subarray(0, bytes - 4);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(unpacked);
  return Buffer.concat([start, Buffer.alloc(bytes - 4 - start.length), size]);
}

const megabyte = 1024 * 1024;

describe("what is too much for memory is read by record", () => {
  test.each([
    ["8 MB of JSON", 100_000, 8 * megabyte, false],
    ["a byte more", 100_000, 8 * megabyte + 1, true],
    ["a hundred times its bytes", 20_000, 2_000_000, false],
    ["a byte more than that", 20_000, 2_000_001, true],
  ])("a gzip of %s", (_, bytes, unpacked, byRecord) => {
    expect(seen("a.json.gz", gzipOf(bytes, unpacked))).toMatchObject({
      size: bytes,
      longest: unpacked,
      compressed: true,
      ...(byRecord && { byRecord }),
    });
    expect("byRecord" in seen("a.json.gz", gzipOf(bytes, unpacked))).toBe(byRecord);
  });

  test.each([
    [2 * megabyte, false],
    [2 * megabyte + 1, true],
  ])("a file of %i bytes that is not compressed", (bytes, byRecord) => {
    const text = logText(record());
    expect("byRecord" in seen("a.json", text.slice(0, -2).padEnd(bytes - 2) + "]}")).toBe(byRecord);
  });
});

describe("several gzips, one behind another, DuckDB would not read to their end", () => {
  const first = (bytes: number) => gzipSync(logText(record({ userAgent: "x".repeat(bytes) })), { level: 0 });
  const second = gzipSync(logText(record()));
  const filled = (length: number) => {
    const padding = length - first(0).length;
    // what is not compressed lies in blocks, each with a head of its own
    const gzip = first(padding - (first(padding).length - length));
    expect(gzip).toHaveLength(length);
    return gzip;
  };

  test("wherever the second begins, also across two reads of this file", () => {
    const read = 256 * 1024;
    for (const at of [1_000, read - 12, read - 5, read - 1, read, read + 1, 2 * read - 15, 3 * read]) {
      const joined = seen("a.json.gz", Buffer.concat([filled(at), second]));
      expect([at, "byRecord" in joined]).toEqual([at, true]);
    }
  });

  test.each<[string, number, number, number, boolean]>([
    ["packed by level 6", 0, 0, 3, true],
    ["packed as small as can be", 0, 2, 3, true],
    ["packed as fast as can be", 0, 4, 3, true],
    ["with a name, of Windows", 8, 0, 11, true],
    ["with all flags there are", 31, 0, 13, true],
    ["of a system that is not known", 0, 0, 255, true],
    ["flags that no gzip has", 32, 0, 3, false],
    ["extra flags that no gzip has", 0, 3, 3, false],
    ["a system that there is not", 0, 0, 14, false],
  ])("the head of a second one is told from the same three bytes met by chance: %s", (_, ...how) => {
    const [flags, extra, system, isJoined] = how;
    const head = Buffer.from([0x1f, 0x8b, 8, flags, 0, 0, 0, 0, extra, system]);
    const end = Buffer.alloc(50);
    // the size that it tells at its end
    end.writeUInt32LE(1_000, 46);
    const chance = Buffer.from([0x1f, 0x8b, 8, 255, 0, 0, 0, 0, 0, 0]);
    const looked = seen("a.json.gz", Buffer.concat([filled(1_000), chance, head, end]));
    expect("byRecord" in looked).toBe(isJoined);
  });

  test("one alone is read whole", () => {
    expect(seen("a.json.gz", filled(300_000))).not.toHaveProperty("byRecord");
  });
});

test.each<[string, string, string]>([
  ["one line", logText(record()), "oneLine"],
  ["one line and its end", `${logText(record())}\n`, "oneLine"],
  ["blanks before it", ` ${logText(record())}`, "anyJson"],
  ["lines", JSON.stringify({ Records: [record()] }, null, 2), "anyJson"],
  ["a line for each document", `${logText()}\n${logText()}\n`, "anyJson"],
  ["a byte order mark", `\ufeff${logText(record())}`, "anyJson"],
])("a file of %s", (_, text, format) => {
  for (const name of ["a.json", "a.json.gz"]) expect(seen(name, text)).toMatchObject({ format });
});

test.each<[string, string, string | Buffer, string]>([
  ["nothing", "a.json", "", "the file is empty"],
  ["blanks", "a.json", " \n ", "there is nothing in it"],
  ["a byte order mark", "a.json", "\ufeff", "there is nothing in it"],
  ["a gzip of nothing", "a.json.gz", "", "there is nothing in it"],
  [
    "the beginning of a gzip",
    "a.json.gz",
    gzipSync(logText(record())).subarray(0, 12),
    "cut off: the compressed data ends too early",
  ],
  [
    "nineteen bytes of a gzip of nothing",
    "a.json.gz",
    gzipSync("").subarray(0, 19),
    "cut off: the compressed data ends too early",
  ],
  [
    "so little of a gzip that none of its text can be had",
    "a.json.gz",
    gzipSync(logText(record({ userAgent: randomBytes(2_000).toString("hex") }))).subarray(0, 40),
    "cut off: the compressed data ends too early",
  ],
  ["a gzip of blanks", "a.json.gz", " \n", "there is nothing in it"],
  [
    "blanks and a list",
    "a.json",
    " \n[]",
    "no CloudTrail log: a list, where an object with Records is expected",
  ],
  ["text, compressed", "a.json.gz", "hello", "not JSON"],
  ["a brace and blanks", "a.json.gz", " { ", "cut off: its JSON ends too early"],
  ["a brace", "a.json", "{\n", "cut off: its JSON ends too early"],
  ["text", "a.json", "hello", "not JSON"],
  ["a list", "a.json", "[]", "no CloudTrail log: a list, where an object with Records is expected"],
  [
    "text that is named as if it were compressed",
    "a.json.gz",
    Buffer.from("hello"),
    "not compressed with gzip, although its name says so",
  ],
  ["text behind a byte order mark", "a.json", "\ufeffhello", "not JSON"],
])("a file of %s is told: %s", (_, name, content, reason) => {
  expect(seen(name, content)).toMatchObject({ reason });
});

test("a file that is gone, and one that is a folder, are told", () => {
  expect(glanceAt(join(folder.path, "gone.json"))).toMatchObject({
    reason: expect.stringContaining("gone") as string,
  });
  expect(glanceAt(folder.path)).toHaveProperty("reason");
});

test("a gzip whose data contradicts itself is read by record, as far as it can be had", () => {
  const gzip = gzipSync(logText(record()));
  gzip.fill(0xff, 10, 40);
  expect(seen("a.json.gz", gzip)).toEqual({
    path: join(folder.path, "a.json.gz"),
    compressed: true,
    format: "anyJson",
    size: gzip.length,
    longest: Infinity,
    byRecord: true,
  });
});

test("blanks longer than what is looked at say nothing yet, and a record's beginning is no fault", () => {
  expect(seen("a.json", " ".repeat(600))).toMatchObject({ format: "anyJson" });
  expect(seen("a.json", `{${" ".repeat(600)}`)).toMatchObject({ format: "oneLine" });
});

test("a file is told with its size, and as compressed by what it holds, not by its name", () => {
  const text = logText(record());
  const gzip = gzipSync(text);
  expect(seen("a.json", text)).toEqual({
    path: join(folder.path, "a.json"),
    compressed: false,
    format: "oneLine",
    size: text.length,
    longest: text.length,
  });
  expect(seen("b.json", gzip)).toEqual({
    path: join(folder.path, "b.json"),
    compressed: true,
    format: "oneLine",
    size: gzip.length,
    longest: text.length,
  });
});

test("all files are looked at, in their order; of one that is gone no size is told", async () => {
  const text = logText(record());
  folder.write("a.json", text).write("b.json", "");
  const paths = ["b.json", "a.json", "gone.json"].map((name) => join(folder.path, name));
  const looked = await glanceAtAll(paths, new AbortController().signal);
  expect(looked.map(({ path }) => path)).toEqual(paths);
  expect(looked.map(isReadable)).toEqual([false, true, false]);
  expect(paths.map(sizeOf)).toEqual([0, text.length, 0]);
});
