import { cases } from "../questions/fixtures";
import { Day, bytes, deliveriesOf, on } from "../questions/fixtures/build";
import type { LogFile } from "../support/logFiles";

const dayMs = 86_400_000;
const tokyoIsAhead = 9 * 3_600_000;

type Fields = Readonly<Record<string, unknown>>;

/** What no case is about, so that each saved query finds rows with the defaults and examples in its text. */
const busy = new Day("2026-06-10");
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
const busyDay: readonly LogFile[] = deliveriesOf([
  ...numbers(120).map((index) => busy.at("09:20", `read-${index}`, on("GetObject", `bulk/${index}`))),
  ...numbers(60).map((index) => busy.at("10:20", `gone-${index}`, on("DeleteObject", `bulk/${index}`))),
  busy.at("11:00", "history-1", on("PutObject", "reports/2026/a.pdf", bytes(10, 0))),
  busy.at("11:05", "history-2", on("DeleteObject", "reports/2026/a.pdf")),
  busy.at("11:10", "large", on("PutObject", "film.mp4", bytes(200 * 1024 * 1024, 0))),
]);

/**
 * The records of every case and a busy day besides, moved by whole days so that the day of each case is the last
 * one in Tokyo that ended before the present UTC day began: nothing is delivered later than today, and everything
 * lies well within the shortest window of a saved query. An event keeps its id within its case alone. One file for
 * each Region and day.
 */
export function lately(now: Date): readonly LogFile[] {
  const ended = Math.floor(now.getTime() / dayMs) * dayMs - tokyoIsAhead;
  const stories = [...cases, { until: busy.window.until, deliveries: busyDay }];
  const files = stories.flatMap(({ until, deliveries }, story) =>
    deliveries.map(({ region, deliveredAt, records }) => {
      const by = ended - until.getTime();
      return {
        region,
        deliveredAt: new Date(deliveredAt.getTime() + by),
        records: records.map((record) => moved(record as Fields, by, story)),
      };
    }),
  );
  return together(files);
}

function moved(record: Fields, by: number, story: number): object {
  const { eventTime, eventID } = record;
  const time = typeof eventTime === "string" ? Date.parse(eventTime) : NaN;
  return {
    ...record,
    ...(!Number.isNaN(time) && { eventTime: new Date(time + by).toISOString().replace(".000", "") }),
    ...(typeof eventID === "string" && { eventID: `${story}-${eventID}` }),
  };
}

function together(files: readonly LogFile[]): readonly LogFile[] {
  const byFolder = new Map<string, LogFile>();
  for (const file of files) {
    const folder = `${file.region}/${file.deliveredAt.toISOString().slice(0, 10)}`;
    const before = byFolder.get(folder)?.records ?? [];
    byFolder.set(folder, { ...file, records: [...before, ...file.records] });
  }
  return [...byFolder.values()];
}
