import type { Audit } from "../audit";
import type { ResourceChange } from "../normalise";
import { at } from "../value";
import type { Atom } from "./atoms";
import { subtract } from "./atoms";
import type { Coverage } from "./selectors";
import { coverageOf, nothing } from "./selectors";

/** What a change does to what is recorded. */
export interface CoverageChange {
  /** No longer recorded by this trail. */
  readonly lost: readonly Atom[];
  /** Of that, what no other trail of the plan is certain to record. */
  readonly lostEverywhere: readonly Atom[];
  readonly gained: readonly Atom[];
  /** Why the answer is not the whole truth. */
  readonly unsure?: "hidden" | "unreadable" | "too many";
}

export function compareCoverage(audit: Audit, trail: ResourceChange): CoverageChange {
  const before = coverageOf(trail.before);
  const after = coverageOf(trail.after);
  const unsure = before.unsure ?? after.unsure;
  const recordedSoFar = isLogging(trail.before) ? before : nothing;
  const lost = subtract(before.atoms, after.atoms);
  const gained = subtract(after.atoms, recordedSoFar.atoms);
  const lostEverywhere =
    lost &&
    subtract(
      lost,
      othersOf(audit, trail).flatMap(({ atoms }) => atoms),
    );
  if (!lost || !gained || !lostEverywhere)
    return { lost: [], lostEverywhere: [], gained: [], unsure: "too many" };
  return { lost, lostEverywhere, gained, ...(unsure && { unsure }) };
}

function isLogging(trail: ResourceChange["before"]): boolean {
  return trail !== null && at(trail, "enable_logging") !== false;
}

/** Trails that surely record afterwards where this one did: logging, and in its Region. */
function othersOf(audit: Audit, trail: ResourceChange): readonly Coverage[] {
  const region = at(trail.before, "home_region");
  return audit
    .all("aws_cloudtrail")
    .filter((other) => other !== trail && at(other.after, "enable_logging") === true)
    .filter(({ after }) => {
      if (at(after, "is_multi_region_trail") === true) return true;
      const isSingleRegion = at(trail.before, "is_multi_region_trail") !== true;
      return isSingleRegion && typeof region === "string" && at(after, "home_region") === region;
    })
    .map(({ after }) => coverageOf(after));
}
