import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { repository } from "./support/synth";
import { temporaryFolder } from "./support/temporaryFolder";

const read = (file: string) => readFileSync(join(repository, file), "utf8");

it("the README's table names every script of package.json, and no other", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Readonly<Record<string, string>> };
  const [, table = ""] = /^\| `npm run` .*\n((?:\|.*\n?)+)/m.exec(read("README.md")) ?? [];
  const named = [...table.matchAll(/^\| `([^`]+)` +\| (\S.*\S) +\|$/gm)].map(([, name]) => name);
  expect(named.sort()).toEqual(Object.keys(scripts).sort());
});

describe("a script that tells what it made, to a reader that leaves", () => {
  const folder = temporaryFolder();
  it.each(["generate", "module", "package"])("npm run %s ends quietly, and all is made", async (name) => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Readonly<Record<string, string>> };
    const [, script = ""] =
      /^node -r ts-node\/register\/transpile-only (\S+)$/.exec(scripts[name] ?? "") ?? [];
    const child = spawn(process.execPath, ["-r", "ts-node/register/transpile-only", script, folder], {
      cwd: repository,
    });
    child.stdout.destroy();
    let stderr = "";
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    const [code] = (await once(child, "close")) as [number];
    expect([code, stderr]).toEqual([141, ""]);
    if (name === "package") expect(readdirSync(folder)).toEqual([expect.stringMatching(/\.tar\.gz$/)]);
  });
});

it("every change passes every suite but the mutations of TypeScript, and the benchmarks with small inputs", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Readonly<Record<string, string>> };
  const run = [...read(".ci/run").matchAll(/^ +suite npm (?:run )?(.+)$/gm)].map(([, what]) => what);
  const tests = Object.keys(scripts).filter((name) => /^test(:|$)/.test(name) && name !== "test:mutation");
  expect(run).toEqual(expect.arrayContaining([...tests, "bench -- --small"]));
});
