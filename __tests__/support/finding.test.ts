import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { isNewEnough } from "./terraform";

const repository = join(__dirname, "..", "..");

const snapshots = `// Jest Snapshot v1, https://jestjs.io/docs/snapshot-testing

exports[\`what it does is shown 1\`] = \`"reviewed"\`;
`;

/** Runs one test file as Jest does, with a tool that is not there. */
function runWithout(env: NodeJS.ProcessEnv, ...options: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), "finding-"));
  try {
    const suite = `
      const { describeWith } = require(${JSON.stringify(join(__dirname, "finding"))});
      const tool = { kind: "missing", why: "There is no such tool.", install: "such a tool" };
      const other = { kind: "missing", why: "Nor another.", install: "another" };
      describeWith([tool], "what it does", () => {
        test("is shown", () => expect("reviewed").toMatchSnapshot());
        test.each([1, 2])("is counted: %d", () => undefined);
      });
      describeWith([tool], "what it is", () => { test("is told", () => undefined); });
      describeWith([tool, other], "what both do", () => { test("is seen", () => undefined); });
      test("what needs nothing", () => undefined);
      test("what is left out", () => undefined);`;
    writeFileSync(join(folder, "suite.test.ts"), suite);
    const snapshotFile = join(folder, "__snapshots__", "suite.test.ts.snap");
    mkdirSync(dirname(snapshotFile));
    writeFileSync(snapshotFile, snapshots);
    const config = {
      rootDir: folder,
      transform: { "\\.ts$": [require.resolve("@swc/jest"), { jsc: { parser: { syntax: "typescript" } } }] },
      reporters: ["default", join(repository, "__tests__/support/countingReporter.js")],
    };
    const jest = join(repository, "node_modules/.bin/jest");
    const { stdout, stderr, status } = spawnSync(jest, ["--config", JSON.stringify(config), ...options], {
      cwd: folder,
      env: { ...process.env, CI: "", COUNTS_FILE: "", SKIPPED_FILE: "", ...env },
      encoding: "utf8",
    });
    const kept = existsSync(snapshotFile) ? readFileSync(snapshotFile, "utf8") : "";
    return { stderr, status, kept, lines: stdout.trimEnd().split("\n") };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("tests without a tool that they need", () => {
  it("are skipped by name, in one line with what to install", () => {
    const { lines, status } = runWithout({});
    expect(lines.slice(-2)).toEqual([
      "skipped: what it does (3), what it is (1): install such a tool; what both do (1): install such a tool and another",
      "2 passed, 0 failed, 5 skipped",
    ]);
    expect(status).toBe(0);
  });

  it("fail where CI is set, because there nothing may be skipped", () => {
    const { lines, status } = runWithout({ CI: "true" });
    expect(lines.at(-1)).toBe("2 passed, 3 failed, 5 skipped");
    expect(status).not.toBe(0);
  });

  it.each([
    ["are skipped", {}],
    ["fail", { CI: "true" }],
  ])("keep their snapshots when they %s, and nobody is told to remove them", (_, env) => {
    for (const options of [[], ["--updateSnapshot"], ["--updateSnapshot", "-t", "needs nothing"]]) {
      const { kept, stderr } = runWithout(env, ...options);
      expect(kept).toBe(snapshots);
      expect(stderr).not.toContain("obsolete");
    }
  });
});

test("what a name filter leaves out is not listed", () => {
  const { lines } = runWithout({}, "-t", "needs nothing");
  expect(lines.at(-2)).toMatch(/^skipped: .*; what the name filter leaves out$/);
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
