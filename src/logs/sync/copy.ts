import { createHash } from "node:crypto";
import { type FileHandle, open, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Bucket, RemoteFile } from "./bucket";
import { type LocalFolder, codeOf, draftOf } from "./localFolder";
import { type Attempt, PassingFault, type Patience, patiently } from "./patience";

/** A log file that is missing here. */
export interface Missing extends RemoteFile {
  /** The folder of its day: a key with a slash at its end. */
  readonly folder: string;
}

export const keyOf = ({ folder, name }: Missing): string => `${folder}${name}`;

/** A larger file is written as it comes; nearly every log file is smaller and written at once. */
const largestInMemory = 1024 * 1024;

/**
 * Copies one file: it is written beside its place, and moved there when its size and ETag are the bucket's. Nothing is
 * left of what fails.
 */
export async function copyFile(
  bucket: Bucket,
  file: Missing,
  to: LocalFolder,
  patience: Patience,
  signal: AbortSignal,
): Promise<void> {
  const place = to.path(keyOf(file));
  const draft = join(dirname(place), draftOf(file.name));
  await patiently(patience, signal, async (attempt) => {
    try {
      await fetchInto(draft, bucket, file, to, attempt);
      await rename(draft, place).catch((error: unknown) => {
        // another `sync` took it for what a killed one left
        if (codeOf(error) === "ENOENT") throw new PassingFault("its draft was removed");
        throw to.failure(error);
      });
    } catch (error) {
      await rm(draft, { force: true }).catch(() => undefined);
      throw error;
    }
  });
}

async function fetchInto(
  draft: string,
  bucket: Bucket,
  file: Missing,
  to: LocalFolder,
  attempt: Attempt,
): Promise<void> {
  const sent = await bucket.get(keyOf(file), attempt);
  const end = () => sent.body.destroy();
  attempt.signal.addEventListener("abort", end);
  const hash = createHash("md5");
  const out = new Draft(draft, file.size <= largestInMemory, to);
  let size = 0;
  try {
    attempt.beat();
    for await (const chunk of sent.body as AsyncIterable<Buffer>) {
      attempt.beat();
      size += chunk.length;
      if (size > file.size) throw new PassingFault(`more came than its ${file.size} bytes`);
      hash.update(chunk);
      await out.write(chunk);
    }
    if (size < file.size) throw new PassingFault(`${size} of its ${file.size} bytes came`);
    if (sent.etag !== file.etag) throw new PassingFault("it was replaced while it was listed");
    if (isMd5(file.etag) && !sent.isEncryptedWithKey && hash.digest("hex") !== file.etag)
      throw new PassingFault("other bytes came than its ETag tells of");
    await out.finish();
  } finally {
    attempt.signal.removeEventListener("abort", end);
    sent.body.destroy();
    await out.close();
  }
}

/** The ETag of an object that was uploaded in parts ends with their number: `-2`. */
const isMd5 = (etag: string): boolean => /^[0-9a-f]{32}$/.test(etag);

/** The bytes of one file on their way to disk. */
class Draft {
  private readonly chunks: Buffer[] = [];
  private handle: FileHandle | undefined;

  constructor(
    private readonly path: string,
    private readonly isSmall: boolean,
    private readonly folder: LocalFolder,
  ) {}

  async write(chunk: Buffer): Promise<void> {
    if (this.isSmall) {
      this.chunks.push(chunk);
      return;
    }
    try {
      this.handle ??= await open(this.path, "w");
      await this.handle.writeFile(chunk);
    } catch (error) {
      throw this.folder.failure(error);
    }
  }

  async finish(): Promise<void> {
    if (!this.isSmall) return;
    try {
      await writeFile(this.path, Buffer.concat(this.chunks));
    } catch (error) {
      throw this.folder.failure(error);
    }
  }

  async close(): Promise<void> {
    await this.handle?.close().catch(() => undefined);
  }
}
