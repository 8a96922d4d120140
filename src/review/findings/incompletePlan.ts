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
          says: say`Terraform met errors while planning: what is below is not all, and cannot be applied.`,
        },
      ];
    }
    if (plan.incomplete === "deferred") {
      return [
        {
          address: "the plan",
          says: say`Terraform puts changes off to a later plan, which needs a review of its own.`,
        },
      ];
    }
    return [];
  },
};
