import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { normalisePlan, parsePlan, snapshotOf, type NormalisedPlan } from "../../src/review";
import { resolveSettings } from "../../src/settings/resolve";
import type { SettingsInput } from "../../src/settings/schema";
import type { Settings } from "../../src/settings/settings";
import { AuditStack } from "../../src/stack/AuditStack";
import { describeWith, ready } from "../support/finding";
import { planRoot } from "../support/planRoot";
import { startStsStub, type BucketRegions, type StsStub } from "../support/stsStub";
import { exampleFiles, loadExample } from "../support/synth";
import { findTerraform } from "../support/terraform";

const terraform = findTerraform();
const folder = mkdtempSync(join(tmpdir(), "plans-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Plans stacks together against a stub in which only these buckets are there. */
async function plan(all: readonly Settings[], buckets: BucketRegions): Promise<Map<string, NormalisedPlan>> {
  const work = mkdtempSync(join(folder, "root-"));
  const app = new App({ outdir: join(work, "cdktf.out") });
  for (const settings of all) new AuditStack(app, settings);
  app.synth();
  const stacks = all.map(({ name }) => [name, join(work, "cdktf.out", "stacks", name)] as const);
  const stub: StsStub = await startStsStub(buckets);
  try {
    const root = join(work, "root");
    mkdirSync(root);
    const plans = await planRoot(root, Object.fromEntries(stacks), ready(terraform), stub.environment);
    expect(stub.unexpected).toEqual([]);
    return new Map(
      Object.entries(plans).map(([name, json]) => [
        name,
        normalisePlan(parsePlan(Buffer.from(JSON.stringify(json)), name)),
      ]),
    );
  } finally {
    await stub.close();
  }
}

/** The buckets that an example expects to find, where it expects them. */
const lookedUp = (all: readonly Settings[]): BucketRegions =>
  Object.fromEntries(
    all.flatMap(({ region, watch }) =>
      watch.flatMap((entry) => ("bucket" in entry && !entry.create ? [[entry.bucket, region]] : [])),
    ),
  );

describeWith([terraform], "the plan of", () => {
  const files = [...exampleFiles(), "audit.yaml"];
  const settings = files.map(loadExample);
  let plans: Map<string, NormalisedPlan>;
  beforeAll(async () => {
    plans = await plan(settings, lookedUp(settings));
  }, 110_000);

  it.each(files.map((file, index) => [file, settings[index]!.name]))(
    "%s is what was reviewed",
    (_file, name) => {
      expect(snapshotOf(plans.get(name)!)).toMatchSnapshot();
    },
  );

  it.each(files.map((file, index) => [file, settings[index]!.name]))(
    "%s holds nothing of this machine, this day or these versions",
    (_file, name) => {
      const text = JSON.stringify(snapshotOf(plans.get(name)!));
      expect(text).not.toMatch(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/);
      expect(text).not.toContain(tmpdir());
      expect(text).not.toMatch(/terraform_version|"1\.\d+\.\d+"/);
    },
  );
});

describeWith([terraform], "a plan stops with a sentence when", () => {
  const input: SettingsInput = {
    name: "broken",
    region: "eu-central-1",
    watch: [{ bucket: "example-elsewhere" }],
  };
  const refusal = async (settings: SettingsInput, buckets: BucketRegions): Promise<string> => {
    const failure: unknown = await plan([resolveSettings(settings)], buckets).then(
      () => "it was planned",
      (error: unknown) => error,
    );
    // Terraform wraps its sentences and draws a frame around them
    const { stderr = String(failure) } = failure as { stderr?: string };
    return stderr.replace(/[│╷╵\s]+/g, " ");
  };

  it("a watched bucket lies in another Region than the trail", async () => {
    expect(await refusal(input, { "example-elsewhere": "us-west-2" })).toContain(
      "The watched bucket example-elsewhere (example-elsewhere.s3.us-west-2.amazonaws.com) lies in another " +
        "Region than the trail broken-trail, which records buckets of eu-central-1 only. Set trail.multiRegion " +
        "to true, or give the bucket a settings file with its own region.",
    );
  }, 60_000);

  it("a watched bucket is not there", async () => {
    expect(await refusal(input, {})).toMatch(/example-elsewhere.*(empty result|not ?found|couldn't find)/i);
  }, 60_000);

  it("the credentials are another account's than the settings say", async () => {
    const other = { ...input, accountId: "123456789013" };
    expect(await refusal(other, { "example-elsewhere": "eu-central-1" })).toMatch(
      /AWS account ID not allowed: 123456789012/i,
    );
  }, 60_000);
});
