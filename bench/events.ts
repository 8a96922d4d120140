import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { duckdbStatements } from "../src/engines/duckdb/duckdbEngine";
import { findLogs } from "../src/logs/find";
import { glanceAt, isReadable } from "../src/logs/glance";
import { writeSample } from "../src/logs/sample/sample";
import { type Asked, allTime, renderQuestion, savedQuestions } from "../src/questions";
import { type Measurement, judge, measure, ratio, table } from "./measure";

/** A question as the command line asks it, and as bare DuckDB is asked the same. */
interface Contest extends Asked {
  readonly title: string;
  readonly question: string;
  readonly args: readonly string[];
}

/** `s3-audit events` and one object's history over a million events, beside bare DuckDB with the same SQL. */
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
  const compare = (contest: Contest): readonly [ours: Measurement, bare: Measurement] => {
    const question = savedQuestions.find(({ name }) => name === contest.question);
    if (question === undefined) throw new Error(`the question ${contest.question} is gone`);
    const { sql, values } = renderQuestion(question, catalog, contest);
    writeFileSync(
      statements,
      JSON.stringify({ prepare: duckdbStatements(catalog, files), ask: sql, values }),
    );
    const [ours, bare] = measure(
      [
        { title: `s3-audit ${contest.args[0]}`, args: ["src/cli/s3-audit.js", ...contest.args], cwd: root },
        { title: "bare DuckDB", args: ["bench/support/bareDuckdb.js", statements], cwd: root },
      ],
      3,
    );
    if (ours === undefined || bare === undefined) throw new Error("a contestant is missing");
    print(`${contest.title} of ${shape.events} events in ${files.length} files`);
    print(table([ours, bare]));
    return [ours, bare];
  };

  const list = compare({
    title: "The newest 100",
    question: "who-did-what",
    args: ["events", "--logs", logs],
    window: allTime,
    limit: 101,
  });
  const [bucket, key] = ["miyagawa-test", "reports/may 2018.pdf"];
  const history = compare({
    title: "One object's history out",
    question: "object-history",
    args: [
      ...["ask", "object-history", "--logs", logs, "--since", "2026-10-01", "--until", "2026-11-30"],
      ...["--param", `bucket=${bucket}`, "--param", `key=${key}`, "--time-zone", "UTC"],
    ],
    window: { since: new Date("2026-10-01T00:00:00Z"), until: new Date("2026-12-01T00:00:00Z") },
    limit: 501,
    parameters: { bucket, key },
  });
  return judge(
    [
      { what: "events against bare DuckDB", measured: ratio(...list), atMost: 1.3, unit: "x" },
      { what: "object-history against bare DuckDB", measured: ratio(...history), atMost: 1.3, unit: "x" },
      { what: "peak memory of events", measured: Math.max(...list[0].megabytes), atMost: 350, unit: " MB" },
    ],
    print,
  );
}
