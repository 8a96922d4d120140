import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { partitionOf } from "../../src/cloudtrail/regions";

/** Buckets that are there, and the Region each lies in. */
export type BucketRegions = Readonly<Record<string, string>>;

export interface StsStub {
  /** What lets Terraform's AWS provider find the stub, with keys that open nothing. */
  readonly environment: Readonly<Record<string, string>>;
  /** Requests that no plan of ours should make: method and path. */
  readonly unexpected: readonly string[];
  close(): Promise<void>;
}

export const stubAccount = "123456789012";

/**
 * Answers the few calls that `terraform plan` makes without an apply before it: whose credentials these are (STS) and
 * whether a bucket exists, where, and that it is no website (S3). Listens on loopback, at a port of its own. The caller must run Terraform
 * without blocking this process.
 * @param options.afterMs how long each answer is waited for
 */
export async function startStsStub(buckets: BucketRegions = {}, { afterMs = 0 } = {}): Promise<StsStub> {
  const unexpected: string[] = [];
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      if (afterMs === 0) answer(request, response, buckets, unexpected);
      else setTimeout(() => answer(request, response, buckets, unexpected), afterMs);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    environment: {
      AWS_ENDPOINT_URL_STS: endpoint,
      AWS_ENDPOINT_URL_S3: endpoint,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_EC2_METADATA_DISABLED: "true",
      // a profile of whoever runs the tests must not be looked for
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    },
    unexpected,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(
  { method = "", url = "/", headers }: IncomingMessage,
  response: ServerResponse,
  buckets: BucketRegions,
  unexpected: string[],
): void {
  const { pathname, searchParams } = new URL(url, "http://stub");
  const bucket = decodeURIComponent(pathname).replace(/^\/|\/$/g, "");
  const region = Object.hasOwn(buckets, bucket) ? buckets[bucket] : undefined;
  if (method === "POST" && bucket === "")
    return reply(response, 200, callerIdentity(signedFor(headers.authorization)));
  if (method === "HEAD" && bucket !== "" && !bucket.includes("/")) return headBucket(response, region);
  if (method === "GET" && searchParams.has("location")) return bucketLocation(response, region);
  if (method === "GET" && searchParams.has("website")) {
    return reply(response, 404, errorXml("NoSuchWebsiteConfiguration"));
  }
  unexpected.push(`${method} ${url}`);
  reply(response, 501, errorXml("NotImplemented"));
}

/** The Region that a request is signed for (AWS Signature Version 4: the credential's scope). */
const signedFor = (authorization = ""): string =>
  /Credential=[^/]+\/\d+\/([a-z0-9-]+)\//.exec(authorization)?.[1] ?? "";

/** The provider learns its partition from the caller's ARN. */
const callerIdentity = (
  region: string,
) => `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <GetCallerIdentityResult>
    <Arn>arn:${partitionOf(region) ?? "aws"}:iam::${stubAccount}:user/planner</Arn>
    <UserId>AIDAEXAMPLEPLANNER</UserId>
    <Account>${stubAccount}</Account>
  </GetCallerIdentityResult>
  <ResponseMetadata><RequestId>example</RequestId></ResponseMetadata>
</GetCallerIdentityResponse>`;

function headBucket(response: ServerResponse, region: string | undefined): void {
  if (region === undefined) return reply(response, 404, "");
  response.setHeader("x-amz-bucket-region", region);
  reply(response, 200, "");
}

/** S3 says nothing for us-east-1 (S3 API reference, GetBucketLocation). */
function bucketLocation(response: ServerResponse, region: string | undefined): void {
  if (region === undefined) return reply(response, 404, errorXml("NoSuchBucket"));
  const constraint = region === "us-east-1" ? "" : region;
  reply(
    response,
    200,
    `<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${constraint}</LocationConstraint>`,
  );
}

function errorXml(code: string): string {
  return `<Error><Code>${code}</Code><Message>The stub does not answer this.</Message></Error>`;
}

function reply(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { "content-type": "text/xml", "x-amz-request-id": "example" });
  response.end(body);
}
