import { readdir, realpath, stat } from "node:fs/promises";
import { basename, dirname, join, sep } from "node:path";
import type { Unreadable } from "../cloudtrail/logFile";
import { LogPath } from "../cloudtrail/logPath";
import {
  UserError,
  logsFolderEmpty,
  logsFolderMissing,
  logsFolderOfDigests,
  logsFolderOfOthers,
  logsFolderUnreadable,
} from "../errors";
import { reasonOf } from "./systemError";

export interface FoundLogs {
  /** CloudTrail's log files, sorted. */
  readonly files: readonly string[];
  /** Folders that could not be looked into. */
  readonly unreadable: readonly Unreadable[];
}

/** What CloudTrail writes beside its event logs: CloudTrail-Digest, -Insight, -NetworkActivity, -Aggregated. */
const sibling = /(^|_)CloudTrail-[A-Za-z]+(_|$)/;

const isLog = (name: string) => /\.json(\.gz)?$/.test(name) && !sibling.test(name);

/**
 * Finds CloudTrail's log files wherever they lie under `folder`, or the one file named. Symbolic links are followed,
 * each folder and file is taken once. Throws UserError where there is no such folder or, unless it `mayBeEmpty`, nothing in
 * it.
 */
export async function findLogs(
  folder: string,
  { mayBeEmpty = false }: { readonly mayBeEmpty?: boolean } = {},
): Promise<FoundLogs> {
  const kind = await stat(folder).catch((error: NodeJS.ErrnoException) => {
    throw new UserError([
      error.code === "ENOENT" ? logsFolderMissing(folder) : logsFolderUnreadable(folder, reasonOf(error)),
    ]);
  });
  if (kind.isFile()) return { files: [folder], unreadable: [] };

  const search = new Search();
  await search.begin(folder);
  const { unreadable } = search;
  const files = await withoutCopies(search.files());
  if (files.length === 0 && unreadable.length === 0 && !mayBeEmpty)
    throw new UserError([search.whyNothing(folder)]);
  return { files, unreadable };
}

/** Keeps nothing for a file but its path: there may be a hundred thousand. */
class Search {
  readonly unreadable: Unreadable[] = [];
  private readonly found: string[] = [];
  /** Files behind symbolic links, by their real path. */
  private readonly linked = new Map<string, string>();
  /** What lies there beside log files. */
  private hasSiblings = false;
  private hasOthers = false;
  /** Real paths of the folders that were looked into. */
  private readonly seen = new Set<string>();

  begin(folder: string): Promise<void> {
    return this.visit(folder, async () => this.look(folder, await realpath(folder)));
  }

  files(): string[] {
    for (const [realPath, path] of this.linked) {
      const isFoundItself = this.seen.has(dirname(realPath)) && isLog(basename(realPath));
      if (!isFoundItself) this.found.push(path);
    }
    return this.found.sort();
  }

  /** The sentence for a search without a log file. */
  whyNothing(folder: string): string {
    if (this.hasOthers) return logsFolderOfOthers(folder);
    return this.hasSiblings ? logsFolderOfDigests(folder) : logsFolderEmpty(folder);
  }

  private async look(path: string, realPath: string): Promise<void> {
    if (this.seen.has(realPath)) return;
    this.seen.add(realPath);
    // `join` takes a path apart and together again: for a hundred thousand that is a hundred megabytes
    const before = path.endsWith(sep) ? path : path + sep;
    for (const entry of await readdir(path, { withFileTypes: true })) {
      const { name } = entry;
      if (entry.isFile()) {
        if (isLog(name)) this.found.push(before + name);
        else if (sibling.test(name)) this.hasSiblings = true;
        else this.hasOthers = true;
      } else if (entry.isDirectory()) {
        if (sibling.test(name)) {
          this.hasSiblings = true;
          continue;
        }
        const child = before + name;
        await this.visit(child, () => this.look(child, join(realPath, name)));
      } else if (entry.isSymbolicLink()) {
        const child = before + name;
        await this.visit(child, () => this.follow(child, name));
      }
    }
  }

  private async follow(path: string, name: string): Promise<void> {
    const realPath = await realpath(path);
    const kind = await stat(realPath);
    if (kind.isDirectory() && !sibling.test(name)) await this.look(path, realPath);
    else if (kind.isFile() && !isLog(name)) this.hasOthers = true;
    else if (kind.isFile() && !this.linked.has(realPath)) this.linked.set(realPath, path);
  }

  private async visit(path: string, looking: () => Promise<void>): Promise<void> {
    try {
      await looking();
    } catch (error) {
      this.unreadable.push({ path, reason: reasonOf(error) });
    }
  }
}

/**
 * Leaves out copies of a log file in other folders. CloudTrail's names are unique, so a file of the same name and
 * size is the same; one of another size may be damaged, and both are read.
 */
async function withoutCopies(paths: readonly string[]): Promise<readonly string[]> {
  const names = new Set<string>();
  const byName = new Map<string, string[]>();
  for (const path of paths) {
    const name = basename(path);
    if (names.has(name)) byName.set(name, []);
    names.add(name);
  }
  if (byName.size === 0) return paths;
  const kept: string[] = [];
  for (const path of paths) {
    const copies = byName.get(basename(path));
    if (copies === undefined || LogPath.parse(path) === undefined) kept.push(path);
    else copies.push(path);
  }
  for (const copies of byName.values()) kept.push(...(await onePerSize(copies)));
  return kept.sort();
}

async function onePerSize(copies: readonly string[]): Promise<readonly string[]> {
  if (copies.length < 2) return copies;
  const bySize = new Map<number, string>();
  for (const path of copies) {
    // one that is gone meanwhile is named when it is read
    const size = await stat(path).then(
      (found) => found.size,
      () => -1,
    );
    if (!bySize.has(size)) bySize.set(size, path);
  }
  return [...bySize.values()];
}
