import { anyKey } from "./keys";
import type { Random } from "./random";

/** One call of S3, before it is known who made it and when. */
export interface Request {
  readonly eventName: string;
  readonly bucket: string;
  /** none: an operation on the bucket */
  readonly key?: string;
  readonly readOnly: boolean;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly response?: Readonly<Record<string, unknown>>;
  readonly bytesIn?: number;
  readonly bytesOut?: number;
  readonly errorCode?: string;
  /** S3 itself carries out what a batch asked for. */
  readonly byService?: true;
}

const versionAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._";
const versionId = (random: Random) => random.text(32, versionAlphabet);
const size = (random: Random) => Math.floor(2 ** (8 + random.fraction() * 18));

/** One request, or several that follow each other. */
type Requests = readonly [Request, ...Request[]];
type Story = (random: Random, bucket: string) => Requests;

const upload: Story = (random, bucket) => [
  {
    eventName: "PutObject",
    bucket,
    key: anyKey(random),
    readOnly: false,
    response: { "x-amz-server-side-encryption": "AES256", "x-amz-version-id": versionId(random) },
    bytesIn: size(random),
  },
];

const multipartUpload: Story = (random, bucket) => {
  const key = anyKey(random);
  const uploadId = random.text(48, versionAlphabet);
  const part = (partNumber: number): Request => ({
    eventName: "UploadPart",
    bucket,
    key,
    readOnly: false,
    parameters: { partNumber: String(partNumber), uploadId },
    bytesIn: 8 * 1024 * 1024,
  });
  const begun: Request = {
    eventName: "CreateMultipartUpload",
    bucket,
    key,
    readOnly: false,
    parameters: { uploads: "" },
    response: { "x-amz-server-side-encryption": "AES256" },
  };
  const parts = [part(1), part(2), part(3)];
  // some uploads are never completed
  if (random.chance(0.2)) return [begun, ...parts];
  return [
    begun,
    ...parts,
    {
      eventName: "CompleteMultipartUpload",
      bucket,
      key,
      readOnly: false,
      parameters: { uploadId },
      response: { "x-amz-version-id": versionId(random) },
    },
  ];
};

const copy: Story = (random, bucket) => [
  {
    eventName: "CopyObject",
    bucket,
    key: anyKey(random),
    readOnly: false,
    parameters: { "x-amz-copy-source": `${bucket}/${encodeURIComponent(anyKey(random))}` },
    response: { "x-amz-version-id": versionId(random) },
  },
];

const download: Story = (random, bucket) => [
  { eventName: "GetObject", bucket, key: anyKey(random), readOnly: true, bytesOut: size(random) },
];

const look: Story = (random, bucket) => [
  {
    eventName: "HeadObject",
    bucket,
    key: anyKey(random),
    readOnly: true,
    ...(random.chance(0.2) ? { errorCode: "NoSuchKey" } : {}),
  },
];

const list: Story = (random, bucket) => [
  {
    eventName: random.chance(0.9) ? "ListObjects" : "ListObjectVersions",
    bucket,
    readOnly: true,
    parameters: { "list-type": "2", prefix: random.pick(["", "data/", "帳票/"]) },
    bytesOut: size(random),
  },
];

const headBucket: Story = (_random, bucket) => [{ eventName: "HeadBucket", bucket, readOnly: true }];

const removal = (random: Random, bucket: string): Request => ({
  eventName: "DeleteObject",
  bucket,
  key: anyKey(random),
  readOnly: false,
  response: { "x-amz-delete-marker": "true", "x-amz-version-id": versionId(random) },
});

const remove: Story = (random, bucket) => [removal(random, bucket)];

const removeMany: Story = (random, bucket) => [
  { eventName: "DeleteObjects", bucket, readOnly: false, parameters: { delete: "" } },
  ...Array.from({ length: 2 + random.below(4) }, (): Request => ({
    ...removal(random, bucket),
    byService: true,
  })),
];

const permission: Story = (random, bucket) => [
  {
    eventName: "PutObjectAcl",
    bucket,
    key: anyKey(random),
    readOnly: false,
    parameters: { acl: "", "x-amz-acl": "public-read" },
    errorCode: "AccessControlListNotSupported",
  },
];

const tag: Story = (random, bucket) => [
  {
    eventName: "PutObjectTagging",
    bucket,
    key: anyKey(random),
    readOnly: false,
    parameters: { tagging: "" },
  },
];

const hold: Story = (random, bucket) => [
  {
    eventName: "PutObjectLegalHold",
    bucket,
    key: anyKey(random),
    readOnly: false,
    parameters: { "legal-hold": "" },
  },
];

const restore: Story = (random, bucket) => [
  { eventName: "RestoreObject", bucket, key: anyKey(random), readOnly: false, parameters: { restore: "" } },
];

const stories: readonly (readonly [weight: number, story: Story])[] = [
  [34, upload],
  [30, download],
  [10, look],
  [8, list],
  [6, remove],
  [2, removeMany],
  [3, copy],
  [2, multipartUpload],
  [1, headBucket],
  [1, tag],
  [1, permission],
  [0.5, hold],
  [0.5, restore],
];

const buckets: readonly (readonly [weight: number, bucket: string])[] = [
  [85, "miyagawa-test"],
  [15, "miyagawa-archive"],
];

/** What somebody does in one go: mostly one request, sometimes several that belong together. */
export function anyStory(random: Random): Requests {
  const requests = random.weighted(stories)(random, random.weighted(buckets));
  return random.chance(0.03) ? [refused(requests[0])] : requests;
}

/** The same request, turned away: nothing was transferred, nothing answered. */
function refused({ eventName, bucket, key, readOnly, parameters }: Request): Request {
  return {
    eventName,
    bucket,
    readOnly,
    ...(key === undefined ? {} : { key }),
    ...(parameters === undefined ? {} : { parameters }),
    errorCode: "AccessDenied",
  };
}
