import { howItEnds, named, theBucket } from "../../../src/review/findings/common";
import type { ResourceChange } from "../../../src/review/normalise";
import { render } from "../../../src/review/sentence";
import { SENSITIVE, UNKNOWN } from "../../../src/review/value";
import type { Value } from "../../../src/review/value";

const quote = (value: string): string => `<${value}>`;

test.each<[Value | undefined, string]>([
  ["text", "<text>"],
  ["", "<>"],
  [undefined, "nothing"],
  [null, "nothing"],
  [0, "0"],
  [30, "30"],
  [true, "true"],
  [false, "false"],
  [UNKNOWN, "(known after apply)"],
  [SENSITIVE, "(sensitive)"],
  // a plan's own value is quoted, whatever its keys are
  [{ a: [1] }, '<{"a":[1]}>'],
  [["a"], '<["a"]>'],
  [{ words: "is safe" }, '<{"words":"is safe"}>'],
])("%j in a sentence is %s", (value, text) => {
  expect(render(named(value), quote)).toBe(text);
});

test.each([
  [{ action: "delete" }, "is destroyed"],
  [{ action: "replace" }, "is replaced"],
  [{ action: "replace", replacedFor: ["a", "b[0].c"] }, "is replaced, because <a>, <b[0].c> changes"],
])("%j: %s", (change, text) => {
  expect(render(howItEnds(change as unknown as ResourceChange), quote)).toBe(text);
});

test.each([
  [{ isOfLogBucket: true, bucket: "b" }, "log bucket <b>"],
  [{ isOfLogBucket: false, bucket: "b" }, "bucket <b>"],
  [{ isOfLogBucket: false }, "the bucket"],
])("%j: %s", (setting, text) => {
  expect(render(theBucket(setting), quote)).toBe(text);
});
