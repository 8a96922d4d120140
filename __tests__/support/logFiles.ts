import { gzipSync } from "node:zlib";
import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { LogPath } from "../../src/cloudtrail/logPath";
import { emulatorAccount } from "./emulator";

/** What one delivery of CloudTrail holds. */
export interface LogFile {
  readonly region: string;
  /** Decides the partition `day`: UTC day of delivery. */
  readonly deliveredAt: Date;
  /** In CloudTrail's own spelling and shape. */
  readonly records: readonly object[];
}

export interface LogFolder {
  readonly bucket: string;
  /** The trail's key prefix, without slashes at either end. */
  readonly prefix?: string;
}

/**
 * Writes log files where CloudTrail would, but with one record a line instead of all in one `Records` array: that
 * array is taken apart by Amazon's own input format, which no other Trino has (see `repointTable`).
 */
export async function uploadRecords(s3: S3Client, to: LogFolder, files: readonly LogFile[]): Promise<string[]> {
  const keys: string[] = [];
  for (const [index, { region, deliveredAt, records }] of files.entries()) {
    const path = new LogPath({
      ...(to.prefix !== undefined && { prefix: to.prefix }),
      accountId: emulatorAccount,
      region,
      deliveredAt,
      unique: String(index).padStart(16, "0"),
    });
    const lines = records.map((record) => `${JSON.stringify(record)}\n`).join("");
    await s3.send(new PutObjectCommand({ Bucket: to.bucket, Key: path.toString(), Body: gzipSync(lines) }));
    keys.push(path.toString());
  }
  return keys;
}
