import { closeSync, createReadStream, openSync, readSync } from "node:fs";
import { createInflateRaw } from "node:zlib";
import type { LogFile } from "../cloudtrail/logFile";

/** What is unpacked together is lost together where the data behind it is damaged. */
const pieceLength = 2 * 1024;
/** The header of a gzip can hold a name, a comment and 64 kB of anything. */
const longestHeader = 128 * 1024;
/** Checksum and size, behind the data. */
const trailerLength = 8;

/**
 * The text of a log file as far as it can be had, piece by piece; then throws what is wrong. Whether a gzip's checksum is
 * right is not asked: what follows from a wrong one is for the reader of the text to see.
 */
export async function* unpacked({ path, compressed, size }: LogFile): AsyncGenerator<Buffer> {
  // one that grows as fast as it is read would be read for ever
  const bytesFrom = (start: number) =>
    createReadStream(path, { start, end: Math.max(start, size - 1), highWaterMark: 256 * 1024 });
  if (!compressed) return yield* bytesFrom(0) as AsyncIterable<Buffer>;
  let start = 0;
  while (start < size) {
    const header = headerAt(path, start);
    // whatever stands behind a gzip and is none belongs to nobody
    if (header === undefined) return;
    const bytes = bytesFrom(start + header);
    const inflate = createInflateRaw({ chunkSize: pieceLength });
    bytes.on("error", (error) => inflate.destroy(error));
    try {
      yield* bytes.pipe(inflate) as AsyncIterable<Buffer>;
    } finally {
      bytes.destroy();
    }
    start += header + inflate.bytesWritten + trailerLength;
  }
}

/** How long the header of the gzip is that begins there (RFC 1952); undefined where none begins. */
function headerAt(path: string, start: number): number | undefined {
  const file = openSync(path, "r");
  try {
    const bytes = Buffer.alloc(longestHeader);
    const length = readSync(file, bytes, 0, bytes.length, start);
    if (length < 2 || bytes[0] !== 0x1f || bytes[1] !== 0x8b) return undefined;
    const flags = bytes[3] ?? 0;
    let end = 10;
    if (flags & 4) end += 2 + bytes.readUInt16LE(end);
    for (const hasText of [flags & 8, flags & 16]) if (hasText) end = bytes.indexOf(0, end) + 1;
    if (flags & 2) end += 2;
    return Math.min(end, length);
  } finally {
    closeSync(file);
  }
}
