import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { faultsOf } from "./judge";
import { anyTree, writeTree } from "./tree";

/** What is wrong with the answers about so many folders, the same with each run; empty: nothing. */
export async function faultsOfTrees(seed: number, trees: number): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const [index, plan] of fc.sample(anyTree, { seed, numRuns: trees }).entries()) {
    const folder = mkdtempSync(join(tmpdir(), "damaged-"));
    try {
      const found = await faultsOf(folder, writeTree(folder, plan), index % 2 === 0 ? "10000" : "all");
      if (found.length > 0) faults.push(`tree ${index} of seed ${seed}: ${JSON.stringify(plan)}`, ...found);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
  return faults;
}
