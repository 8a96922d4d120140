import { randomBytes } from "node:crypto";
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

export interface UploadedFile {
  readonly key: string;
  /** As it lies in the bucket, compressed. */
  readonly bytes: number;
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
export async function uploadRecords(
  s3: S3Client,
  to: LogFolder,
  files: readonly LogFile[],
): Promise<UploadedFile[]> {
  const uploaded: UploadedFile[] = [];
  for (const { region, deliveredAt, records } of files) {
    const path = new LogPath({
      ...(to.prefix !== undefined && { prefix: to.prefix }),
      accountId: emulatorAccount,
      region,
      deliveredAt,
      unique: randomBytes(8).toString("hex"),
    });
    const lines = records.map((record) => `${JSON.stringify(record)}\n`).join("");
    const body = gzipSync(lines);
    await s3.send(new PutObjectCommand({ Bucket: to.bucket, Key: path.toString(), Body: body }));
    uploaded.push({ key: path.toString(), bytes: body.length });
  }
  return uploaded;
}
