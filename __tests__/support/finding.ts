import { accessSync, constants } from "node:fs";
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
 * A `describe` for tests that need tools. Without one of them its tests are skipped, each by its name with what to
 * install; with `CI` set a test fails instead, because there nothing may be skipped.
 */
export function describeWith(tools: readonly Finding<object>[], name: string, tests: () => void): void {
  const missing = tools.filter((tool): tool is Missing => tool.kind === "missing");
  if (missing.length === 0) {
    describe(name, tests);
  } else if (process.env["CI"]) {
    test(`${name}: what the tests need is there`, () => {
      throw new Error(missing.map((tool) => `${tool.why} Install: ${tool.install}`).join("\n"));
    });
  } else {
    describe.skip(`${name} (install: ${missing.map((tool) => tool.install).join("; ")})`, tests);
  }
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
