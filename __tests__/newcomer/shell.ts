import { setTimeout as pause } from "node:timers/promises";
import { Terminal } from "../support/terminal";

/** What a person does when the screen shows something. */
export interface Answer {
  readonly when: RegExp;
  /** As tmux names it: `Enter`, `C-c`, ... */
  readonly key: string;
}

/** How a command ended, and what it left on the screen, on standard output and standard error alike. */
export interface Ended {
  readonly exitCode: number;
  readonly output: string;
}

const prompt = /^newcomer (\d+)\$$/;

/** A shell in a terminal of 80 columns, with an environment of its own, for lines as they are pasted. */
export class NewcomersShell {
  private readonly terminal: Terminal;

  /** @param environment all of it */
  constructor(tmux: string, cwd: string, environment: Readonly<Record<string, string>>) {
    const given = Object.entries({ TERM: "screen", PS1: "newcomer $?$ ", ...environment });
    const shell = ["env", "-i", ...given.map(([name, value]) => `${name}=${value}`), "/bin/sh", "-i"];
    this.terminal = new Terminal(tmux, { cwd, columns: 80, shell });
  }

  /** Types a line and waits until the shell wants the next. Answers are given in their order, each once. */
  async run(line: string, answers: readonly Answer[] = [], withinMs = 300_000): Promise<Ended> {
    await this.terminal.until(/^newcomer \d+\$$/m);
    this.terminal.typeLine(line);
    const open = [...answers];
    for (const end = Date.now() + withinMs; ;) {
      const lines = this.terminal.everything().split("\n");
      const [, exitCode] = prompt.exec(lines.at(-1)?.trimEnd() ?? "") ?? [];
      // the first line is what was typed
      if (exitCode !== undefined && lines.length > 1) {
        const unanswered = open.map(({ when }) => String(when)).join(", ");
        if (open.length > 0) throw new Error(`it never came to ${unanswered}:\n${lines.join("\n")}`);
        return { exitCode: Number(exitCode), output: lines.slice(1, -1).join("\n") };
      }
      if (open[0]?.when.test(lines.slice(1).join("\n"))) this.terminal.press(open.shift()!.key);
      if (Date.now() > end) {
        this.terminal.press("C-c");
        throw new Error(`it did not end within ${withinMs / 1000} s:\n${lines.join("\n")}`);
      }
      await pause(200);
    }
  }

  close(): void {
    this.terminal.close();
  }
}
