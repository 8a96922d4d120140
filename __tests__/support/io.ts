import { PassThrough } from "node:stream";
import { CommanderError } from "commander";
import type { Io } from "../../src/cli/io";
import { run } from "../../src/cli/program";
import { tellFaults } from "../../src/cli/telling";
import { ExitCode, UserError } from "../../src/errors";

/** What a person would see of one call of s3-audit. */
export interface Seen {
  readonly exitCode: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
}

/** Arguments with flags that are usual in a test, each with one value; those that are given stand in their place. */
export const withUsual = (usual: readonly string[], args: readonly string[]): readonly string[] => [
  ...usual.flatMap((word, at) => (at % 2 === 0 && !args.includes(word) ? [word, usual[at + 1] ?? ""] : [])),
  ...args,
];

/** How long an answer took is the last that is told of it, and nothing to assert. */
const onAFastMachine = (text: string): string => text.replace(/,(\s)\d+\.\d s$/gm, ",$10.0 s");

/** Without the lines that told a terminal what took long, each of which was removed again. */
const withoutProgress = (text: string): string =>
  text.replace(/\r\u001b\[2K[^\r\n]+(?=\r\u001b\[2K)/g, "").replaceAll("\r\u001b[2K", "");

/** Runs one command line in this process; `columns` makes it one on a terminal of that width. */
export async function s3audit(
  args: readonly string[],
  cwd: string,
  columns?: number,
  env: Io["env"] = {},
): Promise<Seen> {
  const stream = (terminal: object = {}) => {
    const through = Object.assign(new PassThrough(), terminal);
    const chunks: Buffer[] = [];
    through.on("data", (chunk: Buffer) => chunks.push(chunk));
    return { through, text: () => onAFastMachine(withoutProgress(Buffer.concat(chunks).toString("utf8"))) };
  };
  const terminal = columns === undefined ? {} : { isTTY: true, columns };
  const stdout = stream(terminal);
  const stderr = stream(terminal);
  const io = {
    stdin: new PassThrough(),
    stdout: stdout.through,
    stderr: stderr.through,
    cwd,
    env,
    signal: new AbortController().signal,
  };
  try {
    const exitCode = await run(args, io);
    return { exitCode, stdout: stdout.text(), stderr: stderr.text() };
  } catch (error) {
    // the help that was asked for
    const isHelp = error instanceof CommanderError && error.exitCode === 0;
    if (isHelp) return { exitCode: ExitCode.ok, stdout: stdout.text(), stderr: stderr.text() };
    if (!(error instanceof UserError)) throw error;
    if (columns === undefined) {
      return { exitCode: error.exitCode, stdout: stdout.text(), stderr: error.faults.join("\n") };
    }
    tellFaults(error, stderr.through);
    return { exitCode: error.exitCode, stdout: stdout.text(), stderr: stderr.text() };
  }
}
