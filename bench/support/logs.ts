import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { writeSample } from "../../src/logs/sample/sample";
import { type Measurement } from "../measure";

export const repository = join(__dirname, "..", "..");

const shape = { events: 1_000_000, days: 40, seed: 1, files: 2_000 };

/** How many events the folder holds. */
export const eventCount = shape.events;

/** A folder with a million events in two thousand log files; made once and kept. */
export async function millionEvents(): Promise<string> {
  const logs = join(repository, ".cache/bench-logs");
  const marker = `--events ${shape.events} --days ${shape.days} --seed ${shape.seed} --files ${shape.files}\n`;
  const made = join(logs, "SAMPLE.txt");
  if (!existsSync(made) || !readFileSync(made, "utf8").endsWith(marker)) await writeSample(logs, shape);
  return logs;
}

export const scriptOf = (...args: readonly string[]) => ["src/cli/s3-audit.js", ...args];

export const memoryOf = ({ megabytes }: Measurement): number => Math.max(...megabytes);
