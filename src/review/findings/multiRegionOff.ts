import { say } from "../sentence";
import type { Finding } from "./finding";
import { trailsLosing } from "./trailSwitches";

export const multiRegionOff: Finding = {
  id: "multi-region-off",
  title: "Other Regions no longer recorded",
  severity: "dangerous",
  find: (audit) =>
    trailsLosing(
      audit,
      "is_multi_region_trail",
      say`Only buckets of the trail's own Region are recorded from then on.`,
    ),
};
