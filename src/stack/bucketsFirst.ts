import type { TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { AthenaWorkgroup } from "@cdktf/provider-aws/lib/athena-workgroup";
import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import { GlueCatalogDatabase } from "@cdktf/provider-aws/lib/glue-catalog-database";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";

/** What takes a minute to settle (lifecycle rules), and what nearly everything else waits for. */
const waiting = [AthenaWorkgroup, Cloudtrail, GlueCatalogDatabase, S3BucketLifecycleConfiguration];

/**
 * Lets an apply make every bucket before anything that is slow or much: a bucket's name may be taken by anybody, and
 * only S3 knows, when it is asked for it. An apply that cannot have a name then ends in seconds, with little made.
 */
export function makeBucketsFirst(audit: Construct): void {
  const all = audit.node.findAll();
  const buckets = all
    .filter((one) => one instanceof S3Bucket)
    .map((bucket) => `${S3Bucket.tfResourceType}.${bucket.friendlyUniqueId}`);
  for (const one of all.filter((each) => waiting.some((kind) => each instanceof kind))) {
    const resource = one as TerraformResource;
    resource.dependsOn = [...new Set([...(resource.dependsOn ?? []), ...buckets])];
  }
}
