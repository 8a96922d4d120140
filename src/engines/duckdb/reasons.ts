import { UserError, systemRefuses } from "../../errors";
import { refusedTemporary, temporaryPath, tooManyOpen } from "../../temporary";
import { LogsUnreadable } from "../engine";

/** What the system says of a file, in DuckDB's error. */
const systemWords: readonly (readonly [words: RegExp, code: string])[] = [
  // what does not fit into memory does not fit on the disk either
  [/No space left on device|max_temp_directory_size/, "ENOSPC"],
  [/Disk quota exceeded/, "EDQUOT"],
  [/File too large/, "EFBIG"],
  ...tooManyOpen,
  [/Input\/output error/, "EIO"],
  [/Permission denied/, "EACCES"],
  [/Operation not permitted/, "EPERM"],
  [/Read-only file system/, "EROFS"],
  [/Not a directory/, "ENOTDIR"],
  [/Is a directory/, "EISDIR"],
  [/File name too long/, "ENAMETOOLONG"],
  [/No such file or directory/, "ENOENT"],
];

interface Refused extends NodeJS.ErrnoException {
  readonly code: string;
}

/** What the system refused DuckDB, as an error of the system; undefined where it fails for something else. */
export function refusedBySystem(error: unknown): Refused | undefined {
  const { message = String(error) } = error as Partial<Error>;
  const code = systemWords.find(([words]) => words.test(message))?.[1];
  if (code === undefined) return undefined;
  const path = /"([^"]*)"/.exec(message)?.[1];
  return Object.assign(new Error(message), { code, syscall: "duckdb", ...(path !== undefined && { path }) });
}

/**
 * Throws LogsUnreadable where DuckDB fails over log files, UserError where the machine is at fault, and an error of the
 * system where the file cannot be written that was to be.
 * @param written a file that the work writes beside temporary ones
 */
export async function readingLogs<T>(work: () => Promise<T>, written?: string): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UserError) throw error;
    const refused = refusedBySystem(error);
    if (refused !== undefined) {
      const { code, path } = refused;
      if (written !== undefined && path?.startsWith(written)) throw refused;
      const isTemporary = path?.startsWith(temporaryPath(""));
      if (isTemporary || /ENOSPC|EDQUOT/.test(code)) throw refusedTemporary(refused);
      if (/E[MN]FILE/.test(code)) throw systemRefuses(path ?? "A file", refused);
    }
    throw new LogsUnreadable(reasonOf(error));
  }
}

/** DuckDB's own words on a file, without the file's name and the statement. */
function reasonOf(error: unknown): string {
  const { message = String(error) } = error as Partial<Error>;
  const malformed = /Malformed JSON in file .*?(at byte \d+[^:]*: [^.\n]*)/s.exec(message)?.[1];
  if (malformed !== undefined) return `not JSON: ${malformed}`;
  const shape = /JSON transform error in file .*?(Expected [^\n]*)/s.exec(message)?.[1];
  if (shape !== undefined) return `a record of another shape than CloudTrail's: ${shape}`;
  return message.replace(/\n.*/s, "").replace(/^[\w ]+ Error: /, "");
}
