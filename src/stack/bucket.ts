import { Fn } from "cdktf";
import { Construct } from "constructs";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import {
  S3BucketLifecycleConfiguration,
  type S3BucketLifecycleConfigurationRule,
} from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { addressed } from "./addresses";

/** A statement of a bucket policy, in IAM's own words. */
export type PolicyStatement = Readonly<Record<string, unknown>>;

export interface PrivateBucketProps {
  /** Its name in the plan: every part of the bucket has this address (`aws_s3_bucket.logs`, …). */
  readonly address: string;
  readonly name: string;
  readonly forceDestroy: boolean;
  readonly tags: Readonly<Record<string, string>>;
  /** None: the bucket gets no policy, which is then its owner's to write. */
  readonly policy?: readonly PolicyStatement[];
  readonly lifecycleRules?: readonly S3BucketLifecycleConfigurationRule[];
}

/** A bucket with public access blocked, ACLs off, versioning and default encryption (SSE-S3). */
export class PrivateBucket extends Construct {
  /** Refers to the bucket, so that whoever uses the name waits for it; its value is known when planning. */
  readonly name: string;
  readonly policy?: S3BucketPolicy;

  constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    super(scope, id);
    const { address } = props;

    const bucket = addressed(
      new S3Bucket(this, "bucket", {
        bucket: props.name,
        forceDestroy: props.forceDestroy,
        ...(Object.keys(props.tags).length > 0 && { tags: { ...props.tags } }),
      }),
      address,
    );
    this.name = bucket.bucket;

    const publicAccess = addressed(
      new S3BucketPublicAccessBlock(this, "public-access", {
        bucket: this.name,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      }),
      address,
    );
    addressed(
      new S3BucketOwnershipControls(this, "ownership", {
        bucket: this.name,
        rule: { objectOwnership: "BucketOwnerEnforced" },
      }),
      address,
    );
    const versioning = addressed(
      new S3BucketVersioningA(this, "versioning", {
        bucket: this.name,
        versioningConfiguration: { status: "Enabled" },
      }),
      address,
    );
    addressed(
      new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
        bucket: this.name,
        rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
      }),
      address,
    );

    if (props.policy !== undefined) {
      this.policy = addressed(
        new S3BucketPolicy(this, "policy", {
          bucket: this.name,
          policy: policyDocument(props.policy),
          // S3 refuses two changes of one bucket's access at the same moment (OperationAborted)
          dependsOn: [publicAccess],
        }),
        address,
      );
    }
    if (props.lifecycleRules !== undefined && props.lifecycleRules.length > 0) {
      addressed(
        new S3BucketLifecycleConfiguration(this, "lifecycle", {
          bucket: this.name,
          rule: [...props.lifecycleRules],
          // rules for noncurrent versions are accepted only once versions exist
          dependsOn: [versioning],
        }),
        address,
      );
    }
  }
}

/** The JSON text of a policy; an account that is looked up stays a reference in it. */
export function policyDocument(statements: readonly PolicyStatement[]): string {
  return Fn.jsonencode({ Version: "2012-10-17", Statement: statements });
}

/** Refuses every request that does not come over TLS (Security Hub S3.5). */
export function denyInsecureTransport(bucketArn: string): PolicyStatement {
  return {
    Sid: "DenyInsecureTransport",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [bucketArn, `${bucketArn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}

/** Deletes objects a number of days after they were written, their old versions a day later. */
export function expireAfter(days: number): S3BucketLifecycleConfigurationRule {
  return {
    id: `expire-after-${days}-days`,
    status: "Enabled",
    filter: [{}],
    expiration: [{ days }],
    noncurrentVersionExpiration: [{ noncurrentDays: 1 }],
    abortIncompleteMultipartUpload: [{ daysAfterInitiation: 1 }],
  };
}
