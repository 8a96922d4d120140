import { execFile } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { stringify } from "yaml";
import { ExitCode } from "../../src/errors";
import type { SettingsInput } from "../../src/settings/schema";
import { CommandLine } from "../support/commandLine";
import { Emulator, fakeCredentials } from "../support/emulator";
import { describeWith, ready } from "../support/finding";
import { ProgramCopy } from "../support/synth";
import { findTerraform } from "../support/terraform";
import { createBucket, tools } from "./lifecycle";

const run = promisify(execFile);
const region = "eu-central-1";

describeWith(tools(), "from the settings to the review, and from there to the apply,", () => {
  jest.setTimeout(240_000);
  let emulator: Emulator;
  let program: ProgramCopy;
  const environment = () => ({
    ...ready(findTerraform()).env,
    AWS_ENDPOINT_URL: emulator.url,
    AWS_ACCESS_KEY_ID: fakeCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: fakeCredentials.secretAccessKey,
    ...{
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
      AWS_EC2_METADATA_DISABLED: "true",
    },
    TERRAFORM_BINARY_NAME: ready(findTerraform()).binary,
    AUDIT_CONFIG: "",
  });
  /** Results go into a bucket that is there: its lifecycle rule would take the emulator a minute. */
  const settings = (more: Partial<SettingsInput> = {}, file = "audit.yaml") =>
    writeFileSync(
      join(program.folder, file),
      stringify({
        name: "my-audit",
        region,
        watch: [{ bucket: "example-new", create: true }],
        athena: { resultBucket: { name: "example-results", create: false } },
        ...more,
      }),
    );
  const plan = async (...args: readonly string[]) => {
    const running = new CommandLine(["plan", ...args], { cwd: program.folder, env: environment() });
    const exitCode = await running.exitCode();
    return { exitCode, stdout: running.stdout, stderr: running.stderr };
  };
  const shell = (line: string) =>
    run("/bin/sh", ["-c", line], {
      cwd: program.folder,
      env: { ...process.env, ...environment() },
      maxBuffer: 1e8,
    });

  beforeAll(async () => {
    emulator = await Emulator.start();
    program = new ProgramCopy();
    settings();
    await createBucket(emulator, "example-results", region);
  });
  afterAll(async () => {
    await emulator.stop();
    program.remove();
  });

  it("the command that the plan tells applies exactly it, and then there is nothing to do", async () => {
    const first = await plan();
    expect([first.exitCode, first.stdout]).toEqual([ExitCode.ok, expect.stringMatching(/^Safe/)]);
    const [, apply = ""] = /^ {2}(\S+ -chdir=\S+ apply tfplan)$/m.exec(first.stderr) ?? [];
    expect((await shell(apply)).stdout).toMatch(
      /Apply complete! Resources: 5\d added, 0 changed, 0 destroyed/,
    );
    expect(await plan("my-audit")).toEqual({
      exitCode: ExitCode.ok,
      stdout: "Nothing to do\n0 create, 0 update, 0 replace, 0 destroy, 0 read\n",
      stderr: "",
    });
  });

  it("ends with 1 for what is dangerous, and shows the lines of what changes", async () => {
    settings({ trail: { logging: false } });
    const { exitCode, stdout } = await plan();
    expect(exitCode).toBe(ExitCode.negative);
    expect(stdout).toMatch(/^Dangerous: 1 dangerous[^]*- enable_logging: true\n +\+ enable_logging: false/);
  });

  it("says what to write where a bucket of the stack would go, or have another name", async () => {
    settings({ watch: [{ bucket: "example-other", create: true }] });
    const dropped = await plan();
    expect([dropped.exitCode, dropped.stdout]).toEqual([
      ExitCode.negative,
      expect.stringMatching(/^Dangerous: [^]*\(bucket-stripped\)/),
    ]);
    expect(dropped.stderr).toMatch(
      /^\naudit\.yaml: the bucket example-new, which this stack created, [^]*`releasedBuckets: \[example-new\]`\.\n$/,
    );
    expect(existsSync(join(program.folder, "cdktf.out/stacks/my-audit/tfplan"))).toBe(false);

    settings({ logBucket: { name: "example-log-2" } });
    const renamed = await plan();
    expect([renamed.exitCode, renamed.stdout]).toEqual([ExitCode.usage, ""]);
    expect(renamed.stderr).toMatch(/^audit\.yaml: logBucket\.name is example-log-2, and/m);
  });

  it("says that an audit is deployed in another Region than the settings have now, before anything is planned", async () => {
    settings({ region: "us-west-2" });
    expect(await plan()).toEqual({
      exitCode: ExitCode.usage,
      stdout: "",
      stderr: expect.stringMatching(
        /^audit\.yaml: region is us-west-2, but this audit is deployed in eu-central-1, .*Write `region: eu-central-1`\./,
      ) as string,
    });
    settings();
    expect(await plan()).toMatchObject({
      exitCode: ExitCode.ok,
      stdout: expect.stringMatching(/^Nothing/) as string,
    });
  });

  it("a bucket that already exists is found before the apply, which makes little before it stops", async () => {
    settings({ name: "other", logBucket: { expireAfterDays: 365 }, athena: {} }, "other.yaml");
    const { exitCode, stderr } = await plan("--settings", "other.yaml");
    expect(exitCode).toBe(ExitCode.usage);
    expect(stderr).toBe(
      "other.yaml: watch[0].create is true, but the bucket example-new already exists: the plan could not be " +
        "applied, and is neither shown nor kept. Write `create: false` to watch it as it is, or another name as watch[0].bucket.\n",
    );
    const folder = "cdktf.out/stacks/other";
    expect(existsSync(join(program.folder, folder, "tfplan"))).toBe(false);

    // whoever does not ask before learns it from S3, in seconds
    const { TERRAFORM_BINARY_NAME: terraform } = environment();
    const apply = await shell(`${terraform} -chdir=${folder} apply -no-color -auto-approve`).catch(
      (error: { stderr: string }) => error,
    );
    expect(apply.stderr).toMatch(/creating S3 Bucket \(example-new\): [^]*BucketAlready/);
    const made = (await shell(`${terraform} -chdir=${folder} state list`)).stdout.trim().split("\n");
    expect(made).toEqual(expect.arrayContaining(["aws_s3_bucket.logs", "aws_s3_bucket.results"]));
    expect(made.filter((address) => !/^(data\.|aws_s3_bucket)/.test(address))).toEqual([]);
    expect(made.filter((address) => address.includes("lifecycle"))).toEqual([]);
  });
});
