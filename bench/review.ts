/**
 * `s3-audit review` over a plan of 5,000 resources, beside a process that only reads the same file and parses it:
 * how much of the time and memory is the review's own. Exits with 1 above two seconds or 300 MB. Run: node -r ts-node/register/transpile-only bench/review.ts
 */
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Run } from "./support/measure";
import { alternate, median, report } from "./support/measure";

const resources = 5000;
const rounds = 5;
/** What a pull request can wait for, and a small runner has. */
const secondsAtMost = 2;
const megabytesAtMost = 300;

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

function planText(): string {
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

const folder = mkdtempSync(join(tmpdir(), "bench-review-"));
try {
  const file = join(folder, "plan.json");
  writeFileSync(file, planText());
  const review = (format: string) => ["src/cli/s3-audit.js", "review", file, "--format", format];
  const peer = "JSON.parse alone";
  const runs = alternate(
    {
      [peer]: ["-e", `JSON.parse(require("node:fs").readFileSync(${JSON.stringify(file)}, "utf8"))`],
      "review, markdown": review("markdown"),
      "review, json": review("json"),
      "review, text": review("text"),
    },
    rounds,
  );
  process.stdout.write(
    `${resources} resources, ${(statSync(file).size / 1e6).toFixed(1)} MB\n${report(runs)}\n`,
  );
  const seconds = (of: readonly Run[] = []) => median(of.map((run) => run.seconds));
  for (const [name, of] of Object.entries(runs)) {
    const ratio = (seconds(of) / seconds(runs[peer])).toFixed(1);
    if (name !== peer) process.stdout.write(`${name}: ${ratio} times ${peer}\n`);
    const isTooMuch = seconds(of) > secondsAtMost || of.some(({ megabytes }) => megabytes > megabytesAtMost);
    if (isTooMuch) process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}
