import { LogsUnreadable } from "../engine";

/** Throws LogsUnreadable where DuckDB fails. */
export async function readingLogs<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new LogsUnreadable(reasonOf(error));
  }
}

/** DuckDB's own words on a file, without the file's name and the statement. */
function reasonOf(error: unknown): string {
  const { message = String(error) } = error as Partial<Error>;
  const [, malformed] = /Malformed JSON in file .*?(at byte \d+[^:]*: [^.\n]*)/s.exec(message) ?? [];
  if (malformed !== undefined) return `not JSON: ${malformed}`;
  const [, shape] = /JSON transform error in file .*?(Expected [^\n]*)/s.exec(message) ?? [];
  if (shape !== undefined) return `a record of another shape than CloudTrail's: ${shape}`;
  return (message.split("\n")[0] ?? "").replace(/^[\w ]+ Error: /, "");
}
