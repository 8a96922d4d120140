/** Lets so many tasks run at a time; the others wait for their turn. */
export class Slots {
  private readonly waiting: (() => void)[] = [];

  constructor(private free: number) {}

  async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await task();
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.free += 1;
      else next();
    }
  }
}

/** What some find and others take; ends when it is closed and empty. */
export class Queue<T> {
  private items: T[] = [];
  private taken = 0;
  private isClosed = false;
  private waiting: (() => void)[] = [];

  add(items: readonly T[]): void {
    for (const item of items) this.items.push(item);
    this.wake();
  }

  close(): void {
    this.isClosed = true;
    this.wake();
  }

  /** The next one; undefined at the end. */
  async take(): Promise<T | undefined> {
    for (;;) {
      const item = this.items[this.taken];
      if (item !== undefined) {
        this.taken += 1;
        if (this.taken > 10_000) {
          this.items = this.items.slice(this.taken);
          this.taken = 0;
        }
        return item;
      }
      if (this.isClosed) return undefined;
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  private wake(): void {
    const waiting = this.waiting;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }
}
