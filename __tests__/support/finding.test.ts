import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isNewEnough } from "./terraform";

const repository = join(__dirname, "..", "..");

/** Runs one test file as Jest does, with a tool that is not there. */
function runWithout(env: NodeJS.ProcessEnv) {
  const folder = mkdtempSync(join(tmpdir(), "finding-"));
  try {
    const suite = `
      const { describeWith } = require(${JSON.stringify(join(__dirname, "finding"))});
      const tool = { kind: "missing", why: "There is no such tool.", install: "such a tool" };
      describeWith([tool], "what it does", () => { test("is shown", () => undefined); });`;
    writeFileSync(join(folder, "suite.test.ts"), suite);
    const config = {
      rootDir: folder,
      transform: { "\\.ts$": [require.resolve("@swc/jest"), { jsc: { parser: { syntax: "typescript" } } }] },
      reporters: [join(repository, "__tests__/support/countingReporter.js")],
    };
    const jest = join(repository, "node_modules/.bin/jest");
    return spawnSync(jest, ["--ci", "--config", JSON.stringify(config)], {
      cwd: folder,
      env: { ...process.env, CI: "", COUNTS_FILE: "", ...env },
      encoding: "utf8",
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("tests without a tool that they need", () => {
  it("are skipped by name, with what to install", () => {
    const { stdout, status } = runWithout({});
    expect(stdout).toContain("skipped: what it does (install: such a tool) is shown");
    expect(stdout).toContain("0 passed, 0 failed, 1 skipped");
    expect(status).toBe(0);
  });

  it("fail where CI is set, because there nothing may be skipped", () => {
    const { stdout, status } = runWithout({ CI: "true" });
    expect(stdout).toContain("0 passed, 1 failed, 0 skipped");
    expect(status).not.toBe(0);
  });
});

it.each([
  ["1.4.7", false],
  ["1.6.6", false],
  ["1.7.0", true],
  ["1.11.4", true],
  ["0.15.5", false],
  ["2.0.0", true],
])("Terraform %s is new enough: %s", (version, enough) => {
  expect(isNewEnough(version)).toBe(enough);
});
