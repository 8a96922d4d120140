import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

export const script = join(__dirname, "..", "..", "src", "cli", "s3-audit.js");

/** What a run left in a temporary folder; where sources have changed since, the compiler keeps something there. */
export const leftIn = (folder: string): readonly string[] =>
  readdirSync(folder).filter((name) => !name.startsWith("v8-compile-cache"));

/** `s3-audit` as a process of its own, which a test can watch and end. */
export class CommandLine {
  stdout = "";
  stderr = "";
  readonly process: ChildProcess;
  private readonly ended: Promise<number | null>;

  constructor(
    args: readonly string[],
    { cwd, env = {} }: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
  ) {
    this.process = spawn(process.execPath, [script, ...args], {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.process.stdout?.on("data", (chunk: Buffer) => (this.stdout += chunk.toString()));
    this.process.stderr?.on("data", (chunk: Buffer) => (this.stderr += chunk.toString()));
    this.ended = once(this.process, "close").then(([code]) => code as number | null);
  }

  /** Waits until something is so; fails with what was printed so far. */
  async until(isSo: (seen: this) => boolean, withinMs = 30_000): Promise<void> {
    for (const end = Date.now() + withinMs; !isSo(this);) {
      if (Date.now() > end || this.process.exitCode !== null) {
        throw new Error(`it never came to that: ${JSON.stringify([this.stdout, this.stderr])}`);
      }
      await pause(20);
    }
  }

  /** Ctrl-C. */
  interrupt(): Promise<number | null> {
    this.process.kill("SIGINT");
    return this.ended;
  }

  exitCode(): Promise<number | null> {
    return this.ended;
  }

  /** However the test ends. */
  async remove(): Promise<void> {
    this.process.kill("SIGKILL");
    await this.ended;
  }
}
