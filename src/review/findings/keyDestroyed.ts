import { say } from "../sentence";
import type { Audit } from "../audit";
import type { ResourceChange } from "../normalise";
import { at } from "../value";
import { ends, howItEnds, nameOf } from "./common";
import type { Finding } from "./finding";

const keyTypes = ["aws_kms_key", "aws_kms_external_key", "aws_kms_replica_key"];

export const keyDestroyed: Finding = {
  id: "key-destroyed",
  title: "KMS key destroyed or replaced",
  severity: "dangerous",
  find: (audit) =>
    keyTypes
      .flatMap((type) => audit.changed(type))
      .filter(ends)
      .map((change) => ({
        address: change.address,
        says: say`Key ${nameOf(change)} ${howItEnds(change)}. Nothing that is encrypted with it can be read once its waiting period is over.`,
        items: trailsOf(audit, change).map((name) => say`Trail ${name} encrypts its logs with it.`),
      })),
};

function trailsOf(audit: Audit, key: ResourceChange): readonly string[] {
  const arn = at(key.before, "arn");
  return audit
    .all("aws_cloudtrail")
    .filter(({ before }) => arn !== undefined && at(before, "kms_key_id") === arn)
    .map(({ address }) => address);
}
