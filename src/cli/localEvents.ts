import type { LogFile, Unreadable } from "../cloudtrail/logFile";
import { DuckDbEngine } from "../engines/duckdb/duckdbEngine";
import { type Answer, LogsUnreadable } from "../engines/engine";
import { ExitCode, UserError, engineFailed } from "../errors";
import { findLogs } from "../logs/find";
import { glanceAt, isReadable } from "../logs/glance";
import { gzipFault } from "../logs/gzipFault";
import type { Asked, Catalog, Question } from "../questions";

/** An answer out of log files on this machine, and what it had to do without. */
export interface LocalAnswer {
  readonly answer: Answer;
  readonly files: number;
  readonly unreadable: readonly Unreadable[];
  close(): void;
}

/**
 * Asks DuckDB over the log files under a folder. Files that cannot be read are left out and told of; the others
 * answer.
 */
export async function askLogs(
  folder: string,
  catalog: Catalog,
  question: Question,
  asked: Asked,
): Promise<LocalAnswer> {
  const found = await findLogs(folder);
  const seen = found.files.map(glanceAt);
  const unreadable = [...found.unreadable, ...seen.filter((file): file is Unreadable => !isReadable(file))];
  const engine = await DuckDbEngine.open(catalog);
  const from = async (files: readonly LogFile[], also: readonly Unreadable[]): Promise<LocalAnswer> => {
    await engine.read(files);
    const answer = await engine.answer(question, asked);
    return { answer, files: files.length, unreadable: also, close: () => engine.close() };
  };

  const files = seen.filter(isReadable);
  try {
    return await from(files, unreadable);
  } catch (error) {
    if (!(error instanceof LogsUnreadable)) throw error;
    const damaged = await damagedAmong(files, engine);
    if (damaged.size === 0) throw new UserError([engineFailed("DuckDB", error.reason)], ExitCode.engine);
    return from(
      files.filter(({ path }) => !damaged.has(path)),
      [...unreadable, ...damaged.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
    );
  }
}

/** Only now are files opened one by one: damage is rare, and looking for it reads everything once more. */
async function damagedAmong(
  files: readonly LogFile[],
  engine: DuckDbEngine,
): Promise<ReadonlyMap<string, Unreadable>> {
  const damaged = new Map<string, Unreadable>();
  for (const file of files) {
    const said = await engine.whyUnreadable(file);
    if (said === undefined) continue;
    const cause = file.compressed ? await gzipFault(file.path) : undefined;
    damaged.set(file.path, { path: file.path, reason: cause ?? said });
  }
  return damaged;
}
