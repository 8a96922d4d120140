import { benchEvents } from "./events";
import { benchReview } from "./review";
import { benchSync } from "./sync";
import { benchSynth } from "./synth";

/** Every benchmark, each beside its peer; ends with 1 where a figure is missed. Names of some run only those. */
const benchmarks: Readonly<Record<string, (print: (line: string) => void) => boolean | Promise<boolean>>> = {
  synth: benchSynth,
  events: benchEvents,
  review: benchReview,
  sync: benchSync,
};

async function main(names: readonly string[]): Promise<void> {
  for (const [name, run] of Object.entries(benchmarks)) {
    if (names.length > 0 && !names.includes(name)) continue;
    const reached = await run((line) => process.stdout.write(`${line}\n`));
    if (!reached) process.exitCode = 1;
    process.stdout.write("\n");
  }
}

void main(process.argv.slice(2));
