import { statSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { type UserError, syncFolderUnusable } from "../../errors";
import type { Folders, Listed } from "./folders";

/** A file on its way: it gets its name when it is whole. Not `.json.gz`: that would be a log file. */
export const draftOf = (name: string): string => `.${name}.${process.pid}.partial`;
const draft = /^\..+\.json\.gz\.\d+\.partial$/;

/** The folder that is to become like the bucket. Files have the bucket's keys as their paths. */
export class LocalFolder implements Folders {
  /** @param shown as it was written */
  constructor(
    private readonly root: string,
    private readonly shown = root,
  ) {}

  path(key: string): string {
    return join(this.root, key);
  }

  async foldersIn(folder: string): Promise<readonly string[]> {
    const entries = await this.entriesOf(folder);
    return entries.filter((entry) => !entry.isFile()).map(({ name }) => name);
  }

  /** The files directly in a folder. What a killed process left half written is removed. */
  async filesIn(folder: string): Promise<readonly Listed[]> {
    const files: Listed[] = [];
    for (const { name } of await this.entriesOf(folder)) {
      const path = join(this.root, folder, name);
      if (draft.test(name)) {
        await rm(path, { force: true }).catch((error: unknown) => {
          throw this.failure(error);
        });
        continue;
      }
      const seen = this.look(path);
      if (seen?.isFile()) files.push({ name, size: seen.size });
    }
    return files;
  }

  /** The sentence for what the system says of this folder. */
  failure(error: unknown): UserError {
    return syncFolderUnusable(this.shown, error);
  }

  /** Waiting for each would take longer than looking. */
  private look(path: string) {
    try {
      return statSync(path, { throwIfNoEntry: false });
    } catch (error) {
      throw this.failure(error);
    }
  }

  private async entriesOf(folder: string) {
    try {
      return await readdir(join(this.root, folder), { withFileTypes: true });
    } catch (error) {
      if (codeOf(error) === "ENOENT") return [];
      throw this.failure(error);
    }
  }
}

export const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;
