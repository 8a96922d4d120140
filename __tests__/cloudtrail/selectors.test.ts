import {
  type AuditedObjects,
  eventSelectors,
  maxNamesInSelector,
  maxSelectorValues,
  selectorValueCount,
} from "../../src/cloudtrail/selectors";

const bucket = (
  name: string,
  record: AuditedObjects["record"] = "write",
  ...prefixes: string[]
): AuditedObjects => ({
  bucket: name,
  prefixes,
  record,
});

/** The conditions as text: `resources.ARN startsWith a|b`. */
const conditions = (audited: readonly AuditedObjects[], partition = "aws"): [string, ...string[]][] =>
  eventSelectors(audited, partition).map(({ name, fieldSelectors }) => [
    name,
    ...fieldSelectors.map(({ field, ...operators }) =>
      [
        field,
        ...Object.entries(operators).map(([operator, values]) => `${operator} ${values.join("|")}`),
      ].join(" "),
    ),
  ]);

test("a bucket's ARN ends with a slash, or a neighbour whose name goes on would match", () => {
  expect(conditions([bucket("app")])).toEqual([
    [
      "Write events of app",
      "eventCategory equalTo Data",
      "resources.type equalTo AWS::S3::Object",
      "readOnly equalTo false",
      "resources.ARN startsWith arn:aws:s3:::app/",
    ],
  ]);
});

test("one selector for each kind of events, in one order whatever the order of the entries", () => {
  const audited = [
    bucket("aaa", "all"),
    bucket("bbb", "read", "x/", "y/"),
    bucket("ccc"),
    bucket("ddd", "read"),
  ];
  expect(conditions(audited, "aws-cn")).toEqual([
    [
      "Write events of ccc",
      "eventCategory equalTo Data",
      "resources.type equalTo AWS::S3::Object",
      "readOnly equalTo false",
      "resources.ARN startsWith arn:aws-cn:s3:::ccc/",
    ],
    [
      "Read events of bbb (2 prefixes) and ddd",
      "eventCategory equalTo Data",
      "resources.type equalTo AWS::S3::Object",
      "readOnly equalTo true",
      "resources.ARN startsWith arn:aws-cn:s3:::bbb/x/|arn:aws-cn:s3:::bbb/y/|arn:aws-cn:s3:::ddd/",
    ],
    [
      "All events of aaa",
      "eventCategory equalTo Data",
      "resources.type equalTo AWS::S3::Object",
      "resources.ARN startsWith arn:aws-cn:s3:::aaa/",
    ],
  ]);
});

test("all buckets but some stand alone: beside a bucket's condition theirs would cancel it", () => {
  const all: AuditedObjects = { allBuckets: true, except: ["logs", "app"], record: "write" };
  expect(conditions([bucket("app", "write", "x/"), all])).toEqual([
    [
      "Write events of all buckets but logs and app",
      "eventCategory equalTo Data",
      "resources.type equalTo AWS::S3::Object",
      "readOnly equalTo false",
      "resources.ARN notStartsWith arn:aws:s3:::logs/|arn:aws:s3:::app/",
    ],
    [
      "Write events of app (1 prefix)",
      "eventCategory equalTo Data",
      "resources.type equalTo AWS::S3::Object",
      "readOnly equalTo false",
      "resources.ARN startsWith arn:aws:s3:::app/x/",
    ],
  ]);
});

test("a name stays far under CloudTrail's 1000 characters", () => {
  const names = Array.from({ length: 400 }, (_, index) => `${index}-${"n".repeat(59)}`.slice(0, 63));
  const [selector] = eventSelectors(
    names.map((name) => bucket(name)),
    "aws",
  );
  expect(selector?.name).toMatch(/ and 395 more$/);
  expect(selector?.name.length).toBeLessThan(400);
});

test("values are counted over all selectors", () => {
  const selectors = eventSelectors(
    [bucket("aaa", "write", "x/", "y/"), bucket("bbb"), bucket("ccc", "all")],
    "aws",
  );
  expect(selectorValueCount(selectors)).toBe(3 + 3 + (2 + 1));
});

test("six names stand in a selector's name, of seven five and how many more", () => {
  const nameOf = (count: number) => {
    const names = Array.from({ length: count }, (_, index) => bucket(`b${index}`));
    return eventSelectors(names, "aws")[0]?.name;
  };
  expect([1, 2, 6, 7].map(nameOf)).toEqual([
    "Write events of b0",
    "Write events of b0 and b1",
    "Write events of b0, b1, b2, b3, b4 and b5",
    "Write events of b0, b1, b2, b3, b4 and 2 more",
  ]);
  expect(maxNamesInSelector).toBe(6);
});

test("all buckets without an exception are recorded without a condition on names, which would need a value", () => {
  expect(conditions([{ allBuckets: true, except: [], record: "all" }])).toEqual([
    ["All events of all buckets", "eventCategory equalTo Data", "resources.type equalTo AWS::S3::Object"],
  ]);
});

test("CloudTrail takes 500 values for a trail", () => {
  expect(maxSelectorValues).toBe(500);
});
