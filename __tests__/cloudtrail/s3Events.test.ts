import {
  deniedErrorCodes,
  eventNamesOf,
  objectEventsView,
  s3DataEvents,
} from "../../src/cloudtrail/s3Events";

test("every data event is listed once", () => {
  const names = s3DataEvents.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toHaveLength(29);
});

test("deletions are a single object's and a batch's", () => {
  expect(eventNamesOf("delete")).toEqual(["DeleteObject", "DeleteObjects"]);
});

test("only writes change something", () => {
  const changing = ["upload", "copy", "delete", "restore", "permission", "tag", "lock"];
  for (const { kind, action } of s3DataEvents) {
    if (changing.includes(action)) expect(kind).toBe("write");
    if (["read", "list"].includes(action)) expect(kind).toBe("read");
  }
});

/** Amazon S3's documentation, "CloudTrail events": what a person is told that an operation was. */
test("each operation is told as what it does, and recorded as what CloudTrail takes it for", () => {
  const told = (kind: string) =>
    Object.fromEntries(
      [...new Set(s3DataEvents.filter((event) => event.kind === kind).map(({ action }) => action))].map(
        (action) => [
          action,
          eventNamesOf(action).filter((name) =>
            s3DataEvents.some((each) => each.name === name && each.kind === kind),
          ),
        ],
      ),
    );
  expect(told("write")).toEqual({
    upload: ["PutObject", "CreateMultipartUpload", "UploadPart", "CompleteMultipartUpload"],
    copy: ["CopyObject", "UploadPartCopy"],
    delete: ["DeleteObject", "DeleteObjects"],
    restore: ["RestoreObject"],
    permission: ["PutObjectAcl"],
    tag: ["PutObjectTagging", "DeleteObjectTagging"],
    lock: ["PutObjectRetention", "PutObjectLegalHold"],
    other: ["AbortMultipartUpload", "UpdateObjectEncryption"],
  });
  expect(told("read")).toEqual({
    read: [
      ...["GetObject", "HeadObject", "GetObjectAcl", "GetObjectAttributes", "GetObjectTagging"],
      ...["GetObjectRetention", "GetObjectLegalHold", "GetObjectTorrent", "SelectObjectContent"],
    ],
    list: ["ListObjects", "ListObjectVersions", "ListParts"],
    other: ["HeadBucket"],
  });
});

test("what S3 refuses the caller is denied; what is wrong with the request failed", () => {
  expect(deniedErrorCodes).toEqual([
    ...["AccessDenied", "AccountProblem", "AllAccessDisabled", "ExpiredToken", "InvalidAccessKeyId"],
    ...["InvalidPayer", "InvalidSecurity", "InvalidToken", "NotSignedUp", "RequestTimeTooSkewed"],
    ...["SignatureDoesNotMatch", "UnauthorizedAccess"],
  ]);
  for (const code of ["NoSuchKey", "NoSuchBucket", "InvalidRequest", "PreconditionFailed", "SlowDown"])
    expect(deniedErrorCodes).not.toContain(code);
});

test("the view has the name that saved queries and people write", () => {
  expect(objectEventsView).toBe("object_events");
});
