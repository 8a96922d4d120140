import { rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { findProgram, ready } from "../__tests__/support/finding";
import { findPython, virtualEnvironment } from "../__tests__/support/python";
import { cacheFolder } from "../src/logs/cache/dayCache";
import { judge, measure, ratio, table } from "./measure";
import { eventCount, millionEvents, repository, scriptOf } from "./support/logs";

const piped = (script: string) => ({ program: "/bin/sh", args: ["-c", script] });
const quoted = (path: string) => `'${path.replaceAll("'", "'\\''")}'`;

/**
 * The newest hundred of a million events, and how many writes there were each day: beside jq with the usual tools around
 * it, and beside trailscraper, which knows neither a limit nor a count, so that it only has to print the events, and to
 * sum them up in its own way as a policy.
 */
export async function benchPeers(print: (line: string) => void): Promise<boolean> {
  const logs = await millionEvents();
  rmSync(join(logs, cacheFolder), { recursive: true, force: true });
  ready(findProgram("jq"));
  const python = virtualEnvironment(ready(findPython()), join(__dirname, "support/trailscraper.txt"));
  const trailscraper = quoted(join(dirname(python), "trailscraper"));

  const unpacked = `find ${quoted(logs)} -name '*.json.gz' -print0 | xargs -0 zcat`;
  const line =
    "[.eventTime,.eventName,.userIdentity.userName,.requestParameters.bucketName,.requestParameters.key]";
  const writes = 'select(.readOnly == false) | "\\(.eventTime[0:10]) \\(.eventName)"';
  const selected = `${trailscraper} select --log-dir ${quoted(logs)} --from 2026-10-01 --to 2026-12-01`;
  const allDays = ["--since", "2026-10-01", "--until", "2026-11-30", "--time-zone", "UTC"];
  const tasks = [
    {
      title: "The newest 100",
      ours: ["events", "--logs", logs],
      jq: `${unpacked} | jq -r '.Records[] | ${line} | @tsv' | LC_ALL=C sort -r | head -100`,
      trailscraper: selected,
    },
    {
      title: "Writes by day",
      ours: ["ask", "writes-by-day", "--logs", logs, ...allDays],
      jq: `${unpacked} | jq -r '.Records[] | ${writes}' | LC_ALL=C sort | uniq -c`,
      trailscraper: `${selected} | ${trailscraper} generate`,
    },
  ];
  const figures = tasks.flatMap((task) => {
    const [ours, jq, peer] = measure(
      [
        { title: `s3-audit ${task.ours[0]}`, args: scriptOf(...task.ours), cwd: repository },
        { title: "jq", ...piped(task.jq) },
        { title: "trailscraper", ...piped(task.trailscraper) },
      ],
      1,
      0,
    );
    if (!ours || !jq || !peer) throw new Error("a contestant is missing");
    print(`${task.title} of ${eventCount} events`);
    print(table([ours, jq, peer]));
    return [
      { what: `${task.title} against jq`, measured: ratio(ours, jq), atMost: 0.1, unit: "x" },
      { what: `${task.title} against trailscraper`, measured: ratio(ours, peer), atMost: 0.1, unit: "x" },
    ];
  });
  return judge(figures, print);
}
