import { LogPath } from "../cloudtrail/logPath";
import type { Asked, Question, TimeWindow } from "../questions";

/** What a file's place in CloudTrail's layout says of the events in it. */
export interface Within {
  /** UTC days of delivery, `yyyy/MM/dd`. */
  readonly firstDay: string;
  readonly lastDay: string;
  readonly accounts?: readonly string[];
  readonly regions?: readonly string[];
}

export const dayMs = 24 * 3_600_000;
/** The UTC day of a moment, `yyyy/MM/dd`. */
export const dayOf = (moment: Date) => moment.toISOString().slice(0, 10).replaceAll("-", "/");

/** The days whose files can hold events of a window: a file can be delivered on the day after its events. */
export const deliveryDays = ({ since, until }: TimeWindow): Pick<Within, "firstDay" | "lastDay"> => ({
  firstDay: dayOf(since),
  lastDay: dayOf(new Date(until.getTime() - 1000 + dayMs)),
});

/** The days whose files a question reads: the same that its statement asks for. */
export function daysOf(question: Question, { window }: Asked): Pick<Within, "firstDay" | "lastDay"> {
  const { daysBefore } = question.defaultWindow;
  return deliveryDays({ ...window, since: new Date(window.since.getTime() - daysBefore * dayMs) });
}

/** Whether a file can hold any of these events; one that lies anywhere else than in the layout always can. */
export function canHold(path: string, { firstDay, lastDay, accounts, regions }: Within): boolean {
  const log = LogPath.parse(path);
  if (log === undefined) return true;
  if (log.day < firstDay || log.day > lastDay) return false;
  return (accounts?.includes(log.accountId) ?? true) && (regions?.includes(log.region) ?? true);
}

/**
 * The last day of delivery of files that all come before the first day that is asked for; undefined where there is no file, or
 * one of another day or of a day that its path does not tell.
 */
export function lastDayBefore(paths: readonly string[], { firstDay }: Within): string | undefined {
  let last: string | undefined;
  for (const path of paths) {
    const day = LogPath.parse(path)?.day;
    if (day === undefined || day >= firstDay) return undefined;
    if (last === undefined || day > last) last = day;
  }
  return last;
}
