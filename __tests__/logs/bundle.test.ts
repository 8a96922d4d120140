import { randomBytes } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import type { LogFile } from "../../src/cloudtrail/logFile";
import { LogPath } from "../../src/cloudtrail/logPath";
import { bundle } from "../../src/logs/bundle";
import { glanceAt, isReadable } from "../../src/logs/glance";
import { LogFolder, deliveredAt, logText, record } from "../support/records";

const folder = new LogFolder();
afterAll(() => folder.remove());

const one = (eventID: string) => logText(record({ eventID }));

/** Looks at a file once it is written. */
function written(name: string, content: string | Buffer): LogFile {
  folder.write(name, content);
  const seen = glanceAt(join(folder.path, name));
  if (!isReadable(seen)) throw new Error(seen.reason);
  return seen;
}

const usual = written(deliveredAt("2026-11-01T00:15:00Z", "usual"), one("usual"));
/** So many others that copies are made at all. */
const others = (count: number) => new Array<LogFile>(count).fill(usual);

let made = 0;
const bundled = (files: readonly LogFile[]) =>
  bundle(
    files,
    (place) => join(folder.path, "copies", String((made += 1)), place),
    new AbortController().signal,
  );

const lines = ({ file }: { readonly file: LogFile }) =>
  gunzipSync(readFileSync(file.path)).toString().trimEnd().split("\n");

test("999 files stay as they are, a thousand are put together", async () => {
  expect(await bundled(others(999))).toEqual({ single: others(999), bundles: [] });
  const { single, bundles } = await bundled(others(1_000));
  expect([single.length, bundles.length, bundles[0]?.members.length]).toEqual([0, 1, 1_000]);
  expect(lines(bundles[0]!)).toHaveLength(1_000);
});

test("a file that cannot be unpacked is not lost: it is read by record, which names it", async () => {
  const bytes = gzipSync(logText(record({ userAgent: randomBytes(2_000).toString("hex") })));
  // its beginning and the size at its end are right
  bytes.fill(0xff, 1_000, 1_100);
  const damaged = written(deliveredAt("2026-11-01T00:15:00Z", "damaged"), bytes);
  const gone = { ...usual, path: join(folder.path, "gone.json.gz") };
  const { single, bundles } = await bundled([...others(500), damaged, gone, ...others(500)]);
  expect(damaged.byRecord).toBeUndefined();
  expect(single).toEqual([
    { ...damaged, byRecord: true },
    { ...gone, byRecord: true },
  ]);
  expect(bundles.flatMap(({ members }) => members)).toHaveLength(1_000);
});

test("what is large or damaged for certain stays", async () => {
  const exactly = { ...usual, longest: 64 * 1024 };
  const large = { ...usual, longest: 64 * 1024 + 1 };
  const damaged = { ...usual, byRecord: true } as const;
  const { single, bundles } = await bundled([large, damaged, exactly, ...others(1_000)]);
  expect(single).toEqual([large, damaged]);
  expect(bundles.flatMap(({ members }) => members)).toHaveLength(1_001);
});

test("a file that holds more than it tells is read by record", async () => {
  const bytes = gzipSync(one("x".repeat(130 * 1024)));
  const liar = { ...written("liar.json.gz", bytes), longest: 1_000 };
  const { single } = await bundled([liar, ...others(1_000)]);
  expect(single).toEqual([{ ...liar, byRecord: true }]);
});

test("each is a line: line ends in it are blanks, and a byte order mark is left out", async () => {
  const text = `\ufeff${one("lines").replaceAll(",", ",\r\n")}\n`;
  const some = [written("plain.json", text), written("packed.json.gz", text)];
  const { bundles } = await bundled([...others(1_000), ...some]);
  const apart = bundles.find(({ members }) => members.length === 2);
  for (const line of lines(apart!)) {
    expect(line).not.toMatch(/^\ufeff/);
    expect(JSON.parse(line)).toEqual(JSON.parse(text.replace("\ufeff", "")));
  }
});

test("only files of one account, Region and day lie together, and the path of their copy tells which", async () => {
  const places = [
    ["2026-11-01T00:15:00Z", "ap-northeast-1"],
    ["2026-11-01T23:59:00Z", "ap-northeast-1"],
    ["2026-11-02T00:00:00Z", "ap-northeast-1"],
    ["2026-11-01T00:15:00Z", "us-east-1"],
  ] as const;
  const files = places.map(([moment, region], index) =>
    written(deliveredAt(moment, `p${index}`, region), one(String(index))),
  );
  const outside = written("outside.json", one("outside"));
  const { bundles } = await bundled([...files, outside, ...others(1_000)]);
  const told = bundles.map(({ file, members }) => {
    const { day, region } = LogPath.parse(file.path) ?? {};
    return [day, region, members.length];
  });
  expect(told).toEqual([
    ["2026/11/01", "ap-northeast-1", 1_002],
    ["2026/11/02", "ap-northeast-1", 1],
    ["2026/11/01", "us-east-1", 1],
    [undefined, undefined, 1],
  ]);
});

test("a copy ends with the file that makes it 3 MB, and the next begins", async () => {
  const text = logText(record({ userAgent: randomBytes(30_000).toString("hex") }));
  const large = written(deliveredAt("2026-11-01T00:15:00Z", "large"), text);
  const perCopy = Math.ceil((3 * 1024 * 1024) / (text.length + 1));
  const { bundles } = await bundled([...new Array<LogFile>(2 * perCopy).fill(large), ...others(1_000)]);
  expect(bundles.map(({ members }) => members.length)).toEqual([perCopy, perCopy, 1_000]);
  // every line is whole, in the first copy and in the second
  for (const each of bundles.slice(0, 2)) for (const line of lines(each)) expect(line).toBe(text);
});

test("a copy is told as it is to be read, and nobody else may read it", async () => {
  const { bundles } = await bundled(others(1_000));
  const [{ file }] = bundles as [(typeof bundles)[number]];
  expect(file).toEqual({
    path: file.path,
    compressed: true,
    format: "oneLine",
    size: statSync(file.path).size,
    longest: 128 * 1024,
  });
  expect(statSync(file.path).mode & 0o777).toBe(0o600);
  expect(statSync(join(file.path, "..")).mode & 0o777).toBe(0o700);
});

test("the longest line that may be is kept, and one of a byte more is read by record", async () => {
  const ofLength = (length: number, name: string) => {
    const text =
      logText()
        .slice(0, -2)
        .padEnd(length - 2) + "]}";
    // not compressed: it may have grown since it was looked at
    return { ...written(name, text), longest: 1_000 };
  };
  const [longest, longer] = [ofLength(128 * 1024, "longest.json"), ofLength(128 * 1024 + 1, "longer.json")];
  const { single, bundles } = await bundled([longest, longer, ...others(1_000)]);
  expect(single).toEqual([{ ...longer, byRecord: true }]);
  expect(bundles.flatMap(({ members }) => members)).toContainEqual(longest);
});
