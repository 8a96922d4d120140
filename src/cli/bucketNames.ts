import { GetBucketLocationCommand, HeadBucketCommand, type S3Client } from "@aws-sdk/client-s3";
import { s3Client } from "./s3Client";

/** What S3 says of a bucket's name. */
export type BucketFound =
  | { readonly is: "there"; readonly region?: string | undefined }
  /** Somebody has it, and these credentials may not see it. */
  | { readonly is: "withheld" }
  | { readonly is: "absent" }
  | { readonly is: "unknown"; readonly why: string };

const asksAtOnce = 16;
/** One answer takes a tenth of a second. */
const patienceMs = 10_000;

/** Asks S3 for every name, in parallel. Never throws for an answer, or for none: that is what `unknown` says. */
export async function findBuckets(
  names: readonly string[],
  region: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, BucketFound>> {
  const found = new Map<string, BucketFound>();
  const left = [...new Set(names)];
  if (left.length === 0) return found;
  let client: S3Client;
  try {
    client = await s3Client({}, { region });
  } catch (error) {
    // such as an address in the environment that is none
    return new Map(left.map((name) => [name, { is: "unknown", why: readRefusal(error).why }]));
  }
  const ask = async (): Promise<void> => {
    for (let name = left.shift(); name !== undefined && !signal.aborted; name = left.shift()) {
      found.set(name, await findBucket(client, name, signal));
    }
  };
  await Promise.all(Array.from({ length: Math.min(asksAtOnce, left.length) }, ask));
  client.destroy();
  return found;
}

async function findBucket(client: S3Client, Bucket: string, signal: AbortSignal): Promise<BucketFound> {
  const abortSignal = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
  try {
    const { BucketRegion: region } = await client.send(new HeadBucketCommand({ Bucket }), { abortSignal });
    return { is: "there", region };
  } catch (error) {
    const { statusCode, region, why } = readRefusal(error);
    if (statusCode === 404) return { is: "absent" };
    if (statusCode === 301) return { is: "there", region };
    if (statusCode !== 403) return { is: "unknown", why };
  }
  // an answer to HEAD has no body: it is the same for credentials that S3 does not take, which say nothing of the bucket
  try {
    const { LocationConstraint } = await client.send(new GetBucketLocationCommand({ Bucket }), {
      abortSignal,
    });
    return { is: "there", region: LocationConstraint ?? "us-east-1" };
  } catch (error) {
    const { name, why } = readRefusal(error);
    return name === "AccessDenied" || name === "AllAccessDisabled"
      ? { is: "withheld" }
      : { is: "unknown", why };
  }
}

function readRefusal(error: unknown) {
  const { name, message, $metadata, $response } = error as Error & {
    readonly $metadata?: { readonly httpStatusCode?: number };
    readonly $response?: { readonly headers?: Readonly<Record<string, string>> };
  };
  const { code = name } = error as { readonly code?: string };
  return {
    name,
    statusCode: $metadata?.httpStatusCode,
    region: $response?.headers?.["x-amz-bucket-region"],
    why: code === message || message === "" ? code : `${code}: ${message}`.replace(/\.$/, ""),
  };
}
