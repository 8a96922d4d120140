import { switched } from "../audit";
import { say } from "../sentence";
import { at } from "../value";
import type { Finding, FindingHit } from "./finding";
import { nameOf, notKnown } from "./common";

export const loggingSwitchedOff: Finding = {
  id: "logging-switched-off",
  title: "Logging switched off",
  severity: "dangerous",
  find: (audit) =>
    audit.changed("aws_cloudtrail").flatMap((change): FindingHit[] => {
      const { address, before, after } = change;
      if (after === null) return [];
      const wanted = at(after, "enable_logging");
      if (before === null) {
        return wanted === false
          ? [
              {
                address,
                severity: "look",
                says: say`Trail ${nameOf(change)} is created with logging off: it records nothing.`,
              },
            ]
          : [];
      }
      const change_ = switched(at(before, "enable_logging") ?? true, wanted ?? true);
      if (change_ === "off")
        return [
          { address, says: say`Trail ${nameOf(change)} stops recording: enable_logging becomes false.` },
        ];
      if (change_ === "unknown")
        return [
          {
            address,
            severity: "look",
            says: say`Whether trail ${nameOf(change)} keeps recording cannot be determined: ${notKnown}.`,
          },
        ];
      return [];
    }),
};
