import { LogFolder, deliveredAt, logText, record } from "./records";

/** A folder with what the commands below want, and an empty folder `disk`. */
export function folderForCommands(): LogFolder {
  const records = Array.from({ length: 400 }, () => record());
  return new LogFolder()
    .write(`logs/${deliveredAt("2026-11-01T01:00:00Z", "a")}`, logText(...records))
    .write("audit.yaml", "{name: my-audit, region: us-east-1, watch: [{bucket: my-bucket}]}")
    .write("plan.json", planOf(400));
}

/** A plan that destroys buckets: a review of it is long, and ends with 1 where somebody reads it. */
const planOf = (buckets: number): string =>
  JSON.stringify({
    format_version: "1.2",
    planned_values: { root_module: {} },
    configuration: {},
    resource_changes: Array.from({ length: buckets }, (_, index) => ({
      address: `aws_s3_bucket.b${index}`,
      mode: "managed",
      type: "aws_s3_bucket",
      name: `b${index}`,
      provider_name: "registry.terraform.io/hashicorp/aws",
      change: { actions: ["delete"], before: { bucket: `bucket-${index}` }, after: null, after_unknown: {} },
    })),
  });

export const settings = "--name my-audit --region us-east-1 --bucket my-bucket";

/** Commands of every kind with something on standard output. */
export const printing = [
  "--help",
  "events --help",
  "events --columns help",
  "events --logs logs --limit all --format csv",
  "events --logs logs --limit all",
  "events --logs logs --count",
  "ask who-did-what --logs logs --since 2026-11-01 --until 2026-11-02 --limit all --format json",
  "ask bulk-reads --sql",
  "questions",
  "questions --format json",
  "settings",
  "settings --schema",
  "completion bash",
  "completion zsh",
  "completion fish",
  "review plan.json",
  "review --format json plan.json",
  "cache --logs logs",
  "sample -o sample-logs",
  `init new.yaml ${settings}`,
];
