import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { faultsOf } from "./judge";
import { type Truth, anyTree, writeTree } from "./tree";

/** So many folders are answered about together, because DuckDB takes longer to open than to read one of them. */
const together = 10;

/** What is wrong with the answers about so many folders, the same with each run; empty: nothing. */
export async function faultsOfTrees(seed: number, trees: number): Promise<readonly string[]> {
  const faults: string[] = [];
  const plans = fc.sample(anyTree, { seed, numRuns: trees });
  for (let first = 0; first < trees; first += together) {
    const folder = mkdtempSync(join(tmpdir(), "damaged-"));
    try {
      const truths = plans.slice(first, first + together).map((plan, index) => {
        const name = `t${first + index}`;
        mkdirSync(join(folder, name));
        return within(name, writeTree(join(folder, name), name, plan));
      });
      const limit = (first / together) % 2 === 0 ? "10000" : "all";
      const found = await faultsOf(folder, all(truths), limit);
      if (found.length > 0) faults.push(`trees from ${first} on, of seed ${seed}`, ...found);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
  return faults;
}

const within = (name: string, { shown, named }: Truth): Truth => ({
  shown,
  named: new Map([...named].map(([path, reasons]) => [join(name, path), reasons])),
});

const all = (truths: readonly Truth[]): Truth => ({
  shown: truths.flatMap(({ shown }) => shown).sort(),
  named: new Map(truths.flatMap(({ named }) => [...named])),
});
