import { Construct } from "constructs";
import { Fn, Token, type Precondition } from "cdktf";
import { DataAwsS3Bucket } from "@cdktf/provider-aws/lib/data-aws-s3-bucket";
import type { Settings, WatchedBucket } from "../settings/settings";
import { addressed } from "./addresses";
import { PrivateBucket } from "./bucket";

/** The buckets whose objects are audited: made by the stack, or looked up because they are there already. */
export class WatchedBuckets extends Construct {
  /**
   * What has to be true of the buckets that are looked up, checked when Terraform plans: a single-Region trail
   * records only buckets of its own Region, and says nothing about the others (CloudTrail user guide).
   */
  readonly preconditions: readonly Precondition[];

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    const watched = settings.watch.filter((entry): entry is WatchedBucket => "bucket" in entry);

    for (const { bucket } of watched.filter((entry) => entry.create)) {
      new PrivateBucket(this, bucket, {
        address: `watched_${bucket}`,
        name: bucket,
        forceDestroy: false,
        tags: settings.tags,
      });
    }
    this.preconditions = watched
      .filter((entry) => !entry.create)
      .map(({ bucket }) => {
        const found = addressed(new DataAwsS3Bucket(this, bucket, { bucket }), `watched_${bucket}`);
        return liesInRegion(found, bucket, settings);
      })
      .filter(() => !settings.trail.multiRegion);
  }
}

function liesInRegion(found: DataAwsS3Bucket, bucket: string, settings: Settings): Precondition {
  // the one attribute that tells the Region under the same name in both major versions of the provider
  const domain = found.bucketRegionalDomainName;
  return {
    condition: Token.asString(Fn.strcontains(domain, `.s3.${settings.region}.`)),
    errorMessage:
      `The watched bucket ${bucket} (${domain}) lies in another Region than the trail ` +
      `${settings.trail.name}, which records buckets of ${settings.region} only. ` +
      "Set trail.multiRegion to true, or give the bucket a settings file with its own region.",
  };
}
