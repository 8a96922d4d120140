const { appendFileSync, writeSync } = require("node:fs");

/**
 * Names every skipped test and closes with the one line that says how many passed, failed and were skipped.
 * With COUNTS_FILE set, the same three numbers are appended there, so that a run of several suites can add up.
 */
class CountingReporter {
  onRunComplete(_contexts, results) {
    const skipped = results.testResults.flatMap((file) =>
      file.testResults.filter((test) => test.status === "pending" || test.status === "todo"),
    );
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    if (process.env.COUNTS_FILE) {
      appendFileSync(process.env.COUNTS_FILE, `${results.numPassedTests} ${failed} ${skipped.length}\n`);
    }
    const lines = [
      ...skipped.map((test) => `skipped: ${test.fullName}`),
      `${results.numPassedTests} passed, ${failed} failed, ${skipped.length} skipped`,
    ];
    // jest's own summary comes after the reporters
    process.once("exit", () => writeSync(1, `${lines.join("\n")}\n`));
  }
}

module.exports = CountingReporter;
