const hour = 3_600_000;
const units: Readonly<Record<string, number>> = { h: hour, d: 24 * hour, w: 7 * 24 * hour };

export interface MomentContext {
  /** The zone of a date or a time that names none. */
  readonly timeZone: string;
  readonly now: Date;
  /** A date alone is a whole day: its first moment, or as an end the first moment after it. */
  readonly edge: "start" | "end";
}

/** Reads `7d`, `36h` or `2w` (before now), `2026-11-01`, or an ISO time; undefined for anything else. */
export function parseMoment(text: string, { timeZone, now, edge }: MomentContext): Date | undefined {
  const [, count, unit = ""] = /^(\d{1,6})([hdw])$/.exec(text) ?? [];
  if (count !== undefined) return new Date(now.getTime() - Number(count) * (units[unit] ?? 0));

  const [, date, time = "T00:00:00", zone] =
    /^(\d{4}-\d{2}-\d{2})([T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)?(Z|[+-]\d{2}:\d{2})?$/.exec(text) ?? [];
  if (date === undefined) return undefined;
  const wall = new Date(`${date}${time.replace(" ", "T")}Z`);
  // the engine takes 2026-02-30 for a day in March
  if (Number.isNaN(wall.getTime()) || wall.toISOString().slice(0, 10) !== date) return undefined;
  const isDay = !text.includes(":");
  if (isDay && zone !== undefined) return undefined;
  if (zone !== undefined) return new Date(`${date}${time.replace(" ", "T")}${zone}`);
  if (isDay && edge === "end") wall.setUTCDate(wall.getUTCDate() + 1);
  return fromWallClock(wall, timeZone, isDay ? "start" : edge);
}

/** A moment on a zone's wall clock: `2026-11-01 09:15:00`. */
export function onWallClock(moment: Date, timeZone: string): string {
  const wall = new Date(moment.getTime() + offsetAt(moment, timeZone));
  return wall.toISOString().slice(0, 19).replace("T", " ");
}

/** The same with the zone's distance from UTC, which leaves no doubt: `2026-11-01 09:15:00+09:00`. */
export function asInstant(moment: Date, timeZone: string): string {
  const minutes = Math.round(offsetAt(moment, timeZone) / 60_000);
  const two = (number: number) => String(number).padStart(2, "0");
  const distance = `${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
  return `${onWallClock(moment, timeZone)}${minutes < 0 ? "-" : "+"}${distance}`;
}

/**
 * The moment at which a zone's wall clock shows what `wall` shows in UTC. Where it shows that twice, the first time as a
 * beginning and the last as an end, so that no event is left out; where never, as long after the change as was asked for.
 */
function fromWallClock(wall: Date, timeZone: string, edge: MomentContext["edge"]): Date {
  const offsets = [-1, 1].map((days) => offsetAt(new Date(wall.getTime() + days * 24 * hour), timeZone));
  const moments = offsets.map((offset) => new Date(wall.getTime() - offset));
  const shown = moments.filter((moment, index) => offsetAt(moment, timeZone) === offsets[index]);
  const found = edge === "end" ? shown.at(-1) : shown[0];
  return found ?? moments[0] ?? wall;
}

/** How far a zone's wall clock is ahead of UTC, in milliseconds. */
function offsetAt(moment: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en", {
    timeZone,
    hourCycle: "h23",
    era: "short",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(moment);
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value);
  const wall = Date.UTC(
    part("year"),
    part("month") - 1,
    part("day"),
    part("hour"),
    part("minute"),
    part("second"),
  );
  return wall - Math.floor(moment.getTime() / 1000) * 1000;
}
