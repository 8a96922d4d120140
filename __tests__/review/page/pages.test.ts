import { renderBrief, renderJson, renderMarkdown, renderText, reviewPlan } from "../../../src/review";
import { mostCharacters } from "../../../src/review/page/markdown";
import { codeSpan, fenced, htmlCode } from "../../../src/review/page/safeMarkdown";
import { grouped, shortened, visible } from "../../../src/review/page/visible";
import type { PlannedResource } from "../../support/plannedResources";
import {
  created,
  destroyed,
  forgotten,
  planJson,
  replaced,
  reviewOf,
  unchanged,
  updated,
} from "../../support/plannedResources";
import { trail } from "../findings/cases/resources";

/** One change of each kind. */
const everyKind: readonly PlannedResource[] = [
  created("aws_s3_bucket.made", { bucket: "made", tags: { a: "1" } }, { after_unknown: { arn: true } }),
  created("aws_s3_bucket.two", { bucket: "two" }),
  created('module.m["x.y"].aws_s3_bucket.three[0]', { bucket: "three" }),
  created("aws_kms_key.one", { description: "d" }),
  destroyed("aws_s3_bucket_versioning.gone", {
    bucket: "gone",
    versioning_configuration: [{ status: "Enabled" }],
  }),
  updated("aws_cloudtrail.trail", trail, { enable_logging: false }),
  updated("aws_s3_bucket_policy.spaced", { policy: '{"Statement":[]}' }, { policy: '{ "Statement": [] }' }),
  {
    ...replaced("aws_glue_catalog_table.t", { name: "t", database_name: "d" }, { name: "t2" }),
    more: { action_reason: "replace_because_cannot_update" },
  },
  { ...unchanged("aws_s3_bucket.new", { bucket: "a" }), more: { previous_address: "aws_s3_bucket.old" } },
  forgotten("aws_s3_object.kept", { key: "k" }),
  {
    ...created("data.aws_iam_policy_document.p", {}),
    actions: ["read"],
    more: { action_reason: "read_because_config_unknown" },
  },
  {
    ...updated("aws_kms_key.tainted", { key_usage: "x" }, {}),
    actions: ["delete", "create"],
    more: { action_reason: "replace_because_tainted" },
  },
  { ...destroyed("aws_kms_alias.left", { name: "alias/left" }), more: { deposed: "0a1b2c3d" } },
  updated(
    "aws_athena_named_query.q",
    { name: "q", query: "SELECT 1\nFROM a" },
    { query: "SELECT 2\nFROM a" },
  ),
];
const output = (actions: readonly string[], before: unknown, after: unknown) => ({
  ...{ actions, before, after, after_unknown: false, before_sensitive: false, after_sensitive: false },
});
const outputs = {
  output_changes: { url: output(["create"], null, "https://a"), name: output(["update"], "x", "y") },
};
const review = reviewPlan(planJson(everyKind, outputs), "plan.json");
const below = (page: string, line: string): string => page.slice(page.indexOf(`\n${line}`) + 1);

test("in a terminal: verdict, counts, findings, then every change by what Terraform does", () => {
  const page = renderText(review);
  expect(page.split("\n").slice(0, 16)).toEqual([
    "Dangerous: 4 dangerous, 3 to look at",
    "4 create, 3 update, 2 replace, 2 destroy, 1 read, 1 release, 1 move",
    "",
    "Dangerous: KMS key destroyed or replaced (key-destroyed)",
    '  aws_kms_key.tainted: Key "aws_kms_key.tainted" is replaced. Nothing that is encrypted with it can be read once its waiting period is over.',
    "",
    "Dangerous: Logging switched off (logging-switched-off)",
    '  aws_cloudtrail.trail: Trail "example-trail" stops recording: enable_logging becomes false.',
    "",
    "Dangerous: A bucket loses its protection (bucket-stripped)",
    '  aws_s3_bucket_versioning.gone: The plan destroys what protects bucket "gone". The bucket keeps its objects but loses:',
    '    * versioning, "aws_s3_bucket_versioning.gone"',
    "",
    "Dangerous: Table, view or database destroyed or replaced (table-destroyed)",
    '  aws_glue_catalog_table.t: Table or view "t" is replaced, because "name" changes. The logs stay; queries that name it fail from then on.',
    "",
  ]);
  expect(page).toContain(
    [
      '  aws_athena_named_query.q: Saved query "q" has different SQL:',
      "    - SELECT 1",
      "    + SELECT 2",
      "      FROM a",
      "",
      "",
    ].join("\n"),
  );
  expect(below(page, "Destroy: 2")).toBe(
    [
      "Destroy: 2",
      "  aws_kms_alias.left (left over from a replacement that failed)",
      '    - name: "alias/left"',
      "  aws_s3_bucket_versioning.gone",
      '    - bucket: "gone"',
      "    - versioning_configuration:",
      '    -   - status: "Enabled"',
      "",
      "Replace: 2",
      "  aws_glue_catalog_table.t (replaced because of name)",
      '      database_name: "d"',
      '    - name: "t"',
      '    + name: "t2"',
      "  aws_kms_key.tainted (replace because tainted)",
      "",
      "Released (stays in AWS, no longer managed): 1",
      "  aws_s3_object.kept",
      "",
      "Update in place: 3",
      "  aws_athena_named_query.q",
      "      …",
      "      query: |",
      "    -   SELECT 1",
      "    +   SELECT 2",
      "        FROM a",
      "  aws_cloudtrail.trail",
      "      …",
      "      enable_log_file_validation: true",
      "    - enable_logging: true",
      "    + enable_logging: false",
      '      home_region: "eu-central-1"',
      "      …",
      "  aws_s3_bucket_policy.spaced",
      "    No visible difference: only formatting or a masked value changes.",
      "",
      "Create: 4",
      "  aws_kms_key.one",
      '    + description: "d"',
      "  aws_s3_bucket.made",
      '    + bucket: "made"',
      "    + tags:",
      '    +   a: "1"',
      "    + (known after apply: arn)",
      "  aws_s3_bucket.two",
      '    + bucket: "two"',
      '  module.m["x.y"].aws_s3_bucket.three[0]',
      '    + bucket: "three"',
      "",
      "Move (the same resource under another address): 1",
      "  aws_s3_bucket.new (moved from aws_s3_bucket.old)",
      "",
      "Read when applying: 1",
      "  data.aws_iam_policy_document.p (read because config unknown)",
      "",
      "Outputs: 2",
      "  output.name",
      '    - "x"',
      '    + "y"',
      "  output.url",
      '    + "https://a"',
      "",
    ].join("\n"),
  );
});

test("on one screen: the same, but what is made or goes by its address alone", () => {
  const page = renderBrief(review);
  const findings = (text: string) => text.slice(0, text.indexOf("\nDestroy: "));
  // the SQL stands below, at its change
  expect(findings(page)).toBe(
    findings(renderText(review)).replace("    - SELECT 1\n    + SELECT 2\n      FROM a\n", ""),
  );
  expect(below(page, "Destroy: 2").split("\nUpdate in place")[0]).toBe(
    [
      "Destroy: 2",
      "  aws_kms_alias.left (left over from a replacement that failed)",
      "  aws_s3_bucket_versioning.gone",
      "",
      "Replace: 2",
      "  aws_glue_catalog_table.t (replaced because of name)",
      '      database_name: "d"',
      '    - name: "t"',
      '    + name: "t2"',
      "  aws_kms_key.tainted (replace because tainted)",
      "",
      "Released (stays in AWS, no longer managed): 1",
      "  aws_s3_object.kept",
      "",
    ].join("\n"),
  );
  expect(page).toContain(
    "  aws_s3_bucket_policy.spaced\n    No visible difference: only formatting or a masked value changes.\n",
  );
  expect(below(page, "Create: 4")).toBe(
    [
      "Create: 4",
      "  aws_kms_key.one",
      "  aws_s3_bucket (2): made, two",
      '  module.m["x.y"].aws_s3_bucket.three[0]',
      "",
      "Move (the same resource under another address): 1",
      "  aws_s3_bucket.new (moved from aws_s3_bucket.old)",
      "",
      "Read when applying: 1",
      "  data.aws_iam_policy_document.p (read because config unknown)",
      "",
      "Outputs: 2",
      "  name, url",
      "",
    ].join("\n"),
  );
});

test("in a pull request: the marker first, then the same as folds", () => {
  const page = renderMarkdown(review, "a/b");
  expect(page.split("\n\n").slice(0, 6)).toEqual([
    "<!-- s3-audit review: a/b -->",
    "## Dangerous: 4 dangerous, 3 to look at",
    "4 create, 3 update, 2 replace, 2 destroy, 1 read, 1 release, 1 move · `a/b`",
    "### Findings",
    "#### Dangerous: KMS key destroyed or replaced (`key-destroyed`)",
    "- `aws_kms_key.tainted`: Key `aws_kms_key.tainted` is replaced. Nothing that is encrypted with it can be read once its waiting period is over.",
  ]);
  expect(page).toContain("keeps its objects but loses:\n  - versioning, `aws_s3_bucket_versioning.gone`\n");
  expect(page).toContain(
    "- `aws_athena_named_query.q`: Saved query `q` has different SQL:\n\n  ```diff\n  - SELECT 1\n  + SELECT 2\n    FROM a\n  ```\n",
  );
  expect(below(page, "### Changes").split("\n\n").slice(0, 12)).toEqual([
    "### Changes",
    "#### Destroy (2)",
    "<details><summary><code>aws_kms_alias.left</code> · <code>left over from a replacement that failed</code></summary>",
    '```diff\n- name: "alias/left"\n```',
    "</details>",
    "<details><summary><code>aws_s3_bucket_versioning.gone</code></summary>",
    '```diff\n- bucket: "gone"\n- versioning_configuration:\n-   - status: "Enabled"\n```',
    "</details>",
    "#### Replace (2)",
    "<details><summary><code>aws_glue_catalog_table.t</code> · <code>replaced because of name</code></summary>",
    '```diff\n  database_name: "d"\n- name: "t"\n+ name: "t2"\n```',
    "</details>",
  ]);
  expect(page).toContain(
    "<code>aws_s3_bucket.new</code> · <code>moved from aws_s3_bucket.old</code></summary>\n\n```diff\n  (nothing else changes)\n```",
  );
  expect(page).toContain("<code>module.m[&#34;x.y&#34;].aws_s3_bucket.three[0]</code>");
  expect(page).not.toMatch(/left out|shortened/);
  expect(page).toMatch(/[^\n]\n\n<\/details>\n$/);
});

test("without a key the marker and the counts name none", () => {
  expect(renderMarkdown(reviewOf()).split("\n\n")).toEqual([
    "<!-- s3-audit review -->",
    "## Nothing to do",
    "0 create, 0 update, 0 replace, 0 destroy, 0 read\n",
  ]);
});

test("for a program: everything, in format 1", () => {
  const document = JSON.parse(renderJson(review)) as Record<string, unknown>;
  expect(Object.keys(document)).toEqual([
    "format",
    "verdict",
    "counts",
    "findings",
    "changes",
    "reads",
    "outputs",
  ]);
  expect(document).toMatchObject({
    format: 1,
    verdict: "dangerous",
    counts: { create: 4, update: 3, replace: 2, delete: 2, read: 1, forget: 1, move: 1 },
    reads: [{ address: "data.aws_iam_policy_document.p" }],
    outputs: [{ name: "name", before: "x", after: "y" }, { name: "url" }],
  });
  expect((document["findings"] as unknown[])[2]).toEqual({
    id: "bucket-stripped",
    title: "A bucket loses its protection",
    severity: "dangerous",
    address: "aws_s3_bucket_versioning.gone",
    says: 'The plan destroys what protects bucket "gone". The bucket keeps its objects but loses:',
    items: ['versioning, "aws_s3_bucket_versioning.gone"'],
  });
  expect(document["changes"]).toHaveLength(13);
  expect(JSON.parse(renderJson(reviewPlan(planJson([], { errored: true }), "p")))).toMatchObject({
    incomplete: "errored",
  });
});

test.each<[what: string, plan: readonly PlannedResource[], verdict: string]>([
  ["no change", [], "Nothing to do"],
  ["a change that nothing is said about", [created("aws_s3_bucket.a", { bucket: "a" })], "Safe: no findings"],
  [
    "a data source to read",
    [{ ...created("data.aws_s3_bucket.a", {}), actions: ["read"] }],
    "Safe: no findings",
  ],
  ["a note", [created("aws_s3_bucket.a", { bucket: "a", force_destroy: true })], "Safe: 1 note"],
  [
    "something to look at",
    [destroyed("aws_s3_bucket.a", { bucket: "a" })],
    "Look: 1 to look at, nothing dangerous found",
  ],
  ["something dangerous", [destroyed("aws_kms_key.a", { key_id: "a" })], "Dangerous: 1 dangerous"],
  [
    "both",
    [destroyed("aws_kms_key.a", { key_id: "a" }), destroyed("aws_s3_bucket.a", { bucket: "a" })],
    "Dangerous: 1 dangerous, 1 to look at",
  ],
])("%s: %s", (_, plan, verdict) => {
  expect(renderText(reviewOf(...plan)).split("\n")[0]).toBe(verdict);
});

test("an output alone is a change", () => {
  const only = reviewPlan(planJson([], { output_changes: { url: output(["create"], null, "x") } }), "p");
  expect(renderText(only)).toBe(
    'Safe: no findings\n0 create, 0 update, 0 replace, 0 destroy, 0 read\n\nOutputs: 1\n  output.url\n    + "x"\n',
  );
});

describe("a page that is too large for a comment", () => {
  const many = (count: number): PlannedResource[] =>
    Array.from({ length: count }, (_, n) =>
      created(`aws_s3_bucket.b${String(n).padStart(4, "0")}`, {
        bucket: `b${n}`,
        tags: { t: "x".repeat(60) },
      }),
    );

  test("loses details from the least serious on, says how many, and fits", () => {
    const page = renderMarkdown(
      reviewOf(...many(600), updated("aws_cloudtrail.trail", trail, { enable_logging: false })),
    );
    expect(page.length).toBeLessThanOrEqual(mostCharacters);
    expect(page.length).toBeGreaterThan(mostCharacters - 2_000);
    expect(page).toContain("- enable_logging: true\n+ enable_logging: false");
    const folded = (page.match(/<details>/g) ?? []).length;
    const listed = (page.match(/^- `aws_s3_bucket\.b\d+`$/gm) ?? []).length;
    expect(folded + listed).toBe(601);
    expect(page).toContain(`The details of ${listed} changes are shortened or left out`);
    // the first by address keep theirs
    expect(page).toMatch(/<code>aws_s3_bucket\.b0000<\/code>/);
    expect(page).toContain("- `aws_s3_bucket.b0599`");
  });

  test("says how many findings and changes it leaves out", () => {
    const keys = Array.from({ length: 400 }, (_, n) =>
      destroyed(`aws_kms_key.k${String(n).padStart(4, "0")}`, { key_id: `k${n}` }),
    );
    const page = renderMarkdown(reviewOf(...keys, ...many(3_000)));
    expect(page.length).toBeLessThanOrEqual(mostCharacters);
    const shown = (page.match(/^- `aws_kms_key\.k\d+`: /gm) ?? []).length;
    expect(page).toContain(
      `**${400 - shown} more findings are left out here, ${400 - shown} of them dangerous.**`,
    );
    const listed = (page.match(/^- `aws_s3_bucket\.b\d+`$/gm) ?? []).length;
    expect(page).toContain(`… and ${grouped(3_000 - listed)} more, left out here.`);
  });

  test("shows fifteen items of a finding and counts the rest", () => {
    const bucket = (count: number) => [
      forgotten("aws_s3_bucket.a", { bucket: "a" }),
      ...Array.from({ length: count }, (_, n) =>
        forgotten(`aws_s3_bucket_policy.p${String(n).padStart(2, "0")}`, { bucket: "a" }),
      ),
    ];
    expect(renderMarkdown(reviewOf(...bucket(15)))).toMatch(/ {2}- `aws_s3_bucket_policy\.p14`\n\n/);
    const page = renderMarkdown(reviewOf(...bucket(17)));
    expect(page).toMatch(/ {2}- `aws_s3_bucket_policy\.p14`\n {2}- … and 2 more\n/);
    expect(renderText(reviewOf(...bucket(17)))).toContain('    * "aws_s3_bucket_policy.p16"\n');
  });

  test("cuts one change that is too long, and says by how much", () => {
    const tags = Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`key${n}`, "x".repeat(30)]));
    const page = renderMarkdown(
      reviewOf(
        created("aws_s3_bucket.a", { bucket: "a", tags }),
        created("aws_s3_bucket.b", { bucket: "b" }),
      ),
    );
    const lines = (page.match(/^\+ {3}key\d+: /gm) ?? []).length;
    expect(page).toContain(`  … ${1_000 - lines} more lines\n`);
    expect(page).toContain("The details of 1 changes are shortened");
    expect(page).toContain('+ bucket: "b"');
  });

  test("SQL that is too long is left to its change", () => {
    const sql = (word: string) =>
      Array.from({ length: 400 }, (_, n) => `${word} ${n} ${"-".repeat(10)}`).join("\n");
    const page = renderMarkdown(
      reviewOf(updated("aws_athena_named_query.q", { name: "q", query: sql("a") }, { query: sql("b") })),
    );
    expect(page).toContain("has different SQL:\n  - 800 lines differ; see the change below.");
  });
});

describe("characters", () => {
  test.each([
    ["a\u0000b", "a\\u{0}b"],
    ["\u001b[31m", "\\u{1b}[31m"],
    ["\u202eabc", "\\u{202e}abc"],
    ["a\nb\r\t", "a\\u{a}b\\u{d}\\u{9}"],
    ["\u2028\u2029", "\\u{2028}\\u{2029}"],
    ["\ud800", "\\u{d800}"],
    ["\ue000", "\\u{e000}"],
    ["\u{e0001}", "\\u{e0001}"],
    ["日本 é 🎉", "日本 é 🎉"],
  ])("%j is seen as %s", (text, seen) => {
    expect(visible(text)).toBe(seen);
  });

  test("a long text keeps its length and a digest, and no half character", () => {
    expect(shortened("abc", 3)).toBe("abc");
    expect(shortened("abcd", 3)).toBe("abc… (4 characters, sha256 88d4266f)");
    expect(shortened("ab🎉c", 3)).toMatch(/^ab… \(5 characters/);
    expect(shortened("x".repeat(1234), 1)).toMatch(/^x… \(1,234 characters/);
  });

  test.each([
    [0, "0"],
    [999, "999"],
    [1_000, "1,000"],
    [12_345, "12,345"],
    [1_234_567, "1,234,567"],
  ])("%d as %s", (count, text) => {
    expect(grouped(count)).toBe(text);
  });

  test.each([
    ["a", "`a`"],
    ["", "`   `"],
    ["a`b", "``a`b``"],
    ["`a", "`` `a ``"],
    ["a`", "`` a` ``"],
    ["``", "``` `` ```"],
    [" a", "`  a `"],
    ["<b>@all", "`<b>@all`"],
  ])("%j in a line of Markdown: %s", (text, span) => {
    expect(codeSpan(text)).toBe(span);
  });

  test("in our HTML, and in a block", () => {
    expect(htmlCode(`<a href="x">'&\`</a>`)).toBe(
      "<code>&#60;a href=&#34;x&#34;&#62;&#39;&#38;&#96;&#60;/a&#62;</code>",
    );
    expect(fenced(["a", "```", "  "], "diff", "  ")).toBe("  ````diff\n  a\n  ```\n\n  ````");
    expect(fenced(["a"], "sql")).toBe("```sql\na\n```");
  });

  test("a value is cut at 160 characters in a comment, at 400 in a terminal, an address in a fold at 300", () => {
    const bucket = (length: number) => reviewOf(destroyed("aws_s3_bucket.a", { bucket: "b".repeat(length) }));
    expect(renderMarkdown(bucket(160))).toContain(`Bucket \`${"b".repeat(160)}\` is`);
    expect(renderMarkdown(bucket(161))).toContain(`Bucket \`${"b".repeat(160)}… (161 characters`);
    expect(renderText(bucket(400))).toContain(`Bucket "${"b".repeat(400)}" is`);
    expect(renderText(bucket(401))).toContain(`Bucket "${"b".repeat(400)}… (401 characters`);
    expect(htmlCode("a".repeat(300))).toBe(`<code>${"a".repeat(300)}</code>`);
    expect(htmlCode("a".repeat(301))).toContain(`${"a".repeat(300)}… (301 characters`);
  });
});
