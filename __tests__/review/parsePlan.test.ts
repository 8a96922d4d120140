import { gzipSync } from "node:zlib";
import { UserError } from "../../src/errors";
import { parsePlan } from "../../src/review";
import { created, planJson } from "../support/plannedResources";

function faultsOf(content: Buffer | string | object): string {
  const bytes =
    typeof content === "string" || Buffer.isBuffer(content)
      ? Buffer.from(content)
      : Buffer.from(JSON.stringify(content));
  try {
    parsePlan(bytes, "plan.json");
  } catch (error) {
    if (error instanceof UserError) return error.faults.join("\n");
    throw error;
  }
  return "accepted";
}

const good = planJson([created("aws_s3_bucket.logs", { bucket: "example-log" })]);

describe("what is not a plan is refused by its name", () => {
  test.each<[string, Buffer | string | object, RegExp]>([
    ["nothing", "", /is empty, not a plan/],
    ["blanks", " \n", /is empty, not a plan/],
    [
      "a binary plan file",
      Buffer.from("PK\u0003\u0004rest of the archive"),
      /binary form.*terraform show -json plan\.json/,
    ],
    [
      "the text of a plan",
      "\nTerraform used the selected providers to generate the following execution plan.",
      /text of a plan/,
    ],
    [
      "the text in colours",
      "\u001b[0mTerraform will perform the following actions:\u001b[0m",
      /text of a plan/,
    ],
    [
      "the text without changes",
      "aws_s3_bucket.logs: Refreshing state...\n\nNo changes. Your infrastructure matches",
      /text of a plan/,
    ],
    [
      "the log of plan -json",
      '{"@level":"info","@message":"x"}\n{"@level":"info"}\n',
      /running log of `terraform plan -json`/,
    ],
    ["one line of that log", '{"@level":"info","type":"version"}', /running log/],
    [
      "output of the CI wrapper",
      `[command]/usr/bin/terraform show\n${good.toString()}`,
      /terraform_wrapper: false/,
    ],
    ["a state shown as JSON", { format_version: "1.0", values: { root_module: {} } }, /is a state/],
    ["an empty state shown as JSON", { format_version: "1.0" }, /is a state/],
    ["a state file", { version: 4, serial: 3, lineage: "x", resources: [] }, /is a state/],
    [
      "a provider's schema",
      { format_version: "1.0", provider_schemas: {} },
      /JSON but not a plan: it has format_version, provider_schemas/,
    ],
    ["a synthesized stack", { terraform: {}, resource: {} }, /JSON but not a plan/],
    ["a list", [1, 2], /JSON but not a plan/],
    ["other text", 'resource "aws_s3_bucket" "logs" {}', /is not JSON; it begins with "resource/],
    ["something compressed", gzipSync("{}"), /is not JSON/],
    [
      "an older format",
      { format_version: "0.2", planned_values: {} },
      /format_version "0\.2".*newer Terraform/,
    ],
    [
      "a newer format",
      { format_version: "2.0", planned_values: {} },
      /format_version "2\.0".*newer s3-audit/,
    ],
    ["a format that is no version", { format_version: "one", planned_values: {} }, /format_version "one"/],
    ["no format", { planned_values: {} }, /has no format_version; /],
  ])("%s", (_, content, message) => {
    expect(faultsOf(content)).toMatch(message);
  });

  test("a file cut off at any place is said to be cut off", () => {
    for (let length = 1; length < good.length; length++) {
      expect(faultsOf(good.subarray(0, length))).toMatch(/is cut off/);
    }
  });

  test("one with a mistake in its middle is no JSON, and nothing of it is missing", () => {
    const faults = faultsOf(Buffer.from('{"format_version": "1.2", oops, "resource_changes": []}'));
    expect(faults).toMatch(/is not JSON; it begins with "\{\\"format_version\\"/);
    expect(faults).not.toMatch(/cut off/);
  });

  test("unknown actions are named with where they stand, all at once", () => {
    const plan = planJson([
      { address: "aws_s3_bucket.a", actions: ["open"], before: null, after: {} },
      { address: "aws_s3_bucket.b", actions: ["create", "delete", "create"], before: null, after: {} },
    ]);
    const faults = faultsOf(plan);
    expect(faults).toMatch(/aws_s3_bucket\.a has the actions \["open"\]/);
    expect(faults).toMatch(/aws_s3_bucket\.b has the actions \["create","delete","create"\]/);
    expect(faults.split("\n")).toHaveLength(2);
  });

  test("a malformed plan is told by path, all at once", () => {
    const faults = faultsOf({
      format_version: "1.2",
      planned_values: {},
      resource_changes: [
        { address: 1, mode: "managed", type: "t", name: "n", change: { actions: "create" } },
      ],
    });
    expect(faults).toMatch(/resource_changes\[0\]\.address: /);
    expect(faults).toMatch(/resource_changes\[0\]\.change\.actions: /);
  });

  test("an address cannot put control characters into the message", () => {
    const plan = planJson([
      { address: "aws_s3_bucket.a\u001b[31m", actions: ["open"], before: null, after: {} },
    ]);
    expect(faultsOf(plan)).not.toContain("\u001b");
  });
});

describe("what is a plan is read", () => {
  test.each<[string, Buffer]>([
    ["as Terraform writes it", good],
    ["with a byte order mark", Buffer.concat([Buffer.from("\ufeff"), good])],
    ["as PowerShell redirects it", Buffer.from(`\ufeff${good.toString()}`, "utf16le")],
    ["without any resource", Buffer.from('{"format_version":"1.2","planned_values":{}}')],
    ["with keys of a later 1.x", planJson([], { format_version: "1.9", something_new: [1] })],
  ])("%s", (_, bytes) => {
    expect(faultsOf(bytes)).toBe("accepted");
  });
});
