import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { schemaFile } from "../../src/settings/jsonSchema";
import { loadSettings } from "../../src/settings/load";
import { temporaryFolder, writeFiles } from "../support/temporaryFolder";
import { runCommand } from "../support/testIo";

const cwd = temporaryFolder();
const written = (file: string): string => readFileSync(join(cwd, file), "utf8");
const flags = ["--name", "demo", "--region", "us-east-1", "--bucket", "my-bucket"];

test("flags alone make a file that loads, with comments and the schema for editors", async () => {
  const all = [...flags, "--bucket", "123", "--create", "--record", "all", "--time-zone", "Asia/Tokyo"];
  const { exitCode, out, err } = await runCommand(["init", ...all, "--account-id", "123456789012"], { cwd });
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: "" });
  expect(out).toBe(
    "Wrote audit.yaml.\nNext: `npx s3-audit settings` shows every default, `npx cdktf diff` what would be made.\n",
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

test("in another file and folder, the next step names it", async () => {
  writeFiles(cwd, { "sub folder/x": "" });
  const { out } = await runCommand(["init", "sub folder/a.yaml", ...flags], { cwd });
  expect(out).toContain("`npx s3-audit settings 'sub folder/a.yaml'`");
  expect(out).toContain("`AUDIT_CONFIG='sub folder/a.yaml' npx cdktf diff`");
});

test("a file that is there is left as it is, unless --force", async () => {
  writeFiles(cwd, { "mine.yaml": "mine" });
  const { exitCode, err } = await runCommand(["init", "mine.yaml", ...flags], { cwd });
  expect(exitCode).toBe(2);
  expect(err).toBe(
    "mine.yaml is there already and was left as it is. Name another file, or write --force to replace it.\n",
  );
  expect(written("mine.yaml")).toBe("mine");
  expect((await runCommand(["init", "mine.yaml", ...flags, "--force"], { cwd })).exitCode).toBe(0);
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

test("without a terminal, the flags that are missing are named", async () => {
  const { exitCode, err } = await runCommand(["init", "x.yaml", "--region", "us-east-1"], { cwd });
  expect(exitCode).toBe(2);
  expect(err).toBe(
    "--name, --bucket are missing, and there is no terminal to ask on. Write, for example, " +
      "`npx s3-audit init --name my-audit --region us-east-1 --bucket my-bucket`.\n",
  );
});

test("on a terminal, what is missing is asked for, and again after an answer that cannot be used", async () => {
  const answers = [
    "No_Name",
    "asked",
    "a-bucket b_bucket",
    "a-bucket, b-bucket",
    "yes",
    "",
    "Asia/Tokio",
    "Asia/Tokyo",
  ];
  const { exitCode, out } = await runCommand(["init", "asked.yaml", "--region", "eu-west-1"], {
    cwd,
    answers: answers.map((answer) => `${answer}\r`),
  });
  expect(exitCode).toBe(0);
  expect(out).toContain('name is "No_Name": a name has');
  expect(out).toContain('"b_bucket" cannot be: a bucket name has only');
  expect(out).toContain('"Asia/Tokio" cannot be: a time zone is UTC or an IANA name');
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

test.each([
  ["Ctrl-C", "\u0003"],
  ["Ctrl-D", "\u0004"],
])("%s ends the questions and writes nothing", async (_key, typed) => {
  const { exitCode, err } = await runCommand(["init", "stopped.yaml"], { cwd, answers: ["demo\r", typed] });
  expect({ exitCode, err }).toEqual({
    exitCode: 2,
    err: "Stopped before the last answer: nothing was written.\n",
  });
  expect(existsSync(join(cwd, "stopped.yaml"))).toBe(false);
});
