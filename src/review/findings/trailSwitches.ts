import type { Audit } from "../audit";
import { stays, switched } from "../audit";
import type { Sentence } from "../sentence";
import { say } from "../sentence";
import { at } from "../value";
import { nameOf, notKnown } from "./common";
import type { FindingHit } from "./finding";

/** Trails whose switch goes from on to off, or may do so: the form that several findings share. */
export function trailsLosing(audit: Audit, argument: string, consequence: Sentence): readonly FindingHit[] {
  return audit
    .changed("aws_cloudtrail")
    .filter(stays)
    .flatMap((change): FindingHit[] => {
      const { address, before, after } = change;
      const how = switched(at(before, argument), at(after, argument));
      if (how === "off")
        return [{ address, says: say`Trail ${nameOf(change)}: ${argument} becomes false. ${consequence}` }];
      if (how === "unknown") {
        return [{ address, severity: "look", says: say`Trail ${nameOf(change)}, ${argument}: ${notKnown}.` }];
      }
      return [];
    });
}
