import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import {
  preparedStatementName,
  renderNamedQuery,
  renderPreparedStatement,
  renderView,
  savedQuestions,
} from "../../src/questions";
import { reviewPlan, snapshotOf, type Review } from "../../src/review";
import { resolveSettings } from "../../src/settings/resolve";
import type { SettingsInput } from "../../src/settings/schema";
import type { Settings } from "../../src/settings/settings";
import { AuditStack } from "../../src/stack/AuditStack";
import { describeWith, ready } from "../support/finding";
import { planRoot } from "../support/planRoot";
import { startStsStub, stubAccount, type BucketRegions, type StsStub } from "../support/stsStub";
import { exampleFiles, loadExample } from "../support/synth";
import { findTerraform } from "../support/terraform";

const terraform = findTerraform();
const folder = mkdtempSync(join(tmpdir(), "plans-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Plans stacks together against a stub in which only these buckets are there. */
async function plan(
  all: readonly Settings[],
  buckets: BucketRegions,
  isValidated = true,
): Promise<Map<string, Review>> {
  const work = mkdtempSync(join(folder, "root-"));
  const app = new App({ outdir: join(work, "cdktf.out") });
  for (const settings of all) new AuditStack(app, settings);
  app.synth();
  const stacks = all.map(({ name }) => [name, join(work, "cdktf.out", "stacks", name)] as const);
  const stub: StsStub = await startStsStub(buckets);
  try {
    const root = join(work, "root");
    mkdirSync(root);
    const folders = Object.fromEntries(stacks);
    const plans = await planRoot(root, folders, ready(terraform), stub.environment, {}, isValidated);
    expect(stub.unexpected).toEqual([]);
    return new Map(
      Object.entries(plans).map(([name, json]) => [
        name,
        reviewPlan(Buffer.from(JSON.stringify(json)), name),
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

/** The SQL that a stack must hold, by text: whose it is. */
function knownSql({ athena, timeZone }: Settings): ReadonlyMap<string, string> {
  const catalog = { database: athena.database, table: athena.table, timeZone };
  return new Map([
    [renderView(catalog), "SQL of the view object_events"],
    ...savedQuestions.map((one) => [renderNamedQuery(one, catalog), `SQL of ${one.name}`] as const),
    ...savedQuestions.map(
      (one) =>
        [
          renderPreparedStatement(one, catalog).sql,
          `SQL of ${preparedStatementName(one)} with its parameters`,
        ] as const,
    ),
  ]);
}

/** A value with each text that is exactly such SQL named instead: written out, it stands in the seed's plan. */
function withSqlNamed(value: unknown, known: ReadonlyMap<string, string>): unknown {
  if (typeof value === "string") return known.get(value) ?? value;
  if (Array.isArray(value)) return value.map((element) => withSqlNamed(element, known));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withSqlNamed(inner, known)]));
}

describeWith([terraform], "the plan of", () => {
  const files = [...exampleFiles(), "audit.yaml"];
  const settings = files.map(loadExample);
  let reviews: Map<string, Review>;
  beforeAll(async () => {
    reviews = await plan(settings, lookedUp(settings));
  }, 110_000);
  const reviewOf = (name: string): Review => {
    const review = reviews.get(name);
    if (review === undefined) throw new Error(`${name} was not planned`);
    return review;
  };

  describe.each(files.map((file, index) => ({ file, one: settings[index]! })))("$file", ({ file, one }) => {
    it("is what was reviewed", () => {
      const planned: unknown = JSON.parse(JSON.stringify(snapshotOf(reviewOf(one.name).plan)));
      expect(
        file === "examples/seed.yaml" ? planned : withSqlNamed(planned, knownSql(one)),
      ).toMatchSnapshot();
    });

    it("holds nothing of this machine, this day or these versions", () => {
      const text = JSON.stringify(snapshotOf(reviewOf(one.name).plan));
      expect(text).not.toMatch(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/);
      expect(text).not.toContain(tmpdir());
      expect(text).not.toMatch(/terraform_version|"1\.\d+\.\d+"/);
    });

    it("is not dangerous, and what a reviewer is told of it is certain", () => {
      const { verdict, judgements } = reviewOf(one.name);
      expect(verdict).not.toBe("dangerous");
      expect(judgements.filter(({ says }) => JSON.stringify(says).includes("only when"))).toEqual([]);
    });
  });

  it("a stack without an account shows that of the credentials in its policies", () => {
    const policies = reviewOf("staging").plan.changes.filter(({ type }) => type === "aws_s3_bucket_policy");
    expect(JSON.stringify(policies)).toContain(`/AWSLogs/${stubAccount}/`);
  });
});

describeWith([terraform], "a plan stops with a sentence when", () => {
  const input: SettingsInput = {
    name: "broken",
    region: "eu-central-1",
    watch: [{ bucket: "example-elsewhere" }],
  };
  const refusal = async (settings: SettingsInput, buckets: BucketRegions): Promise<string> => {
    const failure: unknown = await plan([resolveSettings(settings)], buckets, false).then(
      () => "it was planned",
      (error: unknown) => error,
    );
    // Terraform wraps its sentences and draws a frame around them
    const { stderr = String(failure) } = failure as { stderr?: string };
    return stderr.replace(/[│╷╵\s]+/g, " ");
  };

  it("a watched bucket is in another Region than the trail", async () => {
    expect(await refusal(input, { "example-elsewhere": "us-west-2" })).toContain(
      "The watched bucket example-elsewhere (example-elsewhere.s3.us-west-2.amazonaws.com) is in another " +
        "Region than the trail broken-trail, which records buckets of eu-central-1 only. Set trail.multiRegion " +
        "to true, or give the bucket a settings file with its own region.",
    );
  }, 60_000);

  it("a watched bucket is not there", async () => {
    expect(await refusal(input, {})).toMatch(/example-elsewhere.*(empty result|not ?found|couldn't find)/i);
  }, 60_000);

  it("the credentials are another account's than the settings say", async () => {
    const other = { ...input, accountId: "210987654321" };
    expect(await refusal(other, { "example-elsewhere": "eu-central-1" })).toMatch(
      /AWS account ID not allowed: 123456789012/i,
    );
  }, 60_000);
});
