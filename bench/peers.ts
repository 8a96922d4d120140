import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { findProgram, ready } from "../__tests__/support/finding";
import { findPython, virtualEnvironment } from "../__tests__/support/python";
import { cacheFolder } from "../src/logs/cache/dayCache";
import type { Bench } from "./bench";
import { ratio, table } from "./measure";
import { benchLogs, repository, scriptOf } from "./support/logs";

// a program that fails in the middle of a pipe is a failure too
const piped = (script: string) => ({ program: "bash", args: ["-o", "pipefail", "-c", script] });
const quoted = (path: string) => `'${path.replaceAll("'", "'\\''")}'`;

/** A task, and what shows that both did it. */
interface Task {
  readonly title: string;
  readonly ours: readonly string[];
  /** The columns of our answer that stand in a line of jq's, in its order. */
  readonly columns: readonly string[];
  readonly jq: string;
  readonly trailscraper: string;
  /** Throws where trailscraper did less than its part. */
  readonly check: () => void;
}

/**
 * The newest hundred of a million events, and who wrote how much each day: beside jq with the usual tools around it, whose
 * rows have to be the same; and beside trailscraper, which knows neither a limit, an actor nor a count, so that it only has
 * to print the events, and to sum them up in its own way as a policy.
 */
export async function benchPeers(bench: Bench): Promise<boolean> {
  const { logs, events: eventCount } = await benchLogs(bench);
  rmSync(join(logs, cacheFolder), { recursive: true, force: true });
  ready(findProgram("jq"));
  const python = virtualEnvironment(ready(findPython()), join(__dirname, "support/trailscraper.txt"));
  const trailscraper = quoted(join(dirname(python), "trailscraper"));
  const folder = mkdtempSync(join(tmpdir(), "bench-peers-"));
  const [ours, theirs, scraped] = ["ours", "theirs", "scraped"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];

  const support = join(__dirname, "support");
  const jq = (filter: string) =>
    `find ${quoted(logs)} -name '*.json.gz' -print0 | xargs -0 zcat | ` +
    `jq -r -L ${quoted(support)} 'include "events"; ${filter} | @tsv'`;
  const selected = `${trailscraper} select --log-dir ${quoted(logs)} --from 2026-10-01 --to 2026-12-01`;
  const shown = ["--logs", logs, "--time-zone", "UTC", "--format", "ndjson", "--output", ours];
  const allDays = ["--since", "2026-10-01", "--until", "2026-11-30"];
  const tasks: readonly Task[] = [
    {
      title: "The newest 100",
      ours: ["events", ...shown],
      columns: ["event_time", "event_id", "event_name", "actor", "outcome", "bucket", "object_key"],
      jq:
        jq(
          `events | [(.eventTime | sub("T"; " ") | sub("Z"; "")), .eventID, .eventName, actor, outcome, bucket, key]`,
        ) + ` | LC_ALL=C sort -r -u | sed -n 1,100p > ${quoted(theirs)}`,
      trailscraper: `${selected} | wc -c > ${quoted(scraped)}`,
      check: () => {
        // no event is shorter
        if (Number(readFileSync(scraped, "utf8")) < eventCount * 100)
          throw new Error("trailscraper printed fewer events than there are");
      },
    },
    {
      title: "Writes by day and actor",
      ours: ["ask", "writes-by-day", ...shown, ...allDays],
      columns: [
        "day",
        "actor",
        "writes",
        "uploads",
        "deletions",
        "changes",
        "objects",
        "bytes_in",
        "failures",
      ],
      jq:
        jq(
          `writes | [.eventTime[0:10], actor, outcome, kind, bucket + "/" + key, ` +
            `(.additionalEventData.bytesTransferredIn // 0), .eventID]`,
        ) + ` | LC_ALL=C sort -u | awk -f ${quoted(join(support, "writesByDay.awk"))} > ${quoted(theirs)}`,
      trailscraper: `${selected} | ${trailscraper} generate > ${quoted(scraped)}`,
      check: () => {
        const { Statement } = JSON.parse(readFileSync(scraped, "utf8")) as { Statement: readonly unknown[] };
        if (Statement.length === 0) throw new Error("trailscraper's policy is empty");
      },
    },
  ];
  try {
    const figures = tasks.flatMap((task) => {
      const [own, jqs, peer] = bench.measure(
        [
          { title: `s3-audit ${task.ours[0]}`, args: scriptOf(...task.ours), cwd: repository },
          { title: "jq", ...piped(task.jq) },
          { title: "trailscraper", ...piped(task.trailscraper) },
        ],
        1,
        0,
      );
      if (!own || !jqs || !peer) throw new Error("a contestant is missing");
      bench.print(`${task.title} of ${eventCount} events`);
      bench.print(table([own, jqs, peer]));
      bench.print(sameRows(task.columns, ours, theirs));
      task.check();
      return [
        { what: `${task.title} against jq`, measured: ratio(own, jqs), atMost: 0.1, unit: "x" },
        { what: `${task.title} against trailscraper`, measured: ratio(own, peer), atMost: 0.1, unit: "x" },
      ];
    });
    return bench.judge(figures);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Throws where the rows are not the same: whoever is quick with a wrong answer has not won. */
function sameRows(columns: readonly string[], ours: string, theirs: string): string {
  const own = linesOf(ours)
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .map((row) => columns.map((column) => String(row[column])).join("\t"));
  const others = new Set(linesOf(theirs).map((line) => line.replaceAll("\\\\", "\\")));
  const missing = own.filter((line) => !others.has(line));
  if (own.length !== others.size || missing.length > 0)
    throw new Error(
      `jq has ${others.size} rows, we ${own.length}; jq lacks ${missing.slice(0, 5).join("\n")}`,
    );
  return `${own.length} rows, the same from jq`;
}

const linesOf = (path: string) =>
  readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "");
