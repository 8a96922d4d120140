import { compareCoverage } from "../coverage/compare";
import type { Atom } from "../coverage/atoms";
import { s3Objects } from "../coverage/atoms";
import { describeAtoms, reachesEveryBucket } from "../coverage/describe";
import type { Sentence } from "../sentence";
import { joinSentences, say } from "../sentence";
import { at } from "../value";
import { nameOf } from "./common";
import type { Finding, FindingHit } from "./finding";

export const coverageGrows: Finding = {
  id: "coverage-grows",
  title: "More is recorded",
  severity: "look",
  find: (audit) =>
    audit
      .changed("aws_cloudtrail")
      .filter(({ after }) => after !== null && at(after, "enable_logging") !== false)
      .flatMap((change): FindingHit[] => {
        const { gained, unsure } = compareCoverage(audit, change);
        // where the trail was there before, the finding about less coverage says what cannot be told
        const isUntold = unsure !== undefined && change.before === null;
        const untold: FindingHit = {
          address: change.address,
          says: say`What else trail ${nameOf(change)} will record is known only when Terraform applies, or cannot be determined.`,
        };
        if (gained.length === 0) return isUntold ? [untold] : [];
        const costs = costsOf(gained);
        const cost = costs.length > 0 ? say` Mind the cost: ${joinSentences(costs, "; ")}.` : say``;
        return [
          {
            address: change.address,
            severity: costs.length > 0 ? "look" : "note",
            says: say`Trail ${nameOf(change)} starts to record the following.${cost}`,
            items: describeAtoms(gained),
          },
          ...(isUntold ? [untold] : []),
        ];
      }),
};

/** What makes a trail's bill grow by more than one bucket's writes. */
function costsOf(gained: readonly Atom[]): readonly Sentence[] {
  const ofObjects = gained.filter(({ scope }) => scope === s3Objects);
  return [
    ...(ofObjects.some(reachesEveryBucket) ? [say`every bucket of the account is recorded`] : []),
    ...(ofObjects.some(({ readOnly }) => readOnly)
      ? [say`there are often many times more reads than writes`]
      : []),
    ...(gained.some(({ scope }) => scope === "Management")
      ? [say`management events are free only in the first trail that records them`]
      : []),
  ];
}
