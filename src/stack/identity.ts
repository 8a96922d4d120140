/** Where the audit lives: everything an ARN needs besides the name of the thing. */
export class Identity {
  /**
   * @param partition such as `aws`
   * @param accountId 12 digits, or a reference to the account that the credentials belong to
   * @param consoleHost host of the AWS console that shows this partition
   */
  constructor(
    readonly partition: string,
    readonly region: string,
    readonly accountId: string,
    readonly consoleHost: string,
  ) {}

  // ARNs are built from names, not read from resources: policies and selectors are then known, and readable, in
  // every plan, and the bucket policy can name a trail that itself waits for the policy.

  trailArn(name: string): string {
    return `arn:${this.partition}:cloudtrail:${this.region}:${this.accountId}:trail/${name}`;
  }

  bucketArn(name: string): string {
    return `arn:${this.partition}:s3:::${name}`;
  }
}

/** Host of the AWS console by partition; it sends the browser on to that of the Region. */
export const consoleHosts = {
  aws: "console.aws.amazon.com",
  "aws-cn": "console.amazonaws.cn",
  "aws-us-gov": "console.amazonaws-us-gov.com",
} as const;
