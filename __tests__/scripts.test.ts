import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "./support/synth";

const read = (file: string) => readFileSync(join(repository, file), "utf8");

it("the README's table names every script of package.json, and no other", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Readonly<Record<string, string>> };
  const [, table = ""] = /^\| `npm run` .*\n((?:\|.*\n?)+)/m.exec(read("README.md")) ?? [];
  const named = [...table.matchAll(/^\| `([^`]+)` +\| (\S.*\S) +\|$/gm)].map(([, name]) => name);
  expect(named.sort()).toEqual(Object.keys(scripts).sort());
});

it("every change passes every suite but the mutations of TypeScript, and the benchmarks with small inputs", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Readonly<Record<string, string>> };
  const run = [...read(".ci/run").matchAll(/^ +suite npm (?:run )?(.+)$/gm)].map(([, what]) => what);
  const tests = Object.keys(scripts).filter((name) => /^test(:|$)/.test(name) && name !== "test:mutation");
  expect(run).toEqual(expect.arrayContaining([...tests, "bench -- --small"]));
});
