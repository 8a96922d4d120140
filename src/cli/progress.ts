import type { OutStream } from "./io";

/** An answer that comes sooner needs none. */
const shownAfterMs = 1_000;
const refreshedEveryMs = 250;
const clearLine = "\r\u001b[2K";

/** A line on a terminal that tells what takes so long; nothing where standard error is none. */
export class Progress {
  private readonly begun = Date.now();
  private readonly timer: NodeJS.Timeout | undefined;
  private isShown = false;

  /** @param doing such as `reading 2000 log files`; asked again each time */
  constructor(
    private readonly stream: OutStream,
    public doing: () => string,
  ) {
    if (stream.isTTY !== true) return;
    this.timer = setInterval(() => this.show(), refreshedEveryMs);
    process.once("exit", this.clear);
  }

  /** Seconds since the beginning, as the last line tells them: `0.4 s`. */
  get elapsed(): string {
    return `${((Date.now() - this.begun) / 1000).toFixed(1)} s`;
  }

  /** Removes the line for good. To be called before rows are shown, and at the end. */
  end(): void {
    clearInterval(this.timer);
    process.off("exit", this.clear);
    this.clear();
  }

  /** Removes the line until it is next shown. To be called before anything else is written to standard error. */
  readonly clear = (): void => {
    if (this.isShown) this.stream.write(clearLine);
    this.isShown = false;
  };

  private show(): void {
    const ms = Date.now() - this.begun;
    if (ms < shownAfterMs) return;
    this.isShown = true;
    const text = `${this.doing()} … ${Math.floor(ms / 1000)} s (Ctrl-C ends it)`;
    // a line that is longer than the terminal could not be removed
    this.stream.write(`${clearLine}${text.slice(0, (this.stream.columns ?? 80) - 1)}`);
  }
}
