import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadSettings } from "../../src/settings/load";
import { addressesOf, exampleFiles, repository, synthesize, viewDefinition } from "../support/synth";

const load = (file: string) => {
  const [settings] = loadSettings([join(repository, file)]);
  if (settings === undefined) throw new Error(`${file} gave no settings`);
  return settings;
};

describe.each([...exampleFiles(), "audit.yaml"])("the stack of %s", (file) => {
  const stack = synthesize(load(file));

  it("is what was reviewed", () => {
    const view = viewDefinition(stack);
    const { view_original_text: _base64, ...table } =
      stack.resource["aws_glue_catalog_table"]!["object_events"]!;
    stack.resource["aws_glue_catalog_table"]!["object_events"] = table;
    expect({ ...stack, view: { ...view, originalSql: view.originalSql.split("\n") } }).toMatchSnapshot();
  });

  it("can be planned with either major version of the provider", () => {
    expect(stack.terraform["required_providers"]).toEqual({
      aws: { source: "aws", version: ">= 5.100.0, < 7.0.0" },
    });
    expect(stack.terraform["required_version"]).toBe(">= 1.5.0");
  });

  it("has only addresses that docs/addresses.md lists", () => {
    const page = readFileSync(join(repository, "docs/addresses.md"), "utf8");
    const listed = [...page.matchAll(/^\| `([^`]+)` \|/gm)].map(
      ([, address = ""]) =>
        new RegExp(`^${address.replaceAll(".", "\\.").replace(/BUCKET|QUESTION/, "[A-Za-z0-9_-]+")}$`),
    );
    for (const address of addressesOf(stack)) {
      expect([address, listed.some((pattern) => pattern.test(address))]).toEqual([address, true]);
    }
  });

  it("has a view whose columns are those of its SQL, in order", () => {
    const { originalSql, columns } = viewDefinition(stack);
    const [, list = ""] = /SELECT\n([\s\S]*?)\nFROM/.exec(originalSql) ?? [];
    expect(list.split(",").map((name) => name.trim())).toEqual(columns.map(({ name }) => name));
  });
});

it("lists in docs/addresses.md no address that no example shows", () => {
  const shown = exampleFiles().flatMap((file) => addressesOf(synthesize(load(file))));
  const page = readFileSync(join(repository, "docs/addresses.md"), "utf8");
  for (const [, address = ""] of page.matchAll(/^\| `([^`]+)` \|/gm)) {
    const pattern = new RegExp(
      `^${address.replaceAll(".", "\\.").replace(/BUCKET|QUESTION/, "[A-Za-z0-9_-]+")}$`,
    );
    expect([address, shown.some((one) => pattern.test(one))]).toEqual([address, true]);
  }
});
