import { say } from "../sentence";
import type { Value } from "../value";
import { at, isMarker, listOf } from "../value";
import { nameOf } from "./common";
import type { Finding, FindingHit } from "./finding";

export const basicSelectors: Finding = {
  id: "basic-selectors",
  title: "Basic instead of advanced event selectors",
  severity: "look",
  find: (audit) =>
    audit
      .changed("aws_cloudtrail")
      .filter(({ before, after }) => recordsObjectsBasically(after) && !recordsObjectsBasically(before))
      .map((change): FindingHit => ({
        address: change.address,
        says: say`Trail ${nameOf(change)} names what it records in event_selector, the older form: it cannot exclude anything or choose events by name. advanced_event_selector can.`,
      })),
};

function recordsObjectsBasically(trail: Value): boolean {
  return listOf(at(trail, "event_selector")).some(
    (selector) => !isMarker(selector) && listOf(at(selector, "data_resource")).length > 0,
  );
}
