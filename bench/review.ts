import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Bench } from "./bench";
import { median, ratio, table } from "./measure";

const statement = (index: number) => ({
  Effect: "Allow",
  Principal: { AWS: `arn:aws:iam::123456789012:role/reader-${index}` },
  Action: ["s3:PutObject", "s3:GetBucketAcl"],
  Resource: [`arn:aws:s3:::example-${index}/*`, `arn:aws:s3:::example-${index}`],
  Condition: {
    StringEquals: { "aws:SourceArn": "arn:aws:cloudtrail:eu-central-1:123456789012:trail/example" },
  },
});

/** Every fourth a bucket, a policy, a named query and a public access block; all updated. */
function resource(index: number): { type: string; before: object; after: object } {
  const tags = { team: "security", cost_center: String(index), purpose: "generated for the benchmark" };
  const bucket = `example-${index}`;
  const policy = (count: number) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: Array.from({ length: count }, (_, n) => statement(n)),
    });
  const sql = (limit: number) =>
    `SELECT *\nFROM events\nWHERE bucket = '${bucket}'\nORDER BY 1\nLIMIT ${limit}\n`;
  const shapes = [
    {
      type: "aws_s3_bucket",
      before: { bucket, tags, force_destroy: false },
      after: { bucket, tags, force_destroy: true },
    },
    {
      type: "aws_s3_bucket_policy",
      before: { bucket, policy: policy(4) },
      after: { bucket, policy: policy(5) },
    },
    {
      type: "aws_athena_named_query",
      before: { name: bucket, query: sql(10) },
      after: { name: bucket, query: sql(20) },
    },
    {
      type: "aws_s3_bucket_public_access_block",
      before: { bucket, block_public_acls: true, restrict_public_buckets: false },
      after: { bucket, block_public_acls: true, restrict_public_buckets: true },
    },
  ];
  return shapes[index % shapes.length] as (typeof shapes)[number];
}

function planText(resources: number): string {
  const all = Array.from({ length: resources }, (_, index) => ({ index, ...resource(index) }));
  const values = (side: "before" | "after") =>
    all.map((one) => ({
      address: `${one.type}.example["${one.index}"]`,
      ...{ mode: "managed", type: one.type, name: "example", index: String(one.index), schema_version: 0 },
      ...{ values: one[side], sensitive_values: { tags: {}, tags_all: {} } },
    }));
  return JSON.stringify({
    format_version: "1.2",
    terraform_version: "1.11.4",
    planned_values: { root_module: { resources: values("after") } },
    resource_changes: all.map(({ type, index, before, after }) => ({
      address: `${type}.example["${index}"]`,
      ...{ mode: "managed", type, name: "example", index: String(index), provider_name: "hashicorp/aws" },
      change: {
        ...{
          actions: ["update"],
          before,
          after,
          after_unknown: {},
          before_sensitive: {},
          after_sensitive: {},
        },
      },
    })),
    prior_state: { format_version: "1.0", values: { root_module: { resources: values("before") } } },
    configuration: { root_module: {} },
  });
}

/**
 * `s3-audit review` over a plan of 5,000 resources, beside a process that only reads the same file and parses it:
 * how much of the time and memory is the review's own.
 */
export function benchReview(bench: Bench): boolean {
  const resources = bench.sized(5000, 200);
  const folder = mkdtempSync(join(tmpdir(), "bench-review-"));
  try {
    const file = join(folder, "plan.json");
    writeFileSync(file, planText(resources));
    const parse = `JSON.parse(require("node:fs").readFileSync(${JSON.stringify(file)}, "utf8"))`;
    const formats = ["markdown", "json", "text"];
    const [bare, ...reviews] = bench.measure(
      [
        { title: "JSON.parse alone", args: ["-e", parse] },
        ...formats.map((format) => ({
          title: `review, ${format}`,
          args: ["src/cli/s3-audit.js", "review", file, "--format", format],
          cwd: join(__dirname, ".."),
          // 1: dangerous findings, of which this plan is full
          exitCodes: [0, 1],
        })),
      ],
      5,
    );
    if (bare === undefined) throw new Error("a contestant is missing");
    bench.print(`Review of ${resources} resources, ${(statSync(file).size / 1e6).toFixed(1)} MB of plan`);
    bench.print(table([bare, ...reviews]));
    for (const review of reviews) {
      bench.print(`${review.title}: ${ratio(review, bare).toFixed(1)} times parsing alone`);
    }
    return bench.judge(
      reviews.flatMap((review) => [
        // what a pull request can wait for, and what a small runner has
        { what: review.title, measured: median(review.seconds), atMost: 2, unit: " s" },
        {
          what: `memory of ${review.title}`,
          measured: Math.max(...review.megabytes),
          atMost: 300,
          unit: " MB",
        },
      ]),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}
