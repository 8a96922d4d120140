import fc from "fast-check";
import type { Atom } from "../../../src/review/coverage/atoms";
import { subtract } from "../../../src/review/coverage/atoms";
import { holds, witness } from "../../../src/review/coverage/literals";
import { coverageOf } from "../../../src/review/coverage/selectors";
import type { Value } from "../../../src/review/value";
import type { Event, FieldSelector, Selector } from "./evaluator";
import { isRecorded } from "./evaluator";

const types = ["AWS::S3::Object", "AWS::Lambda::Function"] as const;
const names = ["PutObjectTagging", "PutObjectAcl", "GetObjectAcl"] as const;
/** Few letters, so that beginnings and ends meet often. */
const paths = ["a/", "ab/", "a/x", "a/x.log", "a/y.log", "ab/x", "b/", "b/x.log", "b/xx.log"];
const arnOf = (path: string) => `arn:aws:s3:::${path}`;

const everyEvent: readonly Event[] = types.flatMap((type) =>
  (["true", "false"] as const).flatMap((readOnly) =>
    names.flatMap((eventName) =>
      paths.map((path) => ({
        ...{ eventCategory: "Data", "resources.type": type, readOnly, eventName },
        "resources.ARN": arnOf(path),
      })),
    ),
  ),
);

const some = (values: readonly string[]) => fc.subarray([...values], { maxLength: 2 });
const beginnings = ["", "a", "a/", "a/x", "ab/", "b/", "b/x"].map(arnOf);
const ends = [".log", "x.log", "/", "x"];
const arnField = fc.record({
  field: fc.constant("resources.ARN" as const),
  equals: some(paths.slice(2, 5).map(arnOf)),
  starts_with: some(beginnings),
  ends_with: some(ends),
  not_equals: some(paths.slice(2, 5).map(arnOf)),
  not_starts_with: some(beginnings.slice(1)),
  not_ends_with: some(ends),
});
const nameField = fc.record({
  field: fc.constant("eventName" as const),
  equals: some(names),
  starts_with: some(["Put", "Get"]),
  not_equals: some(names),
});
const kindField = fc
  .constantFrom("true", "false")
  .map((kind) => ({ field: "readOnly" as const, equals: [kind] }));
const typeField = fc
  .constantFrom(...types)
  .map((type) => ({ field: "resources.type" as const, equals: [type] }));

const selector: fc.Arbitrary<Selector> = fc
  .tuple(typeField, fc.option(kindField), fc.option(arnField), fc.option(nameField))
  .map((fields) => ({
    field_selector: [
      { field: "eventCategory" as const, equals: ["Data"] },
      ...fields.filter((field): field is NonNullable<typeof field> => field !== null),
    ] satisfies FieldSelector[],
  }));
const selectors = fc.array(selector, { minLength: 1, maxLength: 3 });

function atomsOf(list: readonly Selector[]): readonly Atom[] {
  const coverage = coverageOf({ advanced_event_selector: list as unknown as Value });
  expect(coverage.unsure).toBeUndefined();
  return coverage.atoms;
}

function isIn(event: Event, atoms: readonly Atom[]): boolean {
  return atoms.some(
    ({ scope, readOnly, fields }) =>
      scope === event["resources.type"] &&
      String(readOnly) === event.readOnly &&
      [...fields].every(([field, literals]) =>
        literals.every((literal) => holds(literal, event[field as keyof Event])),
      ),
  );
}

/** An event out of a set, as the set itself makes it. */
function exampleOf({ scope, readOnly, fields }: Atom): Event {
  const text = (field: string) => witness(fields.get(field) ?? []) ?? "nothing fits";
  return {
    ...{ eventCategory: "Data", "resources.type": scope, readOnly: readOnly ? "true" : "false" },
    ...{ "resources.ARN": text("resources.ARN"), eventName: text("eventName") },
  };
}

describe("what a change of selectors loses", () => {
  test("an event is among the lost exactly when it was recorded and no longer is", () => {
    fc.assert(
      fc.property(selectors, selectors, (before, after) => {
        const lost = subtract(atomsOf(before), atomsOf(after)) ?? [];
        const wrong = everyEvent.filter(
          (event) => isIn(event, lost) !== (isRecorded(event, before) && !isRecorded(event, after)),
        );
        expect(wrong).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  test("no loss is made up: each lost set holds an event that was recorded and no longer is", () => {
    fc.assert(
      fc.property(selectors, selectors, (before, after) => {
        for (const atom of subtract(atomsOf(before), atomsOf(after)) ?? []) {
          const event = exampleOf(atom);
          expect([isRecorded(event, before), isRecorded(event, after)]).toEqual([true, false]);
        }
      }),
      { numRuns: 400 },
    );
  });

  test("nothing is lost when selectors are only reordered or added", () => {
    fc.assert(
      fc.property(selectors, selectors, (before, more) => {
        expect(subtract(atomsOf(before), atomsOf([...more, ...before].reverse()))).toEqual([]);
      }),
    );
  });
});

test("500 values against 500 others are compared, and quickly enough for a pull request", () => {
  const arns = (stem: string) => Array.from({ length: 500 }, (_, index) => arnOf(`${stem}-${index}/`));
  const of = (starts_with: readonly string[]): readonly Selector[] => [
    {
      field_selector: [
        { field: "eventCategory", equals: ["Data"] },
        { field: "resources.type", equals: ["AWS::S3::Object"] },
        { field: "resources.ARN", starts_with },
      ],
    },
  ];
  const same = subtract(atomsOf(of(arns("example"))), atomsOf(of(arns("example").reverse())));
  expect(same).toEqual([]);
  expect(subtract(atomsOf(of(arns("example"))), atomsOf(of(arns("other"))))).toHaveLength(1000);
});
