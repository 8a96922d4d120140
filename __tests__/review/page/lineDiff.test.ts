import { renderText } from "../../../src/review";
import type { PlannedResource } from "../../support/plannedResources";
import { created, replaced, reviewOf, updated } from "../../support/plannedResources";

/** The lines under a change's address, without the indentation of the page. */
function diffOf(change: PlannedResource): string[] {
  const lines = renderText(reviewOf(change)).split("\n");
  const changes = lines.slice(lines.findIndex((line) => /^(Update|Create|Replace)/.test(line)) + 2);
  return changes.filter((line) => line !== "").map((line) => line.slice(4));
}

describe("a change as lines", () => {
  test("a policy reads line by line, under the statement that changes", () => {
    const policy = (action: string) =>
      JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          { Sid: "One", Effect: "Deny", Action: "s3:*" },
          { Sid: "Two", Effect: "Allow", Action: ["s3:GetObject", action], Resource: "*", Principal: "*" },
        ],
      });
    const before = { bucket: "b", policy: policy("s3:ListBucket") };
    expect(diffOf(updated("aws_s3_bucket_policy.b", before, { policy: policy("s3:PutObject") }))).toEqual([
      "  …",
      "  policy:",
      "    Statement:",
      "  …",
      "      - Action:",
      '          - "s3:GetObject"',
      '-         - "s3:ListBucket"',
      '+         - "s3:PutObject"',
      '        Effect: "Allow"',
      "  …",
    ]);
  });

  test("SQL reads as its lines, with its neighbours", () => {
    const sql = (limit: number) => `SELECT a\nFROM (\n    SELECT b\n    FROM c\n    LIMIT ${limit}\n)\n`;
    const change = replaced("aws_athena_named_query.q", { name: "q", query: sql(1) }, { query: sql(2) });
    expect(diffOf(change)).toEqual([
      "  …",
      "  query: |",
      "  …",
      "        FROM c",
      "-       LIMIT 1",
      "+       LIMIT 2",
      "    )",
      "  …",
    ]);
  });

  test("a long value is cut with its length, and two that differ behind the cut still look different", () => {
    const long = (end: string) => "x".repeat(5000) + end;
    const lines = diffOf(updated("aws_s3_bucket.b", { tags: { t: long("1") } }, { tags: { t: long("2") } }));
    const [gone, come] = lines.filter((line) => /^[-+]/.test(line)).map((line) => line.slice(1));
    expect(gone).toMatch(/… \(5,003 characters, sha256 [0-9a-f]{8}\)$/);
    expect(gone).not.toBe(come);
    expect(String(gone).length).toBeLessThan(320);
  });

  test("what Terraform fills in is one line, and what differs only in form is said", () => {
    const inChange = { after_unknown: { arn: true, id: true } };
    expect(diffOf(created("aws_s3_bucket.b", { bucket: "b" }, inChange))).toEqual([
      '+ bucket: "b"',
      "+ (known after apply: arn, id)",
    ]);
    const spaced = updated("aws_s3_bucket_policy.b", { policy: "{}" }, { policy: "{ }" });
    expect(diffOf(spaced)).toEqual(["No visible difference: only formatting or a masked value changes."]);
  });

  test("texts of thousands of lines are cut, and compared in a moment", () => {
    const text = (line: string) =>
      Array.from({ length: 20_000 }, (_, index) => `${line} ${index}`).join("\n");
    const lines = diffOf(updated("aws_s3_bucket.b", { v: text("a") }, { v: text("b") }));
    expect(lines.length).toBeLessThan(4000);
    expect(lines.filter((line) => line.includes("cut after 1,500 lines"))).toHaveLength(2);
  });
});
