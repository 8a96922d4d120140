import { CommanderError } from "commander";
import { ExitCode, UserError } from "../errors";
import { run } from "./program";

/** The only place of the command line that prints on its own account and exits. */
async function main(): Promise<void> {
  try {
    process.exitCode = await run(process.argv.slice(2), {
      stdin: process.stdin,
      stdout: process.stdout,
      stderr: process.stderr,
      cwd: process.cwd(),
    });
  } catch (error) {
    if (error instanceof UserError) {
      for (const fault of error.faults) process.stderr.write(`${fault}\n`);
      process.exitCode = error.exitCode;
    } else if (error instanceof CommanderError) {
      // commander has printed its own sentence (or the help that was asked for)
      process.exitCode = error.exitCode === 0 ? ExitCode.ok : ExitCode.usage;
    } else {
      throw error;
    }
  }
}

void main();
