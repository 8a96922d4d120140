import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { schemaFile } from "../../src/settings/jsonSchema";
import { loadSettings } from "../../src/settings/load";
import { temporaryFolder, writeFiles } from "../support/temporaryFolder";
import { runCommand } from "../support/testIo";

const cwd = temporaryFolder();
// as in a clone
writeFiles(cwd, { "cdktf.json": "{}" });
const written = (file: string): string => readFileSync(join(cwd, file), "utf8");
const flags = ["--name", "demo", "--region", "us-east-1", "--bucket", "my-bucket"];

test("flags alone make a file that loads, with comments and the schema for editors", async () => {
  const all = [...flags, "--bucket", "123", "--create", "--record", "all", "--time-zone", "Asia/Tokyo"];
  const { exitCode, out, err } = await runCommand(["init", ...all, "--account-id", "123456789012"], { cwd });
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: "" });
  expect(out).toBe(
    [
      "Wrote audit.yaml.",
      "Next: review the plan, deploy it, and ask once CloudTrail has delivered (5 to 15 minutes after an event):",
      "  npm run plan -- demo",
      "  npx cdktf deploy demo",
      "  npx s3-audit events --engine athena",
      "",
    ].join("\n"),
  );
  const [settings] = loadSettings(["audit.yaml"], { cwd });
  expect(settings).toMatchObject({
    name: "demo",
    region: "us-east-1",
    accountId: "123456789012",
    watch: [
      { bucket: "my-bucket", create: true, record: "all", prefixes: [] },
      { bucket: "123", create: true, record: "all", prefixes: [] },
    ],
    timeZone: "Asia/Tokyo",
  });
  const [, reference = ""] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(written("audit.yaml")) ?? [];
  expect(reference.startsWith("file:") ? fileURLToPath(reference) : resolve(cwd, reference)).toBe(schemaFile);
  expect(written("audit.yaml")).toContain("record: all # write, read or all\n");
});

test("the next steps name another file, and the place where they work", async () => {
  writeFiles(cwd, { "sub folder/x": "" });
  const file = "sub folder/a.yaml";
  const named = await runCommand(["init", file, ...flags], { cwd });
  expect(named.out.split("\n").slice(2, 5)).toEqual([
    "  AUDIT_CONFIG='sub folder/a.yaml' npm run plan -- demo",
    "  AUDIT_CONFIG='sub folder/a.yaml' npx cdktf deploy demo",
    "  AUDIT_CONFIG='sub folder/a.yaml' npx s3-audit events --engine athena",
  ]);
  const env = { AUDIT_CONFIG: file };
  const meant = await runCommand(["init", file, ...flags, "--force"], { cwd, env });
  expect(meant.out).toContain("\n  npm run plan -- demo\n");
  // a variable of another file's would be heard by the next steps
  const other = await runCommand(["init", "usual.yaml", ...flags], { cwd, env });
  expect(other.out).toContain("\n  AUDIT_CONFIG=usual.yaml npm run plan -- demo\n");

  const elsewhere = join(cwd, "sub folder");
  const { out } = await runCommand(["init", "b.yaml", ...flags], { cwd: elsewhere });
  expect(out).toContain("Next, in a clone of s3-object-audit: review the plan");
  expect(out).toContain(`  AUDIT_CONFIG='${join(elsewhere, "b.yaml")}' npm run plan -- demo`);
});

test("a file that is there is left as it is, unless --force", async () => {
  writeFiles(cwd, { "mine.yaml": "mine" });
  const { exitCode, err } = await runCommand(["init", "mine.yaml", ...flags], { cwd });
  expect(exitCode).toBe(2);
  expect(err).toBe(
    "mine.yaml already exists and was not changed. Name another file, or write --force to replace it.\n",
  );
  expect(written("mine.yaml")).toBe("mine");
  const forced = await runCommand(["init", "mine.yaml", ...flags, "--force"], { cwd });
  expect([forced.exitCode, forced.out.split("\n")[0]]).toEqual([0, "Replaced mine.yaml."]);
  const fresh = await runCommand(["init", "fresh.yaml", ...flags, "--force"], { cwd });
  expect(fresh.out.split("\n")[0]).toBe("Wrote fresh.yaml.");
  expect(written("mine.yaml")).toContain("name: demo");
});

test("bad values: every fault, and nothing is written", async () => {
  const before = readdirSync(cwd);
  const args = [
    "bad.yaml",
    "--name",
    "Demo",
    "--region",
    "us-est-1",
    "--bucket",
    "s3://data",
    "--time-zone",
    "JST",
  ];
  const { exitCode, err, out } = await runCommand(["init", ...args], { cwd });
  expect({ exitCode, out }).toEqual({ exitCode: 2, out: "" });
  expect(err.split("\n").map((line) => line.split(":")[0])).toEqual([
    'name is "Demo"',
    'region is "us-est-1"',
    'watch[0].bucket is "s3',
    'timeZone is "JST"',
    "",
  ]);
  expect(readdirSync(cwd)).toEqual(before);
});

test("a folder that is not there: a sentence, and nothing is left behind", async () => {
  const { exitCode, err } = await runCommand(["init", "nowhere/audit.yaml", ...flags], { cwd });
  expect(exitCode).toBe(2);
  expect(err).toBe(
    "nowhere/audit.yaml cannot be written: there is no such folder. Make the folder first, or name another file.\n",
  );
  expect(existsSync(join(cwd, "nowhere"))).toBe(false);
});

test("a folder in the file's place stays, even with --force", async () => {
  writeFiles(cwd, { "folder/inside": "" });
  const { exitCode } = await runCommand(["init", "folder", ...flags, "--force"], { cwd });
  expect(exitCode).toBe(2);
  expect(readdirSync(join(cwd, "folder"))).toEqual(["inside"]);
  expect(readdirSync(dirname(join(cwd, "folder"))).filter((file) => file.endsWith(".tmp"))).toEqual([]);
});

test("several buckets may stand in one flag, as in an answer and in a filter", async () => {
  const several = [
    "--name",
    "demo",
    "--region",
    "us-east-1",
    "--bucket",
    "one-bucket, two-bucket",
    "--bucket",
    "three",
  ];
  expect((await runCommand(["init", "several.yaml", ...several], { cwd })).exitCode).toBe(0);
  const [settings] = loadSettings(["several.yaml"], { cwd });
  expect(settings?.watch.map((entry) => "bucket" in entry && entry.bucket)).toEqual([
    "one-bucket",
    "two-bucket",
    "three",
  ]);
  const none = await runCommand(["init", "none.yaml", ...flags.slice(0, 4), "--bucket", " , "], { cwd });
  expect([none.exitCode, none.err]).toEqual([
    2,
    "--bucket names no bucket. Write for example --bucket my-bucket.\n",
  ]);
});

test.each(["json", "JSON", "toml", "tf"])("a file that ends in .%s is not filled with YAML", async (end) => {
  const { exitCode, err } = await runCommand(["init", `x.${end}`, ...flags, "--force"], { cwd });
  expect([exitCode, err]).toEqual([
    2,
    `x.${end} would hold YAML, whose comments explain each field. Write \`npx s3-audit init x.yaml\`` +
      `${/json/i.test(end) ? ", and for JSON then `npx s3-audit settings x.yaml --format json`" : ""}.\n`,
  ]);
  expect(existsSync(join(cwd, `x.${end}`))).toBe(false);
});

test.each([
  [".", "audit.yaml"],
  ["folder", "folder/audit.yaml"],
  ["new folder/", "'new folder/audit.yaml'"],
])("%s is a folder: the file to write is told", async (folder, file) => {
  writeFiles(cwd, { "folder/inside": "" });
  for (const force of [[], ["--force"]]) {
    const { exitCode, err } = await runCommand(["init", folder, ...flags, ...force], { cwd });
    expect([exitCode, err]).toEqual([
      2,
      `${folder} is a folder. Name the file in it: \`npx s3-audit init ${file}\`.\n`,
    ]);
  }
  expect(existsSync(join(cwd, "new folder"))).toBe(false);
});

test("without a terminal, the flags that are missing are named", async () => {
  const { exitCode, err } = await runCommand(["init", "x.yaml", "--region", "us-east-1"], { cwd });
  expect(exitCode).toBe(2);
  expect(err).toBe(
    "--name, --bucket are missing, and there is no terminal to ask on. Write, for example, " +
      "`npx s3-audit init --name my-audit --region us-east-1 --bucket my-bucket`.\n",
  );
});

const answered = (file: string, answers: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  runCommand(["init", file], {
    cwd,
    answers: answers.map((answer) => `${answer}\r`),
    env: { AWS_REGION: "eu-west-1", ...env },
  });

test("on a terminal, what is missing is asked for, and again after an answer that cannot be used", async () => {
  const answers = [
    "No_Name",
    "asked",
    "a-bucket b_bucket",
    "a-bucket, b-bucket",
    "maybe",
    "No",
    "",
    "Asia/Tokio",
    "Asia/Tokyo",
  ];
  const { exitCode, out } = await runCommand(["init", "asked.yaml", "--region", "eu-west-1"], {
    cwd,
    answers: answers.map((answer) => `${answer}\r`),
  });
  expect(exitCode).toBe(0);
  expect(out).toContain("Name of the stack, from which other names are derived, such as my-audit: ");
  expect(out).toContain('name is "No_Name": a name has');
  expect(out).toContain('"b_bucket" is not accepted: a bucket name has only');
  expect(out).toContain("Do these buckets exist already? [Y/n]: ");
  expect(out).toContain('"maybe" is not accepted: write yes or no.');
  expect(out).toContain('"Asia/Tokio" is not accepted: a time zone is UTC or an IANA name');
  expect(out).not.toContain("AWS Region");
  expect(loadSettings(["asked.yaml"], { cwd })[0]).toMatchObject({
    name: "asked",
    region: "eu-west-1",
    watch: [
      { bucket: "a-bucket", create: true, record: "write" },
      { bucket: "b-bucket", create: true, record: "write" },
    ],
    timeZone: "Asia/Tokyo",
  });
});

test("an answer that does not go with those before it is asked for again, and a bucket named twice is one", async () => {
  const { exitCode, out } = await answered("beside.yaml", [
    "demo",
    "",
    "demo-log",
    "my-bucket demo-athena-results",
    "my-bucket, my-bucket",
    "",
    "",
    "UTC",
  ]);
  expect(out).toContain('watch[0].bucket is "demo-log": it is the log bucket too');
  expect(out).toContain('watch[1].bucket is "demo-athena-results": ');
  expect(exitCode).toBe(0);
  expect(loadSettings(["beside.yaml"], { cwd })[0]?.watch).toMatchObject([{ bucket: "my-bucket" }]);
});

test("a name is asked for that goes with the buckets of the flags", async () => {
  const { exitCode, out } = await runCommand(["init", "named.yaml", "--bucket", "demo-log"], {
    cwd,
    answers: ["demo", "other", "", "", "", "UTC"].map((answer) => `${answer}\r`),
    env: { AWS_REGION: "eu-west-1" },
  });
  expect(out).toContain('watch[0].bucket is "demo-log": it is the log bucket too');
  expect(exitCode).toBe(0);
  expect(loadSettings(["named.yaml"], { cwd })[0]).toMatchObject({ name: "other" });
});

test("a flag that cannot be used is told before anything is asked", async () => {
  const bad = ["--region", "tokyo", "--account-id", "12", "--bucket", "s3://my-bucket", "--time-zone", "JST"];
  const { exitCode, out, err } = await runCommand(["init", "flags.yaml", ...bad], { cwd, answers: [] });
  expect([exitCode, out]).toEqual([2, ""]);
  expect(err.trimEnd().split("\n")).toEqual([
    expect.stringMatching(/^region is "tokyo"/),
    expect.stringMatching(/^accountId is "12"/),
    expect.stringMatching(/^watch\[0\]\.bucket is "s3:/),
    expect.stringMatching(/^timeZone is "JST"/),
  ]);
});

test("empty lines take what the environment and the machine say", async () => {
  const machines = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const { exitCode, out } = await answered("empty.yaml", ["demo", "", "my-bucket", "", "", ""]);
  expect(exitCode).toBe(0);
  expect(out).toContain("[eu-west-1, from AWS_REGION]: ");
  expect(loadSettings(["empty.yaml"], { cwd })[0]).toMatchObject({
    region: "eu-west-1",
    watch: [{ create: false, record: "write" }],
    timeZone: out.includes("this machine's") ? machines : "UTC",
  });
  const older = await answered("older.yaml", ["demo", "", "my-bucket", "", "", ""], {
    AWS_REGION: "no-region",
    AWS_DEFAULT_REGION: "sa-east-1",
  });
  expect(older.out).toContain("[sa-east-1, from AWS_DEFAULT_REGION]: ");
});

test("a machine whose TZ is no name of a zone gets none offered", async () => {
  // as Node answers where TZ is `:/etc/localtime`
  const machines = { timeZone: undefined } as unknown as Intl.ResolvedDateTimeFormatOptions;
  const asked = jest.spyOn(Intl.DateTimeFormat.prototype, "resolvedOptions").mockReturnValueOnce(machines);
  const { exitCode, out } = await answered("unnamed.yaml", ["demo", "", "my-bucket", "", "", ""]);
  asked.mockRestore();
  expect([exitCode, out]).toEqual([0, expect.stringContaining("such as Europe/Berlin [UTC]: ")]);
  expect(out).toContain("This machine's clock has no zone with a name: UTC is offered.\n");
});

test("a machine whose zone the settings would refuse gets none offered, and is told why", async () => {
  // as Node answers of TZ=EST, on some of its releases
  const machines = { timeZone: "EST" } as Intl.ResolvedDateTimeFormatOptions;
  const asked = jest.spyOn(Intl.DateTimeFormat.prototype, "resolvedOptions").mockReturnValueOnce(machines);
  const { exitCode, out } = await answered("short.yaml", ["demo", "", "my-bucket", "", "", ""]);
  asked.mockRestore();
  expect([exitCode, out]).toEqual([0, expect.stringContaining("such as Europe/Berlin [UTC]: ")]);
  expect(out.replace(/\s+/g, " ")).toContain(
    `This machine's zone is "EST", which is not accepted: a time zone is UTC or an IANA name of the form Area/City.`,
  );
  expect(loadSettings(["short.yaml"], { cwd })[0]?.timeZone).toBe("UTC");
});

test.each([
  ["y", false],
  ["YES", false],
  ["Yes", false],
  ["n", true],
  ["NO", true],
])("do the buckets exist? %s", async (answer, create) => {
  const file = `${answer}.yaml`;
  expect((await answered(file, ["demo", "", "my-bucket", answer, "", ""])).exitCode).toBe(0);
  expect(loadSettings([file], { cwd })[0]?.watch).toMatchObject([{ create }]);
});

test.each<[search: string, found: readonly string[], region: string]>([
  ["tokyo", ["ap-northeast-1  Asia Pacific (Tokyo), Japan"], "ap-northeast-1"],
  ["Sao Paulo", ["sa-east-1       South America (São Paulo), Brazil"], "sa-east-1"],
  ["germany", ["eu-central-1    Europe (Frankfurt), Germany"], "eu-central-1"],
  ["us-est-1", ['No Region has "us-est-1" in its name or place. Did you mean `us-east-1`?'], "us-east-1"],
])("a search for the Region %s offers the one that is found", async (search, found, region) => {
  const file = `${region}.yaml`;
  const { exitCode, out } = await answered(file, ["demo", search, "", "my-bucket", "", "", ""]);
  expect(exitCode).toBe(0);
  for (const line of found) expect(out).toContain(`  ${line}`);
  expect(out).toContain(` [${region}]: `);
  expect(loadSettings([file], { cwd })[0]).toMatchObject({ region });
});

test("a search that finds several lists them, few at a time, and a Region in capitals is one", async () => {
  const { out } = await answered("eu.yaml", [
    "demo",
    "eu",
    "a",
    "zebra",
    "EU-NORTH-1",
    "my-bucket",
    "",
    "",
    "",
  ]);
  const listed = out.split("\n").filter((line) => /^ {2}[a-z]+(-[a-z]+)+-\d /.test(line));
  expect(listed.slice(0, 8).map((line) => line.trim().split(" ")[0])).toEqual([
    "eu-central-1",
    "eu-central-2",
    "eu-north-1",
    "eu-south-1",
    "eu-south-2",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
  ]);
  expect(listed).toHaveLength(8 + 12);
  expect(out).toMatch(/ {2}and \d+ more: write more of the name or place\n/);
  expect(out).toContain(
    '  No Region has "zebra" in its name or place. Write, for example, tokyo, germany or us west.\n',
  );
  expect(loadSettings(["eu.yaml"], { cwd })[0]).toMatchObject({ region: "eu-north-1" });
});

test.each([
  ["Ctrl-C", "\u0003", 130],
  ["Ctrl-D", "\u0004", 2],
])("%s ends the questions and writes nothing", async (_key, typed, code) => {
  const env = { AWS_REGION: "eu-west-1" };
  for (const before of [[], ["demo\r"], ["demo\r", "\r", "my-bucket\r", "\r", "\r"]]) {
    const { exitCode, err } = await runCommand(["init", "stopped.yaml", "--force"], {
      cwd,
      answers: [...before, typed],
      env,
    });
    expect({ exitCode, err }).toEqual({
      exitCode: code,
      err: "Stopped before the last answer: nothing was written to stopped.yaml.\n",
    });
  }
  expect(readdirSync(cwd).filter((file) => file.includes("stopped"))).toEqual([]);
});
