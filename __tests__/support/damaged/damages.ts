import { constants, gunzipSync, gzipSync } from "node:zlib";
import type { OddRecord } from "./oddRecords";

/** A file as it lies on the disk, with what is to be had of it. */
export interface DamagedFile {
  readonly content: Buffer;
  /** Whether its name ends like that of a compressed one. */
  readonly gz: boolean;
  readonly records: readonly OddRecord[];
  /** Why the file has to be named, each of these; empty: it must not be. */
  readonly reasons: readonly RegExp[];
}

/** Where a file is damaged, from 0 to 1: of a cut, how much is left. */
type Make = (
  records: readonly OddRecord[],
  where: number,
) => Omit<DamagedFile, "reasons"> & { reasons?: RegExp[] };

const textOf = (records: readonly OddRecord[]) =>
  `{"Records":[${records.map(({ json }) => json).join(",")}]}`;
const plain = (text: string | Buffer, records: readonly OddRecord[], reasons: RegExp[] = []) => ({
  content: Buffer.from(text as string),
  gz: false,
  records,
  reasons,
});
const zipped = (text: string | Buffer, records: readonly OddRecord[], reasons: RegExp[] = []) => ({
  content: gzipSync(text),
  gz: true,
  records,
  reasons,
});
const nothing = (content: string | Buffer, gz: boolean, reason: RegExp) => ({
  content: Buffer.from(content as string),
  gz,
  records: [],
  reasons: [reason],
});

/** As many blanks as a person would put there; texts that no parser of ours has written again stay as they are. */
const pretty = (records: readonly OddRecord[], end = "\n") =>
  `{${end}  "Records" : [${end}${records.map(({ json }) => `    ${json.replace(/^\{/, `{${end}      `)}`).join(` ,${end}`)}${end}  ]${end}}${end}`;

/** The records that are whole in the beginning of the text. */
function wholeIn(beginning: Buffer, records: readonly OddRecord[]): readonly OddRecord[] {
  let end = Buffer.byteLength('{"Records":[');
  return records.filter(({ json }) => {
    end += Buffer.byteLength(json);
    const isWhole = end <= beginning.length;
    end += 1;
    return isWhole;
  });
}

const inflated = (start: Buffer): Buffer => {
  try {
    return gunzipSync(start, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return Buffer.alloc(0);
  }
};

// a beginning of a byte or two can be that of anything
const cutOff = /cut off|not compressed|the file is empty/;

/** Every way in which a file is damaged or only unusual, by name. */
export const damages: Readonly<Record<string, Make>> = {
  none: (records) => zipped(textOf(records), records),
  "not compressed": (records) => plain(textOf(records), records),
  "not compressed, although named so": (records) => ({ ...plain(textOf(records), records), gz: true }),
  "compressed, and not named so": (records) => ({ ...zipped(textOf(records), records), gz: false }),
  "pretty-printed": (records) => plain(pretty(records), records),
  "pretty-printed and compressed": (records) => zipped(pretty(records), records),
  "a byte order mark": (records) => plain(`\ufeff${textOf(records)}`, records),
  "a byte order mark, compressed and pretty-printed": (records) =>
    zipped(`\ufeff${pretty(records)}`, records),
  CRLF: (records) => plain(pretty(records, "\r\n"), records),
  "a line end behind it": (records) => zipped(`${textOf(records)}\r\n`, records),
  "blanks around it": (records) => plain(` \t\n ${textOf(records)} \n\n`, records),
  "one record a line": (records) => zipped(records.map((one) => textOf([one])).join("\n"), records),
  "documents without a line between": (records) =>
    plain(records.map((one) => textOf([one])).join(""), records),
  "gzips behind one another": (records) => ({
    ...plain(Buffer.concat(records.map((one) => gzipSync(textOf([one])))), records),
    gz: true,
  }),
  "no records at all": () => zipped('{"Records":[]}', []),
  "other fields beside Records": (records) =>
    plain(`{"a":{"Records":[1]},"Records":[${records.map(({ json }) => json).join(",")}],"b":[{}]}`, records),
  "Records twice": (records) => plain(textOf(records).replace("{", `{"Records":[],`), records),
  "a gzip without its trailer": (records) => {
    const { content, ...rest } = zipped(textOf(records), records);
    return { ...rest, content: content.subarray(0, -8) };
  },
  "a gzip with a wrong checksum": (records) => {
    const file = zipped(textOf(records), records);
    file.content[file.content.length - 8] = (file.content[file.content.length - 8] ?? 0) ^ 0xff;
    return file;
  },
  "an empty file": () => nothing("", true, /the file is empty/),
  "a gzip of nothing": () => nothing(gzipSync(""), true, /there is nothing in it/),
  "a gzip of blanks": () => nothing(gzipSync(" \n\n"), true, /there is nothing in it/),
  "a text": () => nothing("<html>503 Slow Down</html>", false, /not JSON/),
  "a text named like a gzip": () => nothing("hello", true, /not compressed with gzip/),
  "bytes of another kind": (_, where) =>
    nothing(
      Buffer.from([0x50, 0x4b, 3, 4, ...Array.from({ length: 40 }, (__, at) => (at * where * 997) & 255)]),
      true,
      /not compressed/,
    ),
  "JSON that is a list": (records) =>
    nothing(`[${records.map(({ json }) => json).join(",")}]`, false, /a list/),
  "JSON without Records": () => nothing('{"a":{"b":1}}', false, /holds no Records/),
  "an object of nothing": () => nothing(gzipSync("{}"), true, /holds no Records/),
  "Records null": () => nothing('{"Records":null}', false, /holds no Records/),
  "Records of another type": (_, where) =>
    nothing(
      `{"Records":${['{"a":1}', '"text"', "5", "true"][Math.floor(where * 3.99)]}}`,
      false,
      /holds no Records/,
    ),
  "not JSON inside": (records) => {
    const text = `{"Records":[${[...records.map(({ json }) => json), '{"a":tru}', "{,}"].join(",")}]}`;
    return zipped(text, records, [/2 of its records: no JSON object/]);
  },
  "records that are none": (records) =>
    plain(`{"Records":[7,${records.map(({ json }) => json).join(',"text",')},[],null]}`, records, [
      /of its records: no JSON object/,
    ]),
  "null among its records": (records) =>
    plain(`{"Records":[null,${records.map(({ json }) => json).join(",null,")}]}`, records),
  "text behind it": (records) => plain(`${textOf(records)} <EOF>`, records, [/not JSON from byte/]),
  "an object without Records behind it": (records) =>
    zipped(`${textOf(records)}\n{"a":1}`, records, [/holds no Records/]),
  "cut off": (records, where) => {
    const text = Buffer.from(textOf(records));
    const left = text.subarray(0, Math.floor(where * text.length));
    const isWhole = left.length === text.length;
    return plain(left, wholeIn(left, records), isWhole ? [] : [cutOff]);
  },
  "a gzip cut off": (records, where) => {
    const text = textOf(records);
    const content = gzipSync(text);
    const left = content.subarray(0, Math.floor(where * content.length));
    const beginning = inflated(left);
    const isWhole = beginning.length === Buffer.byteLength(text);
    return { ...plain(left, wholeIn(beginning, records), isWhole ? [] : [cutOff]), gz: true };
  },
};
export type Damage = keyof typeof damages;

/** The file, and why it has to be named: for its own damage, or for a field of one of the records that are read. */
export function damaged(damage: Damage, records: readonly OddRecord[], where: number): DamagedFile {
  const file = damages[damage]?.(records, where);
  if (file === undefined) throw new Error(`no damage ${damage}`);
  const losses = file.records.flatMap(({ loses }) => (loses === undefined ? [] : [loses]));
  return { ...file, reasons: [...(file.reasons ?? []), ...losses] };
}
