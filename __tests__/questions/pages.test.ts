import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { generatedPages, pagesFolder } from "../../src/questions/generate";
import { repository } from "../support/synth";
import { identities } from "./fixtures/identities";

test.each(generatedPages().map(({ file, text }) => [file, text]))(
  "docs/questions/%s is current (npm run generate)",
  (file, text) => expect(readFileSync(join(pagesFolder, file), "utf8")).toBe(text),
);

test("no page is left of a question that is gone", () => {
  expect(readdirSync(pagesFolder).sort()).toEqual(
    generatedPages()
      .map(({ file }) => file)
      .sort(),
  );
});

test("docs/identities.md tells every kind of identity that has a fixture, with its actor", () => {
  const page = readFileSync(join(repository, "docs/identities.md"), "utf8");
  const rows = [...page.matchAll(/^\| (.+?) +\| `(.+?)` +\| .+? +\| `(.+?)` +\|$/gm)].map(
    ([, ...cells]) => cells,
  );
  expect(rows).toEqual(identities.map(({ kind, actorType, actor }) => [kind, actorType, actor]));
});
