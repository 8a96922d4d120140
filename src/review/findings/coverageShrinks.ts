import { stays } from "../audit";
import { compareCoverage } from "../coverage/compare";
import { describeAtoms } from "../coverage/describe";
import { say } from "../sentence";
import { nameOf } from "./common";
import type { Finding, FindingHit } from "./finding";

const reasons = {
  hidden: say`some selector values are known only when Terraform applies, or hidden as sensitive`,
  unreadable: say`a selector uses fields or operators that the review cannot reason about`,
  "too many": say`the selectors are too many to compare exactly`,
};

export const coverageShrinks: Finding = {
  id: "coverage-shrinks",
  title: "Less is recorded",
  severity: "dangerous",
  find: (audit) =>
    audit
      .changed("aws_cloudtrail")
      .filter(stays)
      .flatMap((change): FindingHit[] => {
        const { lost, lostEverywhere, unsure } = compareCoverage(audit, change);
        const { address } = change;
        const trail = nameOf(change);
        if (unsure) {
          const items = describeAtoms(lostEverywhere);
          const perhaps = items.length > 0 ? say` Perhaps no longer recorded:` : say``;
          return [
            {
              address,
              severity: "look",
              says: say`Whether trail ${trail} records less than before cannot be determined for certain: ${reasons[unsure]}.${perhaps}`,
              items,
            },
          ];
        }
        if (lostEverywhere.length > 0) {
          return [
            { address, says: say`Trail ${trail} no longer records:`, items: describeAtoms(lostEverywhere) },
          ];
        }
        if (lost.length > 0) {
          return [
            {
              address,
              severity: "note",
              says: say`Trail ${trail} no longer records what another trail of this plan records:`,
              items: describeAtoms(lost),
            },
          ];
        }
        return [];
      }),
};
