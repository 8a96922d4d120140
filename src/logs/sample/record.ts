import { type Caller, accountId } from "./callers";
import type { Random } from "./random";
import type { Request } from "./requests";

export const region = "ap-northeast-1";

const messages: Readonly<Record<string, string>> = {
  AccessDenied: "Access Denied",
  NoSuchKey: "The specified key does not exist.",
  AccessControlListNotSupported: "The bucket does not allow ACLs",
};

/** A CloudTrail record of one request, with the fields of event version 1.11 in CloudTrail's order. */
export function recordOf(request: Request, caller: Caller, at: Date, random: Random) {
  const host = `${request.bucket}.s3.${region}.amazonaws.com`;
  const bucketArn = `arn:aws:s3:::${request.bucket}`;
  const object =
    request.key === undefined
      ? { type: "AWS::S3::Object", ARNPrefix: `${bucketArn}/` }
      : { type: "AWS::S3::Object", ARN: `${bucketArn}/${request.key}` };
  return {
    eventVersion: "1.11",
    userIdentity: caller.identity,
    eventTime: `${at.toISOString().slice(0, 19)}Z`,
    eventSource: "s3.amazonaws.com",
    eventName: request.eventName,
    awsRegion: region,
    sourceIPAddress: caller.sourceIPAddress,
    userAgent: caller.userAgent,
    ...(request.errorCode === undefined
      ? {}
      : { errorCode: request.errorCode, errorMessage: messages[request.errorCode] ?? request.errorCode }),
    requestParameters: {
      bucketName: request.bucket,
      Host: host,
      ...(request.key === undefined ? {} : { key: request.key }),
      ...request.parameters,
    },
    responseElements: request.response ?? null,
    additionalEventData: {
      SignatureVersion: "SigV4",
      CipherSuite: "TLS_AES_128_GCM_SHA256",
      bytesTransferredIn: request.bytesIn ?? 0,
      AuthenticationMethod: "AuthHeader",
      "x-amz-id-2": random.hex(76),
      bytesTransferredOut: request.bytesOut ?? 0,
    },
    requestID: random.hex(16).toUpperCase(),
    eventID: random.uuid(),
    readOnly: request.readOnly,
    resources: [object, { accountId, type: "AWS::S3::Bucket", ARN: bucketArn }],
    eventType: request.byService ? "AwsServiceEvent" : "AwsApiCall",
    managementEvent: false,
    recipientAccountId: accountId,
    eventCategory: "Data",
    ...(caller.console ? { sessionCredentialFromConsole: "true" } : {}),
    tlsDetails: {
      tlsVersion: "TLSv1.3",
      cipherSuite: "TLS_AES_128_GCM_SHA256",
      clientProvidedHostHeader: host,
    },
  };
}

export type SampleRecord = ReturnType<typeof recordOf>;
