import { say } from "../sentence";
import { theBucket } from "./common";
import type { Finding } from "./finding";
import { bucketPolicies } from "./policies";

export const policyRemoved: Finding = {
  id: "bucket-policy-removed",
  title: "Bucket policy removed",
  severity: "dangerous",
  find: (audit) =>
    bucketPolicies(audit)
      .filter(({ isRemoved }) => isRemoved)
      .map(({ setting }) => ({
        address: setting.address,
        severity: setting.isOfLogBucket ? "dangerous" : "look",
        says: setting.isOfLogBucket
          ? say`The policy of ${theBucket(setting)} is removed: CloudTrail can no longer deliver logs there.`
          : say`The policy of ${theBucket(setting)} is removed.`,
      })),
};
