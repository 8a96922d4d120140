import { say } from "../sentence";
import type { Value } from "../value";
import { at, isMarker } from "../value";
import { named, notKnown, theBucket } from "./common";
import type { Finding, FindingHit } from "./finding";

export const objectLockOff: Finding = {
  id: "object-lock-weakened",
  title: "Object Lock weakened",
  severity: "dangerous",
  find: (audit) =>
    audit.settings("aws_s3_bucket_object_lock_configuration").flatMap((setting): FindingHit[] => {
      const { address, bucketGoes } = setting;
      const before = retention(setting.before);
      const after = retention(setting.after);
      if (setting.before === undefined || bucketGoes) return [];
      if ([before.mode, before.days, after.mode, after.days].some(isMarker)) {
        return [{ address, severity: "look", says: say`Object Lock of ${theBucket(setting)}: ${notKnown}.` }];
      }
      if (before.mode === undefined) return [];
      const hit = (says: FindingHit["says"]): FindingHit[] => [{ address, says }];
      if (after.mode === undefined) {
        return hit(
          say`New objects in ${theBucket(setting)} are no longer locked (${named(before.mode)}, ${Number(before.days)} days until now).`,
        );
      }
      if (before.mode === "COMPLIANCE" && after.mode !== "COMPLIANCE") {
        return hit(
          say`Object Lock of ${theBucket(setting)} changes from ${named(before.mode)} to ${named(after.mode)}, which anybody with s3:BypassGovernanceRetention can override.`,
        );
      }
      if (Number(after.days) < Number(before.days)) {
        return hit(
          say`Object Lock of ${theBucket(setting)} holds new objects for ${Number(after.days)} days instead of ${Number(before.days)}.`,
        );
      }
      return [];
    }),
};

/** The default retention; a year counts as 365 days. */
function retention(side: Value | undefined): { mode: Value | undefined; days: Value | undefined } {
  const rule = at(side, "rule", 0, "default_retention", 0);
  const years = at(rule, "years");
  const days = at(rule, "days") ?? (typeof years === "number" ? years * 365 : years);
  return { mode: at(rule, "mode"), days };
}
