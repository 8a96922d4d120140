import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  addressesOf,
  exampleFiles,
  loadExample,
  repository,
  synthesize,
  viewDefinition,
  type Synthesized,
} from "../support/synth";

/** The addresses of docs/addresses.md, its placeholders standing for any name. */
function listedAddresses(): { address: string; pattern: RegExp }[] {
  const page = readFileSync(join(repository, "docs/addresses.md"), "utf8");
  return [...page.matchAll(/^\| `([^`]+)` +\|/gm)].map(([, address = ""]) => ({
    address,
    pattern: new RegExp(`^${address.replaceAll(".", "\\.").replace(/BUCKET|QUESTION/, "[A-Za-z0-9_-]+")}$`),
  }));
}

/** The stack without the SQL, whose text is a snapshot of its own beside the questions. */
function readable(stack: Synthesized): unknown {
  const text = JSON.stringify(stack)
    .replace(/\/\* Presto View: \S+ \*\//, "the view's SQL")
    .replace(/"(query|query_statement)":"(?:[^"\\]|\\.)*"/g, '"$1":"its SQL"');
  return JSON.parse(text);
}

const isQuestion = (address: string) => /^aws_athena_(named_query|prepared_statement)\./.test(address);

/** What a settings file decides: the addresses, the trail, who may deliver, where the table looks. */
function essence(stack: Synthesized): unknown {
  const { resource } = stack;
  const table = resource["aws_glue_catalog_table"]?.["logs"];
  return {
    addresses: addressesOf(stack).filter((address) => !isQuestion(address)),
    questions: addressesOf(stack).filter(isQuestion).length,
    trail: resource["aws_cloudtrail"]?.["trail"],
    logBucketPolicy: resource["aws_s3_bucket_policy"]?.["logs"]?.["policy"],
    lifecycle: resource["aws_s3_bucket_lifecycle_configuration"],
    table: { name: table?.["name"], parameters: table?.["parameters"] },
    viewsTimes: viewDefinition(stack).originalSql.match(/AT TIME ZONE '.*?'/g),
    outputs: Object.fromEntries(
      Object.entries(stack.output)
        .filter(([name]) => !["athena_saved_query_ids", "athena_prepared_statements"].includes(name))
        .map(([name, { value }]) => [name, value]),
    ),
  };
}

describe.each([...exampleFiles(), "audit.yaml"])("the stack of %s", (file) => {
  const stack = synthesize(loadExample(file));

  it("is what was reviewed", () => {
    // one stack in full; of the others what the settings change, so that a snapshot stays readable
    expect(file === "examples/seed.yaml" ? readable(stack) : essence(stack)).toMatchSnapshot();
  });

  it("has only addresses that docs/addresses.md lists", () => {
    const listed = listedAddresses().map(({ pattern }) => pattern);
    for (const address of addressesOf(stack)) {
      expect([address, listed.some((pattern) => pattern.test(address))]).toEqual([address, true]);
    }
  });
});

it("lists in docs/addresses.md no address that no example shows", () => {
  const shown = exampleFiles().flatMap((file) => addressesOf(synthesize(loadExample(file))));
  expect(listedAddresses().length).toBeGreaterThan(20);
  for (const { address, pattern } of listedAddresses()) {
    expect([address, shown.some((one) => pattern.test(one))]).toEqual([address, true]);
  }
});
