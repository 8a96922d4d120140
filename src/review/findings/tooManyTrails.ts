import type { Audit } from "../audit";
import type { ResourceChange } from "../normalise";
import { say } from "../sentence";
import type { Value } from "../value";
import { at } from "../value";
import type { Finding } from "./finding";

/** CloudTrail's quota, which cannot be raised; a multi-Region trail counts in every Region. */
const mostTrails = 5;

export const tooManyTrails: Finding = {
  id: "too-many-trails",
  title: "More than five trails in a Region",
  severity: "look",
  find: (audit) => {
    const planned = audit.all("aws_cloudtrail").filter(({ after }) => after !== null);
    const created = planned.filter(({ before }) => before === null);
    if (created.length === 0) return [];
    return regionsOf(audit).flatMap((region) => {
      const there = planned.filter((trail) => countsIn(trail, region));
      const first = there.find((trail) => created.includes(trail));
      if (there.length <= mostTrails || !first) return [];
      const where = region === undefined ? say`the provider's Region` : say`Region ${region}`;
      return [
        {
          address: first.address,
          says: say`${there.length} trails are planned for ${where}, and CloudTrail allows ${mostTrails}, even if no other trail is there: the apply fails.`,
          items: there.map(({ address }) => say`${address}`),
        },
      ];
    });
  },
};

function regionsOf(audit: Audit): readonly (string | undefined)[] {
  return [...new Set(audit.all("aws_cloudtrail").map(regionOf))];
}

/** A new trail's Region is its provider's, which a plan does not tell unless the trail names it. */
function regionOf({ before, after }: ResourceChange): string | undefined {
  const told: (Value | undefined)[] = [at(after, "region"), at(before, "home_region"), at(before, "region")];
  return told.find((region) => typeof region === "string") as string | undefined;
}

function countsIn(trail: ResourceChange, region: string | undefined): boolean {
  return regionOf(trail) === region || at(trail.after, "is_multi_region_trail") === true;
}
