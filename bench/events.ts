import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { duckdbStatements } from "../src/engines/duckdb/duckdbEngine";
import { findLogs } from "../src/logs/find";
import { glanceAt, isReadable } from "../src/logs/glance";
import { writeSample } from "../src/logs/sample/sample";
import { allTime, renderQuestion, savedQuestions } from "../src/questions";
import { alternate, fastest, report } from "./support/measure";

const ratioAtMost = 1.3;
const megabytesAtMost = 350;
const rounds = 5;

const root = join(__dirname, "..");
const logs = join(root, ".cache/bench-logs");
const statements = join(root, ".cache/bench-events.json");
const shape = { events: 1_000_000, days: 40, seed: 1, files: 2_000 };
const marker = `--events ${shape.events} --days ${shape.days} --seed ${shape.seed} --files ${shape.files}\n`;

/**
 * `s3-audit events` over a million events, as a whole process, against bare DuckDB with the same SQL. Exits with 1
 * where it is slower or larger than the figures allow.
 */
async function main(): Promise<void> {
  const made = join(logs, "SAMPLE.txt");
  if (!existsSync(made) || !readFileSync(made, "utf8").endsWith(marker)) await writeSample(logs, shape);

  const catalog = { database: "s3_audit", table: "cloudtrail_logs", timeZone: "UTC" };
  const files = (await findLogs(logs)).files.map(glanceAt).filter(isReadable);
  const question = savedQuestions.find(({ name }) => name === "who-did-what");
  if (question === undefined) throw new Error("the question who-did-what is gone");
  const { sql: ask } = renderQuestion(question, catalog, { window: allTime, limit: 101 });
  writeFileSync(statements, JSON.stringify({ prepare: duckdbStatements(catalog, files), ask }));

  const runs = alternate(
    {
      "s3-audit events": ["src/cli/s3-audit.js", "events", "--logs", logs],
      "bare DuckDB": ["bench/support/bareDuckdb.js", statements],
    },
    rounds,
  );
  const ours = runs["s3-audit events"] ?? [];
  const peer = runs["bare DuckDB"] ?? [];
  // whatever else the machine does only ever adds: the fastest runs say what the work itself takes
  const ratio = fastest(ours) / fastest(peer);
  const megabytes = Math.max(...ours.map((run) => run.megabytes));
  const good = ratio <= ratioAtMost && megabytes <= megabytesAtMost;
  console.log(
    [
      `events: the newest 100 of ${shape.events} in ${files.length} files, ${rounds} runs each`,
      report(runs),
      `ratio of the fastest ${ratio.toFixed(2)} (at most ${ratioAtMost}), ` +
        `peak ${megabytes.toFixed(0)} MB (at most ${megabytesAtMost}): ${good ? "reached" : "NOT REACHED"}`,
    ].join("\n"),
  );
  if (!good) process.exitCode = 1;
}

void main();
