import { readdir, realpath, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Unreadable } from "../cloudtrail/logFile";
import { LogPath } from "../cloudtrail/logPath";
import { UserError, logsFolderEmpty, logsFolderMissing, logsFolderUnreadable } from "../errors";
import { reasonOf } from "./systemError";

export interface FoundLogs {
  /** CloudTrail's log files, sorted. */
  readonly files: readonly string[];
  /** Folders that could not be looked into. */
  readonly unreadable: readonly Unreadable[];
}

/** What CloudTrail writes beside its event logs: CloudTrail-Digest, -Insight, -NetworkActivity, -Aggregated. */
const sibling = /(^|_)CloudTrail-[A-Za-z]+(_|$)/;

type Kind = { isDirectory(): boolean; isFile(): boolean };

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

  const files = new Map<string, string>();
  const unreadable: Unreadable[] = [];
  const seen = new Set<string>();

  const look = async (path: string, realPath: string): Promise<void> => {
    if (seen.has(realPath)) return;
    seen.add(realPath);
    for (const entry of await readdir(path, { withFileTypes: true })) {
      const child = join(path, entry.name);
      if (entry.isSymbolicLink()) await visit(child, () => follow(child, entry.name));
      else await take(entry, entry.name, child, join(realPath, entry.name));
    }
  };
  const follow = async (path: string, name: string): Promise<void> => {
    const realPath = await realpath(path);
    await take(await stat(realPath), name, path, realPath);
  };
  const take = async (kind: Kind, name: string, path: string, realPath: string): Promise<void> => {
    if (kind.isDirectory() && !sibling.test(name)) await visit(path, () => look(path, realPath));
    else if (kind.isFile() && isLog(name) && !files.has(realPath)) files.set(realPath, path);
  };
  const visit = async (path: string, looking: () => Promise<void>): Promise<void> => {
    try {
      await looking();
    } catch (error) {
      unreadable.push({ path, reason: reasonOf(error) });
    }
  };

  await visit(folder, async () => look(folder, await realpath(folder)));
  if (files.size === 0 && unreadable.length === 0 && !mayBeEmpty)
    throw new UserError([logsFolderEmpty(folder)]);
  return { files: await withoutCopies([...files.values()].sort()), unreadable };
}

/**
 * Leaves out copies of a log file in other folders. CloudTrail's names are unique, so a file of the same name and
 * size is the same; one of another size may be damaged, and both are read.
 */
async function withoutCopies(paths: readonly string[]): Promise<readonly string[]> {
  const byName = new Map<string, string[]>();
  for (const path of paths) {
    const name = LogPath.parse(path) === undefined ? path : basename(path);
    byName.set(name, [...(byName.get(name) ?? []), path]);
  }
  const kept: string[] = [];
  for (const copies of byName.values()) {
    const [only, another] = copies;
    if (only !== undefined && another === undefined) kept.push(only);
    else kept.push(...(await onePerSize(copies)));
  }
  return kept.sort();
}

async function onePerSize(copies: readonly string[]): Promise<readonly string[]> {
  const bySize = new Map<number, string>();
  for (const path of copies) {
    const { size } = await stat(path);
    if (!bySize.has(size)) bySize.set(size, path);
  }
  return [...bySize.values()];
}
