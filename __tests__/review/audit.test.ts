import { switched } from "../../src/review/audit";
import { SENSITIVE, UNKNOWN } from "../../src/review/value";
import type { Value } from "../../src/review/value";

/** What keeps a log from being lost is never taken for on, or for off, where the plan does not tell. */
test.each<[before: Value | undefined, after: Value | undefined, how: string]>([
  [true, false, "off"],
  [true, undefined, "off"],
  ["true", "false", "off"],
  ["true", false, "off"],
  [true, UNKNOWN, "unknown"],
  ["true", UNKNOWN, "unknown"],
  [true, SENSITIVE, "unknown"],
  [SENSITIVE, SENSITIVE, "unknown"],
  [SENSITIVE, UNKNOWN, "unknown"],
  [SENSITIVE, false, "unknown"],
  [SENSITIVE, undefined, "unknown"],
  [SENSITIVE, true, "same"],
  [SENSITIVE, "true", "same"],
  [false, UNKNOWN, "same"],
  [undefined, UNKNOWN, "same"],
  [true, true, "same"],
  [true, "true", "same"],
  [false, undefined, "same"],
  [undefined, undefined, "same"],
  ["yes", undefined, "same"],
  [false, true, "on"],
  [undefined, "true", "on"],
])("from %j to %j: %s", (before, after, how) => {
  expect(switched(before, after)).toBe(how);
});
