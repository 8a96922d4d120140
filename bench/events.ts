import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { duckdbStatements } from "../src/engines/duckdb/duckdbEngine";
import { findLogs } from "../src/logs/find";
import { glanceAt, isReadable } from "../src/logs/glance";
import { writeSample } from "../src/logs/sample/sample";
import { allTime, renderQuestion, savedQuestions } from "../src/questions";
import { judge, measure, ratio, table } from "./measure";

/** `s3-audit events` over a million events, as a whole process, beside bare DuckDB with the same SQL. */
export async function benchEvents(print: (line: string) => void): Promise<boolean> {
  const root = join(__dirname, "..");
  const logs = join(root, ".cache/bench-logs");
  const statements = join(root, ".cache/bench-events.json");
  const shape = { events: 1_000_000, days: 40, seed: 1, files: 2_000 };
  const marker = `--events ${shape.events} --days ${shape.days} --seed ${shape.seed} --files ${shape.files}\n`;
  const made = join(logs, "SAMPLE.txt");
  if (!existsSync(made) || !readFileSync(made, "utf8").endsWith(marker)) await writeSample(logs, shape);

  const catalog = { database: "s3_audit", table: "cloudtrail_logs", timeZone: "UTC" };
  const files = (await findLogs(logs)).files.map(glanceAt).filter(isReadable);
  const question = savedQuestions.find(({ name }) => name === "who-did-what");
  if (question === undefined) throw new Error("the question who-did-what is gone");
  const { sql: ask } = renderQuestion(question, catalog, { window: allTime, limit: 101 });
  writeFileSync(statements, JSON.stringify({ prepare: duckdbStatements(catalog, files), ask }));

  const [ours, bare] = measure(
    [
      { title: "s3-audit events", args: ["src/cli/s3-audit.js", "events", "--logs", logs], cwd: root },
      { title: "bare DuckDB", args: ["bench/support/bareDuckdb.js", statements], cwd: root },
    ],
    3,
  );
  if (ours === undefined || bare === undefined) throw new Error("a contestant is missing");
  print(`The newest 100 of ${shape.events} events in ${files.length} files`);
  print(table([ours, bare]));
  return judge(
    [
      { what: "events against bare DuckDB", measured: ratio(ours, bare), atMost: 1.3, unit: "x" },
      { what: "peak memory of events", measured: Math.max(...ours.megabytes), atMost: 350, unit: " MB" },
    ],
    print,
  );
}
