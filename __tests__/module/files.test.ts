import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeWith, ready } from "../support/finding";
import { moduleFolder } from "../support/moduleCall";
import { findTerraform } from "../support/terraform";

const terraform = findTerraform();
const folder = mkdtempSync(join(tmpdir(), "module-files-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describeWith([terraform], "Terraform finds", () => {
  const examples = readdirSync(join(moduleFolder, "examples"));
  const run = (cwd: string, ...args: string[]) => {
    const { binary, env } = ready(terraform);
    return execFileSync(binary, args, { cwd, env: { ...process.env, ...env }, encoding: "utf8" });
  };

  it("the examples and tests formatted", () => {
    const { binary } = ready(terraform);
    const { stdout, status } = spawnSync(binary, ["fmt", "-check", "-recursive", moduleFolder], {
      encoding: "utf8",
    });
    expect({ stdout, status }).toEqual({ stdout: "", status: 0 });
  });

  it.each(examples)(
    "the example %s valid",
    (example) => {
      // a copy, because Terraform writes beside what it initializes
      cpSync(moduleFolder, join(folder, example), { recursive: true });
      const root = join(folder, example, "examples", example);
      run(root, "init", "-input=false", "-no-color");
      expect(JSON.parse(run(root, "validate", "-json"))).toMatchObject({ valid: true, diagnostics: [] });
    },
    60_000,
  );
});
