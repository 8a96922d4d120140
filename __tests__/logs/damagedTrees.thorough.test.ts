import { rmSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { faultsOf } from "../support/damaged/judge";
import { anyTree, writeTree } from "../support/damaged/tree";

jest.setTimeout(60_000);

test("every readable event of a damaged folder is shown once, every unreadable file named with its reason", async () => {
  await fc.assert(
    fc.asyncProperty(anyTree, fc.constantFrom("10000", "all"), async (plan, limit) => {
      const folder = mkdtempSync(join(tmpdir(), "damaged-"));
      try {
        expect(await faultsOf(folder, writeTree(folder, "a", plan), limit)).toEqual([]);
      } finally {
        rmSync(folder, { recursive: true });
      }
    }),
    { numRuns: 25 },
  );
});
