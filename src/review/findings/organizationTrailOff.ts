import { say } from "../sentence";
import type { Finding } from "./finding";
import { trailsLosing } from "./trailSwitches";

export const organizationTrailOff: Finding = {
  id: "organization-trail-off",
  title: "Other accounts no longer recorded",
  severity: "dangerous",
  find: (audit) =>
    trailsLosing(
      audit,
      "is_organization_trail",
      say`The organization's other accounts are no longer recorded.`,
    ),
};
