import { Command } from "commander";
import { askCommand } from "./commands/ask";
import { cacheCommand } from "./commands/cache";
import { completionCommand } from "./commands/completion";
import { initCommand } from "./commands/init";
import { settingsCommand } from "./commands/settings";
import type { ExitCode } from "../errors";
import { eventsCommand } from "./commands/events";
import { planCommand } from "./commands/plan";
import { questionsCommand } from "./commands/questions";
import { reviewCommand } from "./commands/review";
import { sampleCommand } from "./commands/sample";
import { syncCommand } from "./commands/sync";
import { tourCommand } from "./commands/tour";
import type { CliCommand } from "./command";
import { harmlessLines } from "./format/harmless";
import type { Io } from "./io";

/** Every command of `s3-audit`, in the order in which the help lists them. */
export const commands: readonly CliCommand[] = [
  initCommand,
  settingsCommand,
  eventsCommand,
  questionsCommand,
  askCommand,
  syncCommand,
  cacheCommand,
  sampleCommand,
  tourCommand,
  planCommand,
  reviewCommand,
  completionCommand,
];

/**
 * Runs one command line (without node and script name) and returns its exit code. Throws UserError for input that
 * cannot be used; anything else thrown is a fault of the program.
 */
export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const program = new Command("s3-audit")
    .description("Who did what to which S3 object")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      // it repeats what it did not understand
      writeErr: (text) => io.stderr.write(harmlessLines(text)),
    });
  for (const command of commands) command.register(program, io, (code) => (exitCode = code));
  await program.parseAsync([...args], { from: "user" });
  return exitCode;
}
