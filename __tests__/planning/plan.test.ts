import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { ExitCode } from "../../src/errors";
import { CommandLine } from "../support/commandLine";
import { describeWith, ready } from "../support/finding";
import { type BucketRegions, startStsStub } from "../support/stsStub";
import { ProgramCopy } from "../support/synth";
import { temporaryFolder, writeFiles } from "../support/temporaryFolder";
import { findTerraform } from "../support/terraform";

const terraform = findTerraform();
const program = new ProgramCopy();
const elsewhere = temporaryFolder();
const elsewhereSynthesized = temporaryFolder();
afterAll(() => program.remove());

const settings = (file: string, text: string) => writeFileSync(join(program.folder, file), text);
const inStack = (name: string, file = "") => join(program.folder, "cdktf.out", "stacks", name, file);
const unset = { NO_COLOR: "1", AUDIT_CONFIG: "", TERRAFORM_BINARY_NAME: "" };

async function plan(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  cwd = program.folder,
) {
  const running = new CommandLine(["plan", ...args], {
    cwd,
    env: { ...unset, ...env },
  });
  const exitCode = await running.exitCode();
  return { exitCode, stdout: running.stdout, stderr: running.stderr };
}

/** A program in Terraform's place that answers as it would: what it prints and how it ends, by its first argument. */
function standIn(name: string, answers: Readonly<Record<string, readonly [number, string]>>): string {
  const file = join(program.folder, name);
  const version = [0, JSON.stringify({ terraform_version: "1.11.4" })];
  writeFileSync(
    file,
    `#!${process.execPath}\nconst [code, text] = ${JSON.stringify({ version, init: [0, ""], ...answers })}[process.argv[2]];\n` +
      "process.stdout.write(text);\nprocess.exitCode = code;\n",
    { mode: 0o755 },
  );
  return file;
}
const complaint = (summary: string, detail = "", address?: string) =>
  `${JSON.stringify({ type: "diagnostic", diagnostic: { severity: "error", summary, detail, address } })}\n`;

/** What a synth has left, in a folder whose app does nothing any more: every run of it would take seconds. */
function synthesized(): string {
  writeFiles(elsewhereSynthesized, {
    "cdktf.json": '{"app": "true"}',
    "audit.yaml": "{name: my-audit, region: eu-central-1, watch: [{bucket: example-found}]}",
    "cdktf.out/manifest.json": JSON.stringify({
      stacks: { "my-audit": { name: "my-audit", synthesizedStackPath: "stacks/my-audit/cdk.tf.json" } },
    }),
    "cdktf.out/stacks/my-audit/cdk.tf.json":
      '{"terraform": {"required_version": ">= 1.5.0"}, "resource": {}}',
  });
  return elsewhereSynthesized;
}

/** Credentials that open nothing, and nobody who listens. */
const nowhere = {
  ...{ AWS_ENDPOINT_URL: "http://127.0.0.1:9", AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" },
  ...{
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_EC2_METADATA_DISABLED: "true",
  },
};

describe("before Terraform is asked for anything", () => {
  it("says where it runs, in a folder without a program", async () => {
    const { exitCode, stderr } = await plan([], {}, elsewhere);
    expect([exitCode, stderr]).toEqual([
      ExitCode.usage,
      expect.stringMatching(/^There is no cdktf\.json .*checkout/),
    ]);
  });

  it("lists the stacks where there are several, and knows a name that is nearly right", async () => {
    const files = "examples/two-accounts/production.yaml,examples/two-accounts/staging.yaml";
    expect(await plan(["--settings", files])).toMatchObject({
      exitCode: ExitCode.usage,
      stderr: expect.stringMatching(
        /^There are 2 stacks, .*: production, staging\. .*s3-audit plan production/,
      ) as string,
    });
    expect(await plan(["prodution"], { AUDIT_CONFIG: files })).toMatchObject({
      exitCode: ExitCode.usage,
      stderr: `settings: ${files.replace(",", ", ")} (AUDIT_CONFIG)\nThere is no stack "prodution". Did you mean \`production\`?\n`,
    });
  });

  it("hands on what the app says of the settings", async () => {
    settings("broken.yaml", "name: broken\nregion: eu-central-1\nwatch: [{bucket: Upper}]\n");
    expect(await plan(["--settings", "broken.yaml"])).toMatchObject({
      exitCode: ExitCode.usage,
      stdout: "",
      stderr: expect.stringMatching(/^broken\.yaml:3: watch\[0\]\.bucket is "Upper"/) as string,
    });
  });

  it("says what to install where Terraform is missing, too old or something else", async () => {
    const old = standIn("old", { version: [0, JSON.stringify({ terraform_version: "1.4.6" })] });
    const other = standIn("other", { version: [1, ""] });
    const refusals = [];
    // one after the other: each synthesizes into the same folder
    for (const binary of ["no-such-terraform", old, other]) {
      refusals.push(await plan([], { TERRAFORM_BINARY_NAME: binary }));
    }
    expect(refusals.map(({ exitCode }) => exitCode)).toEqual([
      ExitCode.engine,
      ExitCode.engine,
      ExitCode.engine,
    ]);
    expect(refusals.map(({ stderr }) => stderr)).toEqual([
      expect.stringMatching(
        /^There is no program no-such-terraform on the PATH, and this command needs Terraform 1\.7\.0 or newer\. Install/,
      ),
      expect.stringMatching(/is version 1\.4\.6, and these settings need Terraform 1\.7\.0 or newer/),
      expect.stringMatching(/does not report its version/),
    ]);
  });
});

describe("what Terraform says of a failure is shown, and below it what it means", () => {
  const frame = (text: string) => `╷\n${text.replace(/^/gm, "│ ")}\n╵\n`;
  const lock =
    "resource temporarily unavailable\nLock Info:\n  ID:        12ab\n  Who:       taro@host\n  Created:   2026-11-20 09:00:00 +0000 UTC\n";
  test.each([
    [
      "a state that is locked",
      { plan: [1, complaint("Error acquiring the state lock", lock)] },
      4,
      /Who: +taro@host[^]*The state is locked, by taro@host since 2026-11-20 09:00.*force-unlock 12ab`/,
    ],
    [
      "credentials that have expired",
      {
        plan: [1, complaint("Retrieving AWS account details: api error ExpiredToken: The token has expired")],
      },
      4,
      /Error: Retrieving AWS[^]*rejects these credentials, which may have expired \(ExpiredToken\)/,
    ],
    [
      "another account",
      { plan: [1, complaint("AWS account ID not allowed: 210987654321")] },
      2,
      /audit\.yaml: accountId is not that of these credentials, which belong to the account 210987654321/,
    ],
    [
      "a registry out of reach",
      {
        init: [
          1,
          frame(
            "Error: Failed to query available provider packages\n\nCould not retrieve the list of available versions for provider hashicorp/aws:\ncould not connect to registry.terraform.io",
          ),
        ],
      },
      4,
      /Error: Failed to query available provider packages\n[^]*Terraform could not get the AWS provider\./,
    ],
    [
      "a backend that is another now",
      {
        init: [
          1,
          frame(
            "Error: Backend configuration changed\n\nA change in the backend configuration has been detected",
          ),
        ],
      },
      4,
      /name another place for the state than before\..*init -migrate-state/,
    ],
    [
      "a workspace without a login",
      { init: [1, frame("Error: Required token could not be found\n\nRun the following command")] },
      4,
      /has no token that the backend accepts/,
    ],
    [
      "a workspace whose plans cannot be kept",
      {
        plan: [1, frame('Error: Saving a generated plan is currently not supported\n\nThe "remote" backend')],
      },
      4,
      /install Terraform 1\.6 or newer/,
    ],
    [
      "a log bucket with another name",
      {
        plan: [
          1,
          complaint(
            "Instance cannot be destroyed",
            "Resource aws_s3_bucket.logs has lifecycle.prevent_destroy set, but the plan calls for this resource to be destroyed.",
          ),
        ],
      },
      2,
      /audit\.yaml: logBucket\.name is my-audit-log, and [^]*as they were deployed\. [^]*old name and `create: false` below logBucket,/,
    ],
    [
      "a saved query that somebody deleted",
      {
        plan: [
          1,
          complaint(
            "reading Athena Named Query (12ab): operation error Athena: GetNamedQuery, InvalidRequestException: NamedQuery 12ab was not found",
            "",
            "aws_athena_named_query.deletions",
          ),
        ],
      },
      4,
      /The saved query aws_athena_named_query\.deletions is no longer in Athena\. Use the `region`.*-chdir=cdktf\.out\/stacks\/my-audit state rm aws_athena_named_query\.deletions`/,
    ],
    [
      "a failure that is not known",
      { plan: [1, "Error: something new\n\nof which nothing is known"] },
      4,
      /Error: something new\n  of which nothing is known\n\nterraform plan of my-audit failed; .*-chdir=cdktf\.out\/stacks\/my-audit plan`/,
    ],
    [
      "one that is known beside one that is not",
      { plan: [1, complaint("AWS account ID not allowed: 210987654321") + complaint("something new")] },
      4,
      /accountId is not that[^]*terraform plan of my-audit failed/,
    ],
  ] as const)("%s", async (_what, answers, exitCode, told) => {
    const binary = standIn("terraform", answers);
    const seen = await plan([], { ...nowhere, TERRAFORM_BINARY_NAME: binary }, synthesized());
    expect(seen).toEqual({ exitCode, stdout: "", stderr: expect.stringMatching(told) as string });
  });
});

describe("an audit that is deployed in another Region", () => {
  const stateIn = (region: string) =>
    JSON.stringify({
      version: 4,
      resources: [
        {
          mode: "data",
          instances: [{ attributes: { arn: "arn:aws:athena:us-west-2:123456789012:workgroup/a" } }],
        },
        { mode: "managed", instances: [{ attributes: { arn: "arn:aws:s3:::my-audit-log" } }, {}] },
        {
          mode: "managed",
          instances: [{ attributes: { arn: `arn:aws:athena:${region}:123456789012:workgroup/a` } }],
        },
      ],
    });
  const planFrom = (state: readonly [number, string]) =>
    plan(
      [],
      {
        ...nowhere,
        TERRAFORM_BINARY_NAME: standIn("terraform", {
          state,
          plan: [1, complaint("AWS account ID not allowed: 1")],
        }),
      },
      synthesized(),
    );

  it("is said before Terraform plans anything, with the setting that is to be put back", async () => {
    expect(await planFrom([0, stateIn("ap-northeast-1")])).toEqual({
      exitCode: ExitCode.usage,
      stdout: "",
      stderr:
        "audit.yaml: region is eu-central-1, but this audit is deployed in ap-northeast-1, and its resources cannot move to " +
        "another Region: Terraform would lose track of what it created there. Write `region: ap-northeast-1`. For an audit " +
        "in eu-central-1, write another settings file with another `name`, from which the names of its buckets and of its " +
        "state are derived. If you no longer need this one, run `npx cdktf destroy my-audit` with its own settings " +
        '("Destroy, and release buckets" in the README).\n',
    });
  });

  it.each([
    ["the same Region", [0, stateIn("eu-central-1")]],
    ["no state yet", [0, ""]],
    ["a state that cannot be had", [1, "no"]],
    [
      "a state of another shape",
      [0, '{"resources": [{"mode": "managed"}, {"mode": "managed", "instances": [{"attributes": null}]}]}'],
    ],
  ] as const)("%s: Terraform is asked", async (_what, state) => {
    expect((await planFrom(state)).stderr).toMatch(/accountId is not that/);
  });
});

describe("a plan that makes a bucket in the place of another", () => {
  it("is not shown where the name is taken", async () => {
    const bucket = (name: string) => ({ bucket: name, force_destroy: true });
    const resource = {
      address: "aws_s3_bucket.results",
      mode: "managed",
      type: "aws_s3_bucket",
      name: "results",
      provider_name: "registry.terraform.io/hashicorp/aws",
      change: {
        actions: ["delete", "create"],
        before: bucket("example-old"),
        after: bucket("example-taken"),
        after_unknown: {},
        before_sensitive: {},
        after_sensitive: {},
      },
    };
    const shown = JSON.stringify({ format_version: "1.2", resource_changes: [resource] });
    const binary = standIn("terraform", { plan: [0, ""], show: [0, shown] });
    const stub = await startStsStub({ "example-taken": "eu-central-1", "example-found": "eu-central-1" });
    try {
      const env = { ...stub.environment, TERRAFORM_BINARY_NAME: binary };
      expect(await plan([], env, synthesized())).toEqual({
        exitCode: ExitCode.usage,
        stdout: "",
        stderr: expect.stringMatching(
          /^aws_s3_bucket\.results would create the bucket example-taken, which already exists: /,
        ) as string,
      });
    } finally {
      await stub.close();
    }
  });
});

describeWith([terraform], "with the real Terraform", () => {
  jest.setTimeout(240_000);
  const withStub = async (
    args: readonly string[],
    buckets: BucketRegions,
    env: Readonly<Record<string, string>> = {},
  ) => {
    const stub = await startStsStub(buckets);
    try {
      return await plan(args, {
        ...ready(terraform).env,
        ...stub.environment,
        ...env,
        TERRAFORM_BINARY_NAME: ready(terraform).binary,
      });
    } finally {
      await stub.close();
    }
  };

  it("shows the review on a screen's length, and how to apply exactly this plan", async () => {
    const { exitCode, stdout, stderr } = await withStub([], {});
    expect(exitCode).toBe(ExitCode.ok);
    expect(stdout).toMatch(/^Safe: 2 notes\n63 create, 0 update/);
    expect(stdout).toContain("aws_s3_bucket (3): logs, results, watched_miyagawa-test\n");
    expect(stdout.split("\n").length).toBeLessThan(50);
    expect(stdout).not.toMatch(/SELECT|Terraform will perform|Refreshing/);
    expect(stderr).toContain(
      "  " + ready(terraform).binary + " -chdir=cdktf.out/stacks/miyagawa-test apply tfplan\n",
    );
    // the plan holds values of the state: it is nowhere else
    expect(existsSync(inStack("miyagawa-test", "tfplan"))).toBe(true);
    expect(readdirSync(program.folder).filter((file) => /plan|lock|tfstate/.test(file))).toEqual([]);
  });

  it("finds a bucket that already exists, whosever it is, and keeps no plan", async () => {
    const { exitCode, stdout, stderr } = await withStub([], {
      "miyagawa-test": "ap-northeast-1",
      "miyagawa-test-log": "us-west-2",
    });
    expect(exitCode).toBe(ExitCode.usage);
    // no verdict of a plan that could not be applied
    expect(stdout).toBe("");
    expect(stderr.split("\n")).toEqual([
      expect.stringMatching(
        /^audit\.yaml: logBucket\.create is true, but the bucket miyagawa-test-log already exists: .*`create: false` below logBucket.*or another name as logBucket\.name\.$/,
      ),
      expect.stringMatching(
        /^audit\.yaml: watch\[0\]\.create is true, but the bucket miyagawa-test already exists: .*Write `create: false` to watch it as it is, or another name as watch\[0\]\.bucket\.$/,
      ),
      "",
    ]);
    expect(existsSync(inStack("miyagawa-test", "tfplan"))).toBe(false);
  });

  it("finds every bucket that is not where the settings say, before there is a plan", async () => {
    settings(
      "elsewhere.yaml",
      "{name: elsewhere, region: eu-central-1, watch: [{bucket: example-absent}, {bucket: example-oregon}], " +
        "logBucket: {name: example-logs, create: false}, athena: {resultBucket: {name: example-west, create: false}}}",
    );
    const { exitCode, stdout, stderr } = await withStub(["--settings", "elsewhere.yaml"], {
      "example-west": "us-west-2",
      "example-oregon": "us-west-2",
    });
    expect([exitCode, stdout]).toEqual([ExitCode.usage, ""]);
    expect(stderr.split("\n")).toEqual([
      "elsewhere.yaml: watch[0].create is false, but there is no bucket example-absent. Write `create: true` to create it, or correct watch[0].bucket.",
      expect.stringMatching(
        /^elsewhere\.yaml: watch\[1\]\.bucket is example-oregon, a bucket in us-west-2, but the trail elsewhere-trail records buckets of eu-central-1 only\. Set trail\.multiRegion/,
      ),
      expect.stringMatching(
        /^elsewhere\.yaml: logBucket\.create is false, but there is no bucket example-logs\. Write `create: true` below logBucket/,
      ),
      expect.stringMatching(
        /^elsewhere\.yaml: athena\.resultBucket\.name is example-west, a bucket in us-west-2, but Athena in eu-central-1/,
      ),
      "",
    ]);
  });

  it("says which names were not checked where S3 does not answer, and which bucket Terraform could not look up", async () => {
    const silent = { AWS_ENDPOINT_URL_S3: "http://127.0.0.1:9" };
    const unchecked = await withStub(["miyagawa-test", "--format", "json"], {}, silent);
    expect(unchecked.exitCode).toBe(ExitCode.ok);
    // standard output holds the review and nothing else
    expect(JSON.parse(unchecked.stdout)).toMatchObject({ verdict: "safe", counts: { create: 63 } });
    expect(
      unchecked.stderr.match(/^not checked: whether the bucket (\S+) already exists \(ECONNREFUSED/gm),
    ).toHaveLength(3);
    settings("found.yaml", "{name: found, region: eu-central-1, watch: [{bucket: example-found}]}");
    const lookedUp = await withStub(["--settings", "found.yaml"], {}, silent);
    expect(lookedUp.exitCode).toBe(ExitCode.engine);
    expect(lookedUp.stderr).toMatch(/^S3 gave no answer about the bucket example-found \(ECONNREFUSED/m);
    expect(lookedUp.stderr).not.toMatch(/there is no bucket/);
  });

  it("says what to do without credentials, and leaves no plan of before", async () => {
    writeFileSync(inStack("miyagawa-test", "tfplan"), "of before");
    const { exitCode, stderr } = await withStub([], {}, { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "" });
    expect(exitCode).toBe(ExitCode.engine);
    expect(stderr).toMatch(
      /Error: No valid credential sources found[^]*\nTerraform found no AWS credentials\. Sign in/,
    );
    expect(existsSync(inStack("miyagawa-test", "tfplan"))).toBe(false);
  });

  it("lets Terraform end properly on Ctrl-C: no lock and no process are left", async () => {
    // Terraform is in the middle of it, with the state's lock in its hands: it waits for an answer
    const stub = await startStsStub({}, { afterMs: 4_000 });
    const lock = join(program.folder, ".terraform.miyagawa-test.tfstate.lock.info");
    const running = new CommandLine(["plan"], {
      cwd: program.folder,
      env: {
        ...unset,
        ...ready(terraform).env,
        ...stub.environment,
        TERRAFORM_BINARY_NAME: ready(terraform).binary,
      },
    });
    try {
      await running.until(() => existsSync(lock));
      await pause(1_000);
      expect(await running.interrupt()).toBe(ExitCode.interrupted);
      expect(existsSync(lock)).toBe(false);
      expect(running.stdout + running.stderr).toBe("");
    } finally {
      await running.remove();
      await stub.close();
      rmSync(lock, { force: true });
    }
  });
});
