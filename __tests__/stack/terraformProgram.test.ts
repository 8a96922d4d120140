import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ProgramCopy } from "../support/synth";

const program = new ProgramCopy();
afterAll(() => program.remove());
const { folder } = program;

const settings = (more = "") =>
  `name: payments\nregion: eu-central-1\nwatch: [{bucket: example-payments}]\n${more}`;
writeFileSync(
  join(folder, "cloud.yaml"),
  settings("backend: {type: cloud, organization: example-org, workspace: audit, project: security}\n"),
);
writeFileSync(join(folder, "plain.yaml"), settings());

/** As cdktf starts its program: from a script of that name, through a shell, with its own variables. */
writeFileSync(
  join(folder, "cdktf"),
  `const { spawnSync } = require("node:child_process");
   const command = '"' + process.execPath + '" -r ts-node/register/transpile-only main.ts';
   const { status } = spawnSync(command, { shell: true, stdio: "inherit", env: { ...process.env, CDKTF_OUTDIR: "cdktf.out" } });
   process.exit(status);`,
);

/** A Terraform that says this of itself; none: there is no such program. */
function terraform(version: string | undefined): string {
  const file = join(folder, "bin", `terraform-${version ?? "none"}`);
  mkdirSync(join(folder, "bin"), { recursive: true });
  if (version !== undefined) {
    writeFileSync(file, `#!/bin/sh\necho '{"terraform_version": "${version}"}'\n`);
    chmodSync(file, 0o755);
  }
  return file;
}

const cdktf = (args: readonly string[], file: string, version: string | undefined) =>
  spawnSync(process.execPath, [join(folder, "cdktf"), ...args], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, AUDIT_CONFIG: file, TERRAFORM_BINARY_NAME: terraform(version) },
  });

test.each([
  ["synth", undefined],
  ["list", "0.15.5"],
])("cdktf %s of a stack in Terraform Cloud takes no Terraform (%s)", (command, version) => {
  const { status, stderr } = cdktf([command], "cloud.yaml", version);
  expect([status, stderr]).toEqual([0, ""]);
  expect(existsSync(join(folder, "cdktf.out", "stacks", "payments", "cdk.tf.json"))).toBe(true);
});

test.each([
  ["deploy", "plain.yaml", "1.7.0"],
  ["diff", "plain.yaml", "1.7.0"],
  ["output", "plain.yaml", "1.7.0"],
  ["destroy", "cloud.yaml", "1.7.0"],
])("cdktf %s of %s says what to install where there is no Terraform", (command, file, needed) => {
  const { status, stderr } = cdktf(["--log-level=info", command, "payments"], file, undefined);
  expect([status, stderr]).toEqual([
    2,
    `There is no program ${terraform(undefined)} on the PATH, and this command needs Terraform ${needed} or newer. ` +
      "Install it from https://developer.hashicorp.com/terraform/install, or name another program with " +
      "TERRAFORM_BINARY_NAME.\n",
  ]);
});

test("one that is too old is told by its version, one that is new enough is taken", () => {
  const old = cdktf(["deploy"], "cloud.yaml", "1.5.7");
  expect([old.status, old.stderr]).toEqual([
    2,
    expect.stringMatching(
      / is version 1\.5\.7, and these settings need Terraform 1\.7\.0 or newer\. Install /,
    ),
  ]);
  for (const [file, version] of [
    ["plain.yaml", "1.10.1"],
    ["cloud.yaml", "1.7.0-rc1"],
  ] as const) {
    const { status, stderr } = cdktf(["deploy"], file, version);
    expect([status, stderr]).toEqual([0, ""]);
  }
});
