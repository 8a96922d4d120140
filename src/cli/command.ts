import type { Command } from "commander";
import type { ExitCode } from "../errors";
import type { Io } from "./io";

/**
 * One file in `commands/` holds one of these: how the command is called and what it does. `register` adds it to
 * the program; its action hands the exit code to `done`.
 */
export interface CliCommand {
  /** Calls that work as they are pasted, without the program's name; the shortest first. */
  readonly examples: readonly string[];
  /** What else is to be said below the flags. */
  readonly notes?: string;
  /** What the exit codes mean, where the README's table does not say it all. */
  readonly exitCodes?: string;
  register(program: Command, io: Io, done: (code: ExitCode) => void): void;
}
