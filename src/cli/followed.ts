import {
  type ExitCode,
  UserError,
  flagsExclude,
  followNeedsLines,
  followNeedsSource,
  followTooMany,
} from "../errors";
import { allTime } from "../questions";
import type { Settings } from "../settings/settings";
import type { EventsFlags } from "./eventsFlags";
import type { Followed } from "./following";
import { canBeFollowed } from "./format/formats";
import { isFormatName } from "./format/names";
import type { Io } from "./io";

/** Where nothing else is said, the log bucket is followed from an hour ago. */
export const followedDays = 1 / 24;
/** With how many events --follow may begin: they are shown together. */
const followsAtMost = 10_000;

/** Follows the folder, or where there is none the bucket. */
export async function followEvents(
  flags: EventsFlags,
  followed: Omit<Followed, "folder">,
  settings: Settings | undefined,
  io: Io,
): Promise<ExitCode> {
  const { follow } = await import("./following");
  // what is to come comes after all
  const endless = {
    ...followed,
    asked: { ...followed.asked, window: { ...followed.asked.window, until: allTime.until } },
  };
  if (flags.logs !== undefined) return follow({ ...endless, folder: flags.logs }, io);
  if (settings === undefined) throw new UserError([followNeedsSource()]);
  const { followBucket } = await import("./followingBucket");
  return followBucket(endless, settings, flags, io);
}

/** What cannot be said beside --follow. */
export function followFaults({ format, limit, ...flags }: EventsFlags): readonly string[] {
  const others = ["until", "sort", "output", "count"] as const;
  const why = {
    until: "following goes on until Ctrl-C",
    sort: "events are shown as they arrive",
    output: "a file is moved into place only when it is complete: use > FILE",
    count: "a number cannot be continued",
  };
  return [
    ...others
      .filter((name) => flags[name] !== undefined && flags[name] !== false)
      .map((name) => flagsExclude("--follow", `--${name}`, why[name])),
    ...(flags.engine === "athena"
      ? [flagsExclude("--follow", "--engine athena", "new log files are read as they arrive")]
      : []),
    ...(isFormatName(format) && !canBeFollowed(format) ? [followNeedsLines(format)] : []),
    ...(limit === "all" || Number(limit) > followsAtMost ? [followTooMany(limit, followsAtMost)] : []),
  ];
}
