import type { Atom } from "../coverage/atoms";
import { isPossible, s3Objects } from "../coverage/atoms";
import { coverageOf } from "../coverage/selectors";
import { say } from "../sentence";
import { at } from "../value";
import { nameOf } from "./common";
import type { Finding, FindingHit } from "./finding";

export const watchesLogBucket: Finding = {
  id: "watches-log-bucket",
  title: "A trail records its own deliveries",
  severity: "dangerous",
  find: (audit) =>
    audit
      .changed("aws_cloudtrail")
      .filter(({ after }) => after !== null)
      .flatMap((change): FindingHit[] => {
        const { address, after } = change;
        const bucket = at(after, "s3_bucket_name");
        const { atoms, unsure } = coverageOf(after);
        const loops = [...audit.logBuckets].filter((name) =>
          atoms.some((atom) => recordsDeliveryTo(atom, name)),
        );
        if (loops.length > 0) {
          return [
            {
              address,
              says: say`Trail ${nameOf(change)} records writes to ${loops}, where logs are delivered: each delivery is recorded and causes the next one, without end and at your cost.`,
            },
          ];
        }
        if (unsure === undefined && typeof bucket === "string") return [];
        return [
          {
            address,
            severity: "look",
            says: say`Whether trail ${nameOf(change)} records its own log bucket cannot be determined: the selectors or the bucket's name are known only when Terraform applies.`,
          },
        ];
      }),
};

/** A delivered log file, and nothing else of the bucket, decides: an exclusion of AWSLogs/ is enough. */
function recordsDeliveryTo(atom: Atom, bucket: string): boolean {
  if (atom.scope !== s3Objects || atom.readOnly) return false;
  const arns = atom.fields.get("resources.ARN") ?? [];
  const partition = /^arn:([^:]+):/.exec(arns[0]?.value ?? "")?.[1] ?? "aws";
  const begins = {
    operator: "startsWith" as const,
    value: `arn:${partition}:s3:::${bucket}/`,
    negated: false,
  };
  const puts = { operator: "equals" as const, value: "PutObject", negated: false };
  const fields = new Map(atom.fields)
    .set("resources.ARN", [...arns, begins])
    .set("eventName", [...(atom.fields.get("eventName") ?? []), puts]);
  return isPossible({ ...atom, fields });
}
