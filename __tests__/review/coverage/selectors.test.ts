import type { Atom } from "../../../src/review/coverage/atoms";
import { isPossible, mostAtoms, subtract } from "../../../src/review/coverage/atoms";
import { describeAtoms, reachesEveryBucket } from "../../../src/review/coverage/describe";
import { coverageOf } from "../../../src/review/coverage/selectors";
import { render } from "../../../src/review/sentence";
import type { Value } from "../../../src/review/value";
import { SENSITIVE, UNKNOWN } from "../../../src/review/value";

/** What a trail with these selectors records, in the words that a page shows, and why that may not be all. */
function told(trail: object | null): readonly string[] {
  const { atoms, unsure } = coverageOf(trail as Value);
  const sentences = describeAtoms(atoms).map((sentence) => render(sentence, (value) => `<${value}>`));
  return [...sentences, ...(unsure ? [`and what is ${unsure}`] : [])];
}

const field = (name: unknown, conditions: object) => ({ field: name, ...conditions });
const category = (name: string) => field("eventCategory", { equals: [name] });
const type = (...names: string[]) => field("resources.type", { equals: names });
const objects = [category("Data"), type("AWS::S3::Object")];
const arn = (conditions: object) => field("resources.ARN", conditions);
const s3 = (path: string) => `arn:aws:s3:::${path}`;
const advanced = (...selectors: (readonly unknown[])[]) => ({
  advanced_event_selector: selectors.map((field_selector) => ({ field_selector })),
});
const basic = (...selectors: object[]) => ({ event_selector: selectors });
const objectsBelow = (...values: unknown[]) => ({ data_resource: [{ type: "AWS::S3::Object", values }] });
const management = { include_management_events: true };
const withoutManagement = { include_management_events: false };

describe("advanced selectors", () => {
  test.each<[what: string, trail: object | null, ...says: string[]]>([
    ["no trail: nothing", null],
    ["none: all management events", {}, "<Management> events (reads and writes)"],
    [
      "empty ones: the same",
      { advanced_event_selector: [], event_selector: [] },
      "<Management> events (reads and writes)",
    ],
    ["every object", advanced(objects), "reads and writes in every bucket"],
    ["reads", advanced([...objects, field("readOnly", { equals: ["true"] })]), "reads in every bucket"],
    ["writes", advanced([...objects, field("readOnly", { equals: ["false"] })]), "writes in every bucket"],
    [
      "both, by name",
      advanced([...objects, field("readOnly", { equals: ["true", "false"] })]),
      "reads and writes in every bucket",
    ],
    ["a bucket", advanced([...objects, arn({ starts_with: [s3("a/")] })]), "reads and writes in bucket <a>"],
    [
      "a prefix",
      advanced([...objects, arn({ starts_with: [s3("a/b/c")] })]),
      "reads and writes in bucket <a> under <b/c>",
    ],
    [
      "a name's beginning",
      advanced([...objects, arn({ starts_with: [s3("a")] })]),
      "reads and writes in every bucket whose name begins with <a>",
    ],
    [
      "an object",
      advanced([...objects, arn({ equals: [s3("a/b")] })]),
      "reads and writes of the object <a/b>",
    ],
    [
      "keys by their end",
      advanced([...objects, arn({ ends_with: [".log"] })]),
      "reads and writes in every bucket, only keys that end in <.log>",
    ],
    [
      "all but a bucket, an object and an end",
      advanced([
        ...objects,
        arn({ not_starts_with: [s3("a/")], not_equals: [s3("b/c")], not_ends_with: [".tmp"] }),
      ]),
      "reads and writes in every bucket, except keys that end in <.tmp>, the object <b/c>, <a/>",
    ],
    [
      "an exception that lies elsewhere is left out",
      advanced([
        ...objects,
        arn({ starts_with: [s3("a/")], not_starts_with: [s3("b/"), s3("a/b/")], not_equals: [s3("c/d")] }),
      ]),
      "reads and writes in bucket <a>, except <a/b/>",
    ],
    [
      "of an object nothing else matters",
      advanced([...objects, arn({ equals: [s3("a/b")], not_ends_with: [".log"], not_equals: [s3("a/c")] })]),
      "reads and writes of the object <a/b>",
    ],
    [
      "eight exceptions",
      advanced([...objects, arn({ not_starts_with: Array.from({ length: 8 }, (_, n) => s3(`b${n}/`)) })]),
      "reads and writes in every bucket, except <b0/>, <b1/>, <b2/>, <b3/>, <b4/>, <b5/>, <b6/>, <b7/>",
    ],
    [
      "more exceptions than a sentence holds",
      advanced([...objects, arn({ not_starts_with: Array.from({ length: 10 }, (_, n) => s3(`b${n}/`)) })]),
      "reads and writes in every bucket, except <b0/>, <b1/>, <b2/>, <b3/>, <b4/>, <b5/>, <b6/>, <b7/>, and 2 more",
    ],
    [
      "an event's name, in every way",
      advanced(
        [...objects, field("eventName", { equals: ["PutObject"] })],
        [...objects, field("eventName", { starts_with: ["Put"] })],
        [...objects, field("eventName", { ends_with: ["Acl"] })],
        [...objects, field("eventName", { not_equals: ["A"] })],
        [...objects, field("eventName", { not_starts_with: ["B"] })],
        [...objects, field("eventName", { not_ends_with: ["C"] })],
      ),
      "reads and writes in every bucket where <eventName> is <PutObject>",
      "reads and writes in every bucket where <eventName> begins with <Put>",
      "reads and writes in every bucket where <eventName> ends in <Acl>",
      "reads and writes in every bucket where <eventName> is not <A>",
      "reads and writes in every bucket where <eventName> does not begin with <B>",
      "reads and writes in every bucket where <eventName> does not end in <C>",
    ],
    [
      "two values of two fields",
      advanced([
        ...objects,
        arn({ starts_with: [s3("a/"), s3("b/")] }),
        field("eventName", { equals: ["X", "Y"] }),
      ]),
      ...["a", "b"].flatMap((bucket) =>
        ["X", "Y"].map((name) => `reads and writes in bucket <${bucket}> where <eventName> is <${name}>`),
      ),
    ],
    [
      "one field in two parts: both hold",
      advanced([...objects, arn({ starts_with: [s3("a/")] }), arn({ not_starts_with: [s3("a/b/")] })]),
      "reads and writes in bucket <a>, except <a/b/>",
    ],
    [
      "another kind of resource",
      advanced([category("Data"), type("AWS::Lambda::Function"), arn({ starts_with: ["arn:aws:lambda:"] })]),
      "reads and writes of <AWS::Lambda::Function> where <resources.ARN> begins with <arn:aws:lambda:>",
    ],
    [
      "two kinds of resources",
      advanced([category("Data"), type("AWS::S3::Object", "AWS::Lambda::Function")]),
      "reads and writes in every bucket",
      "reads and writes of <AWS::Lambda::Function>",
    ],
    [
      "two kinds of other resources",
      advanced([category("Data"), type("AWS::DynamoDB::Table", "AWS::Lambda::Function")]),
      "reads and writes of <AWS::DynamoDB::Table>",
      "reads and writes of <AWS::Lambda::Function>",
    ],
    ["management events", advanced([category("Management")]), "<Management> events (reads and writes)"],
    [
      "network activity",
      advanced([category("NetworkActivity")]),
      "<NetworkActivity> events (reads and writes)",
    ],
    [
      "in China",
      advanced([...objects, arn({ starts_with: ["arn:aws-cn:s3:::a/"] })]),
      "reads and writes in bucket <a>",
    ],
    ["no category", advanced([type("AWS::S3::Object")]), "and what is unreadable"],
    [
      "a category that it must not be",
      advanced([field("eventCategory", { not_equals: ["Data"] }), type("AWS::S3::Object")]),
      "and what is unreadable",
    ],
    [
      "a category without a value",
      advanced([field("eventCategory", {}), type("AWS::S3::Object")]),
      "and what is unreadable",
    ],
    [
      "a kind by its beginning",
      advanced([category("Data"), field("resources.type", { starts_with: ["AWS::S3::"] })]),
      "and what is unreadable",
    ],
    [
      "a kind by its name or its beginning",
      advanced([
        category("Data"),
        field("resources.type", { equals: ["AWS::S3::Object"], starts_with: ["AWS::"] }),
      ]),
      "and what is unreadable",
    ],
    ["a kind twice", advanced([...objects, type("AWS::Lambda::Function")]), "and what is unreadable"],
    [
      "neither reads nor writes",
      advanced([...objects, field("readOnly", { equals: ["maybe"] })]),
      "and what is unreadable",
    ],
    [
      "reads and what is no kind",
      advanced([...objects, field("readOnly", { equals: ["true", "maybe"] })]),
      "and what is unreadable",
    ],
    [
      "what cannot be read beside what can",
      advanced(objects, [type("AWS::S3::Object")]),
      "reads and writes in every bucket",
      "and what is unreadable",
    ],
    [
      "what can be read beside what cannot",
      advanced([type("AWS::S3::Object")], objects),
      "reads and writes in every bucket",
      "and what is unreadable",
    ],
    ["all not known", { advanced_event_selector: UNKNOWN }, "and what is hidden"],
    ["all sensitive", { advanced_event_selector: [], event_selector: SENSITIVE }, "and what is hidden"],
    ["one selector not known", { advanced_event_selector: [UNKNOWN] }, "and what is hidden"],
    [
      "one value not known",
      advanced([...objects, arn({ starts_with: [s3("a/"), UNKNOWN] })]),
      "reads and writes in bucket <a>",
      "and what is hidden",
    ],
    [
      "the only value not known",
      advanced([...objects, arn({ starts_with: [UNKNOWN] })]),
      "and what is hidden",
    ],
    [
      "an exception not known",
      advanced([...objects, arn({ starts_with: [s3("a/")], not_starts_with: [UNKNOWN] })]),
      "and what is hidden",
    ],
    ["a field not known", advanced([...objects, field(UNKNOWN, { equals: ["x"] })]), "and what is hidden"],
    [
      "a hidden value beside one that cannot be read",
      advanced([...objects, arn({ starts_with: [UNKNOWN] })], [type("x")]),
      "and what is hidden",
    ],
  ])("%s", (_, trail, ...says) => {
    expect(told(trail)).toEqual(says);
  });

  test("more combinations than can be compared are given up, at the limit they are not", () => {
    const many = (arns: number, names: number) =>
      coverageOf(
        advanced([
          category("Data"),
          type("AWS::S3::Object"),
          field("readOnly", { equals: ["false"] }),
          arn({ starts_with: Array.from({ length: arns }, (_, n) => s3(`b${n}/`)) }),
          field("eventName", { equals: Array.from({ length: names }, (_, n) => `N${n}`) }),
        ]) as unknown as Value,
      );
    expect(many(40, 100)).toMatchObject({ atoms: { length: mostAtoms } });
    expect(many(40, 100).unsure).toBeUndefined();
    expect(many(4001, 1)).toEqual({ atoms: [], unsure: "unreadable" });
  });
});

describe("basic selectors", () => {
  const nothing = { ...withoutManagement, ...objectsBelow(s3("a/")) };

  test.each<[what: string, trail: object, ...says: string[]]>([
    ["management events alone", basic(management), "<Management> events (reads and writes)"],
    ["management events, if nothing is said", basic({}), "<Management> events (reads and writes)"],
    ["reads", basic({ ...nothing, read_write_type: "ReadOnly" }), "reads in bucket <a>"],
    ["writes", basic({ ...nothing, read_write_type: "WriteOnly" }), "writes in bucket <a>"],
    ["all", basic({ ...nothing, read_write_type: "All" }), "reads and writes in bucket <a>"],
    [
      "management events too",
      basic({ ...objectsBelow(s3("a/")), read_write_type: "WriteOnly" }),
      "<Management> events (writes)",
      "writes in bucket <a>",
    ],
    [
      "management events but those of two services",
      basic({ exclude_management_event_sources: ["kms.amazonaws.com", "rdsdata.amazonaws.com"] }),
      "<Management> events (reads and writes) where <eventSource> is not <kms.amazonaws.com> and <eventSource> is not <rdsdata.amazonaws.com>",
    ],
    [
      "every bucket",
      basic({ ...withoutManagement, ...objectsBelow("arn:aws:s3") }),
      "reads and writes in every bucket",
    ],
    [
      "two prefixes",
      basic({ ...withoutManagement, ...objectsBelow(s3("a/b"), s3("c/")) }),
      "reads and writes in bucket <a> under <b>",
      "reads and writes in bucket <c>",
    ],
    [
      "functions",
      basic({
        ...withoutManagement,
        data_resource: [{ type: "AWS::Lambda::Function", values: ["arn:aws:lambda"] }],
      }),
      "reads and writes of <AWS::Lambda::Function> where <resources.ARN> begins with <arn:aws:lambda>",
    ],
    ["no value", basic({ ...withoutManagement, ...objectsBelow() })],
    [
      "a value not known",
      basic({ ...withoutManagement, ...objectsBelow(s3("a/"), UNKNOWN) }),
      "reads and writes in bucket <a>",
      "and what is hidden",
    ],
    [
      "a type not known",
      basic({ ...withoutManagement, data_resource: [{ type: UNKNOWN, values: [s3("a/")] }] }),
      "and what is hidden",
    ],
    ["resources not known", basic({ ...withoutManagement, data_resource: UNKNOWN }), "and what is hidden"],
    ["the kind not known", basic({ ...nothing, read_write_type: UNKNOWN }), "and what is hidden"],
    ["a selector not known", basic(UNKNOWN), "and what is hidden"],
    [
      "whether management events, not known",
      basic({ ...objectsBelow(s3("a/")), include_management_events: UNKNOWN }),
      "<Management> events (reads and writes)",
      "reads and writes in bucket <a>",
      "and what is hidden",
    ],
  ])("%s", (_, trail, ...says) => {
    expect(told(trail)).toEqual(says);
  });
});

describe("sets of events", () => {
  const atom = (
    fields: Record<string, [string, string, boolean?][]>,
    readOnly = false,
    scope = "AWS::S3::Object",
  ): Atom => ({
    scope,
    readOnly,
    fields: new Map(
      Object.entries(fields).map(([name, literals]) => [
        name,
        literals.map(([operator, value, negated = false]) => ({
          operator: operator as "equals",
          value,
          negated,
        })),
      ]),
    ),
  });

  test.each([
    ["GetObject", false],
    ["HeadObject", false],
    ["ListObjects", false],
    ["PutObject", true],
    ["DeleteObject", true],
    ["DeleteObjects", true],
    ["CopyObject", true],
  ])("%s is a write: %p", (name, isWrite) => {
    const named = { eventName: [["equals", name]] } satisfies Parameters<typeof atom>[0];
    expect(isPossible(atom(named, false))).toBe(isWrite);
    expect(isPossible(atom(named, true))).toBe(!isWrite);
    // of other resources the names mean something else, and what it is not says nothing
    expect(isPossible(atom(named, isWrite, "AWS::DynamoDB::Table"))).toBe(true);
    expect(isPossible(atom({ eventName: [["equals", name, true]] }, isWrite))).toBe(true);
    expect(isPossible(atom({ eventName: [["startsWith", name]] }, isWrite))).toBe(true);
  });

  test("events whose name may be either are possible as both", () => {
    for (const readOnly of [true, false]) {
      expect(isPossible(atom({ eventName: [["equals", "GetObjectAcl"]] }, readOnly))).toBe(true);
    }
  });

  test("a set that cannot be is not lost", () => {
    const impossible = atom({
      "resources.ARN": [
        ["startsWith", "a"],
        ["equals", "b"],
      ],
    });
    expect(subtract([impossible], [])).toEqual([]);
  });

  test("comparing is given up above the limit, and not at it", () => {
    const pieces = Array.from({ length: 40 }, (_, n) =>
      atom({ "resources.ARN": [["startsWith", `b${n}/`]] }),
    );
    const taken = (names: number) =>
      atom({
        eventName: Array.from(
          { length: names },
          (_, n) => ["equals", `N${n}`, true] as [string, string, boolean],
        ),
      });
    expect(subtract(pieces, [taken(mostAtoms / 40)])).toHaveLength(mostAtoms);
    expect(subtract(pieces, [taken(mostAtoms / 40 + 1)])).toBeUndefined();
  });

  test.each<[what: string, Atom, boolean]>([
    ["no condition", atom({}), true],
    ["the beginning of all", atom({ "resources.ARN": [["startsWith", s3("")]] }), true],
    ["only an end", atom({ "resources.ARN": [["endsWith", ".log"]] }), true],
    ["all but one", atom({ "resources.ARN": [["startsWith", s3("a/"), true]] }), true],
    ["all but one object", atom({ "resources.ARN": [["equals", s3("a/b"), true]] }), true],
    ["one bucket", atom({ "resources.ARN": [["startsWith", s3("a/")]] }), false],
    ["one object", atom({ "resources.ARN": [["equals", s3("a/b")]] }), false],
    [
      "one object, of all",
      atom({
        "resources.ARN": [
          ["startsWith", s3("")],
          ["equals", s3("a/b")],
        ],
      }),
      false,
    ],
    ["functions", atom({}, false, "AWS::Lambda::Function"), false],
  ])("%s reaches every bucket: %p", (_, set, reaches) => {
    expect(reachesEveryBucket(set)).toBe(reaches);
  });
});
