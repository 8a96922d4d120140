import { statSync } from "node:fs";
import { findLogs } from "./find";
import { type Within, canHold } from "./within";

/** Log files of a folder as they arrive there. */
export class Arrivals {
  /** By path, what a file looked like when it was taken, and when it was last seen. */
  private readonly taken = new Map<string, string>();
  private seen = new Map<string, string>();

  constructor(
    private readonly folder: string,
    private readonly within: Within,
    /** Whether a file has its name only when it is whole. */
    private readonly filesComeWhole = false,
  ) {}

  /** The files that are there already; they are taken. Throws UserError where there is no such folder. */
  async begin(): Promise<readonly string[]> {
    this.seen = await this.look();
    for (const [path, state] of this.seen) this.taken.set(path, state);
    return [...this.seen.keys()];
  }

  /**
   * Files that are new or have changed, and look as they did the last time: one that is still being written is for
   * later. They are taken.
   */
  async next(): Promise<readonly string[]> {
    const before = this.seen;
    this.seen = await this.look();
    const arrived: string[] = [];
    for (const [path, state] of this.seen) {
      const isWhole = this.filesComeWhole || before.get(path) === state;
      if (this.taken.get(path) === state || !isWhole) continue;
      this.taken.set(path, state);
      arrived.push(path);
    }
    return arrived;
  }

  private async look(): Promise<Map<string, string>> {
    const { files } = await findLogs(this.folder, { mayBeEmpty: true });
    const states = new Map<string, string>();
    for (const path of files) {
      if (!canHold(path, this.within)) continue;
      const state = statSync(path, { throwIfNoEntry: false });
      if (state !== undefined) states.set(path, `${state.size} ${state.mtimeMs}`);
    }
    return states;
  }
}
