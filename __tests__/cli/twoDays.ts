import { readdirSync } from "node:fs";
import { join } from "node:path";
import { s3audit } from "../support/io";
import { LogFolder, deliveredAt, logText, record } from "../support/records";

/** A folder with the log files of two days, an event each. */
export class TwoDays extends LogFolder {
  constructor() {
    super();
    this.day("2026-11-01", "a", "first");
    this.day("2026-11-02", "b", "second");
  }

  fileOf(day: string, unique: string): string {
    return deliveredAt(`${day}T10:00:00Z`, unique);
  }

  /** Writes a log file of the day with these events. */
  day(day: string, unique: string, ...ids: readonly string[]): this {
    const events = ids.map((eventID) => record({ eventID, eventTime: `${day}T09:00:00Z` }));
    return this.write(this.fileOf(day, unique), logText(...events));
  }

  cache(...args: readonly string[]) {
    return s3audit(["cache", "--logs", ".", ...args], this.path);
  }

  kept(): readonly string[] {
    return readdirSync(join(this.path, ".s3-audit-cache"));
  }

  keptFile(beginning: string, end: string): string {
    const name = this.kept().find((each) => each.startsWith(beginning) && each.endsWith(end));
    return join(this.path, ".s3-audit-cache", name ?? "missing");
  }

  /** Ids in an answer, and how much of it came from where. */
  async answered(...args: readonly string[]): Promise<{ ids: readonly string[]; from: string }> {
    const { stdout } = await s3audit(
      ["events", "--logs", ".", "--columns", "event_id", "--sort", "event_id", ...args],
      this.path,
    );
    const lines = stdout.trim().split("\n");
    return {
      ids: lines.slice(1, -1).map((line) => line.trim()),
      from: /; (.*), 0\.0 s$/.exec(lines.at(-1) ?? "")?.[1] ?? stdout,
    };
  }
}
