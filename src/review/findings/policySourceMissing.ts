import { servicesWithoutSource } from "../policy";
import { say } from "../sentence";
import { theBucket } from "./common";
import type { Finding, FindingHit } from "./finding";
import { bucketPolicies } from "./policies";

export const policySourceMissing: Finding = {
  id: "bucket-policy-source-missing",
  title: "Bucket policy trusts a service on behalf of any account",
  severity: "dangerous",
  find: (audit) =>
    bucketPolicies(audit).flatMap((policy): FindingHit[] => {
      if (policy.isUnreadable) return [];
      const before = servicesWithoutSource(policy.before);
      const services = servicesWithoutSource(policy.after).filter((service) => !before.includes(service));
      if (services.length === 0) return [];
      return [
        {
          address: policy.setting.address,
          severity: policy.isNew ? "look" : "dangerous",
          says: say`The policy of ${theBucket(policy.setting)} allows ${services} without a condition on aws:SourceArn: another account's trail could write there.`,
        },
      ];
    }),
};
