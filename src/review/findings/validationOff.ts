import { say } from "../sentence";
import type { Finding } from "./finding";
import { trailsLosing } from "./trailSwitches";

export const validationOff: Finding = {
  id: "log-file-validation-off",
  title: "Log file validation switched off",
  severity: "dangerous",
  find: (audit) =>
    trailsLosing(
      audit,
      "enable_log_file_validation",
      say`It can no longer be proven that no log file was changed or deleted.`,
    ),
};
