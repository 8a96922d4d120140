import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { writeGenerated } from "../src/generated";
import { temporaryFolder, writeFiles } from "./support/temporaryFolder";

const root = temporaryFolder();
const pages = join(root, "docs");
const page = (name: string, text = `${name}\n`) => ({ path: join(pages, `${name}.md`), text });

it("tells what was made, with its size, and what was so already", () => {
  expect(writeGenerated(root, [page("one"), page("two", "x".repeat(1234))])).toEqual([
    "wrote docs/one.md (0.0 kB)",
    "wrote docs/two.md (1.2 kB)",
  ]);
  expect(writeGenerated(root, [page("one"), page("two", "changed")])).toEqual([
    "wrote docs/two.md (0.0 kB)",
    "docs/one.md (0.0 kB) is already up to date",
  ]);
  expect(readFileSync(join(pages, "two.md"), "utf8")).toBe("changed");
});

it("tells many files that are so already in one line, and removes what no longer belongs there", () => {
  const six = ["a", "b", "c", "d", "e", "f"].map((name) => page(name, "x".repeat(100)));
  writeGenerated(root, six);
  writeFiles(pages, { "gone.md": "" });
  expect(writeGenerated(root, [...six, page("one"), page("two", "changed")], pages)).toEqual([
    "removed docs/gone.md",
    "8 files in docs (0.6 kB) are already up to date",
  ]);
  expect(existsSync(join(pages, "gone.md"))).toBe(false);
});
