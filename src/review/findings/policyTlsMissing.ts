import { deniesWithoutTls, isTlsDenial, lostDenials, orAll } from "../policy";
import { say } from "../sentence";
import { theBucket } from "./common";
import type { Finding, FindingHit } from "./finding";
import { bucketPolicies } from "./policies";

export const policyTlsMissing: Finding = {
  id: "bucket-policy-denial-missing",
  title: "Bucket policy denies less",
  severity: "dangerous",
  find: (audit) =>
    bucketPolicies(audit).flatMap((policy): FindingHit[] => {
      const { setting } = policy;
      const { address } = setting;
      if (policy.isUnreadable) return [];
      const had = deniesWithoutTls(policy.before);
      const has = deniesWithoutTls(policy.after);
      const hits: FindingHit[] = [];
      if (had && !has) {
        hits.push({
          address,
          says: say`The policy of ${theBucket(setting)} no longer denies requests without TLS.`,
        });
      }
      if (policy.isNew && !has && setting.isOfLogBucket) {
        hits.push({
          address,
          severity: "look",
          says: say`The policy of ${theBucket(setting)} does not deny requests without TLS.`,
        });
      }
      // a whole denial of requests without TLS is told above, or is still there in other words
      const others = lostDenials(policy.before, policy.after).filter(
        (statement) => !(isTlsDenial(statement) && (had || has)),
      );
      if (others.length > 0) {
        hits.push({
          address,
          ...(!setting.isOfLogBucket && { severity: "look" as const }),
          says: say`The policy of ${theBucket(setting)} no longer denies:`,
          items: others.map(
            ({ principals, actions, resources }) =>
              say`${orAll(actions)} on ${orAll(resources)} to ${orAll(principals)}`,
          ),
        });
      }
      return hits;
    }),
};
