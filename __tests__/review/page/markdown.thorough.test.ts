import fc from "fast-check";
import MarkdownIt from "markdown-it";
import { renderMarkdown } from "../../../src/review";
import { mostCharacters } from "../../../src/review/page/markdown";
import type { PlannedResource } from "../../support/plannedResources";
import { created, destroyed, reviewOf, updated } from "../../support/plannedResources";
import { trail } from "../findings/cases/resources";

/** Everything a plan's author could try: each must arrive as text. */
const hostile = fc
  .stringMatching(/^[a-z]{0,3}$/)
  .chain((word) =>
    fc
      .array(
        fc.constantFrom(
          ...[
            "@everyone",
            "`",
            "```",
            "````````",
            "~~~",
            "|",
            "</details>",
            "</summary>",
            "<!-- x -->",
            "-->",
            "<script>",
          ],
          ...[
            "\n",
            "\r\n",
            "\n\n",
            "\n```\n",
            "\n# ",
            "\n- ",
            "\u202e",
            "\u2028",
            "\u200b",
            "\u0000",
            "\u001b[31m",
          ],
          ...[
            "\ud800",
            "![x](http://example.com/x)",
            "[x](javascript:alert(1))",
            "&lt;",
            "#1",
            "$`x`$",
            "  ",
            "\\",
            "'",
            '"',
            word,
          ],
        ),
        { minLength: 1, maxLength: 8 },
      )
      .map((parts) => parts.join("")),
  );

const markdown = new MarkdownIt({ html: true, linkify: true });
const ourHtml =
  /^(<details><summary>(<code>[^<>]*<\/code>( · )?)+<\/summary>|<\/details>|<!-- s3-audit review(: [\w./-]+)? -->)$/;

/** The page's structure as a Markdown reader sees it: what is neither code nor one of our own folds. */
function structureOf(page: string): { html: string[]; text: string; unwanted: string[]; folds: number } {
  const tokens = markdown.parse(page, {}).flatMap((token) => [token, ...(token.children ?? [])]);
  const html = tokens
    .filter(({ type }) => type === "html_block" || type === "html_inline")
    .map(({ content }) => content.trim());
  return {
    html: html.filter((content) => !ourHtml.test(content)),
    text: tokens
      .filter(({ type }) => type === "text")
      .map(({ content }) => content)
      .join("\n"),
    unwanted: tokens
      .map(({ type }) => type)
      .filter((type) => /^(link_open|image|table_open|hr|blockquote_open|code_block)$/.test(type)),
    folds:
      html.filter((content) => content.startsWith("<details>")).length -
      html.filter((content) => content === "</details>").length,
  };
}

/** A plan with the text in every place that reaches a page. */
function planWith(text: string): PlannedResource[] {
  return [
    updated(
      `aws_cloudtrail.trail["${text}"]`,
      { ...trail, name: text, s3_key_prefix: text },
      { enable_logging: false, s3_key_prefix: `${text}2` },
    ),
    {
      ...destroyed("aws_s3_bucket.data", { bucket: text }),
      more: { action_reason: text, previous_address: text },
    },
    updated(
      "aws_athena_named_query.q",
      { name: text, query: `SELECT 1\n${text}` },
      { query: `SELECT 2\n${text}\n${text}` },
    ),
    updated(
      "aws_s3_bucket_policy.p",
      { bucket: text, policy: "{}" },
      {
        policy: JSON.stringify({
          Statement: [
            {
              Effect: "Allow",
              Principal: { AWS: text },
              Action: text,
              Resource: text,
              Condition: { [text]: { [text]: text } },
            },
          ],
        }),
      },
    ),
    created("aws_s3_bucket.tags", { bucket: "x", tags: { [text]: text }, list: [text, { [text]: [text] }] }),
  ];
}

describe("a plan's text stays text", () => {
  test("nothing of it becomes HTML, a link, a fold, a table or our own words", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const {
          html,
          text: words,
          unwanted,
          folds,
        } = structureOf(renderMarkdown(reviewOf(...planWith(text)), "a/b"));
        expect({ html, unwanted, folds }).toEqual({ html: [], unwanted: [], folds: 0 });
        expect(words).not.toMatch(/@everyone|javascript|#1|script/);
      }),
      { numRuns: 40 },
    );
  });

  test("no character of it is invisible or moves others", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const page = renderMarkdown(reviewOf(...planWith(text)));
        expect(page.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
      { numRuns: 30 },
    );
  });
});

describe("the page fits into a comment whatever the plan", () => {
  const shapes: Record<string, (index: number) => PlannedResource> = {
    "many resources": (index) =>
      created(`aws_s3_bucket.b[${index}]`, { bucket: `b-${index}`, tags: { a: "x".repeat(50) } }),
    "many dangerous ones": (index) =>
      destroyed(`aws_kms_key.key["${"k".repeat(index % 300)}${index}"]`, { key_id: `key-${index}` }),
    "huge values": (index) =>
      updated(
        `aws_athena_named_query.q[${index}]`,
        { name: "q", query: "SELECT a\n".repeat(400 + index) },
        { query: `${"`".repeat(500)}\n`.repeat(300) },
      ),
    "long policies": (index) =>
      updated(
        `aws_s3_bucket_policy.p[${index}]`,
        { bucket: "b", policy: "{}" },
        {
          policy: JSON.stringify({
            Statement: Array.from({ length: 200 }, (_, n) => ({
              Effect: "Allow",
              Principal: "*",
              Action: "s3:*",
              Resource: `arn:${index}:${n}`,
            })),
          }),
        },
      ),
  };

  const cases = Object.keys(shapes).flatMap((shape) => [1, 30, 100].map((count) => [shape, count] as const));

  test.each([...cases, ["many resources", 2000] as const])("%s: %d", (shape, count) => {
    const plan = Array.from({ length: count }, (_, index) => shapes[shape]?.(index) as PlannedResource);
    const page = renderMarkdown(reviewOf(...plan));
    expect(page.length).toBeLessThanOrEqual(mostCharacters);
    const { html, unwanted, folds } = structureOf(page);
    expect({ html, unwanted, folds }).toEqual({ html: [], unwanted: [], folds: 0 });
    // an open fence would swallow the rest of the page
    expect(
      markdown
        .parse(page, {})
        .filter(({ type, content }) => type === "fence" && content.includes("</details>")),
    ).toEqual([]);
  });

  test("what is dangerous keeps its details when the rest loses them, and the rest is counted", () => {
    const many = Array.from({ length: 3000 }, (_, index) =>
      created(`aws_s3_bucket.b[${index}]`, { bucket: `b-${index}` }),
    );
    const page = renderMarkdown(
      reviewOf(...many, updated("aws_cloudtrail.z", trail, { enable_logging: false })),
    );
    expect(page).toContain("- enable_logging: true\n+ enable_logging: false");
    expect(page).toContain("Create (3,000)");
    expect(page).toMatch(/… and [\d,]+ more, left out here/);
    expect(page).toMatch(/The details of [\d,]+ changes are shortened or left out/);
  });
});
