import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Makes a folder and those it lies in, and gives the first that was made; somebody else may make the same. Node's own way
 * says of a disk that can only be read that there is no such folder.
 */
export async function makeFolder(path: string): Promise<string | undefined> {
  let first: string | undefined;
  try {
    await mkdir(path);
    return path;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return orThere(path, error);
    if (codeOf(error) !== "ENOENT") throw error;
    first = await makeFolder(dirname(path));
  }
  try {
    await mkdir(path);
    return first ?? path;
  } catch (error) {
    return (await orThere(path, error)) ?? first;
  }
}

/** Throws where no folder is there. */
async function orThere(path: string, error: unknown): Promise<undefined> {
  const there = codeOf(error) === "EEXIST" ? await stat(path).catch(() => undefined) : undefined;
  if (there?.isDirectory() !== true) throw error;
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code;
