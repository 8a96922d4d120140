import { readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Unreadable } from "../../cloudtrail/logFile";
import { LogPath } from "../../cloudtrail/logPath";
import { removeAtExit } from "../../temporary";
import { makeFolder } from "../makeFolder";
import { hashesOf } from "./hashing";

/** Where the cache of a folder of logs lies, in that folder. */
export const cacheFolder = ".s3-audit-cache";

/** To be changed with whatever a kept day holds: days that were kept by another version are not used. */
const version = 4;

/** A log file as it was when its day was kept: path relative to the folder, bytes, milliseconds since 1970. */
type Seen = readonly [path: string, size: number, modified: number];

/** What is known of a kept day; a file of JSON beside the data, written after it. */
interface Entry {
  readonly version: number;
  readonly files: readonly Seen[];
  /** SHA-256 of the data, in hexadecimal. */
  readonly hash: string;
  readonly events: number;
  readonly unreadable: readonly Unreadable[];
}

/** A day whose events are kept. */
export interface KeptDay {
  readonly day: string;
  /** The file of Parquet. */
  readonly path: string;
  readonly files: number;
  readonly events: number;
  readonly unreadable: readonly Unreadable[];
}

/** Log files by their UTC day of delivery, as `yyyy/MM/dd`; those outside CloudTrail's layout have none. */
export function byDay(paths: readonly string[]): ReadonlyMap<string | undefined, readonly string[]> {
  const days = new Map<string | undefined, string[]>();
  for (const path of paths) {
    const day = LogPath.parse(path)?.day;
    const some = days.get(day);
    if (some === undefined) days.set(day, [path]);
    else some.push(path);
  }
  return days;
}

/**
 * The events of whole days, kept so that they need not be read from log files again. A day answers only as long as its
 * log files are the very ones that were read (their names, sizes and times) and its data is what was written (its hash):
 * anything else is as if it were not kept.
 */
export class DayCache {
  private readonly folder: string;

  /** @param logs the folder with the log files */
  constructor(private readonly logs: string) {
    this.folder = join(logs, cacheFolder);
  }

  get isThere(): boolean {
    return this.names().length > 0;
  }

  /** Those of the days that are kept and current, by day. */
  async kept(
    days: Iterable<readonly [day: string, paths: readonly string[]]>,
  ): Promise<ReadonlyMap<string, KeptDay>> {
    const claimed: (readonly [hash: string, day: KeptDay])[] = [];
    for (const [day, paths] of days) {
      const entry = this.entry(day);
      if (entry === undefined || !sameFiles(entry.files, this.seen(paths))) continue;
      claimed.push([entry.hash, this.keptDay(day, entry)]);
    }
    const hashes = await hashesOf(claimed.map(([, { path }]) => path));
    const right = claimed.filter(([hash], index) => hashes[index] === hash);
    return new Map(right.map(([, kept]) => [kept.day, kept]));
  }

  private keptDay(day: string, { hash, files, events, unreadable }: Entry): KeptDay {
    return {
      day,
      path: this.data(day, hash),
      files: files.length,
      events,
      unreadable: unreadable.map((file) => ({ ...file, path: join(this.logs, file.path) })),
    };
  }

  /**
   * Keeps a day.
   * @param write writes the events of the log files to a file, and tells their number and what could not be read
   */
  async keep(
    day: string,
    paths: readonly string[],
    write: (file: string) => Promise<Pick<KeptDay, "events" | "unreadable">>,
  ): Promise<KeptDay> {
    await makeFolder(this.folder);
    const draft = join(this.folder, `${nameOf(day)}.${process.pid}.partial`);
    const list = `${draft}.days`;
    const passing = [draft, list].map(removeAtExit);
    try {
      // before they are read: a file that changes meanwhile is another one than was seen
      const files = this.seen(paths);
      const { events, unreadable: lost } = await write(draft);
      const unreadable = lost.map((file) => ({ ...file, path: relative(this.logs, file.path) }));
      const [hash] = await hashesOf([draft]);
      if (hash === undefined) throw new Error(`${draft} is gone`);
      const before = this.entry(day);
      const entry: Entry = { version, files, hash, events, unreadable };
      // while there is only a draft to be removed: the disk may be full by now
      writeFileSync(list, JSON.stringify(entry));
      renameSync(draft, this.data(day, hash));
      renameSync(list, this.list(day));
      if (before !== undefined && before.hash !== hash) rmSync(this.data(day, before.hash), { force: true });
      return this.keptDay(day, entry);
    } finally {
      for (const each of passing) each.remove();
    }
  }

  /** Removes what belongs to no day of these, and what killed processes left. Gives the number of days removed. */
  forgetAllBut(days: ReadonlySet<string>): number {
    const used = new Set<string>();
    let removed = 0;
    for (const name of this.names()) {
      const day = /^(\d{4}-\d\d-\d\d)\.days$/.exec(name)?.[1]?.replaceAll("-", "/");
      if (day === undefined) continue;
      const entry = this.entry(day);
      if (days.has(day) && entry !== undefined)
        used.add(name).add(`${nameOf(day)}.${entry.hash.slice(0, 16)}.parquet`);
      else removed += 1;
    }
    for (const name of this.names()) {
      if (!used.has(name)) rmSync(join(this.folder, name), { force: true });
    }
    return removed;
  }

  /** Bytes on disk. */
  get size(): number {
    return this.names().reduce((sum, name) => sum + statSync(join(this.folder, name)).size, 0);
  }

  private entry(day: string): Entry | undefined {
    try {
      const entry = JSON.parse(readFileSync(this.list(day), "utf8")) as Entry;
      return entry.version === version ? entry : undefined;
    } catch {
      return undefined;
    }
  }

  private seen(paths: readonly string[]): readonly Seen[] {
    return paths.map((path) => {
      const { size, mtimeMs } = statSync(path);
      return [relative(this.logs, path), size, mtimeMs] as const;
    });
  }

  /** Not `.json`: that would be a log file. */
  private list(day: string): string {
    return join(this.folder, `${nameOf(day)}.days`);
  }

  private data(day: string, hash: string): string {
    return join(this.folder, `${nameOf(day)}.${hash.slice(0, 16)}.parquet`);
  }

  private names(): readonly string[] {
    try {
      return readdirSync(this.folder);
    } catch {
      return [];
    }
  }
}

const nameOf = (day: string) => day.replaceAll("/", "-");

const sameFiles = (one: readonly Seen[], other: readonly Seen[]): boolean =>
  one.length === other.length &&
  one.every((file, index) => file.every((part, at) => part === other[index]?.[at]));
