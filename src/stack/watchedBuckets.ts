import { Construct } from "constructs";
import { Fn, Token, TerraformIterator, type Precondition } from "cdktf";
import { DataAwsS3Bucket } from "@cdktf/provider-aws/lib/data-aws-s3-bucket";
import { addressed } from "./addresses";
import { PrivateBucket, releaseBucket } from "./bucket";
import type { Design } from "./design";
import { Expression } from "./expression";

/** The buckets whose objects are audited: made by the stack, or looked up because they are there already. */
export class WatchedBuckets extends Construct {
  /**
   * What has to be true of the buckets that are looked up, checked when Terraform plans: a single-Region trail
   * records only buckets of its own Region, and says nothing about the others (CloudTrail user guide).
   */
  readonly preconditions: readonly Precondition[];

  constructor(scope: Construct, id: string, design: Design) {
    super(scope, id);
    const { created, released, lookedUp } = design.watched;

    for (const bucket of created) {
      new PrivateBucket(this, bucket, {
        address: addressOf(bucket),
        name: bucket,
        forceDestroy: false,
        tags: design.tags,
      });
    }
    for (const bucket of released) releaseBucket(this, { address: addressOf(bucket), hasPolicy: false });
    if (lookedUp instanceof Expression) {
      this.lookUpEach(lookedUp, design);
      this.preconditions = [];
      return;
    }
    this.preconditions = lookedUp
      .map((bucket) => {
        const found = addressed(new DataAwsS3Bucket(this, bucket, { bucket }), addressOf(bucket));
        return liesInRegion(regionTold(found), bucket, design, remedies.settings);
      })
      .filter(() => design.trail.multiRegion !== true);
  }

  /** How many there are is not known here: each is checked where it is looked up. */
  private lookUpEach(buckets: Expression, design: Design): void {
    const each = new Expression("each.value").asString;
    const found = new Expression("self.bucket_regional_domain_name").asString;
    const lookedUp = new DataAwsS3Bucket(this, "each", {
      bucket: each,
      forEach: TerraformIterator.fromList(buckets.asList),
      lifecycle: { postcondition: [liesInRegion(found, each, design, remedies.module)] },
    });
    addressed(lookedUp, "watched");
  }
}

const addressOf = (bucket: string): string => `watched_${bucket}`;

/** The one attribute that tells the Region under the same name in both major versions of the provider. */
const regionTold = (found: DataAwsS3Bucket): string => found.bucketRegionalDomainName;

const remedies = {
  settings: "Set trail.multiRegion to true, or give the bucket a settings file with its own region.",
  module: "Set trail.multi_region to true, or call the module for it with a provider of its Region.",
};

function liesInRegion(
  domain: string,
  bucket: string,
  { identity, trail }: Design,
  remedy: string,
): Precondition {
  const { region } = identity;
  // CDKTF nests a text with a reference wrongly inside a function
  const middle = Token.isUnresolved(region) ? Fn.join("", [".s3.", region, "."]) : `.s3.${region}.`;
  const isThere = Fn.strcontains(domain, middle);
  return {
    condition: Token.asString(
      trail.multiRegion instanceof Expression ? Fn.anytrue([trail.multiRegion.asFlag, isThere]) : isThere,
    ),
    errorMessage:
      `The watched bucket ${bucket} (${domain}) is in another Region than the trail ` +
      `${trail.name}, which records buckets of ${region} only. ${remedy}`,
  };
}
