import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * A program measured as a whole, with all the processes it starts. Its peak memory is what stands in the file
 * BENCH_PEAK_FILE at its end (KiB): Node writes that by itself, anything else has to.
 */
export interface Contestant {
  readonly title: string;
  /** What is started; `node` if not given. */
  readonly program?: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Done before each run, and not measured. */
  readonly before?: () => void;
  /** With which it may end; only 0 if not given. */
  readonly exitCodes?: readonly number[];
}

export interface Measurement {
  readonly title: string;
  /** Seconds, one a run, in the order of the runs. */
  readonly seconds: readonly number[];
  /** Peak resident memory of the largest Node process in megabytes (10^6 bytes), one a run; NaN: there is none. */
  readonly megabytes: readonly number[];
}

/**
 * Runs the contestants in turn (A B A B …), so that a machine that changes its speed changes it for all of them,
 * after one run each that does not count. Throws when a program fails: its figures would mean nothing.
 * @param warmUps 0 for contestants of a minute, beside which a cold start is nothing
 */
export function measure(contestants: readonly Contestant[], runs: number, warmUps = 1): Measurement[] {
  const figures = contestants.map(({ title }) => ({
    title,
    seconds: [] as number[],
    megabytes: [] as number[],
  }));
  for (let run = -warmUps; run < runs; run += 1) {
    for (const [index, contestant] of contestants.entries()) {
      contestant.before?.();
      const figure = runOnce(contestant);
      if (run < 0) continue;
      figures[index]?.seconds.push(figure.seconds);
      figures[index]?.megabytes.push(figure.megabytes);
    }
  }
  return figures;
}

function runOnce({ title, program = process.execPath, args, cwd, env, exitCodes = [0] }: Contestant): {
  seconds: number;
  megabytes: number;
} {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const report = join(folder, "peak");
  try {
    // the system may still be taking back the gigabyte of the one before
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
    const start = process.hrtime.bigint();
    const child = spawnSync(program, [...args], {
      cwd,
      env: {
        ...process.env,
        ...env,
        BENCH_PEAK_FILE: report,
        NODE_OPTIONS: `--require=${JSON.stringify(join(__dirname, "reportPeak.js"))}`,
      },
      stdio: ["ignore", "ignore", "pipe"],
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
    });
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    if (!exitCodes.includes(child.status ?? -1))
      throw new Error(`${title} ended with ${child.status}: ${child.stderr}`);
    const kibibytes = existsSync(report) ? Number(readFileSync(report, "utf8")) : Number.NaN;
    return { seconds, megabytes: (kibibytes * 1024) / 1e6 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  if (low === undefined || high === undefined) throw new Error("no values to take a median of");
  return (low + high) / 2;
}

/** The ratio of two contestants, pair by pair of neighbouring runs, as its median. */
export function ratio(one: Measurement, other: Measurement): number {
  return median(one.seconds.map((seconds, run) => seconds / (other.seconds[run] ?? Number.NaN)));
}

/** Minimum, median and maximum of each contestant as a text table. */
export function table(measurements: readonly Measurement[]): string {
  const width = Math.max(...measurements.map(({ title }) => title.length));
  const cells = (values: readonly number[], digits: number): string =>
    [Math.min(...values), median(values), Math.max(...values)]
      .map((value) => (Number.isNaN(value) ? "-" : value.toFixed(digits)).padStart(8))
      .join("");
  const head = `${"".padEnd(width)}   seconds: min  median     max      MB: min  median     max`;
  const rows = measurements.map(
    ({ title, seconds, megabytes }) =>
      `${title.padEnd(width)}       ${cells(seconds, 3)}    ${cells(megabytes, 0)}`,
  );
  return [head, ...rows].join("\n");
}

/** A figure to reach. */
export interface Figure {
  readonly what: string;
  readonly measured: number;
  readonly atMost: number;
  readonly unit: string;
}

/** One line a figure; true when all are reached. */
export function judge(figures: readonly Figure[], print: (line: string) => void): boolean {
  for (const { what, measured, atMost, unit } of figures) {
    const verdict = measured <= atMost ? "reached" : "MISSED ";
    print(`${verdict}  ${what}: ${measured.toPrecision(3)}${unit} (at most ${atMost}${unit})`);
  }
  return figures.every(({ measured, atMost }) => measured <= atMost);
}
