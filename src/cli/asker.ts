import { createInterface, type Interface } from "node:readline/promises";
import type { Question } from "../settings/first";
import { wrapped } from "./format/wrap";
import type { Io } from "./io";
import { screenWidth, tell } from "./telling";

/** Asks questions on a terminal, each until its answer can be used. */
export class Asker {
  private readonly terminal: Interface;
  private readonly stopped: Promise<never>;
  private isAsking = true;

  /** @param stop what is thrown when the person ends the input (Ctrl-C, Ctrl-D) */
  constructor(
    private readonly io: Io,
    stop: () => Error,
  ) {
    this.terminal = createInterface({ input: io.stdin, output: io.stdout });
    // A question never answers once its terminal is closed: without this the command would end in silence.
    this.stopped = new Promise((_resolve, reject) =>
      this.terminal.once("close", () => {
        if (this.isAsking) io.stdout.write("\n");
        reject(stop());
      }),
    );
    this.stopped.catch(() => undefined);
  }

  async ask<T>({ text, byDefault, read }: Question<T>): Promise<T> {
    const line = byDefault === undefined ? `${text}:` : `${text} [${byDefault}]:`;
    const prompt = `${wrapped(line, screenWidth(this.io.stdout))} `;
    for (;;) {
      const typed = (await Promise.race([this.terminal.question(prompt), this.stopped])).trim();
      const answer = read(typed === "" && byDefault !== undefined ? byDefault : typed);
      if ("value" in answer) return answer.value;
      tell(this.io.stdout, `  ${answer.why}\n`);
    }
  }

  close(): void {
    this.isAsking = false;
    this.terminal.close();
  }
}
