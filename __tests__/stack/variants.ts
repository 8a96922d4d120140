import { resolveSettings } from "../../src/settings/resolve";
import type { SettingsInput } from "../../src/settings/schema";
import type { Settings } from "../../src/settings/settings";
import { exampleFiles, loadExample, synthesize, type Synthesized } from "../support/synth";

const least: SettingsInput = {
  name: "payments",
  region: "eu-central-1",
  watch: [{ bucket: "example-payments" }],
};

const written: Readonly<Record<string, SettingsInput>> = {
  "the least there can be": least,
  "everything set": {
    name: "all-set",
    region: "ap-northeast-1",
    accountId: "210987654321",
    tags: { team: "security", "cost center": "42" },
    watch: [
      { bucket: "example-reads", record: "read", prefixes: ["img/", "a b/"] },
      { bucket: "example-both", record: "all", prefixes: ["only/"] },
      { bucket: "www.example.com", create: true, record: "write" },
      { bucket: "example-uploads", create: true, record: "all" },
    ],
    releasedBuckets: ["example-once"],
    logBucket: {
      name: "our-log",
      prefix: "audit/2026/",
      archiveAfterDays: 90,
      expireAfterDays: 400,
      forceDestroy: true,
    },
    trail: { name: "our.trail", logging: false, multiRegion: true, validateLogFiles: false },
    timeZone: "America/Argentina/Buenos_Aires",
    athena: {
      database: "our_database",
      table: "our_table",
      workgroup: "Our.Workgroup",
      maxScanPerQuery: "1.5 GB",
      lookBackDays: 30,
      resultBucket: { name: "our-results", keepDays: 7 },
    },
    backend: { type: "s3", bucket: "our-states" },
  },
  "logs that expire": { ...least, logBucket: { expireAfterDays: 365 } },
  "logs that are archived": { ...least, logBucket: { archiveAfterDays: 30 } },
  "a prefix in the log bucket": { ...least, logBucket: { prefix: "audit" } },
  "a log bucket of one's own": {
    ...least,
    logBucket: { name: "our-own-log", create: false, prefix: "trail" },
  },
  "a result bucket of one's own": {
    ...least,
    athena: { resultBucket: { name: "our-own-results", create: false } },
  },
  "no bucket made at all": {
    ...least,
    accountId: "123456789012",
    logBucket: { name: "our-own-log", create: false },
    athena: { resultBucket: { name: "our-own-results", create: false } },
  },
  "all buckets, beside one that is read": {
    ...least,
    watch: [
      { allBuckets: true, except: ["example-cache"] },
      { bucket: "example-cache", record: "all" },
    ],
  },
  "reads of all buckets": { ...least, watch: [{ allBuckets: true, record: "read" }] },
  China: { ...least, region: "cn-north-1", watch: [{ bucket: "example-payments", create: true }] },
  "China, every Region": { ...least, region: "cn-northwest-1", trail: { multiRegion: true } },
  GovCloud: { ...least, region: "us-gov-west-1" },
  "GovCloud, every Region": {
    ...least,
    region: "us-gov-east-1",
    watch: [{ allBuckets: true }],
    trail: { multiRegion: true },
  },
  "a workspace of Terraform Cloud": {
    ...least,
    backend: { type: "cloud", organization: "example-org", workspace: "audit" },
  },
};

/** Settings whose stacks keep every promise: each example, and what the examples do not set. */
export const variants: readonly (readonly [what: string, settings: Settings])[] = [
  ...["audit.yaml", ...exampleFiles()].map((file) => [file, loadExample(file)] as const),
  ...Object.entries(written).map(([what, input]) => [what, resolveSettings(input)] as const),
];

const synthesized = new Map<Settings, Synthesized>();

/** The stack of settings, synthesized once however many promises are asked of it. */
export function stackOf(settings: Settings): Synthesized {
  const stack = synthesized.get(settings) ?? synthesize(settings);
  synthesized.set(settings, stack);
  return stack;
}
