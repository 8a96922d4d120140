import { setImmediate } from "node:timers/promises";

/** Milliseconds for which a loop over files keeps all else waiting: Ctrl-C, the progress, what other threads have done. */
const longestTurn = 16;

/** For a loop that would rather not wait for each of a hundred thousand files. */
export class Turns {
  private begun = performance.now();

  constructor(private readonly signal: AbortSignal) {}

  /** Lets others have their turn, if this one has been long. Throws the signal's reason where it is aborted. */
  async end(): Promise<void> {
    if (performance.now() - this.begun < longestTurn) return;
    await setImmediate();
    this.signal.throwIfAborted();
    this.begun = performance.now();
  }
}
