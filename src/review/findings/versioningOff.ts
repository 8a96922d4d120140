import { switched } from "../audit";
import { say } from "../sentence";
import { at } from "../value";
import { notKnown, theBucket } from "./common";
import type { Finding, FindingHit } from "./finding";

export const versioningOff: Finding = {
  id: "versioning-off",
  title: "Versioning switched off",
  severity: "dangerous",
  find: (audit) =>
    audit.settings("aws_s3_bucket_versioning").flatMap((setting): FindingHit[] => {
      const { address, isOfLogBucket, bucketGoes, before, after } = setting;
      if (before === undefined || bucketGoes) return [];
      const status = (side: typeof before | undefined) => at(side, "versioning_configuration", 0, "status");
      const how = switched(status(before), status(after), (value) => value === "Enabled");
      if (how === "unknown") {
        return [{ address, severity: "look", says: say`Versioning of ${theBucket(setting)}: ${notKnown}.` }];
      }
      if (how !== "off") return [];
      return [
        {
          address,
          severity: isOfLogBucket ? "dangerous" : "look",
          says: say`Versioning of ${theBucket(setting)} is switched off: what is overwritten or deleted from then on is gone.`,
        },
      ];
    }),
};
