import type { Grant } from "../policy";
import { newGrants } from "../policy";
import type { Sentence } from "../sentence";
import { say } from "../sentence";
import { notKnown, theBucket } from "./common";
import type { Finding, FindingHit } from "./finding";
import type { PolicyChange } from "./policies";
import { bucketPolicies } from "./policies";

export const policyWidened: Finding = {
  id: "bucket-policy-widened",
  title: "Bucket policy allows more",
  severity: "dangerous",
  find: (audit) =>
    bucketPolicies(audit).flatMap((policy): FindingHit[] => {
      const { setting, isNew, isUnreadable } = policy;
      const { address } = setting;
      if (policy.isRemoved) return [];
      if (isUnreadable) {
        return [{ address, severity: "look", says: say`The policy of ${theBucket(setting)}: ${notKnown}.` }];
      }
      const grants = newGrants(policy.before, policy.after);
      const open = grants.filter(isPublic);
      const others = isNew ? [] : grants.filter((grant) => !isPublic(grant));
      return [
        ...hit(policy, open, say`access by anybody`),
        ...hit(policy, others, say`more than before`).map((one) => ({
          ...one,
          ...(!setting.isOfLogBucket && { severity: "look" as const }),
        })),
      ];
    }),
};

function isPublic({ principal, conditions }: Grant): boolean {
  return principal === "*" && conditions.length === 0;
}

function hit({ setting }: PolicyChange, grants: readonly Grant[], whom: Sentence): FindingHit[] {
  if (grants.length === 0) return [];
  return [
    {
      address: setting.address,
      says: say`The policy of ${theBucket(setting)} allows ${whom}:`,
      items: grants.map(describe),
    },
  ];
}

function describe({ principal, action, resource, conditions }: Grant): Sentence {
  const bound = conditions.length > 0 ? say` if ${conditions}` : say``;
  return say`${principal} may ${action} on ${resource}${bound}`;
}
