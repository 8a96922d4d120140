import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Review } from "../../../src/review";
import { reviewPlan } from "../../../src/review";
import { findings } from "../../../src/review/findings";
import { render } from "../../../src/review/sentence";
import type { PlannedResource } from "../../support/plannedResources";
import { created, destroyed, planJson, unchanged, updated } from "../../support/plannedResources";
import { athenaCases } from "./cases/athena";
import { bucketCases } from "./cases/buckets";
import { bucketAccessCases } from "./cases/bucketAccess";
import { bucketProtectionCases } from "./cases/bucketProtection";
import { retentionCases } from "./cases/retention";
import { strippedBucketCases } from "./cases/strippedBuckets";
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
  ...strippedBucketCases,
  ...bucketProtectionCases,
  ...bucketAccessCases,
  ...retentionCases,
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

test("what is found stands at an address of the plan", () => {
  const astray = cases.flatMap(({ id, name, plan }) => {
    const addresses = plan.map(({ address }) => address);
    return reviewPlan(planJson(plan), "plan.json")
      .judgements.filter(({ address }) => !addresses.includes(address))
      .map(({ address }) => `${id}, ${name}: ${address}`);
  });
  expect(astray).toEqual([]);
});

describe("where a finding stands", () => {
  const addressesOf = (id: string, ...plan: readonly PlannedResource[]) =>
    reviewPlan(planJson(plan), "plan.json")
      .judgements.filter((judgement) => judgement.id === id)
      .map(({ address }) => address);
  const versioning = { bucket: "example-log", versioning_configuration: [{ status: "Enabled" }] };

  test("a bucket without its protections: at the bucket that ends, else at the first of them", () => {
    const setting = destroyed("aws_s3_bucket_versioning.logs", versioning);
    const bucket = destroyed("aws_s3_bucket.logs", { bucket: "example-log" });
    expect(addressesOf("bucket-stripped", setting, bucket)).toEqual(["aws_s3_bucket.logs"]);
    expect(addressesOf("bucket-stripped", setting)).toEqual(["aws_s3_bucket_versioning.logs"]);
  });

  test("a setting under another address: where it is from now on", () => {
    const moved = [
      destroyed("aws_s3_bucket_versioning.old", versioning),
      created("aws_s3_bucket_versioning.new", {
        ...versioning,
        versioning_configuration: [{ status: "Suspended" }],
      }),
    ];
    expect(addressesOf("versioning-off", ...moved)).toEqual(["aws_s3_bucket_versioning.new"]);
  });
});

test("a query that changes is told with its SQL before and after, a view with its own", () => {
  const textsOf = (...plan: readonly PlannedResource[]) =>
    reviewPlan(planJson(plan), "plan.json").judgements.find(({ id }) => id === "query-changed")?.texts;
  const view = (document: object) => ({
    view_original_text: `/* Presto View: ${Buffer.from(JSON.stringify(document)).toString("base64")} */`,
  });
  const at = "aws_glue_catalog_table.events";
  expect(
    textsOf(updated(at, view({ originalSql: "SELECT 1", columns: [] }), view({ originalSql: "SELECT 2" }))),
  ).toEqual({
    before: "SELECT 1",
    after: "SELECT 2",
  });
  expect(textsOf(updated(at, view({ originalSql: "SELECT 1" }), view({ sql: 1 })))).toEqual({
    before: "SELECT 1",
    after: '{\n  "sql": 1\n}',
  });
  const query = { name: "q", query: "SELECT 1" };
  expect(textsOf(updated("aws_athena_named_query.q", query, { query: null }))).toEqual({
    before: "SELECT 1",
    after: "",
  });
});

test("the most serious comes first, and inside one severity the gravest finding", () => {
  const { judgements, verdict } = reviewPlan(
    planJson([
      created("aws_cloudtrail.made", { ...trail, name: "made" }),
      updated("aws_cloudtrail.trail", trail, {
        s3_key_prefix: "audit",
        enable_logging: false,
        enable_log_file_validation: false,
      }),
      destroyed("aws_kms_key.logs", { key_id: "one" }),
    ]),
    "plan.json",
  );
  expect(judgements.map(({ severity, id }) => `${severity} ${id}`)).toEqual([
    "dangerous key-destroyed",
    "dangerous logging-switched-off",
    "dangerous log-file-validation-off",
    "look log-destination-changed",
    "note coverage-grows",
  ]);
  expect(verdict).toBe("dangerous");
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
