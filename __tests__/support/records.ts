import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { LogPath } from "../../src/cloudtrail/logPath";

export const accountId = "123456789012";

type Fields = Readonly<Record<string, unknown>>;

let made = 0;

/** A CloudTrail record of taro uploading `reports/a.pdf`, but for the fields given; undefined leaves a field out. */
export function record(fields: Fields = {}): Fields {
  made += 1;
  return {
    eventVersion: "1.11",
    userIdentity: {
      type: "IAMUser",
      arn: `arn:aws:iam::${accountId}:user/taro`,
      accountId,
      userName: "taro",
    },
    eventTime: "2026-11-01T00:15:00Z",
    eventSource: "s3.amazonaws.com",
    eventName: "PutObject",
    awsRegion: "ap-northeast-1",
    sourceIPAddress: "203.0.113.10",
    userAgent: "[aws-cli/2.31.4]",
    requestParameters: { bucketName: "miyagawa-test", key: "reports/a.pdf" },
    responseElements: null,
    additionalEventData: { bytesTransferredIn: 25701.0, bytesTransferredOut: 0 },
    requestID: "EXAMPLE123456789",
    eventID: `event-${made}`,
    readOnly: false,
    eventType: "AwsApiCall",
    recipientAccountId: accountId,
    eventCategory: "Data",
    ...fields,
  };
}

export const logText = (...records: readonly unknown[]): string => JSON.stringify({ Records: records });

/** The path CloudTrail gives a log file that it delivers at this moment. */
export const deliveredAt = (moment: string, unique: string, region = "ap-northeast-1"): string =>
  new LogPath({ accountId, region, deliveredAt: new Date(moment), unique }).toString();

/** A folder of its own, removed after each test; files by path: bytes as they are, text compressed where it ends with .gz. */
export class LogFolder {
  readonly path = mkdtempSync(join(tmpdir(), "logs-"));

  write(name: string, content: string | Buffer): this {
    const file = join(this.path, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, typeof content === "string" && name.endsWith(".gz") ? gzipSync(content) : content);
    return this;
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
