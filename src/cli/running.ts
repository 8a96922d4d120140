import { spawn } from "node:child_process";

/** What a program did. */
export interface Ran {
  /** null: a signal ended it. */
  readonly exitCode: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd: string;
  /** All of it: nothing else is handed on. */
  readonly env: NodeJS.ProcessEnv;
  /** Aborted: the program is asked to end (SIGINT), once, and waited for. */
  readonly signal: AbortSignal;
  /** The command is a line for the shell. */
  readonly shell?: boolean;
}

/**
 * Runs a program to its end and keeps what it prints. It has a process group of its own: Ctrl-C on a terminal goes to a
 * whole group, and a Terraform that hears of it twice ends at once and leaves its lock. Rejects with the reason of the
 * signal, after the program has ended, and with an error of the system where the program cannot be started.
 */
export function runProgram(
  command: string,
  args: readonly string[],
  { cwd, env, signal, shell = false }: RunOptions,
): Promise<Ran> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const detached = process.platform !== "win32";
    const child = spawn(command, [...args], {
      ...{ cwd, env, shell, detached },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const interrupt = () => {
      if (child.pid === undefined || child.exitCode !== null) return;
      // a shell does not hand it on
      if (shell && detached) process.kill(-child.pid, "SIGINT");
      else child.kill("SIGINT");
    };
    const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
    signal.addEventListener("abort", interrupt, { once: true });
    // whoever does not want to wait ends this process; the program must not outlive it for long
    process.once("exit", interrupt);
    const forget = () => {
      signal.removeEventListener("abort", interrupt);
      process.off("exit", interrupt);
    };
    child.once("error", (error) => {
      forget();
      reject(error);
    });
    child.once("close", (exitCode) => {
      forget();
      if (signal.aborted) reject(signal.reason as Error);
      else
        resolve({ exitCode, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString("utf8") });
    });
  });
}
