import { TerraformStack } from "cdktf";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { ObjectAudit, resolveSettings } from "../../src";
import { addressesOf, synthesize, synthesizeStack, type Synthesized } from "../support/synth";

const seed = {
  name: "payments",
  region: "eu-central-1",
  watch: [{ bucket: "example-payments" }],
} as const;

const trailOf = (stack: Synthesized) => stack.resource["aws_cloudtrail"]!["trail"]!;
const policyOf = (stack: Synthesized) => JSON.stringify(stack.resource["aws_s3_bucket_policy"]!["logs"]);

describe("a bucket that is looked up", () => {
  const precondition = (input: Parameters<typeof resolveSettings>[0]) =>
    (trailOf(synthesize(resolveSettings(input)))["lifecycle"] as { precondition: unknown[] } | undefined)
      ?.precondition;

  it("stops the plan when it is in another Region than a single-Region trail", () => {
    expect(precondition(seed)).toEqual([
      {
        condition:
          '${strcontains(data.aws_s3_bucket.watched_example-payments.bucket_regional_domain_name, ".s3.eu-central-1.")}',
        error_message:
          "The watched bucket example-payments " +
          "(${data.aws_s3_bucket.watched_example-payments.bucket_regional_domain_name}) is in another Region " +
          "than the trail payments-trail, which records buckets of eu-central-1 only. Set trail.multiRegion to " +
          "true, or give the bucket a settings file with its own region.",
      },
    ]);
  });

  it("may lie anywhere for a multi-Region trail", () => {
    expect(precondition({ ...seed, trail: { multiRegion: true } })).toBeUndefined();
  });
});

describe("the log bucket's policy", () => {
  it("lets exactly this trail write, below its own prefix and account", () => {
    const policy = policyOf(
      synthesize(resolveSettings({ ...seed, accountId: "123456789012", logBucket: { prefix: "audit" } })),
    );
    expect(policy).toContain("arn:aws:s3:::payments-log/audit/AWSLogs/123456789012/*");
    expect(policy.match(/arn:aws:cloudtrail:eu-central-1:123456789012:trail\/payments-trail/g)).toHaveLength(
      2,
    );
    expect(policy).toContain("aws:SecureTransport");
  });

  it("is in place before the trail, which CloudTrail tests when it makes it", () => {
    expect(trailOf(synthesize(resolveSettings(seed)))["depends_on"]).toEqual([
      "aws_s3_bucket_policy.logs",
      "aws_s3_bucket.logs",
      "aws_s3_bucket.results",
    ]);
  });

  it("is an output where the bucket is not ours to change", () => {
    const stack = synthesize(resolveSettings({ ...seed, logBucket: { name: "our-logs", create: false } }));
    expect(addressesOf(stack).filter((address) => address.endsWith(".logs"))).toEqual([
      "aws_glue_catalog_table.logs",
    ]);
    expect(JSON.stringify(stack.output["log_bucket_policy"])).toContain("arn:aws:s3:::our-logs/AWSLogs/");
  });
});

it("uses the partition of the Region in every ARN", () => {
  const stack = synthesize(resolveSettings({ ...seed, region: "cn-north-1" }));
  const text = JSON.stringify(stack);
  expect(text).toContain("arn:aws-cn:s3:::example-payments/");
  expect(text).not.toMatch(/arn:aws:/);
});

it("keeps the dots of a bucket's name out of its address", () => {
  const stack = synthesize(
    resolveSettings({ ...seed, watch: [{ bucket: "www.example.com", create: true }] }),
  );
  expect(addressesOf(stack)).toContain("aws_s3_bucket.watched_www_example_com");
});

it("archives before it expires", () => {
  const stack = synthesize(
    resolveSettings({ ...seed, logBucket: { archiveAfterDays: 90, expireAfterDays: 400 } }),
  );
  expect(stack.resource["aws_s3_bucket_lifecycle_configuration"]!["logs"]!["rule"]).toMatchObject([
    { transition: [{ days: 90, storage_class: "GLACIER_IR" }] },
    { expiration: [{ days: 400 }] },
  ]);
});

it("takes global service events only where CloudTrail demands them", () => {
  expect(trailOf(synthesize(resolveSettings(seed)))["include_global_service_events"]).toBe(false);
  const everywhere = synthesize(resolveSettings({ ...seed, trail: { multiRegion: true } }));
  expect(trailOf(everywhere)["include_global_service_events"]).toBe(true);
});

it("stands twice in one stack of another program, under addresses of its own", () => {
  const stack = synthesizeStack("both", (app) => {
    const both = new TerraformStack(app, "both");
    new AwsProvider(both, "aws", { region: "eu-central-1" });
    new ObjectAudit(both, "payments", resolveSettings(seed));
    new ObjectAudit(
      both,
      "Default",
      resolveSettings({ ...seed, name: "orders", watch: [{ bucket: "orders" }] }),
    );
    return both;
  });
  expect(Object.keys(stack.resource["aws_cloudtrail"]!)).toEqual(["payments_trail", "trail"]);
  expect(stack.resource["aws_cloudtrail"]!["payments_trail"]!["depends_on"]).toEqual([
    "aws_s3_bucket_policy.payments_logs",
    "aws_s3_bucket.payments_logs",
    "aws_s3_bucket.payments_results",
  ]);
});
