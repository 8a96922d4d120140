import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Review } from "../../../src/review";
import { reviewPlan } from "../../../src/review";
import { findings } from "../../../src/review/findings";
import { render } from "../../../src/review/sentence";
import { planJson, unchanged } from "../../support/plannedResources";
import { athenaCases } from "./cases/athena";
import { bucketCases } from "./cases/buckets";
import { bucketSettingCases } from "./cases/bucketSettings";
import { coverageCases } from "./cases/coverage";
import { policyCases } from "./cases/policies";
import { trail } from "./cases/resources";
import { trailCases } from "./cases/trails";

/** What concerns the plan as a whole has tests of its own below. */
const planWide = ["incomplete-plan"];
const byResource = findings.filter(({ id }) => !planWide.includes(id));

const cases = [
  ...trailCases,
  ...coverageCases,
  ...bucketCases,
  ...bucketSettingCases,
  ...policyCases,
  ...athenaCases,
];

/** What one finding says, each hit on one line: severity, sentence and its items. */
function saidBy(id: string, review: Review): readonly (readonly [string, string])[] {
  const quote = (value: string) => `"${value}"`;
  return review.judgements
    .filter((judgement) => judgement.id === id)
    .map(({ severity, says, items = [] }) => [
      severity,
      [says, ...items].map((one) => render(one, quote)).join(" | "),
    ]);
}

describe.each(byResource.map(({ id }) => [id]))("%s", (id) => {
  const own = cases.filter((one) => one.id === id);

  test.each(own.map((one) => [one.says.length > 0 ? "found:" : "not found:", one.name, one] as const))(
    "%s %s",
    (_, __, one) => {
      const said = saidBy(id, reviewPlan(planJson(one.plan), "plan.json"));
      expect(said).toEqual(
        one.says.map(([severity, sentence]) => [severity, expect.stringMatching(sentence)]),
      );
    },
  );
});

test("every finding has a case that it finds and one that it does not", () => {
  const lacking = byResource.filter(
    ({ id }) =>
      !(
        cases.some((one) => one.id === id && one.says.length > 0) &&
        cases.some((one) => one.id === id && one.says.length === 0)
      ),
  );
  expect(lacking.map(({ id }) => id)).toEqual([]);
});

describe("incomplete-plan", () => {
  const said = (more: object) =>
    saidBy("incomplete-plan", reviewPlan(planJson([], { ...more }), "plan.json"));

  test("a plan that met errors or puts changes off is to be looked at", () => {
    expect(said({ errored: true })).toEqual([["look", expect.stringContaining("errors")]]);
    expect(said({ complete: false })).toEqual([["look", expect.stringContaining("later plan")]]);
  });

  test("a complete one is not", () => {
    expect(said({})).toEqual([]);
  });
});

test("a plan that changes nothing is left alone by every finding", () => {
  const plan = [
    unchanged("aws_cloudtrail.trail", { ...trail, enable_logging: false, enable_log_file_validation: false }),
    unchanged("aws_s3_bucket.logs", { bucket: "example-log", force_destroy: true }),
  ];
  expect(reviewPlan(planJson(plan), "plan.json")).toMatchObject({ verdict: "nothing", judgements: [] });
});

test("the manual has one section for each finding, by its id and title, and no other", () => {
  const manual = readFileSync(join(__dirname, "../../../docs/reviewing-plans.md"), "utf8");
  const sections = [...manual.matchAll(/^### `([a-z-]+)`: (.+)$/gm)].map(
    ([, id, title]) => `${id}: ${title}`,
  );
  expect(sections.sort()).toEqual(findings.map(({ id, title }) => `${id}: ${title}`).sort());
});
