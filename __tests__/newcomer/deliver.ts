import { gzipSync } from "node:zlib";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { deliveries } from "../../src/logs/sample/deliveries";
import type { Emulator } from "../support/emulator";
import { accountId, deliveredAt, logText, record } from "../support/records";

const hour = 3_600_000;
const day = 24 * hour;
/** Of the sample, whose last event is of the day before this moment. */
const sampleEnds = Date.parse("2026-11-21T00:00:00Z");
const shape = { events: 200, days: 3, seed: 1, files: 12 };

/**
 * Delivers three days of events of a bucket, the last of them yesterday's, as CloudTrail would have; among them is the end of
 * `reports/a.pdf`, which taro uploaded and hanako deleted. Somebody is at work now, too.
 */
export async function deliver(emulator: Emulator, logBucket: string, bucket: string): Promise<void> {
  const s3 = new S3Client({ ...emulator.clientFor("ap-northeast-1"), forcePathStyle: true });
  const put = (key: string, text: string) =>
    s3.send(new PutObjectCommand({ Bucket: logBucket, Key: key, Body: gzipSync(text) }));
  const midnight = Math.floor(Date.now() / day) * day;
  const later = midnight - sampleEnds;
  const sometime = (moment: number) => new Date(moment).toISOString().replace(".000Z", "Z");

  for (const { path, records } of deliveries(shape)) {
    const text = logText(...records)
      .replaceAll(
        /"2026-\d\d-\d\dT[\d:]+Z"/g,
        (quoted) => `"${sometime(Date.parse(quoted.slice(1, -1)) + later)}"`,
      )
      .replaceAll("miyagawa-test", bucket);
    await put(deliveredAt(sometime(path.deliveredAt.getTime() + later), path.unique), text);
  }
  const of = (userName: string, eventName: string, key: string, moment: number) => {
    const { userIdentity } = record() as { userIdentity: object };
    return record({
      userIdentity: { ...userIdentity, userName, arn: `arn:aws:iam::${accountId}:user/${userName}` },
      eventName,
      eventTime: sometime(moment),
      requestParameters: { bucketName: bucket, key },
    });
  };
  const morning = midnight - day + 9 * hour;
  await put(
    deliveredAt(sometime(morning), "reports"),
    logText(
      of("taro", "PutObject", "reports/a.pdf", morning - 2 * hour),
      of("hanako", "DeleteObject", "reports/a.pdf", morning - hour),
    ),
  );
  const now = Math.floor(Date.now() / 1000) * 1000;
  await put(deliveredAt(sometime(now), "now"), logText(of("taro", "PutObject", "reports/b.pdf", now)));
  s3.destroy();
}
