import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type UserError, temporaryUnwritable } from "./errors";

/**
 * Removes a file or folder when the process ends, also where Ctrl-C does not leave it the time to clean up (only
 * `kill -9` leaves it none). To be called before it is made; the result forgets it, when it is gone or has its place.
 */
export function removeAtExit(path: string): () => void {
  const remove = () => {
    try {
      rmSync(path, { recursive: true, force: true, maxRetries: 3, retryDelay: 20 });
    } catch {
      // there is nobody left who could be told
    }
  };
  process.once("exit", remove);
  return () => process.off("exit", remove);
}

/** What every temporary file or folder of ours begins with. */
export const temporaryPath = (name: string): string => join(tmpdir(), `s3-audit-${name}`);

/** A folder of its own for temporary files, readable by nobody else, that is gone at the end. */
export class TemporaryFolder {
  readonly path: string;
  private readonly forget: () => void;

  /** Throws UserError where there can be none. */
  constructor(name: string) {
    this.path = inTemporary(() => mkdtempSync(temporaryPath(`${name}-`)));
    this.forget = removeAtExit(this.path);
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
    this.forget();
  }
}

/** Writes or reads temporary files. Throws UserError where the system refuses. */
export function inTemporary<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw isOfSystem(error) ? refusedTemporary(error) : error;
  }
}

/** The sentence for what the system says of temporary files. */
export const refusedTemporary = (error: unknown): UserError => temporaryUnwritable(tmpdir(), error);

/** Whether the system refused something: no fault of the program. */
export const isOfSystem = (error: unknown): error is NodeJS.ErrnoException => {
  const { code, syscall } = (error ?? {}) as Partial<NodeJS.ErrnoException>;
  return typeof code === "string" && /^E[A-Z0-9]+$/.test(code) && syscall !== undefined;
};
