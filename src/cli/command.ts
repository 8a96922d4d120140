import type { Command } from "commander";
import type { ExitCode } from "../errors";
import type { Io } from "./io";

/**
 * One file in `commands/` holds one of these: how the command is called and what it does. `register` adds it to
 * the program; its action hands the exit code to `done`.
 */
export interface CliCommand {
  register(program: Command, io: Io, done: (code: ExitCode) => void): void;
}
