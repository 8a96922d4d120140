import { compareCoverage } from "../coverage/compare";
import { describeAtoms } from "../coverage/describe";
import { say } from "../sentence";
import { ends, howItEnds, nameOf } from "./common";
import type { Finding } from "./finding";

export const trailDestroyed: Finding = {
  id: "trail-destroyed",
  title: "Trail destroyed or replaced",
  severity: "dangerous",
  find: (audit) =>
    audit
      .changed("aws_cloudtrail")
      .filter(ends)
      .map((change) => {
        if (change.action !== "delete") {
          return {
            address: change.address,
            says: say`Trail ${nameOf(change)} ${howItEnds(change)}. Nothing is recorded in between.`,
          };
        }
        const { lostEverywhere } = compareCoverage(audit, change);
        const recorded = describeAtoms(lostEverywhere);
        const lost = recorded.length > 0 ? say` No other trail of this plan is certain to record:` : say``;
        return {
          address: change.address,
          says: say`Trail ${nameOf(change)} is destroyed.${lost}`,
          items: recorded,
        };
      }),
};
