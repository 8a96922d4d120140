/** A bucket, or an object in it, by another name than its own. */
export interface Address {
  readonly bucket: string;
  /** Empty for the bucket itself. */
  readonly key: string;
}

const host = String.raw`s3(?:[.-][\w-]+)*\.amazonaws\.com(?:\.cn)?`;

/** As the AWS CLI, policies and browsers have them (Amazon S3 User Guide, "Virtual hosting of general purpose buckets"). */
const forms: readonly RegExp[] = [
  /^s3:\/\/(?<bucket>[^/]+)\/?(?<key>.*)$/s,
  /^arn:[\w-]*:s3:::(?<bucket>[^/]+)\/?(?<key>.*)$/s,
  new RegExp(`^https?://(?<bucket>[^/]+)\\.${host}/?(?<encoded>[^?#]*)`),
  new RegExp(`^https?://${host}/(?<bucket>[^/]+)/?(?<encoded>[^?#]*)`),
];

/** The bucket and key in a URI, an ARN or S3's web address; undefined for any other text. */
export function addressIn(text: string): Address | undefined {
  for (const form of forms) {
    const { bucket, key, encoded = "" } = form.exec(text)?.groups ?? {};
    if (bucket !== undefined) return { bucket, key: key ?? decoded(encoded) };
  }
  return undefined;
}

/** The bucket and key in `bucket/key`; undefined for a bucket alone, and for an access point's ARN. */
export function folderIn(text: string): Address | undefined {
  const [, bucket, key = ""] = /^([^/:]+)\/(.*)$/s.exec(text) ?? [];
  return bucket === undefined ? undefined : { bucket, key };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
