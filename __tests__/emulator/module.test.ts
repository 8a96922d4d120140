import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { resolveSettings } from "../../src/settings/resolve";
import type { SettingsInput } from "../../src/settings/schema";
import { Emulator, fakeCredentials } from "../support/emulator";
import { describeWith, ready } from "../support/finding";
import { moduleArguments, moduleFolder } from "../support/moduleCall";
import { findTerraform } from "../support/terraform";
import { promises } from "../stack/promises";
import { AppliedAudit } from "./applied";
import { createBucket, tools } from "./lifecycle";
import { remains } from "./remains";

const region = "eu-central-1";
const watched = ["example-payments", "example-invoices"];
const payments: SettingsInput = { name: "payments", region, watch: [{ bucket: "example-payments" }] };
const invoices: SettingsInput = {
  name: "invoices",
  region,
  watch: [{ bucket: "example-invoices", record: "all", prefixes: ["2026/"] }],
  logBucket: { prefix: "audit", expireAfterDays: 400 },
  trail: { multiRegion: true },
  timeZone: "Asia/Tokyo",
  tags: { team: "security" },
};
const inputs = [payments, invoices];

/** Terraform in a folder, against the emulator. */
class Root {
  constructor(
    readonly folder: string,
    private readonly emulatorUrl?: string,
  ) {}

  async run(...args: readonly string[]): Promise<{ readonly code: number; readonly told: string }> {
    const { binary, env } = ready(findTerraform());
    const own = {
      AWS_ACCESS_KEY_ID: fakeCredentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: fakeCredentials.secretAccessKey,
      AWS_EC2_METADATA_DISABLED: "true",
      ...(this.emulatorUrl !== undefined && { AWS_ENDPOINT_URL: this.emulatorUrl }),
    };
    return promisify(execFile)(binary, args, {
      cwd: this.folder,
      env: { ...process.env, ...env, ...own },
      maxBuffer: 1e8,
    }).then(
      ({ stdout, stderr }) => ({ code: 0, told: stdout + stderr }),
      ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
        code,
        told: stdout + stderr,
      }),
    );
  }
}

const succeeded = { code: 0, told: expect.any(String) as string };

describeWith(tools(), "the Terraform module, called for each of two audits in one root,", () => {
  jest.setTimeout(300_000);
  let emulator: Emulator;
  let root: Root;

  beforeAll(async () => {
    emulator = await Emulator.start();
    for (const bucket of watched) await createBucket(emulator, bucket, region);
    root = new Root(await mkdtemp(join(tmpdir(), "module-")), emulator.url);
    // a lifecycle rule takes the emulator most of a minute: both audits are made at once
    await cp(moduleFolder, join(root.folder, "module"), { recursive: true });
    await call(inputs);
    await writeFile(
      join(root.folder, "main.tf"),
      `provider "aws" {
  region = "${region}"
}

variable "audits" {
  type = any
}

module "audit" {
  for_each = var.audits
  source   = "./module"

  name            = each.key
  watched_buckets = each.value.watched_buckets
  log_bucket      = try(each.value.log_bucket, {})
  trail           = try(each.value.trail, {})
  time_zone       = try(each.value.time_zone, "UTC")
  tags            = try(each.value.tags, {})
}

output "trails" {
  value = { for name, audit in module.audit : name => audit.trail_arn }
}
`,
    );
    expect(await root.run("init", "-input=false")).toEqual(succeeded);
  });
  const call = (called: readonly SettingsInput[]) => {
    const audits = Object.fromEntries(called.map((input) => [input.name, moduleArguments(input)]));
    return writeFile(join(root.folder, "audits.auto.tfvars.json"), JSON.stringify({ audits }));
  };
  afterAll(async () => {
    await emulator?.stop();
    if (root !== undefined) await rm(root.folder, { recursive: true, force: true });
  });

  it("is applied, with the outputs of both", async () => {
    expect(await root.run("apply", "-auto-approve", "-input=false", "-no-color")).toEqual(succeeded);
    const { told } = await root.run("output", "-json", "trails");
    expect(JSON.parse(told)).toEqual({
      invoices: `arn:aws:cloudtrail:${region}:123456789012:trail/invoices-trail`,
      payments: `arn:aws:cloudtrail:${region}:123456789012:trail/payments-trail`,
    });
  });

  describe.each(inputs)("$name", (input) => {
    const settings = resolveSettings(input);
    const audit = () => new AppliedAudit(emulator, settings);

    it.each(promises)("$sentence", ({ isKept }) => isKept(audit(), settings));
  });

  it("records what the settings say, and nothing else", async () => {
    const selectorsOf = (input: SettingsInput) =>
      new AppliedAudit(emulator, resolveSettings(input)).selectors();
    expect(Object.values(await selectorsOf(payments))).toEqual([
      expect.arrayContaining([
        "readOnly equals false",
        "resources.ARN starts with arn:aws:s3:::example-payments/",
      ]),
    ]);
    expect(Object.values(await selectorsOf(invoices))).toEqual([
      expect.arrayContaining(["resources.ARN starts with arn:aws:s3:::example-invoices/2026/"]),
    ]);
  });

  it("plans no changes when nothing was changed", async () => {
    expect(await root.run("plan", "-detailed-exitcode", "-input=false", "-no-color")).toEqual(succeeded);
  });

  describe("with logs in its buckets", () => {
    const apply = () => root.run("apply", "-auto-approve", "-input=false", "-no-color");
    const destroy = () => root.run("destroy", "-auto-approve", "-input=false", "-no-color");
    const refused = (bucket: string) => ({
      code: 1,
      told: expect.stringContaining(
        `Nothing of the bucket ${bucket} was destroyed, because this audit keeps it.`,
      ) as string,
    });
    const everythingIsThere = async () => {
      for (const input of inputs) {
        const settings = resolveSettings(input);
        for (const { isKept } of promises) await isKept(new AppliedAudit(emulator, settings), settings);
        await expectLog(emulator, settings.logBucket.name);
      }
    };
    beforeAll(async () => {
      for (const input of inputs) await putLog(emulator, resolveSettings(input).logBucket.name);
    });

    it.each<[what: string, called: readonly SettingsInput[], doing: () => ReturnType<typeof apply>]>([
      ["when it is destroyed", inputs, destroy],
      [
        "when it is destroyed with a force_destroy that was not applied",
        [{ ...payments, logBucket: { forceDestroy: true } }, invoices],
        destroy,
      ],
      [
        "when its log bucket gets another name",
        [{ ...payments, logBucket: { name: "payments-log-2" } }, invoices],
        apply,
      ],
      [
        "when it is to make no log bucket any more",
        [{ ...payments, logBucket: { create: false } }, invoices],
        apply,
      ],
      ["when it is called for one audit less", [invoices], apply],
    ])("loses nothing %s", async (_, called, doing) => {
      await call(called);
      expect(await doing()).toEqual(refused("payments-log"));
      await everythingIsThere();
      // what was changed in place beside it, such as the table of a bucket of another name, changes back
      await call(inputs);
      expect(await apply()).toEqual({ code: 0, told: expect.stringContaining(" 0 destroyed.") as string });
    });

    it("gives up a log bucket that is taken out of the state as the page of the module says", async () => {
      const [command = ""] = /^terraform state rm[^]*?(?=\n```)/m.exec(await modulePage()) ?? [];
      const addresses = command.split(/[\s\\]+/).slice(3);
      expect(addresses.length).toBeGreaterThan(6);
      const ofPayments = addresses.map((address) =>
        address.replace("module.audit", 'module.audit["payments"]'),
      );
      expect(await root.run("state", "rm", ...ofPayments)).toEqual(succeeded);
      await call([{ ...payments, logBucket: { create: false } }, invoices]);
      expect(await apply()).toEqual({ code: 0, told: expect.stringContaining(" 0 destroyed.") as string });
      await everythingIsThere();
    });

    it("is destroyed, with the logs where force_destroy was applied, and leaves the bucket that was given up", async () => {
      await call([
        { ...payments, logBucket: { create: false } },
        { ...invoices, logBucket: { ...invoices.logBucket, forceDestroy: true } },
      ]);
      expect(await apply()).toEqual(succeeded);
      expect(await destroy()).toEqual(succeeded);
      expect(await remains(emulator, region, "payments-audit")).toEqual({
        buckets: [...watched, "payments-log"].sort(),
        trails: [],
        databases: [],
        workgroups: [],
        namedQueries: [],
      });
      await expectLog(emulator, "payments-log");
      const settings = resolveSettings(payments);
      const { Statement } = await new AppliedAudit(emulator, settings).bucketPolicy("payments-log");
      expect(Statement).toHaveLength(3);
    });
  });
});

describeWith(tools(), "the module's call, replaced by the blocks of its page,", () => {
  jest.setTimeout(300_000);
  const settings = resolveSettings({
    ...payments,
    athena: { resultBucket: { name: "example-results", create: false } },
  });

  it("ends the audit and leaves the log bucket as it was", async () => {
    const emulator = await Emulator.start();
    const root = new Root(await mkdtemp(join(tmpdir(), "module-removed-")), emulator.url);
    try {
      for (const bucket of ["example-payments", "example-results"])
        await createBucket(emulator, bucket, region);
      await cp(moduleFolder, join(root.folder, "module"), { recursive: true });
      const provider = `provider "aws" {\n  region = "${region}"\n}\n`;
      const call = `module "audit" {
  source = "./module"

  name            = "payments"
  watched_buckets = [{ bucket = "example-payments" }]
  athena          = { result_bucket = { name = "example-results", create = false } }
}
`;
      await writeFile(join(root.folder, "main.tf"), provider + call);
      expect(await root.run("init", "-input=false")).toEqual(succeeded);
      expect(await root.run("apply", "-auto-approve", "-input=false", "-no-color")).toEqual(succeeded);
      await putLog(emulator, "payments-log");

      const [blocks = ""] = /^removed \{[^]*?(?=\n```)/m.exec(await modulePage()) ?? [];
      await writeFile(join(root.folder, "main.tf"), `${provider}${blocks}\n`);
      expect(await root.run("init", "-input=false")).toEqual(succeeded);
      expect(await root.run("apply", "-auto-approve", "-input=false", "-no-color")).toEqual(succeeded);

      const audit = new AppliedAudit(emulator, settings);
      expect(await audit.bucket("payments-log")).toMatchObject({
        publicAccess: { BlockPublicPolicy: true },
        versioning: "Enabled",
        encryption: "AES256",
      });
      expect((await audit.bucketPolicy("payments-log")).Statement).toHaveLength(3);
      await expectLog(emulator, "payments-log");
      expect(await remains(emulator, region, "payments-audit")).toMatchObject({ trails: [], workgroups: [] });
    } finally {
      await emulator.stop();
      await rm(root.folder, { recursive: true, force: true });
    }
  });
});

const modulePage = () => readFile(join(moduleFolder, "README.md"), "utf8");
const s3Of = (emulator: Emulator) => new S3Client({ ...emulator.clientFor(region), forcePathStyle: true });
const log = { Key: "AWSLogs/a-log.json.gz" };
const putLog = (emulator: Emulator, Bucket: string) =>
  s3Of(emulator).send(new PutObjectCommand({ Bucket, ...log, Body: "evidence" }));

async function expectLog(emulator: Emulator, Bucket: string): Promise<void> {
  const { Body } = await s3Of(emulator).send(new GetObjectCommand({ Bucket, ...log }));
  expect(await Body?.transformToString()).toBe("evidence");
}

describeWith([findTerraform()], "`terraform test` in the module", () => {
  it("passes: every validation refuses what it has to, the rest is planned", async () => {
    const root = new Root(await mkdtemp(join(tmpdir(), "module-test-")));
    try {
      await cp(moduleFolder, root.folder, { recursive: true });
      expect(await root.run("init", "-input=false")).toEqual(succeeded);
      const { code, told } = await root.run("test", "-no-color");
      expect(told).toMatch(/Success! \d+ passed, 0 failed\./);
      expect(code).toBe(0);
    } finally {
      await rm(root.folder, { recursive: true, force: true });
    }
  }, 240_000);
});
