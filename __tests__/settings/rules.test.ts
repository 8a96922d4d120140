import { UserError } from "../../src/errors";
import { bytesOf, readBytes } from "../../src/settings/bytes";
import { pathText, shown, valueAt } from "../../src/settings/fault";
import { parseSettings } from "../../src/settings/load";
import { examine, resolveSettings } from "../../src/settings/resolve";
import type { SettingsInput } from "../../src/settings/schema";

const least = { name: "demo", region: "us-east-1", watch: [{ bucket: "my-bucket" }] };

/** The whole of what is told about settings that differ from the least in these fields. */
const told = (more: object): readonly string[] =>
  examine({ ...least, ...more }).faults.map(({ sentence }) => sentence);

/** What is told of settings in a file, where faults carry their lines. */
function toldOf(text: string): readonly string[] {
  try {
    parseSettings(text, "a.yaml");
    return [];
  } catch (error) {
    if (error instanceof UserError) return error.faults;
    throw error;
  }
}

describe("one kind of events is not recorded twice", () => {
  const both = (all: object, bucket: object) =>
    told({
      watch: [
        { allBuckets: true, ...all },
        { bucket: "my-bucket", ...bucket },
      ],
    });
  const covered = (records: string, remedy: string) => [
    `watch[1].bucket is "my-bucket": watch[0] records the ${records} events of my-bucket already. Remove this entry, ${remedy}or add my-bucket to watch[0].except.`,
  ];

  test.each<
    [all: string | undefined, bucket: string | undefined, records: string | undefined, remedy: string]
  >([
    ["write", "write", "write", "write `record: read` in it, "],
    [undefined, undefined, "write", "write `record: read` in it, "],
    ["write", "all", "write", "write `record: read` in it, "],
    ["write", "read", undefined, ""],
    ["read", "read", "read", "write `record: write` in it, "],
    ["read", "all", "read", "write `record: write` in it, "],
    ["read", "write", undefined, ""],
    ["all", "write", "write", ""],
    ["all", "read", "read", ""],
    ["all", "all", "write and read", ""],
  ])("all buckets %s, a bucket %s", (all, bucket, records, remedy) => {
    expect(both({ record: all }, { record: bucket })).toEqual(
      records === undefined ? [] : covered(records, remedy),
    );
    expect(both({ record: all, except: ["my-bucket"] }, { record: bucket })).toEqual([]);
  });

  test("nothing is said where the kind was refused", () => {
    expect(both({ record: "reads" }, {})).toHaveLength(1);
    expect(both({}, { record: "reads" })).toHaveLength(1);
    expect(both({}, { record: "reads" })[0]).toMatch(/^watch\[1\]\.record is "reads"/);
  });

  test("nothing is said of a bucket whose name was refused", () => {
    expect(both({}, { bucket: "A_B" })).toEqual([expect.stringMatching(/^watch\[1\]\.bucket is "A_B"/)]);
  });
});

describe("what stands twice is told with both places", () => {
  test("buckets, among entries of the other kind", () => {
    const watch = [
      { allBuckets: true, except: ["one"] },
      { bucket: "one" },
      { bucket: "two", record: "read" },
      { bucket: "one", record: "read" },
    ];
    expect(told({ watch })).toEqual([
      expect.stringMatching(/^watch\[3\]\.bucket is "one": watch\[1\] has the same bucket\./),
    ]);
  });

  test("all buckets, behind another entry", () => {
    const watch = [
      { bucket: "one" },
      { allBuckets: true, except: ["one"] },
      { allBuckets: true, record: "read" },
    ];
    expect(told({ watch })).toEqual([
      expect.stringMatching(/^watch\[2\]\.allBuckets is true: watch\[1\] is the same\./),
    ]);
  });

  test("the third of three, too", () => {
    expect(told({ releasedBuckets: ["one", "one", "one"] })).toEqual([
      expect.stringMatching(/^releasedBuckets\[1\] is "one": releasedBuckets\[0\]/),
      expect.stringMatching(/^releasedBuckets\[2\] is "one": releasedBuckets\[0\]/),
    ]);
  });

  test("a prefix that three cover, by the first of them", () => {
    expect(told({ watch: [{ bucket: "my-bucket", prefixes: ["a/", "a/b/", "a/b/c/"] }] })).toEqual([
      expect.stringMatching(/^watch\[0\]\.prefixes\[1\] is "a\/b\/": watch\[0\]\.prefixes\[0\] is "a\/"/),
      expect.stringMatching(/^watch\[0\]\.prefixes\[2\] is "a\/b\/c\/": watch\[0\]\.prefixes\[0\] is "a\/"/),
    ]);
  });
});

describe("released buckets", () => {
  test.each<[what: string, more: object]>([
    ["is watched, but not made", { releasedBuckets: ["my-bucket"] }],
    [
      "is the log bucket, which is left alone",
      { releasedBuckets: ["demo-log"], logBucket: { create: false } },
    ],
    [
      "is the result bucket, which is left alone",
      { releasedBuckets: ["demo-athena-results"], athena: { resultBucket: { create: false } } },
    ],
  ])("one that %s", (_, more) => {
    expect(told(more)).toEqual([]);
  });
});

describe("the log bucket", () => {
  test.each<[what: string, logBucket: object, fields: readonly string[]]>([
    ["archived, never expired", { archiveAfterDays: 9999 }, []],
    ["expired, never archived", { expireAfterDays: 1 }, []],
    ["left alone", { create: false }, []],
    ["left alone, and not to be destroyed", { create: false, forceDestroy: false }, []],
    [
      "left alone, with every rule",
      { create: false, expireAfterDays: 9, archiveAfterDays: 8, forceDestroy: true },
      ["expireAfterDays", "archiveAfterDays", "forceDestroy"],
    ],
    [
      "made, with every rule",
      { create: true, expireAfterDays: 9, archiveAfterDays: 8, forceDestroy: true },
      [],
    ],
  ])("%s", (_, logBucket, fields) => {
    expect(told({ logBucket })).toEqual(
      fields.map(
        (field) =>
          expect.stringMatching(
            new RegExp(`^logBucket\\.${field} is .*: logBucket\\.create is false`),
          ) as string,
      ),
    );
  });

  test("is not the result bucket: the name that was given is told", () => {
    const log = /^logBucket\.name is "([^"]*)": athena\.resultBucket\.name is the same/;
    const result = /^athena\.resultBucket\.name is "([^"]*)": logBucket\.name is the same/;
    expect(told({ logBucket: { name: "demo-athena-results" } })).toEqual([expect.stringMatching(log)]);
    expect(told({ athena: { resultBucket: { name: "demo-log" } } })).toEqual([expect.stringMatching(result)]);
    expect(told({ logBucket: { name: "same" }, athena: { resultBucket: { name: "same" } } })).toEqual([
      expect.stringMatching(result),
    ]);
  });

  test("watched and of results too: told once", () => {
    const same = {
      logBucket: { name: "same" },
      athena: { resultBucket: { name: "same" } },
      watch: [{ bucket: "same" }],
    };
    expect(told(same).filter((sentence) => sentence.startsWith("watch"))).toEqual([
      expect.stringContaining("it is the log bucket too"),
    ]);
  });
});

describe("where the state is kept", () => {
  const s3 = (bucket: string) => ({ backend: { type: "s3", bucket } });
  const cloud = (more: object) => ({ backend: { type: "cloud", organization: "example-org", ...more } });

  test.each<[what: string, more: object]>([
    ["the log bucket", s3("demo-log")],
    ["the result bucket", s3("demo-athena-results")],
    ["the watched bucket", { ...s3("my-bucket"), watch: [{ bucket: "my-bucket", create: true }] }],
  ])("not in %s, which the stack makes", (what, more) => {
    expect(told(more)).toEqual([expect.stringMatching(new RegExp(`^backend\\.bucket is .*: it is ${what}`))]);
  });

  test.each<[what: string, more: object]>([
    ["a log bucket that is left alone", { ...s3("demo-log"), logBucket: { create: false } }],
    [
      "a result bucket that is left alone",
      { ...s3("demo-athena-results"), athena: { resultBucket: { create: false } } },
    ],
    ["a watched bucket that already exists", s3("my-bucket")],
    ["another bucket", s3("our-states")],
    ["the workspaces of a project", cloud({ project: "security" })],
    ["the workspaces with a tag", cloud({ tags: ["audit"] })],
    ["a workspace of a project", cloud({ workspace: "ours", project: "security" })],
    ["a file of the log bucket's name", { backend: { type: "local", path: "demo-log" } }],
  ])("in %s", (_, more) => {
    expect(told(more)).toEqual([]);
  });

  test("a bucket of two uses is told once", () => {
    const more = { ...s3("same"), logBucket: { name: "same" }, watch: [{ bucket: "same", create: true }] };
    expect(told(more).filter((sentence) => sentence.startsWith("backend"))).toEqual([
      expect.stringContaining("it is the watched bucket"),
    ]);
  });

  test.each<[what: string, more: object, path: string]>([
    ["workspace", { workspace: "a b" }, "backend.workspace"],
    ["list of tags", { tags: [] }, "backend.tags"],
    ["project", { project: "a" }, "backend.project"],
  ])("a %s that was refused is not told to be missing", (_, more, path) => {
    expect(told(cloud(more)).map((sentence) => sentence.split(" is ")[0])).toEqual([path]);
  });

  test("what was refused as a whole is told once, and the rest is still looked at", () => {
    expect(told({ backend: "cloud" })).toHaveLength(1);
    expect(told({ backend: { type: "s4", bucket: "demo-log" } })).toHaveLength(1);
    expect(
      told({ backend: { type: "s3", bucket: "demo-log", key: "/x" } }).map(
        (sentence) => sentence.split(" is ")[0],
      ),
    ).toEqual(["backend.key", "backend.bucket"]);
    expect(told({ backend: { type: "cloud", organization: "a" } })).toEqual([
      expect.stringMatching(/^backend\.organization/),
      expect.stringMatching(/^backend names no workspace/),
    ]);
  });
});

test("too many tags and a wrong one are told together", () => {
  const tags = Object.fromEntries(
    Array.from({ length: 52 }, (_, index) => [index === 0 ? "aws:x" : `key${index}`, "x"]),
  );
  expect(told({ tags })).toEqual([
    expect.stringMatching(/^tags\."aws:x"/),
    expect.stringMatching(/^tags is .*52 tags/),
  ]);
});

test("a name of 63 characters is told by what grows from it, one of 64 by itself", () => {
  const a = (length: number) => "a".repeat(length);
  expect(told({ name: a(63) })).toEqual([
    expect.stringMatching(/^logBucket\.name/),
    expect.stringMatching(/^athena\.resultBucket\.name/),
  ]);
  expect(told({ name: a(64) })).toEqual([expect.stringMatching(/^name is/)]);
  expect(
    told({ name: a(63), logBucket: { name: "logs" }, athena: { resultBucket: { name: "results" } } }),
  ).toEqual([]);
});

test("a name that ends what AWS reserves is not told to be too long", () => {
  expect(told({ name: "sthree-a", athena: { resultBucket: { name: "results" } } })).toEqual([
    expect.stringMatching(/^logBucket\.name is "sthree-a-log": .* Or set logBucket\.name by itself\.$/),
  ]);
});

test("a reserved name that is just as long as a bucket's may be is not told to be shortened", () => {
  const name = `sthree-${"a".repeat(63 - "sthree--log".length)}`;
  const [log = ""] = told({ name, athena: { resultBucket: { name: "results" } } });
  expect(log).toMatch(/^logBucket\.name .* begin with sthree-/);
  expect(log).not.toContain("Shorten");
  const [tooLong = ""] = told({ name: `${name}a`, athena: { resultBucket: { name: "results" } } });
  expect(tooLong).toContain(`Shorten name to ${name.length} characters`);
});

test.each<[more: object, ...paths: string[]]>([
  [{ region: "nowhere", logBucket: { name: "my-bucket" } }, "region", "watch[0].bucket"],
  [{ region: null, logBucket: { name: "my-bucket" } }, "region", "watch[0].bucket"],
  [{ name: 1, logBucket: { name: "my-bucket" } }, "name", "watch[0].bucket"],
  [{ name: "A_B", watch: [{ bucket: "one" }, { bucket: "one" }] }, "name", "watch[1].bucket"],
  [{ watch: [{ record: "read" }, { bucket: "one" }, { bucket: "one" }] }, "watch[0]", "watch[2].bucket"],
  [{ watch: [{ bucket: "A_B" }, { bucket: "A_B" }] }, "watch[0].bucket", "watch[1].bucket"],
  [{ watch: [{ buckets: "one" }, { buckets: "one" }] }, "watch[0].buckets", "watch[1].buckets"],
  [{ watch: [{ allBucket: true }, { allBuckets: true }] }, "watch[0].allBucket"],
  [{ watch: [null, "one", ["one"], 7] }, "watch[0]", "watch[1]", "watch[2]", "watch[3]"],
  [
    { watch: [{ bucket: "one", prefixes: ["/a", "/a", "b/", "b/"] }] },
    "watch[0].prefixes[0]",
    "watch[0].prefixes[1]",
    "watch[0].prefixes[3]",
  ],
])("a fault does not hide another, nor make one up: %j", (more, ...paths) => {
  expect(told(more).map((sentence) => /^[\w[\].]+/.exec(sentence)?.[0])).toEqual(paths);
});

test.each<[entry: unknown, sentence: string]>([
  [null, "watch[0] has no value. Write one after the colon, or remove the line."],
  [7, "watch[0] is 7: it must be a group of fields. Write `bucket: my-bucket`."],
  [["my-data"], "watch[0] is a list: it must be a group of fields. Write `bucket: my-bucket`."],
  ["my-data", 'watch[0] is "my-data": it must be a group of fields. Write `bucket: my-data`.'],
  [{ allbuckets: true }, "watch[0].allbuckets is not a known field. Did you mean `allBuckets`?"],
  [{ name: "my-data" }, "watch[0].name is not a known field. It belongs to the top of the file."],
])("an entry of watch that is %j", (entry, sentence) => {
  expect(told({ watch: [entry] })[0]).toBe(sentence);
});

test("settings from code say a number as it is", () => {
  expect(told({ accountId: 123456789012 })).toEqual([expect.stringContaining('Write "123456789012".')]);
  expect(told({ accountId: 1234 })).toEqual([expect.stringContaining("an account id has 12 digits")]);
  expect(told({ timeZone: ["UTC"] })).toEqual(["timeZone is a list: it must be a single text value."]);
});

test("the names of the log and the result bucket are sorted behind the user's exceptions", () => {
  const except = (more: object) => {
    const [entry] = resolveSettings({
      ...least,
      watch: [{ allBuckets: true, except: ["zzz", "aaa"] }],
      ...more,
    } as SettingsInput).watch;
    return entry !== undefined && "except" in entry ? entry.except : [];
  };
  expect(except({})).toEqual(["zzz", "aaa", "demo-athena-results", "demo-log"]);
  expect(except({ logBucket: { name: "a-log" }, athena: { resultBucket: { name: "a-results" } } })).toEqual([
    "zzz",
    "aaa",
    "a-log",
    "a-results",
  ]);
});

test("what is not set stays away", () => {
  const settings = resolveSettings({
    ...least,
    backend: { type: "s3", bucket: "our-states" },
  } as SettingsInput);
  expect("accountId" in settings).toBe(false);
  expect("expireAfterDays" in settings.logBucket).toBe(false);
  expect("kmsKeyId" in settings.backend).toBe(false);
});

test.each<[string, number | undefined]>([
  ["1 B", 1],
  ["1 KB", 1024],
  ["1 MB", 1024 ** 2],
  ["1 GB", 1024 ** 3],
  ["1 TB", 1024 ** 4],
  ["8191 TB", 8191 * 1024 ** 4],
  ["8192 TB", undefined],
  ["0.5 KB", 512],
  ["0.5 B", undefined],
  ["1  B", undefined],
  ["1 PB", undefined],
  ["KB", undefined],
  ["1.B", undefined],
  [" 1 B", undefined],
  ["1 B ", undefined],
])("%j is %p bytes", (size, bytes) => {
  expect(readBytes(size)).toBe(bytes);
  if (bytes === undefined) expect(() => bytesOf(size)).toThrow(`"${size}" is not a size`);
});

describe("how a value stands in a sentence", () => {
  test.each<[unknown, string]>([
    ["a", '"a"'],
    ["a".repeat(120), `"${"a".repeat(120)}"`],
    ["a".repeat(121), `"${"a".repeat(120)}…"`],
    ["\u007f\u0085\u2028\u202e\u2066", '"\\u007f\\u0085\\u2028\\u202e\\u2066"'],
    [[], "an empty list"],
    [["a"], "a list"],
    [{}, "a group of fields"],
    [null, "null"],
    [7, "7"],
    [true, "true"],
  ])("%j: %s", (value, text) => {
    expect(shown(value)).toBe(text);
  });

  test("a path", () => {
    expect(pathText(["watch", 0, "prefixes", 12])).toBe("watch[0].prefixes[12]");
    expect(pathText(["tags", "aws:team"])).toBe('tags."aws:team"');
    expect(pathText([])).toBe("");
    expect(valueAt({ a: [{ b: 1 }] }, ["a", 0, "b"])).toBe(1);
    expect(valueAt({ a: null }, ["a", "b"])).toBeUndefined();
    expect(valueAt({ a: "text" }, ["a", "length"])).toBeUndefined();
  });
});

describe("the line of a fault", () => {
  test("behind an alias, where the value stands", () => {
    const text =
      "name: demo\nregion: us-east-1\nwatch:\n  - &one\n    bucket: my-bucket\n    record: wrong\n  - *one\n";
    expect(toldOf(text)).toEqual([
      expect.stringMatching(/^a\.yaml:5: watch\[1\]\.bucket/),
      expect.stringMatching(/^a\.yaml:6: watch\[0\]\.record/),
      expect.stringMatching(/^a\.yaml:6: watch\[1\]\.record/),
    ]);
  });

  test("of a key that is a number", () => {
    expect(
      toldOf('name: demo\nregion: us-east-1\nwatch: [{bucket: my-bucket}]\ntags:\n  a: x\n  1: "!"\n'),
    ).toEqual([expect.stringMatching(/^a\.yaml:6: tags\.1 is "!"/)]);
  });

  test("two faults of one line are one, the first", () => {
    expect(toldOf("name: [demo\nregion: us-east-1\n").length).toBe(1);
    expect(toldOf("name: a: b: c\n").length).toBe(1);
  });

  test("aliases of aliases are refused before they fill the memory", () => {
    const bomb = ["a: &a [x, x, x, x, x, x, x, x, x, x]"];
    for (let level = 0; level < 8; level++) {
      const [from, to] = ["abcdefghi"[level], "abcdefghi"[level + 1]];
      bomb.push(`${to}: &${to} [${Array.from({ length: 10 }, () => `*${from}`).join(", ")}]`);
    }
    expect(toldOf(bomb.join("\n"))).toEqual([expect.stringMatching(/^a\.yaml: this is not YAML: .*alias/i)]);
  });

  test("an alias before its anchor, and one behind it", () => {
    expect(toldOf("name: *later\nregion: &later us-east-1\nwatch: [{bucket: my-bucket}]\n")).toEqual([
      expect.stringMatching(/^a\.yaml:1: \*later cannot be used here/),
    ]);
    expect(toldOf("name: &n demo\nregion: us-east-1\nwatch: [{bucket: *n}]\n")).toEqual([]);
    expect(toldOf("name: demo\nregion: us-east-1\nwatch: [{bucket: &b one}, {bucket: *b}]\n")).toEqual([
      expect.stringMatching(/^a\.yaml:3: watch\[1\]\.bucket is "one"/),
    ]);
  });
});
