/**
 * `s3-audit review` over a plan of 5,000 resources, beside a process that only reads the same file and parses it:
 * how much of the time and memory is the review's own. Run: node -r ts-node/register/transpile-only bench/review.ts
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const resources = 5000;
const rounds = 5;

const statement = (index: number) => ({
  Effect: "Allow",
  Principal: { Service: "cloudtrail.amazonaws.com" },
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
      before: { bucket, block_public_acls: true, restrict_public_buckets: true },
      after: { bucket, block_public_acls: true, restrict_public_buckets: false },
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

/** Runs node and reports its wall time and the most memory it held. */
function measure(args: readonly string[]): { seconds: number; megabytes: number } {
  const report = `process.on("exit",()=>process.stderr.write("maxrss="+process.resourceUsage().maxRSS+"\\n"))`;
  const preload = join(folder, "report.js");
  writeFileSync(preload, report);
  const start = process.hrtime.bigint();
  const run = spawnSync(process.execPath, ["-r", preload, ...args], { encoding: "utf8", maxBuffer: 1e9 });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const kilobytes = /maxrss=(\d+)/.exec(run.stderr)?.[1];
  if (kilobytes === undefined || (run.status ?? 2) > 1) throw new Error(run.stderr);
  return { seconds, megabytes: Number(kilobytes) / 1024 };
}

function best(args: readonly string[]): { seconds: number; megabytes: number } {
  const runs = Array.from({ length: rounds }, () => measure(args)).sort((a, b) => a.seconds - b.seconds);
  return {
    seconds: (runs[0] ?? { seconds: NaN }).seconds,
    megabytes: Math.max(...runs.map((run) => run.megabytes)),
  };
}

const folder = mkdtempSync(join(tmpdir(), "bench-review-"));
try {
  const file = join(folder, "plan.json");
  writeFileSync(file, planText());
  const command = join(__dirname, "..", "src", "cli", "s3-audit.js");
  const peer = best(["-e", `JSON.parse(require("node:fs").readFileSync(${JSON.stringify(file)}, "utf8"))`]);
  const lines = [
    `plan: ${resources} resources, ${(statSync(file).size / 1e6).toFixed(1)} MB; best of ${rounds}`,
  ];
  const row = (name: string, { seconds, megabytes }: typeof peer) =>
    lines.push(
      `${name.padEnd(24)} ${seconds.toFixed(2)} s ${megabytes.toFixed(0).padStart(5)} MB  x${(seconds / peer.seconds).toFixed(1)} time, x${(megabytes / peer.megabytes).toFixed(1)} memory`,
    );
  row("JSON.parse alone", peer);
  for (const format of ["markdown", "json", "text"])
    row(`review --format ${format}`, best([command, "review", file, "--format", format]));
  process.stdout.write(`${lines.join("\n")}\n`);
} finally {
  rmSync(folder, { recursive: true });
}
