/** Arguments as the AWS provider writes them into a plan, cut to what the findings read. */

type Values = Readonly<Record<string, unknown>>;

function fieldSelector(field: string, conditions: Values): Values {
  return {
    field,
    equals: [],
    starts_with: [],
    ends_with: [],
    not_equals: [],
    not_starts_with: [],
    ...conditions,
  };
}

/** S3 data events of the given ARNs' beginnings (none: every bucket), writes only unless said otherwise. */
export function selector(
  beginnings: readonly string[],
  kind: "write" | "read" | "all" = "write",
  more: readonly Values[] = [],
): Values {
  return {
    name: "objects",
    field_selector: [
      fieldSelector("eventCategory", { equals: ["Data"] }),
      fieldSelector("resources.type", { equals: ["AWS::S3::Object"] }),
      ...(kind === "all"
        ? []
        : [fieldSelector("readOnly", { equals: [kind === "read" ? "true" : "false"] })]),
      ...(beginnings.length > 0
        ? [fieldSelector("resources.ARN", { starts_with: beginnings.map((path) => `arn:aws:s3:::${path}`) })]
        : []),
      ...more.map(({ field, ...conditions }) => fieldSelector(String(field), conditions)),
    ],
  };
}

export const trail: Values = {
  name: "example-trail",
  arn: "arn:aws:cloudtrail:eu-central-1:123456789012:trail/example-trail",
  home_region: "eu-central-1",
  s3_bucket_name: "example-log",
  enable_logging: true,
  enable_log_file_validation: true,
  is_multi_region_trail: true,
  is_organization_trail: true,
  kms_key_id: "arn:aws:kms:eu-central-1:123456789012:key/one",
  advanced_event_selector: [selector(["example-data/"])],
  event_selector: [],
};

export const trailAddress = "aws_cloudtrail.trail";

/** A policy as the provider keeps it: JSON text. */
export function policy(bucket: string, ...statements: readonly Values[]): Values {
  return { bucket, policy: JSON.stringify({ Version: "2012-10-17", Statement: statements }) };
}

export const denyWithoutTls: Values = {
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: ["arn:aws:s3:::example-log", "arn:aws:s3:::example-log/*"],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};

export const letCloudTrailWrite: Values = {
  Effect: "Allow",
  Principal: { Service: "cloudtrail.amazonaws.com" },
  Action: "s3:PutObject",
  Resource: "arn:aws:s3:::example-log/AWSLogs/123456789012/*",
  Condition: { StringEquals: { "aws:SourceArn": trail.arn } },
};
