import { appendFileSync } from "node:fs";
import { endWithOutput } from "../src/generated";
import { Bench } from "./bench";
import { benchCache } from "./cache";
import { benchCsv } from "./csv";
import { benchEvents } from "./events";
import { benchPeers } from "./peers";
import { benchReview } from "./review";
import { benchStart } from "./start";
import { benchSync } from "./sync";
import { benchSynth } from "./synth";

const benchmarks: Readonly<Record<string, (bench: Bench) => boolean | Promise<boolean>>> = {
  synth: benchSynth,
  start: benchStart,
  events: benchEvents,
  csv: benchCsv,
  cache: benchCache,
  peers: benchPeers,
  review: benchReview,
  sync: benchSync,
};

const usage = `Usage: npm run bench -- [--small] [NAME...]

Runs every benchmark, or those named, each beside its peer; ends with 1 where a figure is missed or something fails.
  --small  small inputs, each run once, no thresholds: whether every benchmark still works. Its figures mean nothing
  NAME     ${Object.keys(benchmarks).join(", ")}

Needed besides Node: jq (peers), Python 3.10 or newer with venv (peers, sync).`;

/** @returns the exit code: 0 all reached, 1 not, 2 bad arguments */
async function main(args: readonly string[]): Promise<number> {
  endWithOutput();
  const names = args.filter((arg) => !arg.startsWith("-"));
  const flags = args.filter((arg) => arg.startsWith("-"));
  if (flags.includes("--help") || flags.includes("-h")) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  const unknown = [
    ...names.filter((name) => !Object.keys(benchmarks).includes(name)),
    ...flags.filter((flag) => flag !== "--small"),
  ];
  if (unknown.length > 0) {
    process.stderr.write(`No benchmark or flag is named ${unknown.join(", ")}.\n${usage}\n`);
    return 2;
  }
  const bench = new Bench(flags.includes("--small"), (line) => process.stdout.write(`${line}\n`));
  let [passed, failed] = [0, 0];
  for (const [name, run] of Object.entries(benchmarks)) {
    if (names.length > 0 && !names.includes(name)) continue;
    if (await isReached(name, () => run(bench))) passed += 1;
    else failed += 1;
    process.stdout.write("\n");
  }
  // as the reporter of the tests does: see countingReporter.js
  const counts = process.env["COUNTS_FILE"];
  if (counts) appendFileSync(counts, `${passed} ${failed} 0\n`);
  const what = bench.isSmall
    ? "Benchmarks with small inputs: no figure above is a measurement"
    : "Benchmarks";
  process.stdout.write(`${what}\n${passed} passed, ${failed} failed, 0 skipped\n`);
  return failed === 0 ? 0 : 1;
}

/** One that fails does not keep the next from running. */
async function isReached(name: string, run: () => boolean | Promise<boolean>): Promise<boolean> {
  try {
    return await run();
  } catch (error) {
    process.stderr.write(`${name} failed: ${error instanceof Error ? error.stack : String(error)}\n`);
    return false;
  }
}

void main(process.argv.slice(2)).then((code) => (process.exitCode = code));
