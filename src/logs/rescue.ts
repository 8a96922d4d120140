import { once } from "node:events";
import { createWriteStream, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { finished } from "node:stream/promises";
import type { LogFile, Unreadable } from "../cloudtrail/logFile";
import { LogPath } from "../cloudtrail/logPath";
import { inTemporary, refusedTemporary } from "../temporary";
import { fitRecord } from "./fitRecord";
import { RecordScanner } from "./recordScanner";
import { reasonOf } from "./systemError";
import { unpacked } from "./unpack";

/** Sixteen times what CloudTrail lets an event be, and what one line may be for an engine. */
const longestRecord = 15 * 1024 * 1024;

/** What makes a record a log file of its own, on a line. */
const [opening, closing] = [Buffer.from('{"Records":['), Buffer.from("]}\n")];

/** What could be had of a file. */
export interface Rescued {
  /** A copy with the records that can be read, one a line; undefined where there is none. */
  readonly file: LogFile | undefined;
  /** What could not be read; undefined where nothing is lost. */
  readonly lost: Unreadable | undefined;
}

/** What the path of a copy has to end with, so that it tells the same Region and day. */
export const placeOfCopy = (path: string): string =>
  LogPath.parse(path)
    ?.toString()
    .replace(/^.*?AWSLogs\//, "AWSLogs/") ?? "a.json";

/**
 * Copies the readable records of a log file for an engine that takes a file whole or not at all. Keeps one record in
 * memory. Throws UserError where the copy cannot be written.
 * @param path of the copy
 */
export async function rescue(file: LogFile, path: string): Promise<Rescued> {
  inTemporary(() => mkdirSync(dirname(path), { recursive: true, mode: 0o700 }));
  const out = createWriteStream(path, { mode: 0o600 });
  // told below, and no fault of the log file
  let refused: unknown;
  out.on("error", (error) => (refused = error));
  const scanner = new RecordScanner(longestRecord);
  const losses = new Map<string, number>();
  const lose = (what: string) => losses.set(what, (losses.get(what) ?? 0) + 1);
  let read = 0;
  let longest = 0;
  let failure: unknown;
  try {
    for await (const chunk of unpacked(file)) {
      for (const raw of scanner.push(chunk)) {
        if (raw.length === 4 && raw.toString("latin1") === "null") continue;
        const record = fitRecord(raw);
        if (record === undefined) {
          lose("no JSON object");
          continue;
        }
        for (const field of record.emptied) lose(`${field}, left empty`);
        read += 1;
        longest = Math.max(longest, opening.length + record.json.length + closing.length);
        out.cork();
        for (const piece of [opening, record.json, closing]) out.write(piece);
        out.uncork();
        if (out.writableNeedDrain) await once(out, "drain");
      }
      if (scanner.fault !== undefined || refused !== undefined) break;
    }
  } catch (error) {
    failure = error;
  }
  out.end();
  await finished(out).catch(() => undefined);
  if (refused !== undefined) throw refusedTemporary(refused);

  const reason = reasonFor(scanner, failure, losses, read);
  return {
    file:
      read > 0 ? { path, compressed: false, format: "oneLine", size: out.bytesWritten, longest } : undefined,
    lost: reason === undefined ? undefined : { path: file.path, reason, ...(read > 0 && { inPart: true }) },
  };
}

function reasonFor(
  scanner: RecordScanner,
  failure: unknown,
  losses: ReadonlyMap<string, number>,
  read: number,
): string | undefined {
  const reasons: string[] = [];
  const before = read === 0 ? "" : ` (${read} ${read === 1 ? "record" : "records"} before that read)`;
  // a checksum that is missing or wrong behind whole JSON says nothing of the records
  if (scanner.fault !== undefined) reasons.push(`${scanner.fault}${before}`);
  else if (!scanner.isComplete) {
    reasons.push(
      `${failure === undefined ? "cut off: its JSON ends too early" : reasonOf(failure)}${before}`,
    );
  } else if (!scanner.hasRecords)
    reasons.push(failure === undefined ? "there is nothing in it" : reasonOf(failure));
  if (scanner.tooLong > 0) {
    reasons.push(`${scanner.tooLong} of its records longer than 15 MB`);
  }
  for (const [what, count] of losses) reasons.push(`${count} of its records: ${what}`);
  return reasons.length === 0 ? undefined : reasons.join("; ");
}
