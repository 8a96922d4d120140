import { join } from "node:path";
import { App } from "cdktf";
import { reviewPlan } from "../../src/review";
import { loadSettings } from "../../src/settings/load";
import { AuditStack } from "../../src/stack/AuditStack";
import { describeWith, ready } from "../support/finding";
import type { PlanJson } from "../support/planRoot";
import { planRoot } from "../support/planRoot";
import type { StsStub } from "../support/stsStub";
import { startStsStub, stubAccount } from "../support/stsStub";
import { exampleFiles, repository } from "../support/synth";
import { temporaryFolder } from "../support/temporaryFolder";
import { findTerraform } from "../support/terraform";

const terraform = findTerraform();

describeWith([terraform], "the review reads what Terraform really plans", () => {
  const folder = temporaryFolder();
  let stub: StsStub;
  let plans: Readonly<Record<string, PlanJson>>;

  beforeAll(async () => {
    const settings = exampleFiles().flatMap((file) => loadSettings([join(repository, file)]));
    const app = new App({ outdir: join(folder, "out") });
    for (const each of settings) new AuditStack(app, each);
    app.synth();
    const existing = settings.flatMap(({ watch, region }) =>
      watch.flatMap((one) => ("bucket" in one && !one.create ? [[one.bucket, region] as const] : [])),
    );
    stub = await startStsStub(Object.fromEntries(existing));
    const stacks = settings.map(({ name }) => [name, join(folder, "out", "stacks", name)] as const);
    plans = await planRoot(
      join(folder, "root"),
      Object.fromEntries(stacks),
      ready(terraform),
      stub.environment,
    );
  }, 120_000);

  afterAll(() => stub.close());

  const reviewOf = (name: string) => reviewPlan(Buffer.from(JSON.stringify(plans[name])), name);

  test("every example is planned, and no call went unanswered", () => {
    expect(Object.keys(plans).sort()).toEqual([
      "all-buckets",
      "existing-buckets",
      "production",
      "seed",
      "staging",
    ]);
    expect(stub.unexpected).toEqual([]);
  });

  test("addresses and outputs are those of the stack alone", () => {
    const { changes, outputs } = reviewOf("seed").plan;
    expect(changes.map(({ address }) => address)).toContain("aws_cloudtrail.trail");
    expect(changes.filter(({ address }) => address.startsWith("module."))).toEqual([]);
    expect(outputs.length).toBeGreaterThan(0);
  });

  test("the account comes from the credentials, and policies are known when planning", () => {
    const { changes } = reviewOf("staging").plan;
    const policies = changes.filter(({ type }) => type === "aws_s3_bucket_policy");
    expect(JSON.stringify(policies)).toContain(`/AWSLogs/${stubAccount}/`);
  });

  test("no stack of ours is dangerous, and all that is said of one can be said for certain", () => {
    for (const name of Object.keys(plans)) {
      const { verdict, judgements } = reviewOf(name);
      expect([name, verdict]).not.toEqual([name, "dangerous"]);
      expect(judgements.filter(({ says }) => JSON.stringify(says).includes("only when"))).toEqual([]);
    }
  });
});
