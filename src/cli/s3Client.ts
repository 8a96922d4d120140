import { S3Client } from "@aws-sdk/client-s3";
import { filesAtOnce } from "../logs/sync/sync";
import { type AwsFlags, clientConfig } from "./aws";

/** A client for log buckets. It does not try again by itself: that is decided where it is known what came. */
export async function s3Client(flags: AwsFlags, settings?: { readonly region: string }): Promise<S3Client> {
  const agent = { keepAlive: true, maxSockets: 2 * filesAtOnce };
  const config = {
    ...clientConfig(flags, settings),
    maxAttempts: 1,
    // thousands of requests of two kinds
    cacheMiddleware: true,
    // a bucket may lie elsewhere than the settings or the profile say
    followRegionRedirects: true,
    requestHandler: { httpAgent: agent, httpsAgent: agent },
  };
  const client = new S3Client(config);
  const isElsewhere = flags.endpointUrl !== undefined || (await client.config.serviceConfiguredEndpoint?.());
  // servers that are not AWS's seldom have a name for each bucket
  return isElsewhere ? new S3Client({ ...config, forcePathStyle: true }) : client;
}
