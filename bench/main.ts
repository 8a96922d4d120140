import { endOfOutput } from "../src/standardOutput";
import { benchCache } from "./cache";
import { benchCsv } from "./csv";
import { benchEvents } from "./events";
import { benchPeers } from "./peers";
import { benchReview } from "./review";
import { benchStart } from "./start";
import { benchSync } from "./sync";
import { benchSynth } from "./synth";

/** Every benchmark, each beside its peer; ends with 1 where a figure is missed. Names of some run only those. */
const benchmarks: Readonly<Record<string, (print: (line: string) => void) => boolean | Promise<boolean>>> = {
  synth: benchSynth,
  start: benchStart,
  events: benchEvents,
  csv: benchCsv,
  cache: benchCache,
  peers: benchPeers,
  review: benchReview,
  sync: benchSync,
};

async function main(names: readonly string[]): Promise<void> {
  process.stdout.on("error", (error) => process.exit(endOfOutput(error, ({ exitCode }) => exitCode)));
  for (const [name, run] of Object.entries(benchmarks)) {
    if (names.length > 0 && !names.includes(name)) continue;
    const reached = await run((line) => process.stdout.write(`${line}\n`));
    if (!reached) process.exitCode = 1;
    process.stdout.write("\n");
  }
}

void main(process.argv.slice(2));
