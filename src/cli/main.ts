import { CommanderError } from "commander";
import { ExitCode, UserError, program } from "../errors";
import { calledAs } from "./calledAs";
import { run } from "./program";
import { heedColumns, tellFaults } from "./telling";

/** How long a command may take to clean up after Ctrl-C, such as to cancel a query in Athena. */
const cleanUpWithinMs = 2_000;

/** The only place of the command line that prints on its own account and exits. */
async function main(): Promise<void> {
  program.name = calledAs(process.argv[1], process.env["npm_command"]);
  const interruption = new AbortController();
  process.once("SIGINT", () => {
    interruption.abort();
    setTimeout(() => process.exit(ExitCode.interrupted), cleanUpWithinMs).unref();
    // whoever asks a second time does not want to wait
    process.once("SIGINT", () => process.exit(ExitCode.interrupted));
  });
  for (const stream of [process.stdout, process.stderr]) heedColumns(stream, process.env["COLUMNS"]);
  try {
    process.exitCode = await run(process.argv.slice(2), {
      stdin: process.stdin,
      stdout: process.stdout,
      stderr: process.stderr,
      cwd: process.cwd(),
      env: process.env,
      signal: interruption.signal,
    });
  } catch (error) {
    if (interruption.signal.aborted) {
      // whatever was rejected was rejected for that
    } else if (error instanceof UserError) {
      tellFaults(error, process.stderr);
      process.exitCode = error.exitCode;
    } else if (error instanceof CommanderError) {
      // commander has printed the help
      process.exitCode = error.exitCode === 0 ? ExitCode.ok : ExitCode.usage;
    } else {
      throw error;
    }
  }
  if (interruption.signal.aborted) process.exit(ExitCode.interrupted);
}

void main();
