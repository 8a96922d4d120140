import { Construct } from "constructs";
import type { ITerraformDependable } from "cdktf";
import type { S3BucketLifecycleConfigurationRule } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import type { Settings } from "../settings/settings";
import {
  denyInsecureTransport,
  expireAfter,
  policyDocument,
  PrivateBucket,
  type PolicyStatement,
} from "./bucket";
import type { Identity } from "./identity";

/** The bucket that CloudTrail delivers to, with the policy that lets exactly this trail write. */
export class LogBucket extends Construct {
  readonly name: string;
  /** JSON text of the policy that the bucket needs; for a bucket of your own, merge it into its policy. */
  readonly neededPolicy: string;
  /** What a trail must wait for: CloudTrail tests that it may write when it is created. */
  readonly readyForDelivery: ITerraformDependable[];

  constructor(scope: Construct, id: string, settings: Settings, identity: Identity) {
    super(scope, id);
    const { logBucket, trail, tags } = settings;
    const statements = deliveryStatements(settings, identity.trailArn(trail.name), identity);
    this.neededPolicy = policyDocument(statements);

    if (!logBucket.create) {
      this.name = logBucket.name;
      this.readyForDelivery = [];
      return;
    }
    const bucket = new PrivateBucket(this, "bucket", {
      address: "logs",
      name: logBucket.name,
      forceDestroy: logBucket.forceDestroy,
      tags,
      policy: statements,
      lifecycleRules: retention(settings),
    });
    this.name = bucket.name;
    this.readyForDelivery = bucket.policy === undefined ? [] : [bucket.policy];
  }
}

/** CloudTrail user guide, "Amazon S3 bucket policy for CloudTrail", bound to one trail; and TLS only. */
function deliveryStatements(settings: Settings, trailArn: string, identity: Identity): PolicyStatement[] {
  const bucketArn = identity.bucketArn(settings.logBucket.name);
  const prefix = settings.logBucket.prefix === undefined ? "" : `${settings.logBucket.prefix}/`;
  const service = { Service: "cloudtrail.amazonaws.com" };
  return [
    {
      Sid: "CloudTrailAclCheck",
      Effect: "Allow",
      Principal: service,
      Action: "s3:GetBucketAcl",
      Resource: bucketArn,
      Condition: { StringEquals: { "aws:SourceArn": trailArn } },
    },
    {
      Sid: "CloudTrailWrite",
      Effect: "Allow",
      Principal: service,
      Action: "s3:PutObject",
      Resource: `${bucketArn}/${prefix}AWSLogs/${identity.accountId}/*`,
      Condition: {
        StringEquals: { "aws:SourceArn": trailArn, "s3:x-amz-acl": "bucket-owner-full-control" },
      },
    },
    denyInsecureTransport(bucketArn),
  ];
}

function retention({ logBucket }: Settings): S3BucketLifecycleConfigurationRule[] {
  const rules: S3BucketLifecycleConfigurationRule[] = [];
  if (logBucket.archiveAfterDays !== undefined) {
    rules.push({
      id: `archive-after-${logBucket.archiveAfterDays}-days`,
      status: "Enabled",
      filter: [{}],
      // the one archive class from which Athena reads without a restore
      transition: [{ days: logBucket.archiveAfterDays, storageClass: "GLACIER_IR" }],
    });
  }
  if (logBucket.expireAfterDays !== undefined) rules.push(expireAfter(logBucket.expireAfterDays));
  return rules;
}
