import { LogPath } from "../../cloudtrail/logPath";
import { type Caller, accountId, callers } from "./callers";
import { Random } from "./random";
import { type SampleRecord, recordOf, region } from "./record";
import { type Request, anyStory } from "./requests";

/** What a sample is made of; the same values give the same files. */
export interface SampleShape {
  /** How many events; some of them are delivered twice. */
  readonly events: number;
  /** Over how many days, the last of which is 2026-11-20 (UTC). */
  readonly days: number;
  readonly seed: number;
  /** In how many log files. */
  readonly files: number;
}

/** One log file. */
export interface Delivery {
  readonly path: LogPath;
  readonly records: readonly SampleRecord[];
}

const hour = 3_600_000;
const day = 24 * hour;
const end = Date.parse("2026-11-21T00:00:00Z");
const deliveryDelay = 5 * 60_000;
const deliveredTwice = 0.01;

/** How busy each hour (UTC) is: an office in Tokyo, and machines at night. */
const busyness = [9, 9, 8, 5, 9, 9, 9, 8, 7, 5, 3, 2, 2, 1, 1, 1, 1, 4, 4, 1, 1, 1, 3, 6];
const busynessOfDay = busyness.reduce((sum, share) => sum + share, 0);

/** The moment by which `fraction` of a day's work is done, in milliseconds since midnight. */
function timeOfDay(fraction: number): number {
  let left = fraction * busynessOfDay;
  for (const [index, share] of busyness.entries()) {
    if (left < share) return (index + left / share) * hour;
    left -= share;
  }
  return day - 1;
}

/** What is asked of S3, by whom, one request after the other: everybody ends a story before somebody begins the next. */
function* calls(random: Random): Generator<{ readonly caller: Caller; readonly request: Request }, never> {
  for (;;) {
    const caller = random.weighted(callers);
    for (const request of anyStory(random)) yield { caller, request };
  }
}

/** Makes the log files of a sample one after the other, oldest first. */
export function* deliveries(shape: SampleShape): Generator<Delivery> {
  const random = new Random(shape.seed);
  const start = end - shape.days * day;
  const called = calls(random);
  let again: SampleRecord[] = [];

  const recordAt = (index: number): SampleRecord => {
    const share = ((index + random.fraction()) / shape.events) * shape.days;
    const at = new Date(start + Math.floor(share) * day + timeOfDay(share % 1));
    const { request, caller } = called.next().value;
    return recordOf(request, caller, at, random);
  };

  for (let file = 0; file < shape.files; file++) {
    const from = Math.floor((file * shape.events) / shape.files);
    const to = Math.floor(((file + 1) * shape.events) / shape.files);
    const fresh: SampleRecord[] = [];
    for (let index = from; index < to; index++) fresh.push(recordAt(index));
    const records = [...again, ...fresh];
    again = fresh.filter(() => random.chance(deliveredTwice));
    const last = records.at(-1);
    if (last === undefined) continue;
    const unique = random.text(16, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
    const deliveredAt = new Date(Date.parse(last.eventTime) + deliveryDelay);
    yield { path: new LogPath({ accountId, region, deliveredAt, unique }), records };
  }
}
