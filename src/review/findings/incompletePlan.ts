import { say } from "../sentence";
import type { Finding } from "./finding";

export const incompletePlan: Finding = {
  id: "incomplete-plan",
  title: "The plan is not complete",
  severity: "look",
  find: ({ plan }) => {
    if (plan.incomplete === "errored") {
      return [
        {
          address: "the plan",
          says: say`Terraform reported errors while planning: the changes below are incomplete and cannot be applied.`,
        },
      ];
    }
    if (plan.incomplete === "deferred") {
      return [
        {
          address: "the plan",
          says: say`Terraform defers changes to a later plan, which needs a review of its own.`,
        },
      ];
    }
    return [];
  },
};
