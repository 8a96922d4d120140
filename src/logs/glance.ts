import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { constants, gunzipSync } from "node:zlib";
import type { LogFile, Unreadable } from "../cloudtrail/logFile";
import { reasonOf } from "./systemError";

/** More than the longest code table of a deflate block, so that a file of this size has shown some of its text. */
const glimpseLength = 512;
const buffer = Buffer.alloc(glimpseLength);
const lastBytes = Buffer.alloc(4);

/** Bytes of JSON that an engine takes in one piece. */
const largest = 8 * 1024 * 1024;

const byteOrderMark = "\ufeff";

/**
 * Looks at the first bytes of a file: how it is to be read, or why it cannot be. Catches what an engine would pass
 * over without a word, such as nothing inside a gzip. Synchronous, because a hundred thousand files are looked at
 * and waiting for each costs more than reading it.
 */
export function glanceAt(path: string): LogFile | Unreadable {
  try {
    const { start, size, unpackedSize } = beginningAndSize(path);
    const compressed = start[0] === 0x1f && start[1] === 0x8b;
    const text = (compressed ? inflated(start) : start).toString("utf8");
    const whole = start.length < glimpseLength;
    const fault = faultOf(path, start, text, compressed, whole);
    if (fault !== undefined) return { path, reason: fault };
    const plain = text.startsWith("{") || text === "";
    const byRecord =
      (compressed ? unpackedSize : size) > largest || (compressed && unpackedSize > size * 100);
    const format = plain && !/\n\s*\S/.test(text) ? "oneLine" : "anyJson";
    return { path, compressed, format, ...(byRecord && { byRecord }) };
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (code.startsWith("Z_")) return { path, compressed: true, format: "anyJson", byRecord: true };
    return { path, reason: reasonOf(error) };
  }
}

export const isReadable = (seen: LogFile | Unreadable): seen is LogFile => "format" in seen;

function faultOf(
  path: string,
  start: Buffer,
  text: string,
  compressed: boolean,
  whole: boolean,
): string | undefined {
  if (start.length === 0) return "the file is empty";
  const content = text.replace(byteOrderMark, "").trimStart();
  if (content.startsWith("{")) return undefined;
  if (content === "") return whole ? "there is nothing in it" : undefined;
  if (!compressed && path.endsWith(".gz")) return "not compressed with gzip, although its name says so";
  if (content.startsWith("[")) return "no CloudTrail log: a list, where an object with Records is expected";
  return "not JSON";
}

/** A gzip ends with the size of what it holds (RFC 1952); of a damaged one that is any number. */
function beginningAndSize(path: string): { start: Buffer; size: number; unpackedSize: number } {
  const file = openSync(path, "r");
  try {
    const start = buffer.subarray(0, readSync(file, buffer, 0, glimpseLength, 0));
    const { size } = fstatSync(file);
    if (size <= glimpseLength) return { start, size, unpackedSize: 0 };
    readSync(file, lastBytes, 0, lastBytes.length, size - lastBytes.length);
    return { start, size, unpackedSize: lastBytes.readUInt32LE() };
  } finally {
    closeSync(file);
  }
}

const inflated = (start: Buffer) =>
  gunzipSync(start, { finishFlush: constants.Z_SYNC_FLUSH, chunkSize: 4096 });
