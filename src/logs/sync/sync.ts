import { setMaxListeners } from "node:events";
import type { S3Client } from "@aws-sdk/client-s3";
import { LogPath } from "../../cloudtrail/logPath";
import { UserError } from "../../errors";
import { makeFolder } from "../makeFolder";
import { Bucket } from "./bucket";
import { type Missing, copyFile, keyOf } from "./copy";
import { type Where, dayFolders } from "./folders";
import type { LocalFolder } from "./localFolder";
import { type Patience, isPassing, usualPatience } from "./patience";
import { Queue, Slots } from "./slots";

/** Files that are on their way together. */
export const filesAtOnce = 16;
/** Days that are compared beside them. */
const daysAtOnce = 4;

/** What was seen and done so far; looked at by whoever shows it. */
export interface Tally {
  /** Whether all of the bucket's files in the window are known. */
  isListed: boolean;
  /** Log files here that are the bucket's already. */
  present: number;
  /** What was missing: how many files, and their bytes. */
  missing: number;
  missingBytes: number;
  copied: number;
  copiedBytes: number;
  /** Objects among the log files that are none; the first of them. */
  others: number;
  other?: string;
  /** Files here that the bucket does not have (any longer); the first of them. */
  extra: number;
  extraFile?: string;
  readonly failed: { readonly key: string; readonly reason: string }[];
}

/** Thrown where so many files in a row fail that the next would too. */
export class GaveUp extends Error {
  constructor(override readonly cause: unknown) {
    super("files in a row could not be copied");
  }
}

/** Brings the log files of the bucket that are missing under a folder, and leaves everything else there as it is. */
export class Sync {
  readonly tally: Tally = {
    isListed: false,
    present: 0,
    missing: 0,
    missingBytes: 0,
    copied: 0,
    copiedBytes: 0,
    others: 0,
    extra: 0,
    failed: [],
  };
  private readonly queue = new Queue<Missing>();
  private readonly ending = new AbortController();
  private readonly bucket: Bucket;
  private failedInARow = 0;

  /** @param from a client that does not try again by itself, and the bucket's name */
  constructor(
    from: { readonly client: S3Client; readonly bucket: string },
    private readonly to: LocalFolder,
    private readonly where: Where,
    private readonly signal: AbortSignal,
    private readonly patience: Patience = usualPatience,
  ) {
    this.bucket = new Bucket(from.client, from.bucket, patience, this.ending.signal);
    // each file on its way listens
    setMaxListeners(0, this.ending.signal);
  }

  /** Throws what makes all further work pointless: S3 refuses, or the folder cannot be written to. */
  async run(): Promise<void> {
    const end = () => this.ending.abort(this.signal.reason);
    this.signal.addEventListener("abort", end);
    if (this.signal.aborted) end();
    let first: unknown;
    const orEnd = async (work: Promise<void>): Promise<void> => {
      try {
        await work;
      } catch (error) {
        first ??= error;
        this.ending.abort(error);
        this.queue.close();
      }
    };
    const workers = Array.from({ length: filesAtOnce }, () => orEnd(this.copyAll()));
    // all are waited for, so that nothing is written any longer when this ends
    await Promise.all([orEnd(this.list()), ...workers]);
    this.signal.removeEventListener("abort", end);
    if (first !== undefined) throw first;
  }

  private async list(): Promise<void> {
    const here = new Set(await dayFolders(this.to, this.where));
    const days = await dayFolders(this.bucket, this.where);
    const slots = new Slots(daysAtOnce);
    await Promise.all(days.map((day) => slots.run(() => this.compare(day))));
    for (const day of days) here.delete(day);
    for (const day of here) {
      for (const { name } of await this.to.filesIn(day)) this.findExtra(day, name);
    }
    this.tally.isListed = true;
    this.queue.close();
  }

  /** Finds what is missing of a day. */
  private async compare(folder: string): Promise<void> {
    this.ending.signal.throwIfAborted();
    const here = new Map((await this.to.filesIn(folder)).map(({ name, size }) => [name, size]));
    for await (const page of this.bucket.filesIn(folder)) {
      const missing: Missing[] = [];
      for (const file of page) {
        const size = here.get(file.name);
        here.delete(file.name);
        if (!isLog(folder, file.name)) this.findOther(folder, file.name);
        else if (size === file.size) this.tally.present += 1;
        else missing.push({ name: own(file.name), etag: own(file.etag), size: file.size, folder });
      }
      if (missing.length === 0) continue;
      await makeFolder(this.to.path(folder)).catch((error: unknown) => {
        throw this.to.failure(error);
      });
      this.tally.missing += missing.length;
      this.tally.missingBytes += missing.reduce((sum, { size }) => sum + size, 0);
      this.queue.add(missing);
    }
    for (const name of here.keys()) this.findExtra(folder, name);
  }

  private findOther(folder: string, name: string): void {
    // the console makes an object of its own for a folder
    if (name === "" || name.endsWith("/")) return;
    this.tally.others += 1;
    this.tally.other ??= `${folder}${name}`;
  }

  private findExtra(folder: string, name: string): void {
    if (!isLog(folder, name)) return;
    this.tally.extra += 1;
    this.tally.extraFile ??= `${folder}${name}`;
  }

  private async copyAll(): Promise<void> {
    for (;;) {
      const file = await this.queue.take();
      if (file === undefined || this.ending.signal.aborted) return;
      try {
        await copyFile(this.bucket, file, this.to, this.patience, this.ending.signal);
        this.tally.copied += 1;
        this.tally.copiedBytes += file.size;
        this.failedInARow = 0;
      } catch (error) {
        this.ending.signal.throwIfAborted();
        if (error instanceof UserError || !this.canGoOnAfter(error)) throw error;
        this.tally.failed.push({ key: keyOf(file), reason: reasonOf(error) });
        if (isPassing(error)) this.failedInARow += 1;
        if (this.failedInARow >= filesAtOnce) throw new GaveUp(error);
      }
    }
  }

  /** A fault of one file, not of all. */
  private canGoOnAfter(error: unknown): boolean {
    return isPassing(error) || ofOneFile.has((error as Error).name);
  }
}

/** A part of a text keeps the whole text in memory: of a million files that would be a million lines of XML. */
const own = (text: string): string => Buffer.from(text, "latin1").toString("latin1");

/** What S3 answers about one object. */
const ofOneFile = new Map([
  ["NoSuchKey", "gone from the bucket since it was listed"],
  ["InvalidObjectState", "archived: it has to be restored in S3 first"],
]);

const reasonOf = (error: unknown): string => {
  const { name, message } = error as Error;
  // the SDK's own words, where the object has a checksum
  if (message.startsWith("Checksum mismatch")) return "other bytes came than its checksum tells of";
  return ofOneFile.get(name) ?? message;
};

/** Whether it is a log file that lies directly in the folder: keys come from whoever may write to the bucket. */
const isLog = (folder: string, name: string): boolean =>
  /^[A-Za-z0-9_.-]+$/.test(name) && LogPath.parse(`${folder}${name}`) !== undefined;
