import { ExitCode } from "../../src/errors";
import { s3audit } from "../support/io";
import { temporaryFolder, writeFiles } from "../support/temporaryFolder";

const cwd = temporaryFolder();
const text = (name: string, zone: string): string =>
  `name: ${name}\nregion: us-east-1\nwatch: [{bucket: ${name}-data}]\ntimeZone: ${zone}\n`;
writeFiles(cwd, {
  "audit.yaml": text("usual", "Europe/Berlin"),
  "tokyo.yaml": text("tokyo", "Asia/Tokyo"),
  "new york.yaml": text("new-york", "America/New_York"),
});
beforeAll(() => s3audit(["sample", "-o", "logs", "--events", "5"], cwd));

const call = (args: readonly string[], AUDIT_CONFIG?: string) =>
  s3audit(args, cwd, undefined, AUDIT_CONFIG === undefined ? {} : { AUDIT_CONFIG });

/** Calls of every command that takes --settings, and what of its answer tells whose settings it took. */
const takers: readonly (readonly [string, readonly string[], RegExp])[] = [
  ["events", ["events", "--logs", "logs", "--limit", "1"], /times in (\S+);/],
  ["ask", ["ask", "denied", "--logs", "logs"], /times in (\S+);/],
  ["ask --sql", ["ask", "denied", "--engine", "athena", "--sql"], /"?(tokyo|usual|new_york)_audit/],
];

test.each(takers)("%s takes the file that AUDIT_CONFIG names, and says so", async (_name, args, tells) => {
  const zones = { tokyo: /tokyo/i, usual: /usual|berlin/i, "new york": /new_york/i };
  const told = async (config?: string, more: readonly string[] = []) => {
    const { exitCode, stdout, stderr } = await call([...args, ...more], config);
    expect(exitCode).toBe(ExitCode.ok);
    return { whose: tells.exec(stdout + stderr)?.[1], stderr };
  };
  const tokyo = await told(" tokyo.yaml ,");
  expect(tokyo.whose).toMatch(zones.tokyo);
  expect(tokyo.stderr).toMatch(/^settings: tokyo\.yaml \(AUDIT_CONFIG\)\n/);

  for (const config of [undefined, "", " , "]) {
    const usual = await told(config);
    expect(usual.whose).toMatch(zones.usual);
    expect(usual.stderr).not.toContain("settings:");
  }
  const flag = await told("tokyo.yaml", ["--settings", "new york.yaml"]);
  expect(flag.whose).toMatch(zones["new york"]);
  expect(flag.stderr).not.toContain("AUDIT_CONFIG");
});

test.each([
  ["events", ["events", "--logs", "logs"]],
  ["events from Athena", ["events", "--engine", "athena"]],
  ["events --follow", ["events", "--follow"]],
  ["ask", ["ask", "denied", "--logs", "logs"]],
  ["sync", ["sync"]],
])("%s asks which, where AUDIT_CONFIG names several", async (_name, args) => {
  expect(await call(args, "new york.yaml,tokyo.yaml")).toEqual({
    exitCode: ExitCode.usage,
    stdout: "",
    stderr:
      "AUDIT_CONFIG names 2 settings files (new york.yaml, tokyo.yaml), and one is needed here. Write " +
      "--settings 'new york.yaml', or another of them.",
  });
});

test.each([
  ["events", ["events", "--logs", "logs"]],
  ["ask", ["ask", "denied", "--logs", "logs"]],
  ["sync", ["sync"]],
])("%s asks which, where --settings names several", async (_name, args) => {
  expect(await call([...args, "--settings", "new york.yaml,tokyo.yaml"])).toEqual({
    exitCode: ExitCode.usage,
    stdout: "",
    stderr:
      "--settings names 2 settings files (new york.yaml, tokyo.yaml), and one is needed here. Write " +
      "--settings 'new york.yaml', or another of them.",
  });
  expect((await call([...args, "--settings", "tokyo.yaml", "--settings", "new york.yaml"])).stderr).toBe(
    "--settings is given twice, as tokyo.yaml and as 'new york.yaml', and takes one value. Keep one of the two.",
  );
});

test("settings takes several files with blanks or commas between them, and a comma in the name of one", async () => {
  writeFiles(cwd, { "a,b.yaml": text("comma", "UTC") });
  const names = async (...files: readonly string[]) => {
    const { stdout } = await call(["settings", "--format", "json", ...files]);
    return ([JSON.parse(stdout)].flat() as { name: string }[]).map(({ name }) => name);
  };
  expect(await names("tokyo.yaml,new york.yaml", "a,b.yaml")).toEqual(["tokyo", "new-york", "comma"]);
});

test.each([
  ["events", ["events", "--logs", "logs"]],
  ["sync", ["sync"]],
  ["settings", ["settings"]],
])("%s: a file that AUDIT_CONFIG names and is not there is no default", async (_name, args) => {
  const { exitCode, stderr } = await call(args, "nowhere.yaml");
  expect(exitCode).toBe(ExitCode.usage);
  expect(stderr).toContain("nowhere.yaml: there is no such file.");
});

test("what needs no settings hears nothing of them", async () => {
  const { exitCode, stderr } = await call(
    ["events", "--logs", "logs", "--time-zone", "UTC", "--count"],
    "tokyo.yaml,nowhere.yaml",
  );
  expect([exitCode, stderr]).toEqual([ExitCode.ok, ""]);
});

test("settings prints all of them, as a list", async () => {
  const { stdout, stderr } = await call(["settings", "--format", "json"], "tokyo.yaml,new york.yaml");
  expect((JSON.parse(stdout) as { name: string }[]).map(({ name }) => name)).toEqual(["tokyo", "new-york"]);
  expect(stderr).toBe("settings: tokyo.yaml, new york.yaml (AUDIT_CONFIG)\n");
  const named = await call(["settings", "audit.yaml"], "tokyo.yaml");
  expect(named.stdout).toContain("name: usual\n");
  expect(named.stderr).toBe("");
});
