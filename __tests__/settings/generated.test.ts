import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { generatedFiles } from "../../src/settings/generate";
import { schemaFile } from "../../src/settings/jsonSchema";
import { loadSettings, parseSettings } from "../../src/settings/load";

const root = resolve(__dirname, "../..");

test.each(generatedFiles().map(({ path, text }) => [relative(root, path), text]))(
  "%s is current (npm run generate)",
  (path, text) => {
    expect(readFileSync(join(root, path), "utf8")).toBe(text);
  },
);

const examples = readdirSync(join(root, "examples"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => join("examples", file));
const shipped = ["audit.yaml", ...examples.sort()];

describe.each(shipped)("%s", (file) => {
  test("loads", () => {
    expect(loadSettings([file], { cwd: root })).toHaveLength(1);
  });

  test("names the schema in its first line", () => {
    const [firstLine = ""] = readFileSync(join(root, file), "utf8").split("\n");
    const [, reference = ""] = /^# yaml-language-server: \$schema=(\.\S+)$/.exec(firstLine) ?? [];
    const target = resolve(root, dirname(file), reference);
    expect(existsSync(target)).toBe(true);
    expect(target).toBe(schemaFile);
  });
});

test("the two accounts load together", () => {
  const files = shipped.filter((file) => file.includes("two-accounts"));
  expect(loadSettings(files, { cwd: root }).map(({ name }) => name)).toEqual(["production", "staging"]);
});

test("what docs/terraform-cloud.md shows as backends are backends", () => {
  const page = readFileSync(join(root, "docs/terraform-cloud.md"), "utf8");
  const shown = [...page.matchAll(/```yaml\n([^]*?)```/g)].map(([, yaml = ""]) => yaml);
  expect(shown).toHaveLength(2);
  for (const yaml of shown) {
    const text = `name: demo\nregion: us-east-1\nwatch: [{ bucket: my-bucket }]\n${yaml}`;
    expect(["s3", "cloud"]).toContain(parseSettings(text, "docs/terraform-cloud.md").backend.type);
  }
});
