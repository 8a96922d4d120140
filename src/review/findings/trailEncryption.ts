import { stays } from "../audit";
import { say } from "../sentence";
import { at, canonical, isMarker } from "../value";
import { named, nameOf, notKnown } from "./common";
import type { Finding, FindingHit } from "./finding";

export const trailEncryption: Finding = {
  id: "trail-encryption-changed",
  title: "Encryption of the logs removed or changed",
  severity: "dangerous",
  find: (audit) =>
    audit
      .changed("aws_cloudtrail")
      .filter(stays)
      .flatMap((change): FindingHit[] => {
        const { address } = change;
        const before = at(change.before, "kms_key_id");
        const after = at(change.after, "kms_key_id");
        if (before === undefined || canonical(before) === canonical(after)) return [];
        if (after === undefined) {
          return [
            {
              address,
              says: say`Trail ${nameOf(change)} no longer encrypts its logs with ${named(before)}.`,
            },
          ];
        }
        if (isMarker(after) || isMarker(before)) {
          return [
            { address, severity: "look", says: say`Trail ${nameOf(change)}, kms_key_id: ${notKnown}.` },
          ];
        }
        return [
          {
            address,
            severity: "look",
            says: say`Trail ${nameOf(change)} encrypts with ${named(after)} instead of ${named(before)}. Keep the old key: older logs need it.`,
          },
        ];
      }),
};
