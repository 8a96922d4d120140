import type { Construct } from "constructs";
import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { partitionOf, type Partition } from "../cloudtrail/regions";
import type { Settings } from "../settings/settings";
import { addressed } from "./addresses";

/** Where the audit lives: everything an ARN needs besides the name of the thing. */
export class Identity {
  readonly partition: Partition;
  readonly region: string;
  /** 12 digits, or a reference to the account that the credentials belong to, known when Terraform plans. */
  readonly accountId: string;

  constructor(scope: Construct, settings: Settings) {
    this.partition = partitionOf(settings.region) ?? "aws";
    this.region = settings.region;
    this.accountId =
      settings.accountId ?? addressed(new DataAwsCallerIdentity(scope, "current"), "current").accountId;
  }

  // ARNs are built from names, not read from resources: policies and selectors are then known, and readable, in
  // every plan, and the bucket policy can name a trail that itself waits for the policy.

  trailArn(name: string): string {
    return `arn:${this.partition}:cloudtrail:${this.region}:${this.accountId}:trail/${name}`;
  }

  bucketArn(name: string): string {
    return `arn:${this.partition}:s3:::${name}`;
  }

  /** Host of the AWS console that shows this partition. */
  get consoleHost(): string {
    const domains = {
      aws: "console.aws.amazon.com",
      "aws-cn": "console.amazonaws.cn",
      "aws-us-gov": "console.amazonaws-us-gov.com",
    };
    return this.partition === "aws" ? `${this.region}.${domains.aws}` : domains[this.partition];
  }
}
