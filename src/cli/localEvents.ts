import type { LogFile, Unreadable } from "../cloudtrail/logFile";
import { DuckDbEngine } from "../engines/duckdb/duckdbEngine";
import { type Answer, LogsUnreadable } from "../engines/engine";
import { ExitCode, UserError, engineFailed } from "../errors";
import { findLogs } from "../logs/find";
import { glanceAt, isReadable } from "../logs/glance";
import { gzipFault } from "../logs/gzipFault";
import type { Asked, Catalog, Question } from "../questions";

/** The names that table and view have on this machine, where nobody sees them. */
export const localCatalog = (timeZone: string): Catalog => ({
  database: "s3_audit",
  table: "cloudtrail_logs",
  timeZone,
});

/** An answer out of log files on this machine, and what it had to do without. */
export interface LocalAnswer {
  readonly answer: Answer;
  readonly files: number;
  readonly unreadable: readonly Unreadable[];
  close(): void;
}

/**
 * Asks DuckDB over the log files under a folder. Files that cannot be read are left out and told of; the others
 * answer. Throws UserError where there are no logs, or DuckDB fails over good ones.
 */
export async function askLogs(
  folder: string,
  catalog: Catalog,
  question: Question,
  asked: Asked,
): Promise<LocalAnswer> {
  const found = await findLogs(folder);
  const seen = found.files.map(glanceAt);
  let files: readonly LogFile[] = seen.filter(isReadable);
  const unreadable = [...found.unreadable, ...seen.filter((file): file is Unreadable => !isReadable(file))];
  const engine = await DuckDbEngine.open(catalog);
  const answer = async (): Promise<Answer> => {
    await engine.read(files);
    return engine.answer(question, asked);
  };
  try {
    const given = await answer().catch(async (error: unknown) => {
      if (!(error instanceof LogsUnreadable)) throw error;
      const damaged = await damagedAmong(files, engine);
      if (damaged.length === 0) throw error;
      const leftOut = new Set(damaged.map(({ path }) => path));
      files = files.filter(({ path }) => !leftOut.has(path));
      unreadable.push(...damaged);
      return answer();
    });
    unreadable.sort((a, b) => (a.path < b.path ? -1 : 1));
    return { answer: given, files: files.length, unreadable, close: () => engine.close() };
  } catch (error) {
    engine.close();
    if (error instanceof LogsUnreadable) {
      throw new UserError([engineFailed("DuckDB", error.reason)], ExitCode.engine);
    }
    throw error;
  }
}

/** Damage is looked for only where an answer failed: it is rare, and looking reads everything once more. */
async function damagedAmong(files: readonly LogFile[], engine: DuckDbEngine): Promise<readonly Unreadable[]> {
  const compressed = new Set(files.filter((file) => file.compressed).map(({ path }) => path));
  const damaged: Unreadable[] = [];
  for (const { path, reason } of await engine.unreadableAmong(files)) {
    const cause = compressed.has(path) ? await gzipFault(path) : undefined;
    damaged.push({ path, reason: cause ?? reason });
  }
  return damaged;
}
