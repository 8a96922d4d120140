import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LogFile, Unreadable } from "../cloudtrail/logFile";
import { DuckDbEngine } from "../engines/duckdb/duckdbEngine";
import { type Answer, LogsUnreadable } from "../engines/engine";
import { ExitCode, UserError, engineFailed } from "../errors";
import { findLogs } from "../logs/find";
import { glanceAt, isReadable } from "../logs/glance";
import { rescue } from "../logs/rescue";
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
  const copies = new CopyFolder();
  const close = () => {
    engine.close();
    copies.remove();
  };
  const engine = await DuckDbEngine.open(catalog);
  /** In place of each file a copy of its readable records, where it has any. */
  const takeByRecord = async (some: ReadonlySet<string>): Promise<void> => {
    const kept = files.filter(({ path }) => !some.has(path));
    for (const file of files) {
      if (!some.has(file.path)) continue;
      const rescued = await rescue(file, copies.path(), copies.next());
      if (rescued.file !== undefined) kept.push(rescued.file);
      if (rescued.lost !== undefined) unreadable.push(rescued.lost);
    }
    files = kept;
  };
  const answer = async (): Promise<Answer> => {
    for (;;) {
      try {
        await engine.read(files);
        return await engine.answer(question, asked);
      } catch (error) {
        if (!(error instanceof LogsUnreadable)) throw error;
        const damaged = await engine.unreadableAmong(files);
        // a copy is ours: where it fails the fault is not the file's
        if (damaged.length === 0 || damaged.some(({ path }) => copies.has(path))) throw error;
        await takeByRecord(new Set(damaged.map(({ path }) => path)));
      }
    }
  };
  try {
    await takeByRecord(new Set(files.filter(({ byRecord }) => byRecord).map(({ path }) => path)));
    const given = await answer();
    unreadable.sort((a, b) => (a.path < b.path ? -1 : 1));
    return { answer: given, files: files.length, unreadable, close };
  } catch (error) {
    close();
    if (error instanceof LogsUnreadable) {
      throw new UserError([engineFailed("DuckDB", error.reason)], ExitCode.engine);
    }
    throw error;
  }
}

/** Holds copies of damaged logs for one answer; made when first needed, readable by nobody else. */
class CopyFolder {
  private folder: string | undefined;
  private made = 0;

  path(): string {
    if (this.folder === undefined) {
      this.folder = mkdtempSync(join(tmpdir(), "s3-audit-records-"));
      process.once("exit", this.remove);
    }
    return this.folder;
  }

  next(): number {
    this.made += 1;
    return this.made;
  }

  has(path: string): boolean {
    return this.folder !== undefined && path.startsWith(`${this.folder}/`);
  }

  readonly remove = (): void => {
    process.off("exit", this.remove);
    if (this.folder !== undefined) rmSync(this.folder, { recursive: true, force: true });
    this.folder = undefined;
  };
}
