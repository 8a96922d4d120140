import { Readable } from "node:stream";
import type { GetObjectCommand } from "@aws-sdk/client-s3";
import { type ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";
import { Bucket } from "../../src/logs/sync/bucket";

/** What S3 leaves out of an answer is nothing, and never taken for something. */

interface HttpHandlerOptions {
  readonly abortSignal?: AbortSignal;
}

const patience = { attempts: 1, waitMs: 1, stallMs: 10_000 };

/** A bucket that answers so, one after the other; `asked` tells for what. */
function bucketOf(...answers: readonly object[]) {
  const asked: object[] = [];
  const signals: (AbortSignal | undefined)[] = [];
  const left = [...answers];
  const client = {
    send: async ({ input }: ListObjectsV2Command | GetObjectCommand, { abortSignal }: HttpHandlerOptions) => {
      asked.push(input);
      signals.push(abortSignal);
      return left.shift();
    },
  } as unknown as S3Client;
  return { bucket: new Bucket(client, "logs", patience, new AbortController().signal), asked, signals };
}

async function pagesOf(bucket: Bucket, folder: string) {
  const pages = [];
  for await (const page of bucket.filesIn(folder)) pages.push(page);
  return pages;
}

test("folders are told by their names, page after page; where there is none, none", async () => {
  const { bucket, asked } = bucketOf(
    {
      CommonPrefixes: [{ Prefix: "a/b/" }, { Prefix: "a/c/" }],
      IsTruncated: true,
      NextContinuationToken: "2",
    },
    { CommonPrefixes: [{ Prefix: "a/d/" }], IsTruncated: false, NextContinuationToken: "3" },
  );
  expect(await bucket.foldersIn("a/")).toEqual(["b", "c", "d"]);
  expect(asked).toEqual([
    { Bucket: "logs", Prefix: "a/", Delimiter: "/", ContinuationToken: undefined },
    { Bucket: "logs", Prefix: "a/", Delimiter: "/", ContinuationToken: "2" },
  ]);
  expect(await bucketOf({}).bucket.foldersIn("a/")).toEqual([]);
  expect(await bucketOf({ CommonPrefixes: [{}] }).bucket.foldersIn("")).toEqual([""]);
});

test("files are told by name, size and ETag without its quotes; where there is none, none", async () => {
  const { bucket, asked } = bucketOf({ Contents: [{ Key: "a/x.gz", Size: 5, ETag: '"e"' }, {}] });
  expect(await pagesOf(bucket, "a/")).toEqual([
    [
      { name: "x.gz", size: 5, etag: "e" },
      { name: "", size: 0, etag: "" },
    ],
  ]);
  expect(asked).toEqual([
    { Bucket: "logs", Prefix: "a/", Delimiter: undefined, ContinuationToken: undefined },
  ]);
  expect(await pagesOf(bucketOf({}).bucket, "a/")).toEqual([[]]);
});

test("an answer without an ETag has none, and one without encryption is S3's own", async () => {
  const body = Readable.from([]);
  const attempt = { signal: new AbortController().signal, beat: () => undefined };
  const sent = async (answer: object) => {
    const { bucket, asked } = bucketOf({ Body: body, ...answer });
    const { etag, isEncryptedWithKey } = await bucket.get("a/x.gz", attempt);
    expect(asked).toEqual([{ Bucket: "logs", Key: "a/x.gz" }]);
    return [etag, isEncryptedWithKey];
  };
  expect(await sent({})).toEqual(["", false]);
  expect(await sent({ ETag: '"e"', ServerSideEncryption: "AES256" })).toEqual(["e", false]);
  expect(await sent({ ETag: "e", ServerSideEncryption: "aws:kms" })).toEqual(["e", true]);
  expect(await sent({ SSECustomerAlgorithm: "AES256" })).toEqual(["", true]);
});

test("an attempt that ends takes its request with it, of a list and of an object", async () => {
  const { bucket, signals } = bucketOf({}, { Body: Readable.from([]) });
  const { signal } = new AbortController();
  await bucket.foldersIn("a/");
  await bucket.get("a/x.gz", { signal, beat: () => undefined });
  expect(signals[0]).toBeInstanceOf(AbortSignal);
  expect(signals[1]).toBe(signal);
});
