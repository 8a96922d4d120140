import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import fc from "fast-check";
import { reviewPlan } from "../../src/review";
import { resolveSettings } from "../../src/settings/resolve";
import type { SettingsInput } from "../../src/settings/schema";
import { AuditStack } from "../../src/stack/AuditStack";
import { describeWith, ready } from "../support/finding";
import { moduleSettings } from "../support/goodSettings";
import { literal, moduleArguments, moduleFolder } from "../support/moduleCall";
import { planRoot } from "../support/planRoot";
import { startStsStub } from "../support/stsStub";
import { findTerraform } from "../support/terraform";

const terraform = findTerraform();
const work = mkdtempSync(join(tmpdir(), "module-plans-"));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const written: readonly SettingsInput[] = [
  { name: "least", region: "eu-central-1", watch: [{ bucket: "example-payments" }] },
  {
    name: "most",
    region: "ap-northeast-1",
    tags: { team: "security" },
    watch: [
      ...["one", "two", "three", "four", "five", "six", "seven"].map((word) => ({
        bucket: `example-${word}`,
      })),
      { bucket: "example-reads", record: "read", prefixes: ["img/", "größe&<x>/"] },
      { bucket: "example-both", record: "all", prefixes: ["only/"] },
    ],
    logBucket: {
      name: "our-log",
      prefix: "audit/",
      expireAfterDays: 400,
      archiveAfterDays: 90,
      forceDestroy: true,
    },
    trail: { name: "our.trail", logging: false, multiRegion: true, validateLogFiles: false },
    timeZone: "Asia/Tokyo",
    athena: {
      database: "our_database",
      table: "our_table",
      workgroup: "Our.Workgroup",
      maxScanPerQuery: "1.5 GB",
      lookBackDays: 30,
      resultBucket: { name: "our-results", keepDays: 7 },
    },
  },
  {
    name: "own-buckets",
    region: "us-gov-west-1",
    watch: [
      { allBuckets: true, except: ["example-cache", "example.dots"], record: "write" },
      { bucket: "example-cache", record: "all" },
    ],
    logBucket: { name: "our-own-log", create: false },
    athena: { resultBucket: { name: "our-own-results", create: false } },
  },
];

/** Watched buckets are there, each in the Region of its audit. */
const found = (inputs: readonly SettingsInput[]) =>
  Object.fromEntries(
    inputs.flatMap(({ region, watch }) =>
      watch.flatMap((entry) => ("bucket" in entry ? [[entry.bucket, region]] : [])),
    ),
  );

describeWith([terraform], "for the same settings the module plans what the stack plans", () => {
  const random = fc.sample(moduleSettings, { numRuns: 4, seed: 7 });
  const inputs: readonly SettingsInput[] = [...written, ...random].map((input, index) => ({
    ...input,
    watch: input.watch.map((entry) =>
      // one name can lie in one Region only
      "bucket" in entry && index >= written.length ? { ...entry, bucket: `${entry.bucket}${index}` } : entry,
    ),
  }));
  const names = inputs.map((_, index) => `settings_${index}`);
  let plans: Readonly<Record<string, unknown>>;

  beforeAll(async () => {
    const app = new App({ outdir: join(work, "cdktf.out") });
    const stacks = inputs.map((input, index) => {
      const stack = new AuditStack(app, { ...resolveSettings(input) });
      return [`stack_${index}`, join(work, "cdktf.out", "stacks", stack.node.id)] as const;
    });
    app.synth();
    const calls = inputs.map((input, index) => [
      `module_${index}`,
      { source: moduleFolder, region: input.region, given: literal(moduleArguments(input)) as object },
    ]);
    const stub = await startStsStub(found(inputs));
    const root = join(work, "root");
    mkdirSync(root);
    try {
      plans = await planRoot(
        root,
        Object.fromEntries(stacks),
        ready(terraform),
        stub.environment,
        Object.fromEntries(calls) as Parameters<typeof planRoot>[4],
      );
    } finally {
      await stub.close();
    }
  }, 170_000);

  /** What a plan would make and tell, under the stack's addresses. */
  const planned = (name: string) => {
    const { plan } = reviewPlan(Buffer.from(JSON.stringify(plans[name])), name);
    return {
      resources: plan.changes
        // that a bucket is not kept has to be remembered only where one could have been made: the module makes one
        .filter(
          ({ type, after }) => type !== "terraform_data" || JSON.stringify(after).includes('"kept":true'),
        )
        .map(({ address, action, after }) => ({ address: address.replace(/\[0\]$/, ""), action, after })),
      outputs: plan.outputs
        .filter(({ after }) => after !== null)
        // a root's outputs are printed by name, and two are named so that they come first
        .map(({ name: output, after }) => ({ output: output.replace(/^athena_/, ""), after }))
        .sort((one, other) => (one.output < other.output ? -1 : 1)),
    };
  };

  it.each(names)("%s", (name) => {
    const index = names.indexOf(name);
    const fromStack = planned(`stack_${index}`);
    expect(fromStack.resources.length).toBeGreaterThan(40);
    expect(planned(`module_${index}`)).toEqual(fromStack);
  });
});
