import { say } from "../sentence";
import type { Value } from "../value";
import { at } from "../value";
import { nameOf } from "./common";
import type { Finding } from "./finding";

export const letGo: Finding = {
  id: "released",
  title: "Released: stays in AWS, no longer managed",
  severity: "look",
  find: (audit) => {
    const all = audit.plan.changes.filter((change) => change.letsGo && !change.deposed);
    const buckets = all.filter(({ type }) => type === "aws_s3_bucket");
    const nameIn = (side: Value) => at(side, "bucket");
    const isPartOf = (part: Value, whole: Value) =>
      typeof nameIn(part) === "string" && nameIn(part) === nameIn(whole);
    const isPart = (change: (typeof all)[number]) =>
      change.type.startsWith("aws_s3_bucket_") &&
      buckets.some((bucket) => isPartOf(change.before, bucket.before));
    return all
      .filter((change) => !isPart(change))
      .map((change) => {
        const parts = all.filter(
          (other) =>
            isPart(other) && change.type === "aws_s3_bucket" && isPartOf(other.before, change.before),
        );
        const another = change.action === "replace" ? say` Another is created in its place.` : say``;
        const withParts = parts.length > 0 ? say` The same goes for its settings:` : say``;
        return {
          address: change.address,
          says: say`${nameOf(change)} stays in AWS unchanged; Terraform no longer manages it.${another}${withParts}`,
          items: parts.map(({ address }) => say`${address}`),
        };
      });
  },
};
