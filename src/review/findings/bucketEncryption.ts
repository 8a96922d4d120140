import { say } from "../sentence";
import type { Value } from "../value";
import { at, canonical, isMarker } from "../value";
import { named, notKnown, theBucket } from "./common";
import type { Finding, FindingHit } from "./finding";

export const bucketEncryption: Finding = {
  id: "bucket-encryption-changed",
  title: "Encryption of a bucket removed or changed",
  severity: "dangerous",
  find: (audit) =>
    audit.settings("aws_s3_bucket_server_side_encryption_configuration").flatMap((setting): FindingHit[] => {
      const { address, before, after, isOfLogBucket, bucketGoes } = setting;
      const was = algorithm(before);
      if (was === undefined || bucketGoes) return [];
      const will = algorithm(after);
      const worst = isOfLogBucket ? "dangerous" : "look";
      if (isMarker(was) || isMarker(will)) {
        return [{ address, severity: "look", says: say`Encryption of ${theBucket(setting)}: ${notKnown}.` }];
      }
      if (strength(will) < strength(was)) {
        const then = will === undefined ? say`S3's own default` : named(will);
        return [
          {
            address,
            severity: worst,
            says: say`New objects in ${theBucket(setting)} are encrypted with ${then} instead of ${named(was)}.`,
          },
        ];
      }
      if (canonical(key(before)) === canonical(key(after))) return [];
      return [
        {
          address,
          severity: "look",
          says: say`New objects in ${theBucket(setting)} are encrypted with key ${named(key(after))} instead of ${named(key(before))}. Keep the old key: older objects need it.`,
        },
      ];
    }),
};

const byDefault = ["rule", 0, "apply_server_side_encryption_by_default", 0] as const;

function algorithm(side: Value | undefined): Value | undefined {
  return at(side, ...byDefault, "sse_algorithm");
}

function key(side: Value | undefined): Value | undefined {
  return at(side, ...byDefault, "kms_master_key_id");
}

/** SSE-S3 applies without any configuration (S3 user guide, since January 2023). */
function strength(algorithm: Value | undefined): number {
  return ["aws:kms", "aws:kms:dsse"].indexOf(String(algorithm)) + 1;
}
