import { statSync } from "node:fs";
import { join, resolve } from "node:path";
import { DayCache, byDay, cacheFolder } from "../logs/cache/dayCache";
import { findLogs } from "../logs/find";
import { ExitCode, UserError, cacheNeedsLayout, cacheUnwritable, logUnreadable } from "../errors";
import { counted } from "./counted";
import { harmless } from "./format/harmless";
import type { Io } from "./io";
import { askFiles, localCatalog } from "./localEvents";
import { Progress } from "./progress";
import { tell } from "./telling";
import { systemErrorIn } from "../temporary";

export interface CacheFlags {
  readonly logs: string;
  readonly clear?: boolean;
}

/** Keeps every day of a folder of logs that is not kept, or has changed since. */
export async function keepDays({ logs, clear }: CacheFlags, io: Io): Promise<ExitCode> {
  const folder = resolve(io.cwd, logs);
  const { files } = await findLogs(folder);
  const cache = new DayCache(folder);
  const refused = (error: unknown) => {
    const ofSystem = systemErrorIn(error);
    return ofSystem === undefined ? error : cacheUnwritable(join(logs, cacheFolder), ofSystem);
  };
  if (clear) {
    try {
      const removed = cache.forgetAllBut(new Set());
      tell(io.stdout, `${counted(removed, "day")} removed from ${join(logs, cacheFolder)}\n`);
    } catch (error) {
      throw refused(error);
    }
    return ExitCode.ok;
  }
  const days = [...byDay(files)].flatMap(([day, paths]) =>
    day === undefined ? [] : [[day, paths] as const],
  );
  if (days.length === 0 || statSync(folder).isFile()) throw new UserError([cacheNeedsLayout(logs)]);

  let done = 0;
  let built = 0;
  let damaged = false;
  const progress = new Progress(io.stderr, () => `${done} of ${counted(days.length, "day")} cached`);
  try {
    const removed = cache.forgetAllBut(new Set(days.map(([day]) => day)));
    const before = await cache.kept(days);
    for (const [day, paths] of days.toReversed()) {
      io.signal.throwIfAborted();
      let kept = before.get(day);
      if (kept === undefined) {
        kept = await cache.keep(day, paths, (file) => writeDay(paths, file, io));
        built += 1;
      }
      for (const { path, reason } of kept.unreadable) {
        progress.end();
        tell(io.stderr, `${harmless(logUnreadable(path, reason))}\n`);
        damaged = true;
      }
      done += 1;
    }
    progress.end();
    const other = files.length - days.reduce((sum, [, paths]) => sum + paths.length, 0);
    tell(
      io.stdout,
      `${counted(built, "day")} cached, ${days.length - built} already cached` +
        `${removed > 0 ? `, ${counted(removed, "day")} removed` : ""}; ` +
        `${(cache.size / 1e6).toFixed(1)} MB in ${join(logs, cacheFolder)}, ${progress.elapsed}\n` +
        (other > 0
          ? `${counted(other, "log file")} outside CloudTrail's layout ${other === 1 ? "is" : "are"} not cached, and read each time.\n`
          : ""),
    );
    return damaged ? ExitCode.incomplete : ExitCode.ok;
  } catch (error) {
    throw refused(error);
  } finally {
    progress.end();
  }
}

async function writeDay(paths: readonly string[], file: string, io: Io) {
  const source = { paths, catalog: localCatalog("UTC"), signal: io.signal };
  const { given, unreadable, close } = await askFiles(source, (engine) => engine.keep(file));
  close();
  return { events: given, unreadable };
}
