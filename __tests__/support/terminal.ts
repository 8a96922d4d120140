import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { script } from "./commandLine";

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** A terminal with a shell, on a tmux server of its own. */
export class Terminal {
  private readonly folder = mkdtempSync(join(tmpdir(), "terminal-"));
  /** How often something was called: the end of an earlier call may still be on the screen. */
  private calls = 0;

  constructor(
    private readonly tmux: string,
    {
      cwd,
      columns,
      env = {},
      shell = ["/bin/sh"],
    }: {
      readonly cwd: string;
      readonly columns: number;
      readonly env?: Readonly<Record<string, string>>;
      readonly shell?: readonly string[];
    },
  ) {
    const variables = { LC_ALL: "C.UTF-8", PS1: "$ ", ...env };
    const given = Object.entries(variables).flatMap(([name, value]) => ["-e", `${name}=${value}`]);
    const size = ["-x", String(columns), "-y", "50"];
    const keepsAll = ["set-option", "-g", "history-limit", "100000", ";"];
    this.run("-f", "/dev/null", ...keepsAll, "new-session", "-d", ...size, "-c", cwd, ...given, ...shell);
  }

  /** Types a call of s3-audit, and behind it a way to see its exit code. */
  call(...args: readonly string[]): void {
    const command = [process.execPath, script, ...args].map(quoted).join(" ");
    this.calls += 1;
    this.run("send-keys", "-l", `clear; ${command}; echo "call ${this.calls} ended with $?"`);
    this.run("send-keys", "Enter");
  }

  /** Types into whatever runs. */
  type(text: string): void {
    this.run("send-keys", "-l", text);
  }

  press(key: string): void {
    this.run("send-keys", key);
  }

  /** Types a line on a screen that is empty then, also above. */
  typeLine(line: string): void {
    this.run("send-keys", "-R", ";", "clear-history");
    this.run("send-keys", "-l", line);
    this.press("Enter");
  }

  /** The screen and what has left it at the top, since the line that was typed; wrapped lines are whole again. */
  everything(): string {
    return this.run("capture-pane", "-p", "-J", "-S", "-").trimEnd();
  }

  /** What a person sees; `colours` leaves the terminal's own escape sequences in. */
  screen({ colours = false } = {}): string {
    return this.run("capture-pane", "-p", "-J", ...(colours ? ["-e"] : [])).trimEnd();
  }

  /** Waits until the screen is so, and gives it. */
  async until(isSo: RegExp, withinMs = 40_000): Promise<string> {
    for (const end = Date.now() + withinMs; ;) {
      const screen = this.screen();
      if (isSo.test(screen)) return screen;
      if (Date.now() > end) throw new Error(`the screen never showed ${String(isSo)}:\n${screen}`);
      await pause(50);
    }
  }

  /** The lines between the call and its exit code. */
  async answer(withinMs?: number): Promise<{ readonly lines: readonly string[]; readonly exitCode: number }> {
    const ended = new RegExp(`^call ${this.calls} ended with (\\d+)$`, "m");
    const screen = await this.until(ended, withinMs);
    const lines = screen.split("\n").map((line) => line.trimEnd());
    const end = lines.findIndex((line) => ended.test(line));
    return { lines: lines.slice(0, end), exitCode: Number(ended.exec(lines[end] ?? "")?.[1]) };
  }

  close(): void {
    try {
      this.run("kill-server");
    } finally {
      rmSync(this.folder, { recursive: true, force: true });
    }
  }

  private run(...args: readonly string[]): string {
    return execFileSync(this.tmux, ["-S", join(this.folder, "socket"), ...args], {
      encoding: "utf8",
      maxBuffer: 1e8,
    });
  }
}
