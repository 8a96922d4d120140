import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { reasonOf } from "./systemError";

/** Why a compressed file cannot be unpacked whole; undefined where it can. Reads it as a stream, and keeps nothing. */
export async function gzipFault(path: string): Promise<string | undefined> {
  try {
    await pipeline(createReadStream(path), createGunzip(), async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of chunks) void chunk;
    });
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}
