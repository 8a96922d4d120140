import { fstatSync } from "node:fs";
import { CommanderError } from "commander";
import { ExitCode, UserError, faultOfOurs, program, systemRefuses } from "../errors";
import { endOfOutput } from "../standardOutput";
import { systemErrorIn } from "../temporary";
import { calledAs } from "./calledAs";
import { OpenFile } from "./output";
import { run } from "./program";
import { heedColumns, tellFaults } from "./telling";

/** How long a command may take to clean up after Ctrl-C, such as to cancel a query in Athena, if it does not say. */
const usualCleanUpMs = 2_000;
/** npm hands on to us the Ctrl-C that we have had from the terminal ourselves. */
const onePressMs = 500;

/** The only place of the command line that prints on its own account and exits. */
async function main(): Promise<void> {
  program.name = calledAs(process.argv[1], process.env["npm_command"]);
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
  for (const stream of [process.stdout, process.stderr]) heedColumns(stream, process.env["COLUMNS"]);
  // nobody is left who could be told
  process.stderr.on("error", () => undefined);
  process.on("uncaughtException", (error) => process.exit(tellFailure(error)));
  const stdout = isFile(process.stdout.fd) ? new OpenFile(process.stdout.fd) : process.stdout;
  stdout.on("error", (error) => process.exit(endOfOutput(error, tellFailure)));
  try {
    process.exitCode = await run(process.argv.slice(2), {
      stdin: process.stdin,
      stdout,
      stderr: process.stderr,
      cwd: process.cwd(),
      env: process.env,
      signal: interruption.signal,
      endsWithin: (ms) => (cleanUpMs = ms),
    });
  } catch (error) {
    // whatever was rejected after Ctrl-C was rejected for that
    if (!interruption.signal.aborted) process.exitCode = tellFailure(error);
  }
  if (interruption.signal.aborted) process.exit(ExitCode.interrupted);
}

const isFile = (descriptor: number): boolean => {
  try {
    return fstatSync(descriptor).isFile();
  } catch {
    return false;
  }
};

/** Says on standard error what went wrong, and gives what the process ends with: never a code that means an answer. */
function tellFailure(error: unknown): ExitCode {
  // commander has printed the help
  if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.ok : ExitCode.usage;
  const told = error instanceof UserError ? error : (refusal(error) ?? fault(error));
  tellFaults(told, process.stderr);
  return told.exitCode;
}

function refusal(error: unknown): UserError | undefined {
  const refused = systemErrorIn(error);
  return refused && systemRefuses(refused.path ?? "A file", refused);
}

const fault = (error: unknown): UserError =>
  new UserError(
    [faultOfOurs((error as Partial<Error> | undefined)?.stack ?? String(error))],
    ExitCode.engine,
  );

void main();
