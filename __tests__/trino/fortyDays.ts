import type { LogFile } from "../support/logFiles";
import { record } from "../support/records";

const day = 86_400_000;
const first = Date.parse("2025-08-01T00:00:00Z");
const hours = Array.from({ length: 24 }, (_, hour) => hour);

/** `yyyy/MM/dd` of the forty days, as the partition has them. */
export const days: readonly string[] = Array.from({ length: 40 }, (_, index) =>
  new Date(first + index * day).toISOString().slice(0, 10).replaceAll("-", "/"),
);

/**
 * Forty days on which no other record of the tests lies, each alike: two Regions, a file in each, an event an hour.
 * The file comes at the end of its day.
 */
export const fortyDays: readonly LogFile[] = days.flatMap((_, index) =>
  ["ap-northeast-1", "us-east-1"].map((region) => ({
    region,
    deliveredAt: new Date(first + (index + 1) * day - 60_000),
    records: hours.map((hour) =>
      record({
        awsRegion: region,
        eventID: `${region}-${index}-${hour}`,
        eventTime: new Date(first + index * day + hour * 3_600_000).toISOString().replace(".000", ""),
        requestParameters: { bucketName: "miyagawa-test", key: `forty/${index}/${hour}.txt` },
      }),
    ),
  })),
);
