import { stays } from "../audit";
import { say } from "../sentence";
import { at, isMarker } from "../value";
import { nameOf, notKnown } from "./common";
import type { Finding, FindingHit } from "./finding";

export const scanLimitRaised: Finding = {
  id: "scan-limit-raised",
  title: "Queries may scan more",
  severity: "look",
  find: (audit) =>
    audit
      .changed("aws_athena_workgroup")
      .filter(stays)
      .flatMap((change): FindingHit[] => {
        const { address } = change;
        const before = at(change.before, ...limit);
        const after = at(change.after, ...limit);
        if (isMarker(before) || isMarker(after)) {
          return [{ address, says: say`Scan limit of workgroup ${nameOf(change)}: ${notKnown}.` }];
        }
        if (!isLimit(before)) return [];
        if (!isLimit(after)) {
          return [
            {
              address,
              says: say`Workgroup ${nameOf(change)} loses its scan limit of ${before} bytes a query.`,
            },
          ];
        }
        if (after <= before) return [];
        return [
          {
            address,
            says: say`Workgroup ${nameOf(change)}: a query may scan ${after} bytes instead of ${before}.`,
          },
        ];
      }),
};

const limit = ["configuration", 0, "bytes_scanned_cutoff_per_query"] as const;

/** The provider writes 0 for "no limit". */
function isLimit(value: unknown): value is number {
  return typeof value === "number" && value > 0;
}
