import { PassThrough } from "node:stream";
import { UserError } from "../../src/errors";
import type { Io } from "../../src/cli/io";
import { run } from "../../src/cli/program";

/** What a person sees of one command. */
export interface Seen {
  readonly exitCode: number;
  readonly out: string;
  /** Standard error, with the faults that `cli/main.ts` prints there. */
  readonly err: string;
}

/**
 * Runs a command as `cli/main.ts` does.
 * @param answers lines that are typed, each at a prompt, on a terminal; none: there is no terminal
 */
export async function runCommand(
  args: readonly string[],
  {
    cwd,
    answers,
    env = {},
  }: { readonly cwd: string; readonly answers?: readonly string[]; readonly env?: Io["env"] },
): Promise<Seen> {
  const streams = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough() };
  const isTTY = answers !== undefined;
  const io: Io = {
    stdin: Object.assign(streams.stdin, { isTTY }),
    stdout: Object.assign(streams.stdout, { isTTY, columns: 200 }),
    stderr: Object.assign(streams.stderr, { isTTY }),
    cwd,
    env,
    signal: new AbortController().signal,
  };
  const seen = { out: "", err: "" };
  const typed = [...(answers ?? [])];
  streams.stderr.on("data", (chunk) => (seen.err += String(chunk)));
  streams.stdout.on("data", (chunk) => {
    seen.out += withoutEscapes(String(chunk));
    if (isTTY && seen.out.endsWith(": ")) setImmediate(() => streams.stdin.write(typed.shift() ?? "\u0004"));
  });
  const exitCode = await run(args, io).catch((error: unknown) => {
    if (!(error instanceof UserError)) throw error;
    seen.err += error.faults.map((fault) => `${fault}\n`).join("");
    return error.exitCode;
  });
  await new Promise(setImmediate);
  return { exitCode, ...seen };
}

/** The text alone: a terminal also gets movements of the cursor. */
const withoutEscapes = (text: string): string =>
  text.replace(new RegExp("\u001b\\[[0-9;]*[A-Za-z]", "g"), "");
