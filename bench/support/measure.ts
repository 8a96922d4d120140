import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** One run of a program, start to end. */
export interface Run {
  readonly seconds: number;
  /** Peak of resident memory. */
  readonly megabytes: number;
}

const root = join(__dirname, "../..");

/** Runs `node` with these arguments and waits for its end. Throws where it fails. */
export function measure(args: readonly string[]): Run {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const peakFile = join(folder, "peak");
  try {
    const start = process.hrtime.bigint();
    const { status, stderr } = spawnSync(
      process.execPath,
      ["-r", join(__dirname, "reportPeak.js"), ...args],
      {
        cwd: root,
        env: { ...process.env, PEAK_FILE: peakFile },
        stdio: ["ignore", "ignore", "pipe"],
        encoding: "utf8",
      },
    );
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    if (status !== 0) throw new Error(`node ${args.join(" ")} ended with ${status}:\n${stderr}`);
    return { seconds, megabytes: Number(readFileSync(peakFile, "utf8")) / 1024 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs every contestant in turn, several times over, so that a busy machine is equally unkind to all. */
export function alternate(
  contestants: Readonly<Record<string, readonly string[]>>,
  rounds: number,
): Readonly<Record<string, readonly Run[]>> {
  const runs: Record<string, Run[]> = {};
  for (let round = 0; round < rounds; round++) {
    for (const [name, args] of Object.entries(contestants)) (runs[name] ??= []).push(measure(args));
  }
  return runs;
}

/** The least wall time of some runs, in seconds. */
export const fastest = (runs: readonly Run[]): number => Math.min(...runs.map(({ seconds }) => seconds));

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

/** A table of the runs: least, median and most of wall time, and the highest peak. */
export function report(runs: Readonly<Record<string, readonly Run[]>>): string {
  const lines = Object.entries(runs).map(([name, of]) => {
    const seconds = of.map((run) => run.seconds);
    const figures = [fastest(of), median(seconds), Math.max(...seconds)];
    const peak = Math.max(...of.map((run) => run.megabytes));
    return `${name.padEnd(24)}${figures.map((figure) => figure.toFixed(2).padStart(9)).join("")}${peak.toFixed(0).padStart(9)}`;
  });
  return [`${"".padEnd(24)}    min s median s    max s  peak MB`, ...lines].join("\n");
}
