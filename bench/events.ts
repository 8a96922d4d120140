import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { duckdbStatements } from "../src/engines/duckdb/views";
import { cacheFolder } from "../src/logs/cache/dayCache";
import { findLogs } from "../src/logs/find";
import { glanceAt, isReadable } from "../src/logs/glance";
import { type Asked, allTime, renderQuestion, savedQuestions } from "../src/questions";
import type { Bench } from "./bench";
import { type Measurement, ratio, table } from "./measure";
import { benchLogs, memoryOf, repository, scriptOf } from "./support/logs";

/** A question as the command line asks it, and as bare DuckDB is asked the same. */
interface Contest extends Asked {
  readonly title: string;
  readonly question: string;
  readonly args: readonly string[];
}

/** A list, a summary and one object's history over a million events, beside bare DuckDB with the same SQL. */
export async function benchEvents(bench: Bench): Promise<boolean> {
  const { logs, events: eventCount } = await benchLogs(bench);
  rmSync(join(logs, cacheFolder), { recursive: true, force: true });
  const statements = join(repository, ".cache/bench-events.json");

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
    const [ours, bare] = bench.measure(
      [
        { title: `s3-audit ${contest.args[0]}`, args: scriptOf(...contest.args), cwd: repository },
        { title: "bare DuckDB", args: ["bench/support/bareDuckdb.js", statements], cwd: repository },
      ],
      3,
    );
    if (ours === undefined || bare === undefined) throw new Error("a contestant is missing");
    bench.print(`${contest.title} of ${eventCount} events in ${files.length} files`);
    bench.print(table([ours, bare]));
    return [ours, bare];
  };

  const list = compare({
    title: "The newest 100",
    question: "who-did-what",
    args: ["events", "--logs", logs],
    window: allTime,
    limit: 101,
  });
  const allDays = ["--since", "2026-10-01", "--until", "2026-11-30", "--time-zone", "UTC"];
  const window = { since: new Date("2026-10-01T00:00:00Z"), until: new Date("2026-12-01T00:00:00Z") };
  const summary = compare({
    title: "A summary, writes by day,",
    question: "writes-by-day",
    args: ["ask", "writes-by-day", "--logs", logs, ...allDays],
    window,
    limit: 1001,
  });
  const [bucket, key] = ["miyagawa-test", "reports/may 2018.pdf"];
  const history = compare({
    title: "One object's history out",
    question: "object-history",
    args: [
      ...["ask", "object-history", "--logs", logs, ...allDays],
      ...["--param", `bucket=${bucket}`, "--param", `key=${key}`],
    ],
    window,
    limit: 501,
    parameters: { bucket, key },
  });
  return bench.judge([
    { what: "events against bare DuckDB", measured: ratio(...list), atMost: 1.3, unit: "x" },
    { what: "writes-by-day against bare DuckDB", measured: ratio(...summary), atMost: 1.3, unit: "x" },
    { what: "object-history against bare DuckDB", measured: ratio(...history), atMost: 1.3, unit: "x" },
    { what: "peak memory of events", measured: memoryOf(list[0]), atMost: 350, unit: " MB" },
    { what: "peak memory of writes-by-day", measured: memoryOf(summary[0]), atMost: 350, unit: " MB" },
    { what: "peak memory of object-history", measured: memoryOf(history[0]), atMost: 350, unit: " MB" },
  ]);
}
