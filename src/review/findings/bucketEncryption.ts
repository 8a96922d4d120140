import { type Sentence, say } from "../sentence";
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
      // with SSE-S3 there is no key of whoever owns the bucket, and none to keep
      if (strength(was) === 0 || canonical(key(before)) === canonical(key(after))) return [];
      return [
        {
          address,
          severity: "look",
          says: say`New objects in ${theBucket(setting)} are encrypted with ${keyOf(after)} instead of ${keyOf(before)}. Keep the old key: older objects need it.`,
        },
      ];
    }),
};

const byDefault = ["rule", 0, "apply_server_side_encryption_by_default", 0] as const;

function algorithm(side: Value | undefined): Value | undefined {
  return at(side, ...byDefault, "sse_algorithm");
}

/** None: S3 takes AWS's own. The provider tells that as an empty text, too. */
function key(side: Value | undefined): Value | undefined {
  const id = at(side, ...byDefault, "kms_master_key_id");
  return id === "" || id === null ? undefined : id;
}

function keyOf(side: Value | undefined): Sentence {
  const own = key(side);
  return own === undefined ? say`AWS's own key` : say`key ${named(own)}`;
}

/** SSE-S3 applies without any configuration (S3 user guide, since January 2023). */
function strength(algorithm: Value | undefined): number {
  return ["aws:kms", "aws:kms:dsse"].indexOf(String(algorithm)) + 1;
}
