import { Construct } from "constructs";
import type { ITerraformDependable } from "cdktf";
import {
  archiveAfter,
  denyInsecureTransport,
  expireAfter,
  policyDocument,
  PrivateBucket,
  type PolicyStatement,
  releaseBucket,
} from "./bucket";
import type { Design } from "./design";

const address = "logs";

/** The bucket that CloudTrail delivers to, with the policy that lets exactly this trail write. */
export class LogBucket extends Construct {
  readonly name: string;
  /** false: the bucket is its owner's, and so is its policy. */
  readonly create: Design["logBucket"]["create"];
  /** JSON text of the policy that the bucket needs; for a bucket of your own, merge it into its policy. */
  readonly neededPolicy: string;
  /** What a trail must wait for: CloudTrail tests that it may write when it is created. */
  readonly readyForDelivery: ITerraformDependable[];

  constructor(scope: Construct, id: string, design: Design) {
    super(scope, id);
    const { logBucket, tags } = design;
    const statements = deliveryStatements(design);
    this.create = logBucket.create;
    this.neededPolicy = policyDocument(statements);

    if (logBucket.create === false) {
      this.name = logBucket.name;
      this.readyForDelivery = [];
      releaseBucket(this, { address, hasPolicy: true });
      return;
    }
    const bucket = new PrivateBucket(this, "bucket", {
      address,
      name: logBucket.name,
      ...(logBucket.create !== true && { when: logBucket.create }),
      forceDestroy: logBucket.forceDestroy,
      tags,
      policy: statements,
      lifecycleRules: [
        ...(logBucket.archiveAfterDays === undefined ? [] : [archiveAfter(logBucket.archiveAfterDays)]),
        ...(logBucket.expireAfterDays === undefined ? [] : [expireAfter(logBucket.expireAfterDays)]),
      ],
    });
    this.name = bucket.name;
    this.readyForDelivery = bucket.policy === undefined ? [] : [bucket.policy];
  }
}

/** CloudTrail user guide, "Amazon S3 bucket policy for CloudTrail", bound to one trail; and TLS only. */
function deliveryStatements({ identity, logBucket, trail }: Design): PolicyStatement[] {
  const trailArn = identity.trailArn(trail.name);
  const bucketArn = identity.bucketArn(logBucket.name);
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
      Resource: `${bucketArn}/${logBucket.folder}AWSLogs/${identity.accountId}/*`,
      Condition: {
        StringEquals: { "aws:SourceArn": trailArn, "s3:x-amz-acl": "bucket-owner-full-control" },
      },
    },
    denyInsecureTransport(bucketArn),
  ];
}
