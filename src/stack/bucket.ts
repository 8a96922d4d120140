import { conditional, Fn, type ITerraformDependable, ref, TerraformCount, Token } from "cdktf";
import { Construct } from "constructs";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import {
  S3BucketLifecycleConfiguration,
  type S3BucketLifecycleConfigurationRule,
  s3BucketLifecycleConfigurationRuleToTerraform,
} from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { addressed } from "./addresses";
import { Expression, textOf } from "./expression";
import { ReleasedResources } from "./releasedResources";

/** A statement of a bucket policy, in IAM's own words. */
export type PolicyStatement = Readonly<Record<string, unknown>>;

export interface PrivateBucketProps {
  /** Its name in the plan: every part of the bucket has this address (`aws_s3_bucket.logs`, …). */
  readonly address: string;
  readonly name: string;
  /** Where Terraform decides whether the bucket is made: a condition. */
  readonly when?: Expression;
  /** Where it is false, Terraform refuses every plan that would destroy the bucket. */
  readonly forceDestroy: boolean | Expression;
  readonly tags: Readonly<Record<string, string>>;
  /** None: the bucket gets no policy, which is then its owner's to write. */
  readonly policy?: readonly PolicyStatement[];
  readonly lifecycleRules?: readonly LifecycleRule[];
}

/** A rule, or one that is there only where the number in it is not null when Terraform plans. */
export type LifecycleRule = S3BucketLifecycleConfigurationRule | OptionalRule;

interface OptionalRule {
  readonly unlessNull: Expression;
  readonly rule: S3BucketLifecycleConfigurationRule;
}

/** A bucket with public access blocked, ACLs off, versioning and default encryption (SSE-S3). */
export class PrivateBucket extends Construct {
  /** Refers to the bucket, so that whoever uses the name waits for it; its value is known when planning. */
  readonly name: string;
  readonly policy?: S3BucketPolicy;

  constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    super(scope, id);
    const { address, when } = props;
    const once = countOf(when);

    const bucket = addressed(
      new S3Bucket(this, "bucket", {
        ...once,
        bucket: props.name,
        forceDestroy: flagOf(props.forceDestroy),
        // its settings would be destroyed first, and then S3 would refuse to delete a bucket that holds objects
        ...(props.forceDestroy === false && { lifecycle: { preventDestroy: true } }),
        ...(Object.keys(props.tags).length > 0 && { tags: { ...props.tags } }),
      }),
      address,
    );
    this.name = when === undefined ? bucket.bucket : madeOrNamed(when, bucket, props.name);

    const publicAccess = addressed(
      new S3BucketPublicAccessBlock(this, "public-access", {
        ...once,
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
        ...once,
        bucket: this.name,
        rule: { objectOwnership: "BucketOwnerEnforced" },
      }),
      address,
    );
    const versioning = addressed(
      new S3BucketVersioningA(this, "versioning", {
        ...once,
        bucket: this.name,
        versioningConfiguration: { status: "Enabled" },
      }),
      address,
    );
    addressed(
      new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
        ...once,
        bucket: this.name,
        rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
      }),
      address,
    );

    if (props.policy !== undefined) {
      this.policy = addressed(
        new S3BucketPolicy(this, "policy", {
          ...once,
          bucket: this.name,
          policy: policyDocument(props.policy),
          // S3 refuses two changes of one bucket's access at the same moment (OperationAborted)
          dependsOn: [publicAccess],
        }),
        address,
      );
    }
    if (props.lifecycleRules !== undefined && props.lifecycleRules.length > 0) {
      // rules for noncurrent versions are accepted only once versions exist
      this.lifecycle(props.lifecycleRules, props, [versioning]);
    }
  }

  private lifecycle(
    rules: readonly LifecycleRule[],
    { address, when }: PrivateBucketProps,
    dependsOn: ITerraformDependable[],
  ): void {
    const certain = rules.filter((rule): rule is S3BucketLifecycleConfigurationRule => !isOptional(rule));
    const optional = rules.filter(isOptional);
    const anyOf = optional.map(({ unlessNull }) => `${unlessNull.text} != null`).join(" || ");
    const configuration = addressed(
      new S3BucketLifecycleConfiguration(this, "lifecycle", {
        // a configuration without a rule is refused
        ...countOf(
          certain.length > 0 || when === undefined ? when : new Expression(`${when.text} && (${anyOf})`),
        ),
        bucket: this.name,
        ...(certain.length > 0 && { rule: certain }),
        dependsOn,
      }),
      address,
    );
    if (optional.length > 0) {
      configuration.addOverride(
        "dynamic.rule",
        optional.map(({ unlessNull, rule }) => ({
          for_each: `\${${unlessNull.text}[*]}`,
          content: s3BucketLifecycleConfigurationRuleToTerraform(rule) as unknown,
        })),
      );
    }
  }
}

/**
 * Lets go of a bucket that was made here once, with its settings: whatever of it Terraform has leaves the state and
 * stays in AWS as it is; what Terraform does not have is passed over.
 */
export function releaseBucket(
  scope: Construct,
  { address, hasPolicy }: { readonly address: string; readonly hasPolicy: boolean },
): void {
  const types = [...typesOfEveryBucket, ...(hasPolicy ? typesWithPolicy : [])];
  new ReleasedResources(
    scope,
    `released-${address}`,
    types.map(({ tfResourceType }) => [tfResourceType, address]),
  );
}

const typesOfEveryBucket = [
  S3Bucket,
  S3BucketPublicAccessBlock,
  S3BucketOwnershipControls,
  S3BucketVersioningA,
  S3BucketServerSideEncryptionConfigurationA,
];
/** Of a bucket into which a service writes: who may, and until when it is kept. */
const typesWithPolicy = [S3BucketPolicy, S3BucketLifecycleConfiguration];

const flagOf = (flag: boolean | Expression) => (flag instanceof Expression ? flag.asFlag : flag);

const isOptional = (rule: LifecycleRule): rule is OptionalRule => "unlessNull" in rule;

const countOf = (when: Expression | undefined) =>
  when === undefined ? {} : { count: TerraformCount.of(new Expression(`${when.text} ? 1 : 0`).asNumber) };

/** The name of a bucket that is made, by reference, or of one that is not. */
const madeOrNamed = (when: Expression, bucket: S3Bucket, name: string): string =>
  Token.asString(conditional(when.asFlag, ref(`aws_s3_bucket.${bucket.friendlyUniqueId}[0].bucket`), name));

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
export function expireAfter(days: number | Expression): LifecycleRule {
  return afterDays(days, (number) => ({
    id: `expire-after-${textOf(number)}-days`,
    status: "Enabled",
    filter: [{}],
    expiration: [{ days: number }],
    noncurrentVersionExpiration: [{ noncurrentDays: 1 }],
    abortIncompleteMultipartUpload: [{ daysAfterInitiation: 1 }],
  }));
}

/** Moves objects to the one archive class from which Athena reads without a restore. */
export function archiveAfter(days: number | Expression): LifecycleRule {
  return afterDays(days, (number) => ({
    id: `archive-after-${textOf(number)}-days`,
    status: "Enabled",
    filter: [{}],
    transition: [{ days: number, storageClass: "GLACIER_IR" }],
  }));
}

function afterDays(
  days: number | Expression,
  rule: (days: number) => S3BucketLifecycleConfigurationRule,
): LifecycleRule {
  if (typeof days === "number") return rule(days);
  return { unlessNull: days, rule: rule(new Expression("rule.value").asNumber) };
}
