import { statSync } from "node:fs";
import type { LogFile } from "../../cloudtrail/logFile";

/** Bytes of compressed log files that are sorted together: about 60,000 events. */
export const bytesTogether = 8 * 1024 * 1024;
/** How many times as large the same events are in JSON, and how many times smaller in Parquet. */
const [inJson, inParquet] = [10, 1 / 3];

/** What is read together. */
export type Part = readonly [files: readonly LogFile[], kept: readonly string[]];

/** Bytes that a log file has, or would have, as CloudTrail compresses it. */
export const compressedBytes = ({ size, compressed }: LogFile): number => size / (compressed ? 1 : inJson);

/** The same of kept days. */
export const bytesKept = (paths: readonly string[]): number =>
  paths.reduce((sum, path) => sum + keptBytes(path), 0);

const keptBytes = (path: string): number => statSync(path).size / inParquet;

/**
 * Log files and kept days in groups that fit into memory together: of so many bytes, as log files are compressed, and of so
 * many files.
 */
export function parts(
  files: readonly LogFile[],
  kept: readonly string[],
  together = bytesTogether,
  filesTogether = Infinity,
): readonly Part[] {
  const least = together / filesTogether;
  const groups = [
    ...grouped(files, (file) => Math.max(compressedBytes(file), least), together).map(
      (some) => [some, []] as const,
    ),
    ...grouped(kept, keptBytes, together).map((some) => [[], some] as const),
  ];
  return groups.length === 0 ? [[[], []]] : groups;
}

function grouped<T>(
  items: readonly T[],
  bytesOf: (item: T) => number,
  together: number,
): readonly (readonly T[])[] {
  const groups: T[][] = [];
  let room = 0;
  for (const item of items) {
    const bytes = bytesOf(item);
    const last = groups.at(-1);
    if (last === undefined || bytes > room) {
      groups.push([item]);
      room = together - bytes;
    } else {
      last.push(item);
      room -= bytes;
    }
  }
  return groups;
}
