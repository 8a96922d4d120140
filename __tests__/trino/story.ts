import type { LogFile } from "../support/logFiles";
import { accountId, record } from "../support/records";

/** A day on which no other record of the tests lies. */
export const storyDay = "2025-10-01";
const at = (time: string) => `${storyDay}T${time}Z`;

/** As long as a key can be, with quotes, so that as a SQL literal it is longer than what Athena takes for one value. */
export const longKey = `long/${"it's '四半期' ".repeat(50)}`.slice(0, 700);
export const oddKey = `reports/100%_100!'--?".pdf`;

const pipeline = {
  type: "AssumedRole",
  arn: `arn:aws:sts::${accountId}:assumed-role/deploy/build-7`,
  accountId,
  principalId: "AROAEXAMPLE:build-7",
};
const inBucket = (bucketName: string, key?: string) => ({
  requestParameters: { bucketName, ...(key !== undefined && { key }) },
});

/** Events each unlike the others, for every flag that narrows a list. */
const tokyo = [
  record({ eventTime: at("00:10:00"), eventID: "uploads" }),
  record({ eventTime: at("00:11:00"), eventID: "deletes", eventName: "DeleteObject" }),
  record({ eventTime: at("00:12:00"), eventID: "denied", errorCode: "AccessDenied" }),
  record({ eventTime: at("00:13:00"), eventID: "fails", errorCode: "NoSuchKey" }),
  record({
    eventTime: at("00:14:00"),
    eventID: "reads",
    eventName: "GetObject",
    userIdentity: pipeline,
    sourceIPAddress: "198.51.100.77",
    additionalEventData: { bytesTransferredIn: 0, bytesTransferredOut: 5_368_709_120.0 },
  }),
  record({
    eventTime: at("00:15:00"),
    eventID: "lists",
    eventName: "ListObjects",
    userIdentity: { type: "AWSAccount", accountId: "anonymous" },
    sourceIPAddress: "2001:db8::7",
    ...inBucket("miyagawa-archive"),
  }),
  record({ eventTime: at("00:16:00"), eventID: "odd", ...inBucket("miyagawa-test", oddKey) }),
  record({ eventTime: at("00:17:00"), eventID: "long", ...inBucket("miyagawa-test", longKey) }),
  record({ eventTime: at("00:18:00"), eventID: "lines", userAgent: 'a\n"b",\tNeedle\u0007\ufeff' }),
  record({ eventTime: at("00:19:00"), eventID: undefined, requestID: "without an event id" }),
  record({ eventTime: "no time", eventID: "timeless" }),
];
const midnight = record({ eventTime: at("23:59:30"), eventID: "at midnight" });

const file = (deliveredAt: string, records: readonly object[], region = "ap-northeast-1"): LogFile => ({
  region,
  deliveredAt: new Date(deliveredAt),
  records,
});

export const story: readonly LogFile[] = [
  file(at("00:25:00"), tokyo),
  file(at("23:59:50"), [midnight]),
  // delivered a second time, on the day after
  file("2025-10-02T00:04:00Z", [midnight]),
  file(
    at("00:25:00"),
    [
      record({
        eventTime: at("00:20:00"),
        eventID: "in Virginia",
        awsRegion: "us-east-1",
        sourceIPAddress: "cloudfront.amazonaws.com",
      }),
    ],
    "us-east-1",
  ),
];
