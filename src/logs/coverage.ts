import { LogPath } from "../cloudtrail/logPath";
import { type Within, canHold, dayMs, dayOf } from "./within";

/** CloudTrail delivers about five minutes after an event, sometimes later. */
const deliveredWithinMs = 15 * 60_000;
/** Nobody expects logs on a machine to be fresher; a quiet hour brings no file. */
const freshWithinMs = 3_600_000;

/** Why log files do not cover a window, or that they do. */
export type Coverage =
  | {
      readonly kind: "covers";
      /** UTC days of the window, and those of them without a file: quiet ones, or ones that were not copied. */
      readonly days: number;
      readonly daysWithoutFile: number;
    }
  | { readonly kind: "unknown" | "nothingWithin" }
  | { readonly kind: "beginsLater" | "endsEarlier"; readonly at: Date };

/**
 * Whether log files hold every event of a window, as far as their paths tell: they begin on its first day or before, and
 * go on to its end, or to what was new an hour ago. A day without a file between them is taken for a quiet one, a
 * window without any is not.
 * @param paths all files of the folder
 * @param within the days that are read, and the accounts and Regions that are asked for
 * @param until the window's end
 */
export function coverageOf(paths: readonly string[], within: Within, until: Date, now: Date): Coverage {
  const anyDay = { ...within, firstDay: "0000/01/01", lastDay: "9999/12/31" };
  let span: { readonly first: LogPath; readonly last: LogPath } | undefined;
  const seen = new Set<string>();
  for (const path of paths) {
    const log = LogPath.parse(path);
    if (log === undefined || !canHold(path, anyDay)) continue;
    span ??= { first: log, last: log };
    if (log.deliveredAt < span.first.deliveredAt) span = { ...span, first: log };
    if (log.deliveredAt > span.last.deliveredAt) span = { ...span, last: log };
    seen.add(log.day);
  }
  if (span === undefined) return { kind: "unknown" };
  const { first, last } = span;
  if (first.day > within.firstDay) return { kind: "beginsLater", at: first.deliveredAt };
  const needed = Math.min(until.getTime() + deliveredWithinMs, now.getTime() - freshWithinMs);
  if (last.deliveredAt.getTime() < needed) return { kind: "endsEarlier", at: last.deliveredAt };
  const end = Math.min(until.getTime() - 1000, now.getTime());
  const days = daysFrom(within.firstDay, end);
  const daysWithoutFile = days.filter((day) => !seen.has(day)).length;
  if (daysWithoutFile === days.length) return { kind: "nothingWithin" };
  return { kind: "covers", days: days.length, daysWithoutFile };
}

/** The days from `yyyy/MM/dd` to a moment's. */
function daysFrom(first: string, end: number): readonly string[] {
  const days: string[] = [];
  for (let day = Date.parse(`${first.replaceAll("/", "-")}T00:00:00Z`); day <= end; day += dayMs) {
    days.push(dayOf(new Date(day)));
  }
  return days;
}
