import fc from "fast-check";
import {
  normalisePlan,
  parsePlan,
  renderJson,
  renderMarkdown,
  renderText,
  reviewPlan,
} from "../../src/review";
import { created, destroyed, planJson, updated } from "../support/plannedResources";
import type { PlannedResource } from "../support/plannedResources";

/** Everything anybody ever sees of a plan. */
function everyPage(plan: Buffer): string {
  const review = reviewPlan(plan, "plan.json");
  return [renderMarkdown(review), renderText(review), renderJson(review)].join("\n");
}

function normalised(resources: readonly PlannedResource[]): unknown {
  return JSON.parse(JSON.stringify(normalisePlan(parsePlan(planJson(resources), "plan.json"))));
}

describe("no sensitive text survives", () => {
  const secret = 'h"unter2-<secret>';

  test.each<[string, PlannedResource[], object]>([
    ["a whole resource", [created("a.b", { x: { y: secret } }, { after_sensitive: true })], {}],
    [
      "in a list of objects",
      [
        created(
          "a.b",
          { rule: [{ x: "1" }, { x: secret, z: [{ k: secret }] }] },
          { after_sensitive: { rule: [{}, { x: true, z: [{ k: true }] }] } },
        ),
      ],
      {},
    ],
    [
      "below a mark",
      [created("a.b", { rule: [{ x: { y: [secret] } }] }, { after_sensitive: { rule: [true] } })],
      {},
    ],
    [
      "of what is destroyed",
      [{ ...destroyed("a.b", { x: secret }), inChange: { before_sensitive: { x: true } } }],
      {},
    ],
    [
      "copied by the provider without a mark",
      [
        created(
          "a.b",
          { tags: { s: secret }, tags_all: { s: secret } },
          { after_sensitive: { tags: { s: true } } },
        ),
      ],
      {},
    ],
    [
      "inside a longer text and inside JSON",
      [
        created(
          "a.b",
          { s: secret, text: `x ${secret} y`, policy: JSON.stringify({ k: [secret] }) },
          { after_sensitive: { s: true } },
        ),
      ],
      {},
    ],
    [
      "of another resource",
      [created("a.b", { s: secret }, { after_sensitive: { s: true } }), created("a.c", { s: secret })],
      {},
    ],
    [
      "of a variable",
      [created("a.b", { s: secret })],
      {
        variables: { v: { value: secret } },
        configuration: { root_module: { variables: { v: { sensitive: true } } } },
      },
    ],
    [
      "of a data source that was read when planning",
      [created("a.b", { s: secret })],
      {
        prior_state: {
          values: {
            root_module: {
              child_modules: [{ resources: [{ values: { s: secret }, sensitive_values: { s: true } }] }],
            },
          },
        },
      },
    ],
    [
      "of an output",
      [],
      {
        output_changes: {
          o: {
            actions: ["update"],
            before: [secret],
            after: secret,
            before_sensitive: true,
            after_sensitive: true,
          },
        },
      },
    ],
    [
      "of an output of the state",
      [created("a.b", { s: secret })],
      { prior_state: { values: { outputs: { o: { sensitive: true, value: secret } } } } },
    ],
  ])("%s", (_, resources, more) => {
    const page = everyPage(planJson(resources, { ...more }));
    expect(page).toContain("(sensitive");
    expect(page).not.toContain("unter2");
  });

  test("wherever it is in a tree and wherever the mark above it", () => {
    const tree = fc.letrec<{ node: unknown }>((tie) => ({
      node: fc.oneof(
        { depthSize: "small" },
        fc.constant(secret),
        fc.constantFrom(null, 1, true, "plain"),
        fc.array(tie("node"), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom("a", "b", "c"), tie("node"), { maxKeys: 3 }),
      ),
    })).node;
    const marksOf = (value: unknown): unknown => {
      if (value === secret) return true;
      if (Array.isArray(value)) return value.map(marksOf);
      if (typeof value === "object" && value !== null) {
        return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, marksOf(member)]));
      }
      return false;
    };
    fc.assert(
      fc.property(tree, tree, (before, after) => {
        const inChange = { before_sensitive: marksOf({ v: before }), after_sensitive: marksOf({ v: after }) };
        const change = {
          address: "aws_s3_bucket.b",
          actions: ["update"],
          before: { v: before },
          after: { v: after },
          inChange,
        };
        expect(everyPage(planJson([change]))).not.toContain("unter2");
      }),
    );
  });

  describe("inside other texts", () => {
    /** The page of a resource with a marked secret, and of another one with unmarked texts. */
    const pageOf = (marked: string, values: Readonly<Record<string, unknown>>) =>
      everyPage(
        planJson([created("a.b", { s: marked }, { after_sensitive: { s: true } }), created("a.c", values)]),
      );

    test.each([6, 7, 8, 9, 10, 11, 12, 40])("one of %d characters is hidden", (length) => {
      const short = "kX7#qZ9!wV2p".repeat(4).slice(0, length);
      const page = pageOf(short, {
        inText: `user:${short}@host`,
        atTheEnd: `password=${short}`,
        inJson: JSON.stringify({ deep: [{ key: `p ${short}` }] }),
        inList: ["plain text", `-${short}-`],
      });
      expect(page).not.toContain(short);
      expect(page).toContain("plain text");
    });

    test("one of five is hidden where it is all of a text, and does not hide the texts that hold it", () => {
      const page = pageOf("admin", { whole: "admin", role: "administrator" });
      expect(page).not.toContain('"admin"');
      expect(page).toContain("administrator");
    });

    test("as Terraform's jsonencode writes it", () => {
      const encoded = JSON.stringify({ k: `x <${secret}> & y` }).replace(
        /[<>&]/g,
        (character) => `\\u00${character.charCodeAt(0).toString(16)}`,
      );
      expect(encoded).toContain("\\u003csecret\\u003e");
      expect(pageOf(secret, { policy: encoded, log: `= ${encoded}` })).not.toContain("unter2");
    });

    test("with characters that mean something in a pattern, and nothing like it", () => {
      const page = pageOf("a.c+(x|y)$", { same: "<a.c+(x|y)$>", like: "abcc(x|y)" });
      expect(page).not.toContain("a.c+(x|y)$");
      expect(page).toContain("abcc(x|y)");
    });
  });

  test("whether it changes is still said", () => {
    const marks = { before_sensitive: { s: true }, after_sensitive: { s: true } };
    expect(normalised([updated("a.b", { s: secret }, { s: "another" }, marks)])).toMatchObject({
      changes: [{ before: { s: "(sensitive)" }, after: { s: "(sensitive, changed)" } }],
    });
    expect(normalised([updated("a.b", { s: secret }, { t: 1 }, marks)])).toMatchObject({
      changes: [{ before: { s: "(sensitive)" }, after: { s: "(sensitive)" } }],
    });
  });
});
