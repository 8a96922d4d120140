import { switched } from "../audit";
import { say } from "../sentence";
import { at, holdsMarker, isMarker } from "../value";
import { nameOf, notKnown } from "./common";
import type { Finding, FindingHit, Severity } from "./finding";

export const forceDestroyOn: Finding = {
  id: "force-destroy-on",
  title: "A bucket may be destroyed with its objects",
  severity: "dangerous",
  find: (audit) =>
    audit.changed("aws_s3_bucket").flatMap((change): FindingHit[] => {
      const { address, before, after } = change;
      if (after === null) return [];
      const isLogBucket = [before, after].some((side) => audit.isLogBucket(String(at(side, "bucket"))));
      const how = switched(at(before, "force_destroy"), at(after, "force_destroy"));
      const kind = isLogBucket ? say`log bucket` : say`bucket`;
      // what harms is that it is on: that it may have been so already is no reason to say nothing
      if (isMarker(at(before, "force_destroy")) && at(after, "force_destroy") === true) {
        return [
          {
            address,
            severity: "look",
            says: say`force_destroy is on for ${kind} ${nameOf(change)}, and whether it was until now is hidden: destroying it later deletes every object in it.`,
          },
        ];
      }
      if (how === "on") {
        return [
          {
            address,
            severity: severityOf(isLogBucket, before === null),
            says: say`force_destroy is on for ${kind} ${nameOf(change)}: destroying it later deletes every object in it.`,
          },
        ];
      }
      if (!holdsMarker(at(after, "force_destroy"))) return [];
      return [
        { address, severity: "look", says: say`force_destroy of ${kind} ${nameOf(change)}: ${notKnown}.` },
      ];
    }),
};

/** A new bucket has nothing in it yet, and for one of passing results the setting is usual. */
function severityOf(isLogBucket: boolean, isNew: boolean): Severity {
  if (isNew) return isLogBucket ? "look" : "note";
  return isLogBucket ? "dangerous" : "look";
}
