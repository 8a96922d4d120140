import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync, gzipSync } from "node:zlib";
import type { LogFile } from "../../src/cloudtrail/logFile";
import { fitRecord } from "../../src/logs/fitRecord";
import { makeFolder } from "../../src/logs/makeFolder";
import { RecordScanner } from "../../src/logs/recordScanner";
import { rescue } from "../../src/logs/rescue";
import { unpacked } from "../../src/logs/unpack";
import { LogFolder, logText, record } from "../support/records";

/** Reading by record: what is damaged is read as far as it can be, and what is lost is told. */

let folder: LogFolder;
beforeEach(() => (folder = new LogFolder()));
afterEach(() => folder.remove());

const fileOf = (content: Buffer, compressed = true): LogFile => {
  folder.write("a", content);
  return {
    path: join(folder.path, "a"),
    compressed,
    format: "anyJson",
    size: content.length,
    longest: Infinity,
  };
};

async function textOf(file: LogFile): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of unpacked(file)) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

describe("a gzip", () => {
  /** A gzip whose header has all that it may have (RFC 1952). */
  function gzipWith(flags: number, text: string): Buffer {
    const extra = Buffer.from([3, 0, 0x1f, 0x8b, 0x08]);
    return Buffer.concat([
      Buffer.from([0x1f, 0x8b, 8, flags, 0, 0, 0, 0, 0, 3]),
      ...(flags & 4 ? [extra] : []),
      ...(flags & 8 ? [Buffer.from("name\0")] : []),
      ...(flags & 16 ? [Buffer.from("a comment\0")] : []),
      ...(flags & 2 ? [Buffer.from([1, 2])] : []),
      deflateRawSync(text),
      // checksum and length, as they end every gzip of the text
      gzipSync(text).subarray(-8),
    ]);
  }

  test.each([0, 1, 2, 4, 8, 16, 4 + 8, 8 + 16, 2 + 8, 2 + 4 + 8 + 16])(
    "with the flags %i in its header is read, and the one behind it",
    async (flags) => {
      const both = Buffer.concat([gzipWith(flags, "one "), gzipWith(flags, "two"), gzipSync(" three")]);
      expect(await textOf(fileOf(both))).toBe("one two three");
    },
  );

  test("bytes behind it that begin none are left out", async () => {
    expect(await textOf(fileOf(Buffer.concat([gzipSync("one"), Buffer.from("\0\0\0")])))).toBe("one");
  });
});

test.each([true, false])(
  "a file that grows is read as far as it went when it was found (gzip: %s)",
  async (isGzip) => {
    const content = (text: string) => (isGzip ? gzipSync(text) : Buffer.from(text));
    const file = fileOf(content("then"), isGzip);
    appendFileSync(file.path, content("now"));
    expect(await textOf(file)).toBe("then");
  },
);

describe("records out of JSON that comes in pieces", () => {
  const cut = (text: string | Buffer, length: number, longest = 1_000) => {
    const scanner = new RecordScanner(longest);
    const found: string[] = [];
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; at += length) {
      for (const each of scanner.push(bytes.subarray(at, at + length))) found.push(each.toString());
    }
    return { found, scanner };
  };
  const awkward = [
    '{"a":"}]{[,"}',
    '{"b":"\\"]}\\\\"}',
    "7",
    '"te,xt]"',
    "[1,[2]]",
    "null",
    '{"c":{"Records":[1]}}',
    "tru",
  ];
  const around = (records: readonly string[]) =>
    `\ufeff {"Before":{"Records":[9]},"x":"Records","Records" : [ ${records.join(" , ")} ] ,"After":[8]}\n`;

  test("are the same wherever the pieces end", () => {
    const text = around(awkward);
    for (const length of [1, 2, 3, 7, 64, 10_000]) {
      const { found, scanner } = cut(text, length);
      expect([length, found]).toEqual([length, awkward]);
      expect([scanner.isComplete, scanner.hasRecords, scanner.fault]).toEqual([true, true, undefined]);
    }
  });

  test("of one document behind another", () => {
    expect(cut(around(["1", "2"]) + around(["3"]).trimStart(), 5).found).toEqual(["1", "2", "3"]);
  });

  test("before the place where it is cut off", () => {
    const { found, scanner } = cut('{"Records":[{"a":1},{"b":2', 4);
    expect([found, scanner.isComplete]).toEqual([['{"a":1}'], false]);
  });

  test.each([
    ["no Records", '{"records":[1]}', "no CloudTrail log: it holds no Records"],
    ["Records that are no list", '{"Records":{"a":[1]}}', "no CloudTrail log: it holds no Records"],
    [
      "Records of another document alone",
      '{"Records":[1]}{"x":[2]}',
      "no CloudTrail log: it holds no Records",
    ],
    ["text behind it", '{"Records":[1]} x', "not JSON from byte 17 on"],
    ["text before it", 'x{"Records":[1]}', "not JSON from byte 1 on"],
    ["a byte order mark in its middle", '{"Records":[1]}\ufeff', "not JSON from byte 16 on"],
  ])("%s is told", (_, text, fault) => {
    for (const length of [1, 100]) expect(cut(text, length).scanner.fault).toBe(fault);
  });

  test("one that is as long as may be is kept, a longer one counted and its neighbours kept", () => {
    const ten = '{"a":"xyz"}'.slice(0, 11);
    for (const length of [1, 4, 100]) {
      expect(cut(`{"Records":[1,${ten},2]}`, length, 11).found).toEqual(["1", ten, "2"]);
      const { found, scanner } = cut(`{"Records":[1,${ten},2]}`, length, 10);
      expect([found, scanner.tooLong]).toEqual([["1", "2"], 1]);
    }
  });
});

describe("a record is made to fit the table", () => {
  const fitted = (json: string | Buffer) => {
    const fit = fitRecord(Buffer.from(json));
    return fit && { ...fit, json: fit.json.toString() };
  };

  test("and stays as it was written where it fits, with every digit of a long number", () => {
    const json = '{"eventID":"a","requestParameters":{"n":12345678901234567890.10}, "new":[1]}';
    expect(fitted(json)).toEqual({ json, emptied: [] });
  });

  test.each(["7", '"text"', "null", "[1]", "tru", "{", '{"a":1'])("%s is no record", (json) => {
    expect(fitted(json)).toBeUndefined();
  });

  test.each([
    ['{"userIdentity":"taro","eventID":"a"}', ["userIdentity"], { userIdentity: null, eventID: "a" }],
    ['{"userIdentity":["taro"]}', ["userIdentity"], { userIdentity: null }],
    ['{"resources":{"ARN":"a"}}', ["resources"], { resources: null }],
    ['{"resources":["a",{"ARN":"b"}]}', ["resources"], { resources: [null, { ARN: "b" }] }],
    [
      '{"userIdentity":{"type":"x","sessionContext":{"attributes":5}}}',
      ["userIdentity.sessionContext.attributes"],
      { userIdentity: { type: "x", sessionContext: { attributes: null } } },
    ],
  ])("%s loses %j", (json, lost, left) => {
    const fit = fitted(json);
    expect(fit?.emptied).toEqual(lost.map((path) => `${path} of another shape than CloudTrail's`));
    expect(JSON.parse(fit?.json ?? "")).toEqual(left);
  });

  test("of two fields of one name the last is kept, as everywhere", () => {
    expect(
      JSON.parse(fitted('{"eventID":"a","userIdentity":{"type":"x"},"eventID":"b"}')?.json ?? ""),
    ).toEqual({
      eventID: "b",
      userIdentity: { type: "x" },
    });
    expect(fitted('{"eventID":"a","eventID":"b"}')?.json).toBe('{"eventID":"b"}');
  });

  test("names that every object has are no fields", () => {
    const json = '{"constructor":5,"userIdentity":{"toString":{"a":1},"type":"x"}}';
    expect(fitted(json)).toEqual({ json, emptied: [] });
  });

  test("on one line", () => {
    expect(fitted('{"eventID":\n"a",\r\n"eventName":"b"}')?.json).toBe('{"eventID": "a",  "eventName":"b"}');
  });

  test.each([
    ["\\ud800", "\\ufffd"],
    ["\\uDC00x", "\\ufffdx"],
    ["\\ud83d\\ude00", "\\ud83d\\ude00"],
    ["\\ud83d\\ud83d\\ude00", "\\ufffd\\ud83d\\ude00"],
    ["\\\\ud800", "\\\\ud800"],
  ])("half a character %s, which no file can hold, is %s", (half, whole) => {
    expect(fitted(`{"eventID":"${half}"}`)?.json).toBe(`{"eventID":"${whole}"}`);
  });

  test.each([
    [49_999, []],
    [50_000, ["requestParameters of more than 50,000 values"]],
  ])("a field of a list with %i values", (count, emptied) => {
    const json = `{"eventID":"a","requestParameters":[${new Array<number>(count).fill(0).join()}],"userAgent":"b"}`;
    const fit = fitted(json);
    expect(fit?.emptied).toEqual(emptied);
    const { requestParameters, ...rest } = JSON.parse(fit?.json ?? "") as Record<string, unknown>;
    expect(rest).toEqual({ eventID: "a", userAgent: "b" });
    expect(requestParameters === undefined).toBe(emptied.length > 0);
  });
});

test("beside a field of too many values one of as many as may be is kept", () => {
  const zeros = (count: number) => `[${new Array<number>(count).fill(0).join()}]`;
  const json = `{"requestParameters":${zeros(49_999)},"responseElements":${zeros(50_000)}}`;
  const fit = fitRecord(Buffer.from(json));
  expect(fit?.emptied).toEqual(["responseElements of more than 50,000 values"]);
  expect(fit?.json.toString()).toBe(`{"requestParameters":${zeros(49_999)}}`);
});

describe("a copy of what can be read", () => {
  const rescued = async (text: string) => {
    const file = fileOf(Buffer.from(text), false);
    const { file: copy, lost } = await rescue(file, join(folder.path, "copy/of/it.json"));
    const lines = copy === undefined ? [] : readFileSync(copy.path, "utf8").trimEnd().split("\n");
    return {
      copy,
      lost,
      ids: lines.map((line) => (JSON.parse(line) as { Records: [{ eventID: string }] }).Records[0].eventID),
    };
  };
  const of = (id: string, fields: object = {}) => JSON.stringify(record({ eventID: id, ...fields }));
  const around = (...records: readonly string[]) => `{"Records":[${records.join()}]}`;

  test("has every good record, and tells what it lacks with numbers", async () => {
    const text = around(
      of("1"),
      "null",
      "7",
      of("2", { userIdentity: 5 }),
      "tru",
      of("3", { userIdentity: 6 }),
    );
    const { ids, lost } = await rescued(text);
    expect(ids).toEqual(["1", "2", "3"]);
    expect(lost).toEqual({
      path: join(folder.path, "a"),
      reason:
        "2 of its records: no JSON object; 2 of its records: userIdentity of another shape than CloudTrail's, left empty",
      inPart: true,
    });
  });

  test("of a whole file lacks nothing, and tells the length of its longest line", async () => {
    const { copy, lost, ids } = await rescued(around(of("1"), of("2", { userAgent: "x".repeat(5_000) })));
    expect([ids, lost]).toEqual([["1", "2"], undefined]);
    const lines = readFileSync(copy?.path ?? "")
      .toString()
      .split("\n");
    expect(copy?.longest).toBe(Math.max(...lines.map((line) => line.length + 1)));
    expect(copy?.size).toBe(lines.join("\n").length);
  });

  test.each([
    [
      "cut off",
      around(of("1"), of("2")).slice(0, -30),
      "cut off: its JSON ends too early (1 record before that read)",
      true,
    ],
    [
      "cut off later",
      around(of("1"), of("2"), of("3")).slice(0, -30),
      "cut off: its JSON ends too early (2 records before that read)",
      true,
    ],
    ["cut off at once", around(of("1")).slice(0, 60), "cut off: its JSON ends too early", false],
    ["text behind it", `${around(of("1"))}x`, "not JSON from byte", true],
    [
      "one long record",
      around(of("1"), of("2", { userAgent: "x".repeat(15 * 1024 * 1024) })),
      "1 of its records longer than 15 MB",
      true,
    ],
  ])("%s", async (_, text, reason, inPart) => {
    const { lost, copy } = await rescued(text);
    expect(lost?.reason).toContain(reason);
    expect([lost?.inPart === true, copy !== undefined]).toEqual([inPart, inPart]);
  });

  test("of a log without a record there is none, and nothing is lost", async () => {
    expect(await rescued(logText())).toEqual({ copy: undefined, lost: undefined, ids: [] });
  });
});

test("folders are made with those they lie in, and the first that was made is told, to be removed again", async () => {
  const at = (name: string) => join(folder.path, name);
  expect(await makeFolder(at("a/b/c"))).toBe(at("a"));
  expect(await makeFolder(at("a/b/d"))).toBe(at("a/b/d"));
  expect(await makeFolder(at("a/b/d"))).toBeUndefined();
  folder.write("file", "");
  await expect(makeFolder(at("file"))).rejects.toThrow("EEXIST");
  await expect(makeFolder(at("file/x"))).rejects.toThrow("ENOTDIR");
});
