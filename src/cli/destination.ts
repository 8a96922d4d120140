import { createWriteStream, realpathSync, renameSync, statSync } from "node:fs";
import { finished } from "node:stream/promises";
import { dirname, join, resolve } from "node:path";
import { type UserError, outputUnwritable } from "../errors";
import { type Passing, removeAtExit } from "../temporary";
import type { Io } from "./io";
import { Output } from "./output";

/** Where an answer goes. */
export interface Destination {
  /** false: nobody reads any longer. `latin1`: the text is bytes, a character for each. */
  write(text: string, encoding?: "utf8" | "latin1"): Promise<boolean>;
  /** All is written. */
  finish(): Promise<void>;
  /** What is not finished is as if it had never been. */
  discard(): void;
}

export function standardOutput(io: Io): Destination {
  const out = new Output(io.stdout);
  return {
    write: (text, encoding) => out.write(text, encoding),
    finish: async () => undefined,
    discard: () => undefined,
  };
}

/**
 * A file that is written beside its place and moved there when it is whole. What is there and is no file, such as a pipe or
 * /dev/null, is written to as it is.
 */
export class Draft {
  readonly path: string;
  /** Whether what is there is a device or a pipe. */
  readonly isNoFile: boolean;
  private readonly place: string;
  private readonly passing: Passing | undefined;

  /**
   * Throws UserError where no such file can be.
   * @param refused the sentence for what the system says of it
   */
  constructor(
    private readonly name: string,
    cwd: string,
    private readonly refused = outputUnwritable,
  ) {
    const place = resolve(cwd, name);
    const there = this.look(place);
    if (there?.isDirectory()) throw this.failure({ code: "EISDIR" });
    this.isNoFile = there !== undefined && !there.isFile();
    if (this.isNoFile) {
      [this.place, this.path] = [place, place];
      return;
    }
    // a link stays one
    this.place = there === undefined ? place : realpathSync(place);
    const folder = this.look(dirname(this.place));
    if (folder?.isDirectory() !== true) throw this.failure({ code: folder ? "ENOTDIR" : "ENOENT" });
    // a name of its own: what is put before and behind a long one would make it too long
    this.path = join(dirname(this.place), `.s3-audit-${process.pid}.partial`);
    this.passing = removeAtExit(this.path);
  }

  finish(): void {
    if (this.isNoFile) return;
    try {
      renameSync(this.path, this.place);
      this.passing?.forget();
    } catch (error) {
      throw this.failure(error);
    }
  }

  discard(): void {
    this.passing?.remove();
  }

  failure(error: unknown): UserError {
    return this.refused(this.name, error);
  }

  private look(path: string) {
    try {
      return statSync(path, { throwIfNoEntry: false });
    } catch (error) {
      // a file on the way there is a folder that is missing
      if ((error as NodeJS.ErrnoException).code === "ENOTDIR") return undefined;
      throw this.failure(error);
    }
  }
}

/** Text in a file. Throws UserError where that cannot be written. */
export class OutputFile implements Destination {
  private readonly stream;
  private readonly out: Output;

  constructor(private readonly draft: Draft) {
    this.stream = createWriteStream(draft.path);
    this.out = new Output(this.stream);
  }

  async write(text: string, encoding?: "utf8" | "latin1"): Promise<boolean> {
    try {
      return await this.out.write(text, encoding);
    } catch (error) {
      throw this.draft.failure(error);
    }
  }

  async finish(): Promise<void> {
    try {
      this.stream.end();
      await finished(this.stream);
    } catch (error) {
      throw this.draft.failure(error);
    }
    this.draft.finish();
  }

  discard(): void {
    this.stream.destroy();
    this.draft.discard();
  }
}
