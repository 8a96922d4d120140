import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Emulator } from "../support/emulator";
import { deliver } from "./deliver";
import type { Answer } from "./shell";
import type { Step } from "./steps";

/**
 * What is to be known of a command of the README. One of which nothing is known is run, and has to end with 0. Several rules
 * may be of one command; a later one adds to those before.
 */
export interface Rule {
  /** Its text without the comment, or a part of it. */
  readonly of: RegExp;
  /** The one section in which it is so. */
  readonly section?: string;
  /** Why it is not run. */
  readonly leftOut?: string;
  /** What a person does on the way. */
  readonly answers?: readonly Answer[];
  /** More than one where what is asked can be answered so or so; 0 where not given. */
  readonly exitCodes?: readonly number[];
  /** What is added to the line, and why a newcomer does not need it. */
  readonly flags?: { readonly add: string; readonly because: string };
  /** What the world, or a person with an editor, has done before. */
  readonly before?: (emulator: Emulator, clone: string) => Promise<void>;
}

export const bucket = "my-bucket";
const logBucket = "my-audit-log";
export const region = "ap-northeast-1";

const noLock = {
  add: "--skip-provider-lock",
  because: "the provider comes from a mirror, and CDKTF would ask the registry for its checksums",
};

/** Whether the commands are run too that the suites beside this one do, which takes minutes more. */
export const isWhole = process.env["NEWCOMER_WHOLE"] === "1";

export const rules: readonly Rule[] = [
  ...(isWhole
    ? []
    : [{ of: /^npm ci && npm test$/, leftOut: "a suite of its own; done with NEWCOMER_WHOLE=1" } as const]),
  { of: /^npx s3-audit init .*--bucket my-bucket\b/, before: makeBucket },
  { of: /^npx cdktf (diff|deploy|destroy)\b/, flags: noLock },
  {
    of: /^npx cdktf (deploy|destroy)\b/,
    answers: [{ when: /Approve {2}Applies the changes/, key: "Enter" }],
  },
  {
    of: /^npm run plan -- my-audit$/,
    section: "Destroy, and release buckets",
    before: (_emulator, clone) => releaseLogBucket(join(clone, "audit.yaml")),
  },
  { of: /--engine athena\b/, leftOut: "the emulator runs no SQL; test:trino does, on what was deployed" },
  {
    of: /^npx s3-audit events --follow$/,
    answers: [{ when: /PutObject +taro/, key: "C-c" }],
    exitCodes: [130],
    before: (emulator) => deliver(emulator, logBucket, bucket),
  },
];

/** The parts of the README whose commands another suite runs, all of them. */
export const sectionsElsewhere: Readonly<Record<string, string>> = {
  "In another CDKTF program": "test:package installs the package and runs the program",
};

/** All that is known of a command. */
export const known = (step: Step): Partial<Rule> =>
  Object.assign({}, ...rules.filter((rule) => isOf(rule, step))) as Partial<Rule>;

export const isOf = ({ of, section }: Rule, step: Step): boolean =>
  of.test(step.command) && (section === undefined || section === step.section);

const s3Of = (emulator: Emulator) => new S3Client({ ...emulator.clientFor(region), forcePathStyle: true });

async function makeBucket(emulator: Emulator): Promise<void> {
  const s3 = s3Of(emulator);
  const CreateBucketConfiguration = { LocationConstraint: region } as const;
  await s3.send(new CreateBucketCommand({ Bucket: bucket, CreateBucketConfiguration }));
  s3.destroy();
}

/** As the README's settings say it. */
async function releaseLogBucket(file: string): Promise<void> {
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replace(`  name: ${logBucket}`, `  create: false\n  name: ${logBucket}`));
  return Promise.resolve();
}
