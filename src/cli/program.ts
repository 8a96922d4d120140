import { Command } from "commander";
import { askCommand } from "./commands/ask";
import { cacheCommand } from "./commands/cache";
import { completionCommand } from "./commands/completion";
import { initCommand } from "./commands/init";
import { settingsCommand } from "./commands/settings";
import type { ExitCode } from "../errors";
import { eventsCommand } from "./commands/events";
import { questionsCommand } from "./commands/questions";
import { reviewCommand } from "./commands/review";
import { sampleCommand } from "./commands/sample";
import { syncCommand } from "./commands/sync";
import { tourCommand } from "./commands/tour";
import type { CliCommand } from "./command";
import { harmlessLines } from "./format/harmless";
import { helpText } from "./format/wrap";
import type { Io } from "./io";
import { screenWidth, tell, usualWidth } from "./telling";

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
  reviewCommand,
  completionCommand,
];

/** In cells; on a screen that has less beside the options nothing is broken between words. */
const narrowestText = 20;

/**
 * Runs one command line (without node and script name) and returns its exit code. Throws UserError for input that
 * cannot be used; anything else thrown is a fault of the program.
 */
export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const program = new Command("s3-audit")
    .description("Who did what to which S3 object")
    .exitOverride()
    .configureHelp({ minWidthToWrap: narrowestText })
    .configureOutput({
      getOutHelpWidth: () => screenWidth(io.stdout) ?? usualWidth,
      getErrHelpWidth: () => screenWidth(io.stderr) ?? usualWidth,
      writeOut: (text) => io.stdout.write(helpText(text, screenWidth(io.stdout) ?? usualWidth)),
      // it repeats what it did not understand
      writeErr: (text) => tell(io.stderr, harmlessLines(text)),
    });
  for (const command of commands) command.register(program, io, (code) => (exitCode = code));
  await program.parseAsync([...args], { from: "user" });
  return exitCode;
}
