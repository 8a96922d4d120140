import { normalisePlan, parsePlan, renderText, reviewPlan, snapshotOf } from "../../src/review";
import { created, destroyed, planJson, unchanged, updated } from "../support/plannedResources";
import type { PlannedResource } from "../support/plannedResources";

function normalised(resources: readonly PlannedResource[], more: object = {}): unknown {
  const plan = normalisePlan(parsePlan(planJson(resources, { ...more }), "plan.json"));
  return JSON.parse(JSON.stringify(snapshotOf(plan)));
}

describe("a plan in its one form", () => {
  test("is sorted by address, opens JSON, decodes views and drops what is not set", () => {
    const view = Buffer.from(JSON.stringify({ originalSql: "SELECT 1\nFROM a", schema: "audit" })).toString(
      "base64",
    );
    const resources = [
      created(
        "aws_s3_bucket_policy.b",
        { policy: '{"Statement":[{"Effect":"Deny","Action":[]}]}', bucket: null, tags: {}, rules: [] },
        { after_unknown: { id: true, rule: [{ days: true }] } },
      ),
      created("aws_glue_catalog_table.a", { view_original_text: `/* Presto View: ${view} */` }),
      unchanged("aws_s3_bucket.c", { bucket: "example" }),
      updated("module.m.aws_s3_bucket.d[0]", { tags: { b: "1", a: "2" } }, { tags: { a: "2" } }),
    ];
    expect(normalised(resources)).toEqual({
      changes: [
        {
          ...{
            address: "aws_glue_catalog_table.a",
            type: "aws_glue_catalog_table",
            action: "create",
            before: null,
          },
          after: { view_original_text: { originalSql: "SELECT 1\nFROM a", schema: "audit" } },
        },
        {
          ...{
            address: "aws_s3_bucket_policy.b",
            type: "aws_s3_bucket_policy",
            action: "create",
            before: null,
          },
          after: {
            id: "(known after apply)",
            policy: { Statement: [{ Action: [], Effect: "Deny" }] },
            rule: [{ days: "(known after apply)" }],
          },
        },
        {
          ...{ address: "module.m.aws_s3_bucket.d[0]", type: "aws_s3_bucket", action: "update" },
          ...{ before: { tags: { a: "2", b: "1" } }, after: { tags: { a: "2" } } },
        },
      ],
      ...{ unchanged: ["aws_s3_bucket.c"], reads: [], outputs: [] },
    });
  });

  test("keeps data sources and outputs apart, and says what moved and why something is replaced", () => {
    const resources: PlannedResource[] = [
      {
        ...created("data.aws_iam_policy_document.p", {}),
        actions: ["read"],
        more: { action_reason: "read_because_config_unknown" },
      },
      { ...unchanged("aws_s3_bucket.new", { bucket: "a" }), more: { previous_address: "aws_s3_bucket.old" } },
      {
        ...{
          address: "aws_s3_bucket.x",
          actions: ["create", "delete"],
          before: { a: [{ b: 1 }] },
          after: { a: [{ b: 2 }] },
        },
        ...{
          inChange: { replace_paths: [["a", 0, "b"]] },
          more: { action_reason: "replace_because_cannot_update" },
        },
      },
    ];
    const output = {
      actions: ["create"],
      before: null,
      after: "x",
      after_unknown: false,
      before_sensitive: false,
      after_sensitive: false,
    };
    expect(
      normalised(resources, { output_changes: { name: output, same: { ...output, actions: ["no-op"] } } }),
    ).toMatchObject({
      changes: [
        { address: "aws_s3_bucket.new", action: "move", movedFrom: "aws_s3_bucket.old" },
        {
          address: "aws_s3_bucket.x",
          action: "replace",
          replacedFor: ["a[0].b"],
          reason: "replace_because_cannot_update",
        },
      ],
      reads: [{ address: "data.aws_iam_policy_document.p", action: "read" }],
      outputs: [{ name: "name", action: "create", after: "x" }],
    });
  });

  test("is the same on another day, by another version, in another order and for another order of keys", () => {
    const resources = [
      created("aws_s3_bucket.a", { x: "1", y: "2" }),
      destroyed("aws_s3_bucket.b", { x: "1" }),
    ];
    const again = [resources[1], created("aws_s3_bucket.a", { y: "2", x: "1" })] as PlannedResource[];
    const later = { timestamp: "2027-12-31T00:00:00Z", terraform_version: "1.12.0" };
    expect(JSON.stringify(normalised(again, later))).toBe(JSON.stringify(normalised(resources)));
  });

  test("a key of JSON that means something to JavaScript is only a key", () => {
    const policy = '{"__proto__":{"Statement":[]},"constructor":1}';
    expect(JSON.stringify(normalised([created("aws_s3_bucket_policy.b", { policy })]))).toContain(
      '"__proto__":{"Statement":[]}',
    );
  });

  test("nesting without end neither fails nor hangs", () => {
    const deep = "[".repeat(20_000) + "]".repeat(20_000);
    expect(
      renderText(reviewPlan(planJson([created("aws_s3_bucket.a", { policy: deep })]), "plan.json")),
    ).toContain("nested too deeply");
  });
});
