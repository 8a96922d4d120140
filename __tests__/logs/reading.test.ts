import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync, gzipSync } from "node:zlib";
import type { LogFile } from "../../src/cloudtrail/logFile";
import { fitRecord } from "../../src/logs/fitRecord";
import { makeFolder } from "../../src/logs/makeFolder";
import { RecordScanner } from "../../src/logs/recordScanner";
import { placeOfCopy, rescue } from "../../src/logs/rescue";
import { reasonOf } from "../../src/logs/systemError";
import { unpacked } from "../../src/logs/unpack";
import { LogFolder, deliveredAt, logText, record } from "../support/records";

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

  test.each([[[0, 0, 0]], [[0x1f]], [[0, 0x8b, 8, 0]], [[0x1f, 0, 8, 0]]])(
    "bytes behind it that begin none are left out: %j",
    async (bytes) => {
      expect(await textOf(fileOf(Buffer.concat([gzipSync("one"), Buffer.from(bytes)])))).toBe("one");
    },
  );
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

  test("are only those of Records at the top, whatever else has that name or is as deep", () => {
    const texts: readonly (readonly [text: string, found: readonly string[]])[] = [
      ['{"a":[7],"Records":[1],"b":[8],"c":{"Records":[9]}}', ["1"]],
      ['{"Records":"x","Records":[1]}', ["1"]],
      ['{"a":"Records","b":[7],"Records":[1]}', ["1"]],
      ['{"a":["Records",[7]],"Records":[1]}', ["1"]],
      ['{"a\\"Records":[7],"Records":[1]}', ["1"]],
      ['{"RecordsAndMoreThanSixteen":[7],"Records":[1]}', ["1"]],
      ['{"Records":{"a":[7]},"Records":[1]}', ["1"]],
      ['{"Records":[1],"a":[7],"Records":[2]}', ["1", "2"]],
      ['{"Records":[]}', []],
      ['{"Records":[1,]}', ["1"]],
      ['{"Records":[1\t,\n\r2\f]}', ["1", "2"]],
      ['{"Records":[{}{"a":[]}[]"x"]}', ["{}", '{"a":[]}', "[]", '"x"']],
      ['{"Records":[{"a":"\\\\"},{"b":"\\"}"}]}', ['{"a":"\\\\"}', '{"b":"\\"}"}']],
    ];
    for (const [text, expected] of texts) {
      for (const length of [1, 3, 100]) {
        const { found, scanner } = cut(text, length);
        expect([text, found]).toEqual([text, expected]);
        expect([scanner.isComplete, scanner.fault]).toEqual([true, undefined]);
      }
    }
  });

  test("stop at what is no JSON: nothing behind it is taken for a record", () => {
    for (const length of [1, 100]) {
      const { found, scanner } = cut('{"Records":[1]}x{"Records":[2]}', length);
      expect([found, scanner.fault, scanner.isComplete]).toEqual([["1"], "not JSON from byte 16 on", false]);
    }
    expect(cut('{"Records":[1]} {"x":[5]} {"Records":[2]}', 100).found).toEqual(["1"]);
  });

  test("of nothing and of blanks there are none, and no document had a list of them", () => {
    for (const text of ["", " \n\t", "\ufeff"]) {
      const { found, scanner } = cut(text, 1);
      expect([found, scanner.isComplete, scanner.hasRecords]).toEqual([[], true, false]);
    }
    // half a byte order mark is none
    expect(cut(Buffer.from([0xef, 0xbb, 0x20]), 1).scanner.fault).toBeUndefined();
    expect(cut(Buffer.from([0xbb]), 1).scanner.fault).toBe("not JSON from byte 1 on");
    expect(cut(Buffer.from(" \ufeff{}"), 1).scanner.fault).toBe("not JSON from byte 2 on");
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

  test("blanks around its values are no part of them, and what is nested stays as it was written", () => {
    expect(
      fitted('{ "userIdentity" : 5 , "eventID" : "a" , "requestParameters" : { "n": 1e400, "x": [1, 2] } }'),
    ).toEqual({
      json: '{"userIdentity":null,"eventID":"a","requestParameters":{ "n": 1e400, "x": [1, 2] }}',
      emptied: ["userIdentity of another shape than CloudTrail's"],
    });
  });

  test("fields that the table has not are left out of what has to be written anew", () => {
    expect(fitted('{"new":[1],"constructor":5,"userIdentity":5,"eventID":"a"}')?.json).toBe(
      '{"userIdentity":null,"eventID":"a"}',
    );
  });

  test("a field that is null or lacks everything is no odd one", () => {
    const json = '{"userIdentity":null,"resources":[],"requestParameters":null,"errorCode":null}';
    expect(fitted(json)).toEqual({ json, emptied: [] });
    const nested = '{"userIdentity":{"sessionContext":null},"resources":[null,{"ARN":"b"}]}';
    expect(fitted(nested)).toEqual({ json: nested, emptied: [] });
  });

  test("text in quotes may hold whatever separates fields", () => {
    const json = '{"eventID":"a,}]{[:","userAgent":"\\"}\\\\","userIdentity":5}';
    expect(JSON.parse(fitted(json)?.json ?? "")).toEqual({
      eventID: "a,}]{[:",
      userAgent: '"}\\',
      userIdentity: null,
    });
  });

  test("bytes that are no UTF-8 become the sign for what cannot be shown", () => {
    const raw = Buffer.concat([Buffer.from('{"eventID":"'), Buffer.from([0xff]), Buffer.from('"}')]);
    expect(fitted(raw)).toEqual({ json: '{"eventID":"\ufffd"}', emptied: [] });
  });

  test("a value of another shape is left empty where both of two fields of one name are odd: each is told", () => {
    const fit = fitted('{"userIdentity":5,"userIdentity":"x","eventID":"a"}');
    expect(JSON.parse(fit?.json ?? "")).toEqual({ userIdentity: null, eventID: "a" });
    expect(new Set(fit?.emptied)).toEqual(new Set(["userIdentity of another shape than CloudTrail's"]));
  });

  test("what is nested too deep to be written again is left empty, and told", () => {
    jest.spyOn(JSON, "stringify").mockImplementationOnce(() => {
      throw new RangeError("Maximum call stack size exceeded");
    });
    const fit = fitted('{"requestParameters":1,"eventID":"a","requestParameters":[[[]]]}');
    jest.restoreAllMocks();
    expect(JSON.parse(fit?.json ?? "")).toEqual({ requestParameters: null, eventID: "a" });
    expect(fit?.emptied).toEqual(["requestParameters of another shape than CloudTrail's"]);
  });

  test("a field that the table has not is dropped for its many values without a word", () => {
    const zeros = new Array<number>(50_000).fill(0).join();
    expect(fitted(`{"new":[${zeros}],"eventID":"a"}`)).toEqual({ json: '{"eventID":"a"}', emptied: [] });
    // a list is no record, whatever is in it
    for (const list of [`[${zeros}]`, `["a",${zeros}]`, `[${zeros},"a",0]`, ` [${zeros},"a",0]`]) {
      expect(fitted(list)).toBeUndefined();
    }
    expect(fitted(`{"eventID":"a","requestParameters":[${zeros}]`)).toBeUndefined();
  });

  test("objects count as values as well as what is in them", () => {
    const objects = (count: number) => new Array<string>(count).fill("{}").join();
    const emptied = (count: number) => fitted(`{"requestParameters":[${objects(count)}]}`)?.emptied;
    // the list itself, a comma before each but the first, and each object
    expect(emptied(24_999)).toEqual([]);
    expect(emptied(25_001)).toEqual(["requestParameters of more than 50,000 values"]);
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
    ["no gzip and nothing else", "", "there is nothing in it", false],
    ["text behind it, after one record", `${around(of("1"))}x`, " on (1 record before that read)", true],
    ["text behind two", `${around(of("1"), of("2"))}x`, " on (2 records before that read)", true],
    ["no log", '{"x":[1]}', "no CloudTrail log: it holds no Records", false],
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

describe("a copy of a damaged gzip", () => {
  const text = `{"Records":[${Array.from({ length: 200 }, (_, index) => JSON.stringify(record({ eventID: `e${index}` }))).join()}]}`;
  const rescuedFrom = async (bytes: Buffer) => {
    const { file, lost } = await rescue(fileOf(bytes), join(folder.path, "copy.json"));
    const lines = file === undefined ? [] : readFileSync(file.path, "utf8").trimEnd().split("\n");
    return { count: lines.length, lost, file };
  };

  test("cut off: what came before is had, with the reason and how much that is", async () => {
    const gzip = gzipSync(text);
    const { count, lost } = await rescuedFrom(gzip.subarray(0, gzip.length - 300));
    expect(count).toBeGreaterThan(50);
    expect(lost).toEqual({
      path: join(folder.path, "a"),
      reason: `cut off: the compressed data ends too early (${count} records before that read)`,
      inPart: true,
    });
  });

  test("whole but for a missing or a wrong checksum: nothing is lost", async () => {
    const gzip = gzipSync(text);
    const wrong = Buffer.from(gzip);
    wrong.fill(0, gzip.length - 8);
    for (const bytes of [gzip.subarray(0, -8), wrong]) {
      expect(await rescuedFrom(bytes)).toMatchObject({ count: 200, lost: undefined });
    }
  });

  test("that is gone: its reason, and no copy", async () => {
    const file = { ...fileOf(gzipSync(text)), path: join(folder.path, "gone") };
    expect(await rescue(file, join(folder.path, "copy.json"))).toEqual({
      file: undefined,
      lost: { path: file.path, reason: "a symbolic link to nothing, or gone since" },
    });
  });
});

test("a copy's place tells the same Region and day as the file, under whatever prefix that lies", () => {
  const key = deliveredAt("2026-11-01T00:15:00Z", "a");
  expect(placeOfCopy(`/here/prefix/${key}`)).toBe(key);
  expect(placeOfCopy(`/here/AWSLogs/${key}`)).toBe(`AWSLogs/${key}`);
  expect(placeOfCopy("/here/events.json")).toBe("a.json");
});

test.each<[object, string]>([
  [{ code: "EACCES", message: "x" }, "no permission to read it"],
  [{ code: "EPERM", message: "x" }, "no permission to read it"],
  [{ code: "ELOOP", message: "x" }, "a symbolic link that leads to itself"],
  [{ code: "ENOENT", message: "x" }, "a symbolic link to nothing, or gone since"],
  [{ code: "Z_BUF_ERROR", message: "x" }, "cut off: the compressed data ends too early"],
  [{ code: "Z_DATA_ERROR", message: "x" }, "damaged: its gzip data contradicts itself"],
  [{ code: "EWHATEVER", message: "the system's own words" }, "the system's own words"],
  [{ message: "words without a code" }, "words without a code"],
])("what the system says of a file is told in words: %j", (error, words) => {
  expect(reasonOf(error)).toBe(words);
});

test("a fault that is only a text is told as it is", () => {
  expect(reasonOf("odd")).toBe("odd");
});

test("a copy that cannot be written is the temporary folder's fault, not the log file's", async () => {
  folder.write("there/file", "");
  const file = fileOf(Buffer.from(logText(record())), false);
  await expect(rescue(file, join(folder.path, "there"))).rejects.toThrow(
    "Temporary files cannot be written to",
  );
});
