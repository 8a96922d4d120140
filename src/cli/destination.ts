import { createWriteStream, renameSync, rmSync, statSync } from "node:fs";
import { finished } from "node:stream/promises";
import { basename, dirname, join, resolve } from "node:path";
import { UserError, outputUnwritable } from "../errors";
import { removeAtExit } from "../temporary";
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

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/** A file that is written beside its place and moved there when it is whole. */
export class Draft {
  readonly path: string;
  private readonly place: string;
  private readonly forget: () => void;

  /** Throws UserError where no such file can be. */
  constructor(
    private readonly name: string,
    cwd: string,
  ) {
    this.place = resolve(cwd, name);
    this.path = join(dirname(this.place), `.${basename(this.place)}.${process.pid}.partial`);
    if (!isFolder(dirname(this.place))) throw this.failure("there is no such folder");
    if (isFolder(this.place)) throw this.failure("it is a folder");
    this.forget = removeAtExit(this.path);
  }

  finish(): void {
    try {
      renameSync(this.path, this.place);
      this.forget();
    } catch (error) {
      throw this.failure(error);
    }
  }

  discard(): void {
    rmSync(this.path, { force: true });
    this.forget();
  }

  failure(error: unknown): UserError {
    const { code, message = String(error) } = error as NodeJS.ErrnoException;
    return new UserError([outputUnwritable(this.name, code ?? message)]);
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
