import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import type { LogFile } from "../cloudtrail/logFile";
import { LogPath } from "../cloudtrail/logPath";
import { inTemporary } from "../temporary";
import { Turns } from "./turns";

/** With fewer files a copy takes longer than to open each of them. */
const fewest = 1_000;
/** Bytes of JSON: a file that holds more is worth opening. */
const largestBundled = 64 * 1024;
/** Of a file that tells a wrong size. */
const longestLine = 2 * largestBundled;
/** Bytes of JSON in one copy. */
const bundleLength = 3 * 1024 * 1024;

/** Many small log files in one. */
export interface Bundle {
  readonly file: LogFile;
  readonly members: readonly LogFile[];
}

/**
 * Copies small files, one a line, into few for an engine that takes a millisecond and 15 kB of memory for each file it
 * opens; the others stay. Files that lie where CloudTrail puts them are only put together with those of the same Region
 * and day, which the copy's path tells. One that cannot be unpacked stays, and is to be read by record.
 * @param copyPath makes the path of a copy out of its place in a folder for copies
 */
export async function bundle(
  files: readonly LogFile[],
  copyPath: (place: string) => string,
  signal: AbortSignal,
): Promise<{ readonly single: readonly LogFile[]; readonly bundles: readonly Bundle[] }> {
  if (files.length < fewest) return { single: files, bundles: [] };
  const turns = new Turns(signal);
  const single: LogFile[] = [];
  const bundles: Bundle[] = [];
  const text = Buffer.allocUnsafe(bundleLength + longestLine + 1);
  for (const [place, some] of byPlace(files, single)) {
    let members: LogFile[] = [];
    let length = 0;
    const write = () => {
      if (members.length === 0) return;
      const path = copyPath(place);
      // a folder of 100,000 logs unpacked may be more than a temporary folder holds
      const bytes = gzipSync(text.subarray(0, length), { level: 1 });
      inTemporary(() => {
        mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
        writeFileSync(path, bytes, { mode: 0o600 });
      });
      bundles.push({
        file: { path, compressed: true, format: "oneLine", size: bytes.length, longest: longestLine },
        members,
      });
      [members, length] = [[], 0];
    };
    for (const file of some) {
      await turns.end();
      const line = lineOf(file);
      if (line === undefined) single.push({ ...file, byRecord: true });
      else {
        members.push(file);
        length += line.copy(text, length);
        text[length] = lineEnd;
        length += 1;
        if (length >= bundleLength) write();
      }
    }
    write();
  }
  return { single, bundles };
}

const lineEnd = 10;
const blank = 32;
const byteOrderMark = Buffer.from("\ufeff");

/** Small files by where a copy of them can lie. */
function byPlace(files: readonly LogFile[], others: LogFile[]): ReadonlyMap<string, readonly LogFile[]> {
  const places = new Map<string, LogFile[]>();
  for (const file of files) {
    if (file.byRecord || file.longest > largestBundled) {
      others.push(file);
      continue;
    }
    const log = LogPath.parse(file.path);
    const place = log === undefined ? "a.json.gz" : placeOf(log);
    const some = places.get(place);
    if (some === undefined) places.set(place, [file]);
    else some.push(file);
  }
  return places;
}

/** A log path of the same Region and day. */
const placeOf = ({ accountId, region, day }: LogPath): string =>
  new LogPath({
    accountId,
    region,
    deliveredAt: new Date(`${day.replaceAll("/", "-")}T00:00Z`),
    unique: "bundle",
  }).toString();

/** The file's JSON on one line, where line ends are blanks; undefined where it cannot be unpacked. */
function lineOf({ path, compressed, longest }: LogFile): Buffer | undefined {
  try {
    const bytes = readFileSync(path);
    const json = compressed
      ? gunzipSync(bytes, { maxOutputLength: longestLine, chunkSize: longest + 64 })
      : bytes;
    const text = json.subarray(0, 3).equals(byteOrderMark) ? json.subarray(3) : json;
    for (let at = text.indexOf(lineEnd); at !== -1; at = text.indexOf(lineEnd, at + 1)) text[at] = blank;
    return text.length > longestLine ? undefined : text;
  } catch {
    return undefined;
  }
}
