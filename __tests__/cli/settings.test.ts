import { parse } from "yaml";
import { jsonSchema } from "../../src/settings/jsonSchema";
import { loadSettings } from "../../src/settings/load";
import { temporaryFolder, writeFiles } from "../support/temporaryFolder";
import { runCommand } from "../support/testIo";

const cwd = temporaryFolder();
const text = (name: string): string => `name: ${name}\nregion: us-east-1\nwatch: [{bucket: ${name}-data}]\n`;
writeFiles(cwd, {
  "audit.yaml": text("one"),
  "two.yaml": text("two"),
  "bad.yaml": text("two").replace("watch", "wach"),
});

test("audit.yaml with every default, as YAML", async () => {
  const { exitCode, out } = await runCommand(["settings"], { cwd });
  expect(exitCode).toBe(0);
  expect(out).toContain("trail:\n  name: one-trail\n  logging: true\n");
  expect(parse(out)).toEqual(loadSettings(["audit.yaml"], { cwd })[0]);
});

test("several files become a list", async () => {
  const { out } = await runCommand(["settings", "two.yaml", "audit.yaml", "--format", "json"], { cwd });
  expect(JSON.parse(out)).toEqual(loadSettings(["two.yaml", "audit.yaml"], { cwd }));
});

test("the schema for editors", async () => {
  const { out } = await runCommand(["settings", "--schema"], { cwd });
  expect(JSON.parse(out)).toEqual(JSON.parse(JSON.stringify(jsonSchema())));
});

test("the faults of all files on standard error, nothing on standard output", async () => {
  expect(await runCommand(["settings", "bad.yaml", "nowhere.yaml"], { cwd })).toEqual({
    exitCode: 2,
    out: "",
    err: [
      "bad.yaml:1: watch is missing. Write, for example, `watch: [{bucket: my-bucket}]`.",
      "bad.yaml:3: wach is not a known field. Did you mean `watch`?",
      "nowhere.yaml: there is no such file. `npx s3-audit init` writes a first one; AUDIT_CONFIG names another.",
      "",
    ].join("\n"),
  });
});
