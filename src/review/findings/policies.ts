import type { Audit, Setting } from "../audit";
import type { Statement } from "../policy";
import { isReadablePolicy, parseStatements } from "../policy";
import { at } from "../value";

/** A bucket policy before and after, taken apart. */
export interface PolicyChange {
  readonly setting: Setting;
  readonly before: readonly Statement[];
  readonly after: readonly Statement[];
  readonly isNew: boolean;
  readonly isRemoved: boolean;
  /** A side is hidden or no policy: nothing can be said about it. */
  readonly isUnreadable: boolean;
}

export function bucketPolicies(audit: Audit): readonly PolicyChange[] {
  const known = byAudit.get(audit) ?? readPolicies(audit);
  byAudit.set(audit, known);
  return known;
}

/** Several findings read the same policies. */
const byAudit = new WeakMap<Audit, readonly PolicyChange[]>();

function readPolicies(audit: Audit): readonly PolicyChange[] {
  return audit
    .settings("aws_s3_bucket_policy")
    .filter(({ bucketGoes }) => !bucketGoes)
    .map((setting) => {
      const before = at(setting.before, "policy");
      const after = at(setting.after, "policy");
      return {
        setting,
        before: parseStatements(before),
        after: parseStatements(after),
        isNew: setting.before === undefined,
        isRemoved: setting.after === undefined,
        isUnreadable: ![before, after].every(isReadablePolicy),
      };
    });
}
