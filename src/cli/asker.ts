import { type Interface, createInterface } from "node:readline";
import type { Question } from "../settings/first";
import { wrapped } from "./format/wrap";
import type { Io } from "./io";
import { screenWidth, tell } from "./telling";

/** How the person ended the questions: Ctrl-C, or the end of the input (Ctrl-D). */
export type Ending = "interrupted" | "ended";

/** Asks questions on a terminal, each until its answer can be used. */
export class Asker {
  private readonly terminal: Interface;
  private readonly stopped: Promise<never>;
  /** Typed before they were asked for, as by somebody who pastes all answers at once. */
  private readonly early: string[] = [];
  private answered: ((line: string) => void) | undefined;
  private isAsking = true;
  private isClosed = false;

  /** @param stop what is thrown when the person ends the questions */
  constructor(
    private readonly io: Io,
    stop: (how: Ending) => Error,
  ) {
    let how: Ending = "ended";
    this.terminal = createInterface({ input: io.stdin, output: io.stdout });
    this.terminal.on("SIGINT", () => {
      how = "interrupted";
      this.terminal.close();
    });
    this.terminal.on("line", (line) => {
      // several lines can come in one piece: the first alone is the answer
      const { answered } = this;
      this.answered = undefined;
      if (answered === undefined) this.early.push(line);
      else answered(line);
    });
    this.stopped = new Promise((_resolve, reject) =>
      this.terminal.once("close", () => {
        this.isClosed = true;
        if (this.isAsking) io.stdout.write("\n");
        reject(stop(how));
      }),
    );
    this.stopped.catch(() => undefined);
  }

  async ask<T>({ text, byDefault, whence, read }: Question<T>): Promise<T> {
    let offered = byDefault;
    let origin = whence === undefined ? "" : `, ${whence}`;
    for (;;) {
      const suffix = text.endsWith("]") || offered === undefined ? "" : ` [${offered}${origin}]`;
      const prompt = wrapped(`${text}${suffix}:`, screenWidth(this.io.stdout));
      const line = (await this.line(`${prompt} `)).trim();
      const answer = read(line === "" && offered !== undefined ? offered : line);
      if ("value" in answer) return answer.value;
      for (const part of answer.why.split("\n")) tell(this.io.stdout, `  ${part}\n`);
      if (answer.offer === undefined) continue;
      offered = answer.offer;
      origin = "";
    }
  }

  close(): void {
    this.isAsking = false;
    this.terminal.close();
  }

  private async line(prompt: string): Promise<string> {
    const early = this.early.shift();
    if (early !== undefined) {
      this.io.stdout.write(`${prompt}${early}\n`);
      return early;
    }
    if (this.isClosed) return this.stopped;
    this.terminal.setPrompt(prompt);
    this.terminal.prompt();
    const typed = new Promise<string>((resolve) => (this.answered = resolve));
    return Promise.race([typed, this.stopped]);
  }
}
