import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { exampleFiles } from "../support/synth";

it("deploys every example", () => {
  const suites = readdirSync(__dirname).filter((file) => file.endsWith(".test.ts"));
  const text = suites.map((file) => readFileSync(join(__dirname, file), "utf8")).join("\n");
  expect(exampleFiles().filter((file) => !text.includes(`"${file}"`))).toEqual([]);
});
