import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type SampleShape, writeSample } from "../../src/logs/sample/sample";
import type { Bench } from "../bench";
import { type Measurement } from "../measure";

export const repository = join(__dirname, "..", "..");
export const cache = join(repository, ".cache");

const usual = { events: 1_000_000, days: 40, seed: 1, files: 2_000 };
const small = { events: 20_000, days: 8, seed: 1, files: 100 };

/** A folder with a million events in two thousand log files, or a small one; made once and kept. */
export async function benchLogs(bench: Bench): Promise<{ readonly logs: string; readonly events: number }> {
  const shape = bench.sized(usual, small);
  const logs = join(cache, bench.sized("bench-logs", "bench-logs-small"));
  await keptSample(logs, shape);
  return { logs, events: shape.events };
}

/** Writes a sample where it is not there already. */
export async function keptSample(folder: string, shape: SampleShape): Promise<void> {
  const marker = `--events ${shape.events} --days ${shape.days} --seed ${shape.seed} --files ${shape.files}\n`;
  const made = join(folder, "SAMPLE.txt");
  if (!existsSync(made) || !readFileSync(made, "utf8").endsWith(marker)) await writeSample(folder, shape);
}

export const scriptOf = (...args: readonly string[]) => ["src/cli/s3-audit.js", ...args];

export const memoryOf = ({ megabytes }: Measurement): number => Math.max(...megabytes);
