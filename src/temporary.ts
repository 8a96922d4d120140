import { existsSync, mkdtempSync, readdirSync, rmSync, rmdirSync, unlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError, temporaryUnwritable } from "./errors";

/** What is to be gone when the process ends, however it ends. */
export interface Passing {
  /**
   * Removes it. What the system does not remove now (too many files are open, and a folder must be opened for it) is
   * removed at the end: never is an answer, or the failure that is to be told, lost for it.
   */
  remove(): void;
  /** It is gone, or has its place. */
  forget(): void;
}

/**
 * Removes a file or folder when the process ends, also where Ctrl-C does not leave it the time to clean up (only
 * `kill -9` leaves it none). To be called before it is made.
 */
export function removeAtExit(path: string): Passing {
  const isRemoved = (maxRetries: number): boolean => {
    try {
      rmSync(path, { recursive: true, force: true, maxRetries, retryDelay: 20 });
      return true;
    } catch {
      return isRemovedStepByStep(path);
    }
  };
  const atExit = () => isRemoved(3);
  process.once("exit", atExit);
  const forget = () => process.off("exit", atExit);
  return {
    remove: () => {
      if (isRemoved(0)) forget();
    },
    forget,
  };
}

/** Of a deep folder newer Nodes open every level at once; this opens one at a time. */
function isRemovedStepByStep(path: string): boolean {
  try {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      const inside = join(path, entry.name);
      if (!entry.isDirectory()) unlinkSync(inside);
      else if (!isRemovedStepByStep(inside)) return false;
    }
    rmdirSync(path);
    return true;
  } catch {
    // there is nobody who could do more about it
    return false;
  }
}

/** What every temporary file or folder of ours begins with. */
export const temporaryPath = (name: string): string => join(tmpdir(), `s3-audit-${name}`);

/** A folder of its own for temporary files, readable by nobody else, that is gone at the end. */
export class TemporaryFolder {
  readonly path: string;
  private readonly passing: Passing;

  /** Throws UserError where there can be none. */
  constructor(name: string) {
    this.path = inTemporary(() => mkdtempSync(temporaryPath(`${name}-`)));
    this.passing = removeAtExit(this.path);
  }

  /** Where the system does not remove it now, it is gone at the end. */
  remove(): void {
    this.passing.remove();
  }
}

/** Writes or reads temporary files. Throws UserError where the system refuses. */
export function inTemporary<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const refused = systemErrorIn(error);
    throw refused === undefined ? error : refusedTemporary(refused);
  }
}

/** The sentence for what the system says of temporary files. */
export const refusedTemporary = (error: unknown): UserError => temporaryUnwritable(tmpdir(), error);

/** The system's words for too many open files, which do not always come with their code. */
export const tooManyOpen: readonly (readonly [words: RegExp, code: string])[] = [
  [/ENFILE|Too many open files in system/i, "ENFILE"],
  [/EMFILE|Too many open files/i, "EMFILE"],
];

/**
 * What the system refused, which is no fault of the program; undefined where it refused nothing. Where too many files are
 * open, Node says so in many ways: a folder that is not removed has a message without a code, a thread or a module that
 * is not loaded an error of its own, sometimes with the system's as its cause.
 */
export function systemErrorIn(error: unknown): NodeJS.ErrnoException | undefined {
  if (typeof error !== "object" || error === null || error instanceof UserError) return undefined;
  const { code, syscall, cause, message = "" } = error as Partial<NodeJS.ErrnoException>;
  if (typeof code === "string" && /^E[A-Z0-9]+$/.test(code) && syscall !== undefined)
    return error as NodeJS.ErrnoException;
  const [, known] = tooManyOpen.find(([words]) => words.test(message)) ?? [];
  const found = known ?? (code === "MODULE_NOT_FOUND" && isThere(message) ? "EMFILE" : undefined);
  if (found !== undefined) return Object.assign(new Error(message, { cause: error }), { code: found });
  return systemErrorIn(cause);
}

/** Node takes a package for missing whose package.json it could not open. */
function isThere(message: string): boolean {
  const [, name] = /^Cannot find module '([^'./][^']*)'/.exec(message) ?? [];
  const folders = name === undefined ? [] : (require.resolve.paths(name) ?? []);
  return folders.some((folder) => existsSync(join(folder, name ?? "", "package.json")));
}
