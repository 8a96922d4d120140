import { execFile } from "node:child_process";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { resolveSettings } from "../../src/settings/resolve";
import type { SettingsInput } from "../../src/settings/schema";
import { Emulator, fakeCredentials } from "../support/emulator";
import { describeWith, ready } from "../support/finding";
import { moduleArguments, moduleFolder } from "../support/moduleCall";
import { findTerraform } from "../support/terraform";
import { AppliedAudit } from "./applied";
import { expectCatalog, expectDelivery, expectPrivateBuckets, expectWorkgroup } from "./expectations";
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
    const calls = Object.fromEntries(inputs.map((input) => [input.name, moduleArguments(input)]));
    await writeFile(join(root.folder, "audits.auto.tfvars.json"), JSON.stringify({ audits: calls }));
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

    it("has a trail that delivers, and may deliver, as the settings say", () =>
      expectDelivery(audit(), settings));
    it("has private buckets", () => expectPrivateBuckets(audit(), settings));
    it("has a table and a view that Athena can read", () => expectCatalog(audit(), settings));
    it("has a workgroup with bounded cost and saved queries", () => expectWorkgroup(audit(), settings));
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

  it("is destroyed and leaves nothing but the watched buckets", async () => {
    expect(await root.run("destroy", "-auto-approve", "-input=false", "-no-color")).toEqual(succeeded);
    expect(await remains(emulator, region, "payments-audit")).toEqual({
      buckets: [...watched].sort(),
      trails: [],
      databases: [],
      workgroups: [],
      namedQueries: [],
    });
  });
});

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
