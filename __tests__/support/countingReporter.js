const { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");

/**
 * Names in one line what was skipped and what to install for it, and closes with the line that says how many tests
 * passed, failed and were skipped. With COUNTS_FILE set, the same three numbers are appended there, so that a run of
 * several suites can add up.
 */
class CountingReporter {
  #folder = mkdtempSync(join(tmpdir(), "skipped-"));
  #isFiltered;

  constructor({ testNamePattern } = {}) {
    this.#isFiltered = Boolean(testNamePattern);
    // `describeWith` writes there in the processes that run the tests, which start after this one
    process.env.SKIPPED_FILE = join(this.#folder, "groups.jsonl");
  }

  onRunComplete(_contexts, results) {
    const skipped = results.testResults.flatMap((file) =>
      file.testResults.filter((test) => test.status === "pending" || test.status === "todo"),
    );
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    if (process.env.COUNTS_FILE) {
      appendFileSync(process.env.COUNTS_FILE, `${results.numPassedTests} ${failed} ${skipped.length}\n`);
    }
    const lines = [
      ...this.#inOneLine(skipped),
      `${results.numPassedTests} passed, ${failed} failed, ${skipped.length} skipped`,
    ];
    rmSync(this.#folder, { recursive: true, force: true });
    // jest's own summary comes after the reporters
    process.once("exit", () => writeSync(1, `${lines.join("\n")}\n`));
  }

  /** Groups that need the same are named together; other skipped tests by their full names. */
  #inOneLine(skipped) {
    const groups = this.#groups();
    const byInstall = new Map();
    const others = [];
    for (const test of skipped) {
      const group = groups.find(({ name }) => test.ancestorTitles.includes(name));
      if (group === undefined) {
        others.push(test.fullName);
        continue;
      }
      const install = group.install.join(" and ");
      const counts = byInstall.get(install) ?? new Map();
      counts.set(group.name, (counts.get(group.name) ?? 0) + 1);
      byInstall.set(install, counts);
    }
    const parts = [...byInstall].map(([install, counts]) => {
      const names = [...counts].map(([name, count]) => `${name} (${count})`);
      return `${names.join(", ")}: install ${install}`;
    });
    if (others.length > 0)
      parts.push(this.#isFiltered ? "what the name filter leaves out" : others.join(", "));
    return parts.length === 0 ? [] : [`skipped: ${parts.join("; ")}`];
  }

  #groups() {
    const file = process.env.SKIPPED_FILE;
    if (!existsSync(file)) return [];
    return readFileSync(file, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
  }
}

module.exports = CountingReporter;
