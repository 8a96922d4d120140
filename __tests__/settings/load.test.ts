import { join } from "node:path";
import { UserError } from "../../src/errors";
import { configuredFiles } from "../../src/settings/defaultFile";
import { loadSettings } from "../../src/settings/load";
import { temporaryFolder, writeFiles } from "../support/temporaryFolder";

const cwd = temporaryFolder();

interface Wanted {
  readonly name: string;
  readonly region?: string;
  readonly watch?: string;
  readonly more?: string;
}

const settings = ({
  name,
  region = "us-east-1",
  watch = `- bucket: ${name}-data`,
  more = "",
}: Wanted): string => [`name: ${name}`, `region: ${region}`, "watch:", `  ${watch}`, more, ""].join("\n");

function faultsOf(files: Readonly<Record<string, Wanted | string | Buffer>>, names = Object.keys(files)) {
  writeFiles(
    cwd,
    Object.fromEntries(
      Object.entries(files).map(([name, content]) => [
        name,
        typeof content === "string" || Buffer.isBuffer(content) ? content : settings(content),
      ]),
    ),
  );
  try {
    loadSettings(names, { cwd });
  } catch (error) {
    if (error instanceof UserError) return error.faults;
    throw error;
  }
  return [];
}

test("one stack a file, in the order of the files", () => {
  writeFiles(cwd, {
    "b.yaml": settings({ name: "bbb" }),
    "a.json": JSON.stringify({ name: "aaa", region: "us-east-1", watch: [{ bucket: "aaa-data" }] }),
  });
  expect(loadSettings(["b.yaml", join(cwd, "a.json")], { cwd }).map(({ name }) => name)).toEqual([
    "bbb",
    "aaa",
  ]);
});

test("files that cannot be read, each with its reason, beside the faults of those that can", () => {
  const faults = faultsOf(
    {
      "folder/in.yaml": "",
      "utf16.yaml": Buffer.from("\ufeffname: demo\n", "utf16le"),
      "bad.yaml": { name: "demo", region: "us-east-9" },
    },
    ["nowhere.yaml", "folder", "utf16.yaml", "bad.yaml", "./bad.yaml"],
  );
  expect(faults).toEqual([
    "nowhere.yaml: there is no such file. `npx s3-audit init` writes a first one; AUDIT_CONFIG names another.",
    "folder: this is a folder. Name the settings file in it.",
    "utf16.yaml: the file is not UTF-8 text. Save it as UTF-8.",
    'bad.yaml:2: region is "us-east-9": this Region is not known. Did you mean `us-east-1`?',
    "./bad.yaml: the file is named twice. Name it once.",
  ]);
});

test("a file by its whole path needs no folder, and one inside a file is told", () => {
  writeFiles(cwd, { "whole.yaml": settings({ name: "whole" }) });
  expect(loadSettings([join(cwd, "whole.yaml")])).toMatchObject([{ name: "whole" }]);
  expect(faultsOf({}, ["whole.yaml/x.yaml"])).toEqual([
    expect.stringMatching(/^whole\.yaml\/x\.yaml: (?!this is a folder|there is no)/),
  ]);
});

test("two files with one name, though one has another fault too", () => {
  expect(
    faultsOf({ "one.yaml": { name: "demo" }, "two.yaml": { name: "demo", more: "timeZone: X" } }),
  ).toEqual([
    expect.stringMatching(/^two\.yaml:5: timeZone is "X"/),
    'two.yaml:1: name is "demo": one.yaml has the same name, and each stack needs its own. Give each file a name of its own.',
  ]);
});

test("one bucket that two stacks would make", () => {
  const one = { name: "one", watch: "- {bucket: shared, create: true}" };
  const two = { name: "two", more: "logBucket:\n  name: shared" };
  expect(faultsOf({ "one.yaml": one, "two.yaml": two })).toContain(
    'two.yaml:6: logBucket.name is "shared": watch[0].bucket of one.yaml creates the same bucket. Set create: false in one of the two, or choose another name.',
  );
});

test("a bucket may be made by one stack and looked up by another", () => {
  const one = { name: "one", watch: "- {bucket: shared, create: true}" };
  const two = { name: "two", watch: "- bucket: shared" };
  expect(faultsOf({ "one.yaml": one, "two.yaml": two })).toEqual([]);
});

test("names that one account and Region has once", () => {
  const more = 'accountId: "123456789012"\ntrail: {name: trail}\nathena: {database: audit, workgroup: audit}';
  const faults = faultsOf({ "one.yaml": { name: "one", more }, "two.yaml": { name: "two", more } });
  expect(faults).toEqual(
    [
      'two.yaml:6: trail.name is "trail"',
      'two.yaml:7: athena.database is "audit"',
      'two.yaml:7: athena.workgroup is "audit"',
    ].map(
      (fault) =>
        `${fault}: one.yaml creates one of this name in the same account and Region. Choose another name.`,
    ),
  );
  const elsewhere = { name: "two", region: "us-east-2", more };
  expect(faultsOf({ "one.yaml": { name: "one", more }, "two.yaml": elsewhere })).toEqual([]);
});

const account = "123456789012";
const otherAccount = [...account].reverse().join("");

describe("names that one account and Region has once", () => {
  const named = (name: string, accountId?: string, region?: string): Wanted => ({
    name,
    ...(region !== undefined && { region }),
    more: `${accountId === undefined ? "" : `accountId: "${accountId}"\n`}trail: {name: trail}`,
  });

  test.each<[what: string, first: Wanted, second: Wanted, faults: number]>([
    ["in one account", named("one", account), named("two", account), 1],
    ["in two accounts", named("one", account), named("two", otherAccount), 0],
    ["in two Regions of one account", named("one", account), named("two", account, "us-east-2"), 0],
    // the credentials decide then, which may be another account's for each
    ["where neither file says an account", named("one"), named("two"), 0],
    ["where only the first says an account", named("one", account), named("two"), 0],
    ["where only the second says an account", named("one"), named("two", account), 0],
    ["in one account of two partitions", named("one", account), named("two", account, "cn-north-1"), 0],
  ])("%s", (_, first, second, faults) => {
    expect(faultsOf({ "one.yaml": first, "two.yaml": second })).toHaveLength(faults);
  });

  test("each in its own field: a trail may be called as another's workgroup", () => {
    const one = { name: "one", more: `accountId: "${account}"\ntrail: {name: same}` };
    const two = { name: "two", more: `accountId: "${account}"\nathena: {workgroup: same}` };
    expect(faultsOf({ "one.yaml": one, "two.yaml": two })).toEqual([]);
  });

  test("with more than one file before it", () => {
    const files = {
      "1.yaml": named("one", account),
      "2.yaml": named("two", otherAccount),
      "3.yaml": named("three", account),
    };
    expect(faultsOf(files)).toEqual([
      expect.stringMatching(/^3\.yaml:6: trail\.name is "trail": 1\.yaml creates one/),
    ]);
  });
});

describe("one bucket in two files", () => {
  const makes = (name: string, region = "us-east-1"): Wanted => ({
    name,
    region,
    watch: "- {bucket: shared, create: true}",
  });

  test("bucket names are one in all Regions and accounts of a partition, and each partition has its own", () => {
    const makesIn = (region: string) =>
      faultsOf({ "one.yaml": makes("one"), "two.yaml": makes("two", region) });
    expect(makesIn("eu-west-1")).toEqual([
      'two.yaml:4: watch[0].bucket is "shared": watch[0].bucket of one.yaml creates the same bucket. Set create: false in one of the two, or choose another name.',
    ]);
    expect(makesIn("cn-north-1")).toEqual([]);
  });

  test.each([
    ["logBucket:\n  name: shared", "logBucket.name"],
    ["athena:\n  resultBucket: {name: shared}", "athena.resultBucket.name"],
  ])("as %s", (more, path) => {
    const two = { name: "two", more };
    expect(faultsOf({ "one.yaml": makes("one"), "two.yaml": two })).toEqual([
      expect.stringContaining(
        `two.yaml:6: ${path} is "shared": watch[0].bucket of one.yaml creates the same bucket.`,
      ),
      // it is watched by the first, too
      expect.stringMatching(
        /^one\.yaml:4: watch\[0\]\.bucket is "shared": it is the (log|result) bucket of two\.yaml/,
      ),
    ]);
    const isThere = more.replace(
      "name: shared",
      more.includes("result") ? "name: shared, create: false" : "name: shared\n  create: false",
    );
    expect(faultsOf({ "one.yaml": makes("one"), "two.yaml": { name: "two", more: isThere } })).toEqual([
      expect.stringMatching(/^one\.yaml:4: .* bucket of two\.yaml/),
    ]);
  });

  test("the result bucket of another stack is not watched", () => {
    const one = { name: "one", watch: "- bucket: two-athena-results" };
    expect(faultsOf({ "two.yaml": { name: "two" }, "one.yaml": one })).toEqual([
      'one.yaml:4: watch[0].bucket is "two-athena-results": it is the result bucket of two.yaml, and no audit may watch a bucket that an audit writes to. Watch another bucket.',
    ]);
  });

  test("two log buckets that are refused are not taken for one", () => {
    const bad = (name: string) => ({ name, more: "logBucket: {name: A_B}" });
    const faults = faultsOf({ "one.yaml": bad("one"), "two.yaml": bad("two") });
    expect(faults.map((fault) => fault.split(" is ")[0])).toEqual([
      "one.yaml:5: logBucket.name",
      "two.yaml:5: logBucket.name",
    ]);
  });

  test("two names that are refused are not taken for one", () => {
    const faults = faultsOf({
      "one.yaml": { name: "A_B", watch: "- bucket: one-data" },
      "two.yaml": { name: "A_B", watch: "- bucket: two-data" },
    });
    expect(faults).toEqual([
      expect.stringMatching(/^one\.yaml:1: name/),
      expect.stringMatching(/^two\.yaml:1: name/),
    ]);
  });
});

describe("all buckets reach another stack's", () => {
  const all = (more = "", except = ""): Wanted => ({
    name: "all",
    watch: `- {allBuckets: true${except}}`,
    more,
  });
  const two = (more = "", region = "us-east-1"): Wanted => ({ name: "two", region, more });
  const id = (accountId: string) => `accountId: "${accountId}"`;

  test.each<[what: string, first: Wanted, second: Wanted, faults: number]>([
    ["where neither says an account", all(), two(), 2],
    ["where only one says an account", all(id(account)), two(), 2],
    ["where only the other says an account", all(), two(id(account)), 2],
    ["in one account", all(id(account)), two(id(account)), 2],
    ["not in another account", all(id(account)), two(id(otherAccount)), 0],
    ["not in another Region", all(), two("", "eu-west-1"), 0],
    [
      "of another Region, if the trail is for all",
      all("trail: {multiRegion: true}"),
      two("", "eu-west-1"),
      2,
    ],
    ["not because the other's trail is for all", all(), two("trail: {multiRegion: true}", "eu-west-1"), 0],
    [
      "not in another account, though the trail is for all Regions",
      all(`${id(account)}\ntrail: {multiRegion: true}`),
      two(id(otherAccount), "eu-west-1"),
      0,
    ],
    ["but for one exception", all("", ", except: [two-log]"), two(), 1],
    ["but for both", all("", ", except: [two-log, two-athena-results]"), two(), 0],
  ])("%s", (_, first, second, faults) => {
    expect(faultsOf({ "all.yaml": first, "two.yaml": second })).toHaveLength(faults);
    expect(faultsOf({ "two.yaml": second, "all.yaml": first })).toHaveLength(faults);
  });
});

test("a log bucket whose name was refused is nobody's exception", () => {
  const faults = faultsOf({
    "all.yaml": { name: "all", watch: "- {allBuckets: true, except: [two-athena-results]}" },
    "two.yaml": { name: "two", more: "logBucket: {name: A_B}" },
  });
  expect(faults.filter((fault) => fault.includes("?"))).toEqual([]);
  expect(faults).toContainEqual(expect.stringMatching(/^two\.yaml:5: logBucket\.name is "A_B"/));
});

test("the log bucket of another stack is not watched, in whichever order the files come", () => {
  const one = { name: "one", watch: "- bucket: two-log" };
  expect(faultsOf({ "one.yaml": one, "two.yaml": { name: "two" } })).toEqual([
    'one.yaml:4: watch[0].bucket is "two-log": it is the log bucket of two.yaml, and no audit may watch a bucket that an audit writes to. Watch another bucket.',
  ]);
});

test("all buckets reach the buckets of another stack in the same Region and, for all that is known, account", () => {
  const all = (more = "", region = "us-east-1") => ({
    name: "all",
    region,
    watch: "- allBuckets: true",
    more,
  });
  const two = (more = "") => ({ name: "two", more });
  const faults = faultsOf({ "all.yaml": all(), "two.yaml": two() });
  expect(faults).toEqual([
    "all.yaml:4: watch[0].allBuckets is true: two-log, the log bucket of two.yaml, is one of them, and two audits that record each other would do so without end. Add it to except, or set accountId in both files if they are different accounts.",
    expect.stringContaining("two-athena-results, the result bucket of two.yaml"),
  ]);
  expect(
    faultsOf({ "all.yaml": all(`accountId: "${account}"`), "two.yaml": two(`accountId: "${otherAccount}"`) }),
  ).toEqual([]);
  expect(faultsOf({ "all.yaml": all("", "eu-west-1"), "two.yaml": two() })).toEqual([]);
  expect(
    faultsOf({ "all.yaml": all("trail: {multiRegion: true}", "eu-west-1"), "two.yaml": two() }),
  ).toHaveLength(2);
});

test.each([
  ["a.yaml, b.yaml", ["a.yaml", "b.yaml"]],
  [",a.yaml,, ", ["a.yaml"]],
  ["", ["audit.yaml"]],
  [" , ", ["audit.yaml"]],
  [undefined, ["audit.yaml"]],
])("AUDIT_CONFIG=%p", (list, files) => {
  expect(configuredFiles(list)).toEqual(files);
});

describe("two stacks are never kept in one state", () => {
  const kept = (name: string, backend: string): Wanted => ({ name, more: `backend: {${backend}}` });
  const cloud = (name: string, workspace: string, more = "") =>
    kept(name, `type: cloud, organization: example-org, workspace: ${workspace}${more}`);

  test.each<[what: string, first: Wanted, second: Wanted, fault: string]>([
    [
      "workspace",
      cloud("aaa", "ours"),
      cloud("bbb", "Ours"),
      'b.yaml:5: backend.workspace is "Ours": a.yaml keeps its state in the same workspace, and each would destroy what the other created. Choose another one.',
    ],
    [
      "object",
      kept("aaa", "type: s3, bucket: our-states, key: state"),
      kept("bbb", "type: s3, bucket: our-states, key: state"),
      'b.yaml:5: backend.key is "state": a.yaml keeps its state in the same object, and each would destroy what the other created. Choose another one.',
    ],
    [
      "file",
      kept("aaa", "type: local, path: state"),
      kept("bbb", "type: local, path: ./states/../state"),
      'b.yaml:5: backend.path is "./states/../state": a.yaml keeps its state in the same file, and each would destroy what the other created. Choose another one.',
    ],
  ])("not in one %s", (_, first, second, fault) => {
    expect(faultsOf({ "a.yaml": first, "b.yaml": second })).toEqual([fault]);
  });

  test("objects in another bucket or of another key, and files of another name, are others", () => {
    expect(
      faultsOf({
        "a.yaml": kept("aaa", "type: s3, bucket: our-states, key: one"),
        "b.yaml": kept("bbb", "type: s3, bucket: our-states, key: two"),
        "c.yaml": kept("ccc", "type: s3, bucket: your-states, key: one"),
        "d.yaml": kept("ddd", "type: s3, bucket: our-states, key: One"),
        "e.yaml": kept("eee", "type: local, path: one"),
        "f.yaml": kept("fff", "type: local, path: two"),
        "g.yaml": { name: "ggg" },
        "h.yaml": { name: "hhh" },
      }),
    ).toEqual([]);
  });

  test("where Terraform is told the workspace at each run, nothing can be said", () => {
    const tags = kept("ddd", "type: cloud, organization: example-org, tags: [audit]");
    expect(faultsOf({ "d.yaml": tags, "a.yaml": cloud("aaa", "ours") })).toEqual([]);
    expect(faultsOf({ "a.yaml": cloud("aaa", "ours"), "d.yaml": tags })).toEqual([]);
  });

  test("though the stacks are in two partitions", () => {
    const state = "backend: {type: local, path: state}";
    const china = { name: "bbb", region: "cn-north-1", more: state };
    expect(faultsOf({ "a.yaml": { name: "aaa", more: state }, "b.yaml": china })).toEqual([
      expect.stringContaining("b.yaml:5: backend.path"),
    ]);
  });

  test("workspaces of one name in other organizations or on other hosts are others", () => {
    expect(
      faultsOf({
        "a.yaml": cloud("aaa", "ours"),
        "b.yaml": cloud("bbb", "ours", ", hostname: tfe.example.com"),
        "c.yaml": kept("ccc", "type: cloud, organization: other-org, workspace: ours"),
        "d.yaml": kept("ddd", "type: cloud, organization: example-org, tags: [audit]"),
        "e.yaml": kept("eee", "type: cloud, organization: example-org, tags: [audit]"),
      }),
    ).toEqual([]);
  });
});
