/** The view over these events: the questions make it, and no table may have its name. */
export const objectEventsView = "object_events";

/** What an event means to the person who reads it. */
export type Action =
  "upload" | "copy" | "delete" | "read" | "list" | "restore" | "permission" | "tag" | "lock" | "other";

/** One operation on objects that S3 logs as a data event. */
export interface S3DataEvent {
  readonly name: string;
  /** As an advanced event selector's `readOnly` sorts it. */
  readonly kind: "read" | "write";
  readonly action: Action;
}

const write = (action: Action, ...names: string[]): S3DataEvent[] =>
  names.map((name) => ({ name, kind: "write", action }));
const read = (action: Action, ...names: string[]): S3DataEvent[] =>
  names.map((name) => ({ name, kind: "read", action }));

/** S3's data events (Amazon S3 documentation, "CloudTrail events", data events). */
export const s3DataEvents: readonly S3DataEvent[] = [
  ...write("upload", "PutObject", "CreateMultipartUpload", "UploadPart", "CompleteMultipartUpload"),
  ...write("copy", "CopyObject", "UploadPartCopy"),
  ...write("delete", "DeleteObject", "DeleteObjects"),
  ...write("restore", "RestoreObject"),
  ...write("permission", "PutObjectAcl"),
  ...write("tag", "PutObjectTagging", "DeleteObjectTagging"),
  ...write("lock", "PutObjectRetention", "PutObjectLegalHold"),
  ...write("other", "AbortMultipartUpload", "UpdateObjectEncryption"),
  ...read("read", "GetObject", "HeadObject", "GetObjectAcl", "GetObjectAttributes", "GetObjectTagging"),
  ...read("read", "GetObjectRetention", "GetObjectLegalHold", "GetObjectTorrent", "SelectObjectContent"),
  ...read("list", "ListObjects", "ListObjectVersions", "ListParts"),
  ...read("other", "HeadBucket"),
];

/** The names of the data events that carry out one action. */
export function eventNamesOf(action: Action): readonly string[] {
  return s3DataEvents.filter((event) => event.action === action).map((event) => event.name);
}

/**
 * Error codes with which S3 refuses the caller rather than the request (Amazon S3 documentation, "Error
 * responses"): rights, credentials or signature.
 */
export const deniedErrorCodes: readonly string[] = [
  "AccessDenied",
  "AccountProblem",
  "AllAccessDisabled",
  "ExpiredToken",
  "InvalidAccessKeyId",
  "InvalidPayer",
  "InvalidSecurity",
  "InvalidToken",
  "NotSignedUp",
  "RequestTimeTooSkewed",
  "SignatureDoesNotMatch",
  "UnauthorizedAccess",
];
