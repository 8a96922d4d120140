import { accessSync, appendFileSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Something that tests stand on and a machine may lack. */
export type Finding<Tool> = ({ readonly kind: "ready" } & Tool) | Missing;

export interface Missing {
  readonly kind: "missing";
  /** What was looked for and not found. */
  readonly why: string;
  /** What the reader can install. */
  readonly install: string;
}

/**
 * A `describe` for tests that need tools. Without one of them its tests are skipped, and the reporter says at the end
 * what to install; with `CI` set a test fails besides, because there nothing may be skipped.
 */
export function describeWith(tools: readonly Finding<object>[], name: string, tests: () => void): void {
  const missing = tools.filter((tool): tool is Missing => tool.kind === "missing");
  if (missing.length === 0) {
    describe(name, tests);
    return;
  }
  if (process.env["CI"]) {
    test(`${name}: what the tests need is there`, () => {
      throw new Error(missing.map((tool) => `${tool.why} Install: ${tool.install}`).join("\n"));
    });
  }
  tellReporter(name, missing);
  // under its own name: by that jest knows the snapshots of a skipped test, and keeps them
  describe.skip(name, tests);
}

/** The reporter runs in another process, which has named a file for this. */
function tellReporter(name: string, missing: readonly Missing[]): void {
  const file = process.env["SKIPPED_FILE"];
  if (file === undefined) return;
  const install = [...new Set(missing.map((tool) => tool.install))];
  appendFileSync(file, `${JSON.stringify({ name, install })}\n`);
}

/** A program on the PATH. */
export function findProgram(name: string): Finding<{ readonly path: string }> {
  for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return { kind: "ready", path };
    } catch {
      // not in this folder
    }
  }
  return { kind: "missing", why: `${name} is not on the PATH.`, install: name };
}

/** What `use` needs of a tool that `describeWith` has already found to be there. */
export function ready<Tool>(tool: Finding<Tool>): Tool {
  if (tool.kind === "missing") throw new Error(`${tool.why} Install: ${tool.install}`);
  return tool;
}
