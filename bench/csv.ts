import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { duckdbStatements } from "../src/engines/duckdb/views";
import { cacheFolder } from "../src/logs/cache/dayCache";
import { findLogs } from "../src/logs/find";
import { glanceAt, isReadable } from "../src/logs/glance";
import { allTime, renderQuestion, savedQuestions } from "../src/questions";
import { judge, measure, ratio, table } from "./measure";
import { eventCount, memoryOf, millionEvents, repository, scriptOf } from "./support/logs";

/** Every event of a million in a file of CSV, beside DuckDB's own COPY of the same rows in the same order. */
export async function benchCsv(print: (line: string) => void): Promise<boolean> {
  const logs = await millionEvents();
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
    const [ours, bare] = measure(
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
    print(`CSV of ${eventCount} events`);
    print(table([ours, bare]));
    return judge(
      [
        { what: "CSV against DuckDB's COPY", measured: ratio(ours, bare), atMost: 1.3, unit: "x" },
        { what: "peak memory of CSV", measured: memoryOf(ours), atMost: 400, unit: " MB" },
      ],
      print,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
