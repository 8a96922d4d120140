import { closeSync, fstatSync, openSync, readSync, statSync } from "node:fs";
import { constants, gunzipSync } from "node:zlib";
import type { LogFile, Unreadable } from "../cloudtrail/logFile";
import { reasonOf } from "./systemError";
import { Turns } from "./turns";

/** More than the longest code table of a deflate block, so that a file of this size has shown some of its text. */
const glimpseLength = 512;
const buffer = Buffer.alloc(256 * 1024);
const lastBytes = Buffer.alloc(4);

/** Bytes of JSON that an engine takes in one piece: of a gzip, and of a file as only somebody else can have written it. */
const [largest, largestPlain] = [8 * 1024 * 1024, 2 * 1024 * 1024];

/** Bytes of a gzip of nothing. */
const leastGzip = 20;

/**
 * Looks at the first bytes of a file: how it is to be read, or why it cannot be. Catches what an engine would pass
 * over without a word, such as nothing inside a gzip. Synchronous, because a hundred thousand files are looked at
 * and waiting for each costs more than reading it.
 */
export function glanceAt(path: string): LogFile | Unreadable {
  try {
    const { start, size, compressed, unpackedSize, isJoined } = beginningAndSize(path);
    const text = (compressed ? inflated(start) : start).toString("utf8");
    const whole = start.length < glimpseLength;
    const fault = faultOf(path, start, text, compressed, whole);
    const isCutOff = compressed && text === "" && (size < leastGzip || unpackedSize !== 0);
    if (fault !== undefined) return { path, reason: isCutOff ? reasonOf({ code: "Z_BUF_ERROR" }) : fault };
    const plain = text.startsWith("{") || text === "";
    const longest = compressed ? unpackedSize : size;
    const byRecord = compressed
      ? isJoined || longest > largest || longest > size * 100
      : longest > largestPlain;
    const format = plain && !/\n\s*\S/.test(text) ? "oneLine" : "anyJson";
    return { path, compressed, format, size, longest, ...(byRecord && { byRecord }) };
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (code.startsWith("Z_")) {
      return {
        path,
        compressed: true,
        format: "anyJson",
        size: sizeOf(path),
        longest: Infinity,
        byRecord: true,
      };
    }
    return { path, reason: reasonOf(error) };
  }
}

/** The same of each of these, in turns. */
export async function glanceAtAll(
  paths: readonly string[],
  signal: AbortSignal,
): Promise<readonly (LogFile | Unreadable)[]> {
  const turns = new Turns(signal);
  const looked: (LogFile | Unreadable)[] = [];
  for (const path of paths) {
    looked.push(glanceAt(path));
    await turns.end();
  }
  return looked;
}

/** Of a file that is gone meanwhile whoever reads it tells. */
export const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

export const isReadable = (seen: LogFile | Unreadable): seen is LogFile => "format" in seen;

function faultOf(
  path: string,
  start: Buffer,
  text: string,
  compressed: boolean,
  whole: boolean,
): string | undefined {
  if (start.length === 0) return "the file is empty";
  // a byte order mark is a blank to JavaScript
  const content = text.trimStart();
  // DuckDB takes this for nothing, without a word
  if (whole && content.trimEnd() === "{") return "cut off: its JSON ends too early";
  if (content.startsWith("{")) return undefined;
  if (content === "") return whole ? "there is nothing in it" : undefined;
  if (!compressed && path.endsWith(".gz")) return "not compressed with gzip, although its name says so";
  if (content.startsWith("[")) return "no CloudTrail log: a list, where an object with Records is expected";
  return "not JSON";
}

interface Beginning {
  readonly start: Buffer;
  readonly size: number;
  readonly compressed: boolean;
  /** A gzip ends with the size of what it holds (RFC 1952); of a damaged one that is any number. */
  readonly unpackedSize: number;
  /** Several gzips, one behind another. */
  readonly isJoined: boolean;
}

function beginningAndSize(path: string): Beginning {
  const file = openSync(path, "r");
  try {
    let length = readSync(file, buffer, 0, buffer.length, 0);
    const start = Buffer.from(buffer.subarray(0, Math.min(length, glimpseLength)));
    const { size } = fstatSync(file);
    const compressed = start[0] === 0x1f && start[1] === 0x8b;
    if (!compressed) return { start, size, compressed, unpackedSize: 0, isJoined: false };
    if (size > 4) readSync(file, lastBytes, 0, lastBytes.length, size - lastBytes.length);
    const unpackedSize = size > 4 ? lastBytes.readUInt32LE() : 0;
    let isJoined = hasHeader(buffer.subarray(1, length));
    for (let at = length; length > headerLength && at < size && !isJoined; at += length - headerLength) {
      length = readSync(file, buffer, 0, buffer.length, at - headerLength);
      isJoined = hasHeader(buffer.subarray(0, length));
    }
    return { start, size, compressed, unpackedSize, isJoined };
  } finally {
    closeSync(file);
  }
}

const magic = Buffer.from([0x1f, 0x8b, 8]);
const headerLength = 10;

/**
 * Whether the header of a gzip stands in these bytes. Behind the end of one DuckDB 1.5 looks for another, and does not
 * where that end is the end of what it has read so far: the rest of the file would be lost without a word.
 */
function hasHeader(bytes: Buffer): boolean {
  for (let at = bytes.indexOf(magic); at !== -1; at = bytes.indexOf(magic, at + 1)) {
    const [flags = 255, extra = 255, system = 0] = [bytes[at + 3], bytes[at + 8], bytes[at + 9]];
    // these three bytes alone are met by chance in every tenth megabyte
    if (flags < 32 && (extra === 0 || extra === 2 || extra === 4) && (system < 14 || system === 255))
      return true;
  }
  return false;
}

const inflated = (start: Buffer) =>
  gunzipSync(start, { finishFlush: constants.Z_SYNC_FLUSH, chunkSize: 4096 });
