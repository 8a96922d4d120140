import { rmSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../src/logs/cache/dayCache";
import type { Bench } from "./bench";
import { median, table } from "./measure";
import { benchLogs, memoryOf, repository, scriptOf } from "./support/logs";

/** One object's history out of kept days, beside the same out of log files; and what it takes to keep the days. */
export async function benchCache(bench: Bench): Promise<boolean> {
  const { logs, events: eventCount } = await benchLogs(bench);
  const forget = () => rmSync(join(logs, cacheFolder), { recursive: true, force: true });
  const history = [
    ...["ask", "object-history", "--logs", logs, "--since", "2026-10-01", "--until", "2026-11-30"],
    ...["--param", "bucket=miyagawa-test", "--param", "key=reports/may 2018.pdf", "--time-zone", "UTC"],
  ];
  const asked = { args: scriptOf(...history), cwd: repository };
  forget();
  const [fromLogs] = bench.measure([{ title: "history from log files", ...asked }], 2);
  const [build] = bench.measure(
    [{ title: "cache", args: scriptOf("cache", "--logs", logs), cwd: repository, before: forget }],
    1,
    0,
  );
  const [fromCache, bare] = bench.measure(
    [
      { title: "history from the cache", ...asked },
      { title: "node -e 0", args: ["-e", "0"] },
    ],
    7,
  );
  forget();
  if (!fromLogs || !build || !fromCache || !bare) throw new Error("a contestant is missing");
  bench.print(`Kept days of ${eventCount} events`);
  bench.print(table([fromLogs, build, fromCache, bare]));
  const share = median(fromCache.seconds) / median(fromLogs.seconds);
  bench.print(`from the cache: ${share.toPrecision(2)} of the time from log files`);
  return bench.judge([
    { what: "one object's history", measured: median(fromCache.seconds), atMost: 1.0, unit: " s" },
    { what: "peak memory of cache", measured: memoryOf(build), atMost: 350, unit: " MB" },
    { what: "peak memory of the history", measured: memoryOf(fromCache), atMost: 350, unit: " MB" },
  ]);
}
