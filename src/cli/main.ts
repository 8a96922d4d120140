import { CommanderError } from "commander";
import { ExitCode, UserError } from "../errors";
import { harmlessLines } from "./format/harmless";
import { run } from "./program";

/** How long a command may take to clean up after Ctrl-C, such as to cancel a query in Athena, if it does not say. */
const usualCleanUpMs = 2_000;
/** npm hands on to us the Ctrl-C that we have had from the terminal ourselves. */
const onePressMs = 500;

/** The only place of the command line that prints on its own account and exits. */
async function main(): Promise<void> {
  const interruption = new AbortController();
  let cleanUpMs = usualCleanUpMs;
  let pressed = 0;
  process.on("SIGINT", () => {
    if (interruption.signal.aborted) {
      // whoever asks a second time does not want to wait
      if (Date.now() - pressed > onePressMs) process.exit(ExitCode.interrupted);
      return;
    }
    pressed = Date.now();
    interruption.abort();
    setTimeout(() => process.exit(ExitCode.interrupted), cleanUpMs).unref();
  });
  try {
    process.exitCode = await run(process.argv.slice(2), {
      stdin: process.stdin,
      stdout: process.stdout,
      stderr: process.stderr,
      cwd: process.cwd(),
      signal: interruption.signal,
      env: process.env,
      endsWithin: (ms) => (cleanUpMs = ms),
    });
  } catch (error) {
    if (interruption.signal.aborted) {
      // whatever was rejected was rejected for that
    } else if (error instanceof UserError) {
      for (const fault of error.faults) process.stderr.write(`${harmlessLines(fault)}\n`);
      process.exitCode = error.exitCode;
    } else if (error instanceof CommanderError) {
      // commander has printed its own sentence (or the help that was asked for)
      process.exitCode = error.exitCode === 0 ? ExitCode.ok : ExitCode.usage;
    } else {
      throw error;
    }
  }
  if (interruption.signal.aborted) process.exit(ExitCode.interrupted);
}

void main();
