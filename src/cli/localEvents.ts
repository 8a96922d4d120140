import { join } from "node:path";
import type { LogFile, Unreadable } from "../cloudtrail/logFile";
import { DuckDbEngine, loadDuckDb } from "../engines/duckdb/duckdbEngine";
import { LogsUnreadable } from "../engines/engine";
import { ExitCode, UserError, engineFailed } from "../errors";
import { DayCache, type KeptDay, byDay } from "../logs/cache/dayCache";
import { bundle } from "../logs/bundle";
import { findLogs } from "../logs/find";
import { glanceAtAll, isReadable, sizeOf } from "../logs/glance";
import { placeOfCopy, rescue } from "../logs/rescue";
import { type Within, canHold, lastDayBefore } from "../logs/within";
import type { Catalog } from "../questions";
import { TemporaryFolder } from "../temporary";

/** The names that table and view have on this machine, where nobody sees them. */
export const localCatalog = (timeZone: string): Catalog => ({
  database: "s3_audit",
  table: "cloudtrail_logs",
  timeZone,
});

/** What was had out of log files on this machine, and what it had to do without. */
export interface FromLogs<T> {
  readonly given: T;
  /** Files that were read, and files that can hold nothing that was asked for. */
  readonly read: number;
  readonly skipped: number;
  /** Where nothing was read because all files are older than what was asked for: the last day of delivery. */
  readonly lastDay?: string | undefined;
  /** Days that were had from the cache. */
  readonly kept: readonly KeptDay[];
  readonly unreadable: readonly Unreadable[];
  close(): void;
}

export interface LogSource {
  /** Any folder, or one file. */
  readonly folder: string;
  readonly catalog: Catalog;
  readonly within: Within;
  /** Whether kept days will do; the table itself is not kept. */
  readonly takesKept: boolean;
  readonly signal: AbortSignal;
}

/**
 * Asks DuckDB over the log files under a folder, or what is kept of them. Files that cannot be read are left out and told
 * of; the others answer. Throws UserError where there are no logs, or DuckDB fails over good ones.
 */
export async function askLogs<T>(
  { folder, within, takesKept, ...how }: LogSource,
  ask: (engine: DuckDbEngine) => Promise<T>,
): Promise<FromLogs<T>> {
  const found = await findLogs(folder);
  const wanted = found.files.filter((path) => canHold(path, within));
  const [{ kept, rest }] = await Promise.all([
    takesKept ? keptOf(folder, wanted, found.files) : { kept: [], rest: wanted },
    loadDuckDb(),
  ]);
  const answered = await askFiles({ ...how, paths: rest, kept }, ask);
  return {
    ...answered,
    kept,
    skipped: found.files.length - wanted.length,
    ...(wanted.length === 0 && { lastDay: lastDayBefore(found.files, within) }),
    unreadable: inOrder([
      ...found.unreadable,
      ...kept.flatMap(({ unreadable }) => unreadable),
      ...answered.unreadable,
    ]),
  };
}

/** The days of the files that are kept, and the files of the others. A day is kept with all its files. */
async function keptOf(folder: string, wanted: readonly string[], all: readonly string[]) {
  const cache = new DayCache(folder);
  if (!cache.isThere) return { kept: [], rest: wanted };
  const days = byDay(wanted);
  const everyFile = wanted.length === all.length ? days : byDay(all);
  const kept = await cache.kept(
    [...everyFile].flatMap(([day, paths]) =>
      day === undefined || !days.has(day) ? [] : [[day, paths] as const],
    ),
  );
  const rest = [...days].flatMap(([day, paths]) => (day !== undefined && kept.has(day) ? [] : paths));
  return { kept: [...kept.values()], rest };
}

export interface FileSource extends Pick<LogSource, "catalog" | "signal"> {
  readonly paths: readonly string[];
  readonly kept?: readonly KeptDay[];
}

/** The same over these very files. */
export async function askFiles<T>(
  { paths, kept = [], catalog, signal }: FileSource,
  ask: (engine: DuckDbEngine) => Promise<T>,
): Promise<Pick<FromLogs<T>, "given" | "read" | "unreadable" | "close">> {
  const opening = DuckDbEngine.open(catalog);
  const [engine, looked] = await Promise.all([opening, glanceAtAll(paths, signal)]).catch(
    async (error: unknown) => {
      (await opening).close();
      throw error;
    },
  );
  let files: readonly LogFile[] = looked.filter(isReadable);
  const unreadable = looked.filter((file): file is Unreadable => !isReadable(file));
  const copies = new CopyFolder();
  const interrupt = () => engine.interrupt();
  const close = () => {
    signal.removeEventListener("abort", interrupt);
    engine.close();
    copies.remove();
  };
  signal.addEventListener("abort", interrupt);
  /** Copies of many small files, by their path. */
  const bundles = new Map<string, readonly LogFile[]>();
  const bundleSmall = async (): Promise<void> => {
    const { single, bundles: made } = await bundle(files, (place) => copies.pathOf(place), signal);
    for (const { file, members } of made) bundles.set(file.path, members);
    files = [...single, ...made.map(({ file }) => file)];
  };
  /** In place of a bundle the files in it. */
  const open = (some: ReadonlySet<string>): void => {
    files = files.flatMap((file) => (some.has(file.path) ? (bundles.get(file.path) ?? [file]) : [file]));
  };
  /** In place of each file a copy of its readable records; of one without such a record nothing. */
  const takeByRecord = async (some: ReadonlySet<string>): Promise<void> => {
    const kept = files.filter(({ path }) => !some.has(path));
    for (const file of files) {
      if (!some.has(file.path)) continue;
      signal.throwIfAborted();
      const rescued = await rescue(file, copies.pathOf(placeOfCopy(file.path)));
      if (rescued.file !== undefined) kept.push(rescued.file);
      if (rescued.lost !== undefined) unreadable.push(rescued.lost);
    }
    files = kept;
  };
  const answer = async (): Promise<T> => {
    for (;;) {
      try {
        signal.throwIfAborted();
        const data = kept.map(({ path }) => path);
        engine.read(files, data);
        return await ask(engine);
      } catch (error) {
        if (!(error instanceof LogsUnreadable) || signal.aborted) throw error;
        let suspects = await engine.suspects(files);
        // one that grows may have been in the middle of a line, and be whole by now
        if (suspects.length === 0) suspects = files.filter(({ path, size }) => sizeOf(path) !== size);
        const paths = new Set(suspects.map(({ path }) => path));
        if (suspects.some(({ path }) => bundles.has(path))) {
          open(paths);
          continue;
        }
        // a copy is ours: where it fails the fault is not the file's
        const originals = suspects.filter(({ path }) => !copies.has(path));
        if (originals.length === 0) throw error;
        await takeByRecord(new Set(originals.map(({ path }) => path)));
      }
    }
  };
  try {
    await bundleSmall();
    await takeByRecord(new Set(files.filter(({ byRecord }) => byRecord).map(({ path }) => path)));
    const given = await answer();
    const read = files.reduce((sum, { path }) => sum + (bundles.get(path)?.length ?? 1), 0);
    return { given, read, unreadable: inOrder(unreadable), close };
  } catch (error) {
    close();
    if (error instanceof LogsUnreadable) {
      throw new UserError([engineFailed("DuckDB", error.reason)], ExitCode.engine);
    }
    throw error;
  }
}

const inOrder = (unreadable: readonly Unreadable[]): readonly Unreadable[] =>
  [...unreadable].sort((a, b) => (a.path < b.path ? -1 : 1));

/** Holds copies of damaged logs for one answer; made when first needed, readable by nobody else. */
class CopyFolder {
  private folder: TemporaryFolder | undefined;
  private made = 0;

  /** A path of its own for each copy that ends with this. */
  pathOf(place: string): string {
    this.folder ??= new TemporaryFolder("records");
    this.made += 1;
    return join(this.folder.path, String(this.made), place);
  }

  has(path: string): boolean {
    return this.folder !== undefined && path.startsWith(`${this.folder.path}/`);
  }

  readonly remove = (): void => {
    this.folder?.remove();
    this.folder = undefined;
  };
}
