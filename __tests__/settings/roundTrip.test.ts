import Ajv from "ajv";
import fc from "fast-check";
import { stringify } from "yaml";
import { jsonSchema } from "../../src/settings/jsonSchema";
import { parseSettings } from "../../src/settings/load";
import { examine, resolveSettings } from "../../src/settings/resolve";
import type { SettingsInput } from "../../src/settings/schema";

const isGoodInEditor = new Ajv({ strict: false }).compile(jsonSchema());

const word = fc.stringMatching(/^[a-z][a-z0-9]{2,12}$/);
const bucket = fc.stringMatching(/^b[a-z0-9]{2,12}(\.[a-z0-9]{1,5})?$/);
const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined });
const record = optional(fc.constantFrom("write" as const, "read" as const, "all" as const));

/** Good settings: prefixes of one length and distinct buckets, so that nothing overlaps. */
const goodInput: fc.Arbitrary<SettingsInput> = fc.record(
  {
    name: word,
    region: fc.constantFrom("us-east-1", "ap-northeast-1", "cn-north-1"),
    accountId: optional(fc.constant("123456789012")),
    tags: optional(fc.dictionary(word, fc.stringMatching(/^[\w .:/=+@-]{0,20}$/))),
    watch: fc.uniqueArray(
      fc.record({
        bucket,
        create: optional(fc.boolean()),
        record,
        prefixes: optional(fc.uniqueArray(fc.stringMatching(/^[ #:&'"!a-z0-9-]{6}\/$/), { maxLength: 4 })),
      }),
      { minLength: 1, maxLength: 5, selector: (entry) => entry.bucket },
    ),
    releasedBuckets: optional(fc.constant(["old-bucket", "older.bucket"])),
    timeZone: optional(fc.constantFrom("UTC", "Asia/Tokyo", "Europe/Berlin")),
    logBucket: optional(
      fc.record({ prefix: optional(word), expireAfterDays: optional(fc.integer({ min: 1, max: 999 })) }),
    ),
    trail: optional(fc.record({ logging: optional(fc.boolean()), multiRegion: optional(fc.boolean()) })),
  },
  { requiredKeys: ["name", "region", "watch"] },
);

test("settings that are printed and read again are the same settings", () => {
  fc.assert(
    fc.property(goodInput, (input) => {
      const settings = resolveSettings(input);
      expect(parseSettings(stringify(settings, { lineWidth: 0 }), "printed.yaml")).toEqual(settings);
      expect(parseSettings(JSON.stringify(settings), "printed.json")).toEqual(settings);
      // An editor must not underline what loads.
      expect(isGoodInEditor(settings)).toBe(true);
      expect(isGoodInEditor(JSON.parse(JSON.stringify(input)))).toBe(true);
    }),
    { numRuns: 100, seed: 1 },
  );
});

test("whatever stands in the place of good values is told in sentences, never thrown", () => {
  const anything = fc.anything({ maxDepth: 2, withNullPrototype: false });
  const damaged = fc
    .tuple(
      goodInput,
      fc.constantFrom("name", "region", "watch", "logBucket", "tags", "trail", "athena"),
      anything,
    )
    .map(([input, field, value]) => ({ ...input, [field]: value }));
  const entries = fc
    .tuple(goodInput, fc.array(fc.oneof(anything, fc.record({ bucket: anything, prefixes: anything }))))
    .map(([input, watch]) => ({ ...input, watch }));
  fc.assert(
    fc.property(fc.oneof(anything, damaged, entries), (input) => {
      for (const { sentence } of examine(input).faults) expect(sentence).toMatch(/^\S.+[.?]$/su);
    }),
    { numRuns: 300, seed: 2 },
  );
});

test.each<[string, object]>([
  ["an unknown field", { timezone: "UTC" }],
  ["a wrong type", { trail: { logging: "yes" } }],
  ["an unknown Region", { region: "us-east-9" }],
  ["a bucket name with capitals", { watch: [{ bucket: "My-Bucket" }] }],
  ["an entry of both kinds", { watch: [{ bucket: "my-bucket", allBuckets: true }] }],
  ["no entry", { watch: [] }],
])("an editor underlines %s", (_what, damage) => {
  const good = { name: "demo", region: "us-east-1", watch: [{ bucket: "my-bucket" }] };
  expect(isGoodInEditor(good)).toBe(true);
  expect(isGoodInEditor({ ...good, ...damage })).toBe(false);
});
