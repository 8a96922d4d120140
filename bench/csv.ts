import { createReadStream, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { duckdbStatements } from "../src/engines/duckdb/views";
import { cacheFolder } from "../src/logs/cache/dayCache";
import { findLogs } from "../src/logs/find";
import { glanceAt, isReadable } from "../src/logs/glance";
import { allTime, renderQuestion, savedQuestions } from "../src/questions";
import type { Bench } from "./bench";
import { ratio, table } from "./measure";
import { benchLogs, memoryOf, repository, scriptOf } from "./support/logs";

/** Every event of a million in a file of CSV, beside DuckDB's own COPY of the same rows in the same order. */
export async function benchCsv(bench: Bench): Promise<boolean> {
  const { logs, events: eventCount } = await benchLogs(bench);
  rmSync(join(logs, cacheFolder), { recursive: true, force: true });
  const folder = mkdtempSync(join(tmpdir(), "bench-csv-"));
  try {
    const catalog = { database: "s3_audit", table: "cloudtrail_logs", timeZone: "UTC" };
    const files = (await findLogs(logs)).files.map(glanceAt).filter(isReadable);
    const list = savedQuestions.find(({ name }) => name === "who-did-what");
    if (list === undefined) throw new Error("the question is gone");
    const { sql } = renderQuestion(list, catalog, { window: allTime, limit: 100_000_000 });
    const statements = join(folder, "statements.json");
    const ask = `COPY (${sql}) TO '${join(folder, "bare.csv")}' (FORMAT csv, HEADER)`;
    writeFileSync(statements, JSON.stringify({ prepare: duckdbStatements(catalog, files), ask }));
    const events = ["events", "--logs", logs, "--limit", "all", "--format", "csv", "--time-zone", "UTC"];
    const [ours, bare] = bench.measure(
      [
        {
          title: "s3-audit events",
          args: scriptOf(...events, "-o", join(folder, "ours.csv")),
          cwd: repository,
        },
        { title: "DuckDB's COPY", args: ["bench/support/bareDuckdb.js", statements], cwd: repository },
      ],
      3,
    );
    if (ours === undefined || bare === undefined) throw new Error("a contestant is missing");
    for (const file of ["ours.csv", "bare.csv"]) {
      const lines = await linesOf(join(folder, file));
      if (lines !== eventCount + 1) throw new Error(`${file} has ${lines} lines for ${eventCount} events`);
    }
    bench.print(`CSV of ${eventCount} events`);
    bench.print(table([ours, bare]));
    return bench.judge([
      { what: "CSV against DuckDB's COPY", measured: ratio(ours, bare), atMost: 1.3, unit: "x" },
      { what: "peak memory of CSV", measured: memoryOf(ours), atMost: 400, unit: " MB" },
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function linesOf(file: string): Promise<number> {
  let lines = 0;
  for await (const bytes of createReadStream(file) as AsyncIterable<Buffer>) {
    for (let at = bytes.indexOf("\n"); at !== -1; at = bytes.indexOf("\n", at + 1)) lines += 1;
  }
  return lines;
}
