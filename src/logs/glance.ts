import { closeSync, openSync, readSync } from "node:fs";
import { constants, gunzipSync } from "node:zlib";
import type { LogFile, Unreadable } from "../cloudtrail/logFile";
import { reasonOf } from "./systemError";

/** More than the longest code table of a deflate block, so that a file of this size has shown some of its text. */
const glimpseLength = 512;
const buffer = Buffer.alloc(glimpseLength);

const byteOrderMark = "\ufeff";

/**
 * Looks at the first bytes of a file: how it is to be read, or why it cannot be. Catches what an engine would pass
 * over without a word, such as nothing inside a gzip. Synchronous, because a hundred thousand files are looked at
 * and waiting for each costs more than reading it.
 */
export function glanceAt(path: string): LogFile | Unreadable {
  try {
    const start = firstBytes(path);
    const compressed = start[0] === 0x1f && start[1] === 0x8b;
    const text = (compressed ? inflated(start) : start).toString("utf8");
    const whole = start.length < glimpseLength;
    const fault = faultOf(path, start, text, compressed, whole);
    if (fault !== undefined) return { path, reason: fault };
    const plain = text.startsWith("{") || text === "";
    return { path, compressed, format: plain && !/\n\s*\S/.test(text) ? "oneLine" : "anyJson" };
  } catch (error) {
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

function firstBytes(path: string): Buffer {
  const file = openSync(path, "r");
  try {
    return buffer.subarray(0, readSync(file, buffer, 0, glimpseLength, 0));
  } finally {
    closeSync(file);
  }
}

const inflated = (start: Buffer) =>
  gunzipSync(start, { finishFlush: constants.Z_SYNC_FLUSH, chunkSize: 4096 });
