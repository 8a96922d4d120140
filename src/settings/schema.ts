import { z } from "zod";
import { knownRegions } from "../cloudtrail/regions";
import * as names from "./names";

/**
 * What a user may write. Descriptions become the editor's help (audit.schema.json) and docs/settings.md; defaults
 * are not here but in defaults.ts, and rules over several fields in checks.ts.
 */

interface Help {
  readonly examples?: readonly string[];
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly maxLength?: number;
}

/** A text with a rule; the pattern is for editors only, the rule decides and explains. */
function text(description: string, rule: names.Rule, help: Help = {}) {
  return z
    .string()
    .superRefine((value, context) => {
      const why = rule(value);
      if (why !== undefined) context.addIssue({ code: "custom", message: why });
    })
    .meta({ description, ...help });
}

const flag = (description: string) => z.boolean().meta({ description }).optional();
const whole = (minimum: number, maximum: number, description: string) =>
  z.int().min(minimum).max(maximum).meta({ description }).optional();

const bucketPattern = "^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$";
const bucket = (description: string) =>
  text(description, names.bucketName, { pattern: bucketPattern, examples: ["my-bucket"] });

/** A hundred years. */
const longestDays = 36500;

const record = z
  .enum(["write", "read", "all"])
  .meta({
    description:
      "Which object events are recorded: writes, reads or both. CloudTrail charges for each event.",
  })
  .optional();

const watchedBucket = z.strictObject({
  bucket: bucket("Name of a bucket whose object events are recorded."),
  create: flag(
    "true: the stack creates the bucket. false: the bucket already exists and is only looked up; one that the stack created is released unchanged.",
  ),
  record,
  prefixes: z
    .array(text("How the keys begin.", names.keyPrefix, { pattern: "^[^/*?][^*?]*$", examples: ["img/"] }))
    .meta({ description: "Only objects whose keys begin with one of these; none: every object." })
    .optional(),
});

const allBuckets = z.strictObject({
  allBuckets: z.literal(true).meta({
    description: "Every bucket of the account; with a trail for one Region, every bucket of that Region.",
  }),
  except: z
    .array(bucket("Name of a bucket that is left out."))
    .meta({ description: "Buckets that are left out; the log and the result bucket always are." })
    .optional(),
  record,
});

const logBucket = z
  .strictObject({
    name: bucket("Bucket that receives the trail's log files.").optional(),
    create: flag(
      "false: the bucket already exists, or is released if the stack created it; it is not changed, and the policy it needs is an output.",
    ),
    prefix: text("Key prefix of the log files.", names.logPrefix, {
      examples: ["audit"],
      maxLength: 200,
    }).optional(),
    expireAfterDays: whole(1, longestDays, "Log files are deleted after this many days; unset: never."),
    archiveAfterDays: whole(
      1,
      longestDays,
      "Log files move to an archive class after this many days; unset: never.",
    ),
    forceDestroy: flag(
      "true, once deployed: destroying the stack deletes the bucket with its log files. false: the destroy is refused.",
    ),
  })
  .meta({ description: "Where the log files go." })
  .optional();

const trail = z
  .strictObject({
    name: text("Name of the trail.", names.trailName).optional(),
    logging: flag("true: the trail records. false: it stays and records nothing."),
    multiRegion: flag("true: buckets of all Regions are recorded. false: only those of `region`."),
    validateLogFiles: flag("true: CloudTrail adds signed digests, so that a changed log file is noticed."),
  })
  .meta({ description: "The CloudTrail trail." })
  .optional();

const resultBucket = z
  .strictObject({
    name: bucket("Bucket that receives the results of queries.").optional(),
    create: flag(
      "false: the bucket already exists, or is released if the stack created it; it is not changed.",
    ),
    keepDays: whole(
      1,
      longestDays,
      "Results are deleted after this many days, if the stack creates the bucket.",
    ),
  })
  .meta({ description: "Where Athena writes results." })
  .optional();

const athena = z
  .strictObject({
    database: text("Glue database that the stack creates for the table and the view.", names.databaseName, {
      pattern: "^[a-z0-9_]{1,255}$",
    }).optional(),
    table: text("Glue table over the log files, named after the log bucket.", names.tableName, {
      pattern: "^[a-z0-9_]{1,255}$",
    }).optional(),
    workgroup: text("Athena workgroup that the stack creates for the queries.", names.workgroupName, {
      pattern: "^[a-zA-Z0-9._-]{1,128}$",
    }).optional(),
    maxScanPerQuery: text("Athena stops a query that reads more; at least 10 MB.", names.scanLimit, {
      pattern: "^[0-9]+(\\.[0-9]+)? ?[KMGT]?B$",
      examples: ["10 GB", "500 MB"],
    }).optional(),
    lookBackDays: whole(1, 3650, "How many days before today the table begins."),
    resultBucket,
  })
  .meta({ description: "Athena's side: table, view, workgroup." })
  .optional();

const localBackend = z.strictObject({
  type: z.literal("local"),
  path: text("State file, relative to the project.", names.statePath, {
    examples: ["state/my-audit.tfstate"],
  }).optional(),
});

const s3Backend = z.strictObject({
  type: z.literal("s3"),
  bucket: bucket("Bucket that holds the state. It must already exist, and not be one of this audit."),
  key: text("Object that holds the state; unset: NAME/terraform.tfstate.", names.stateKey, {
    examples: ["my-audit/terraform.tfstate"],
    maxLength: 1024,
  }).optional(),
  region: text("Region of that bucket; unset: that of the stack.", names.regionName, {
    enum: knownRegions,
  }).optional(),
  encrypt: flag("Unset or true: S3 encrypts the state."),
  useLockfile: flag(
    "Unset or true: a lock file beside the state prevents two runs at once; needs Terraform 1.10.",
  ),
  kmsKeyId: text("ARN of the KMS key that encrypts the state.", names.kmsKeyArn, {
    examples: ["arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"],
  }).optional(),
});

const cloudBackend = z.strictObject({
  type: z.literal("cloud"),
  organization: text("Organization of Terraform Cloud.", names.organizationName, {
    examples: ["example-org"],
  }),
  workspace: text(
    "Workspace that holds the state; the first run creates it if it does not exist.",
    names.workspaceName,
    {
      pattern: "^[A-Za-z0-9_-]{1,90}$",
      examples: ["my-audit"],
    },
  ).optional(),
  tags: z
    .array(text("A tag.", names.workspaceTag, { examples: ["audit"] }))
    .min(1)
    .meta({
      description: "Instead of workspace: workspaces with all of these tags; TF_WORKSPACE selects one.",
    })
    .optional(),
  project: text("Project in which workspaces are looked up and created.", names.projectName, {
    examples: ["security"],
  }).optional(),
  hostname: text(
    "Host of Terraform Enterprise, with a port if it is not 443; unset: app.terraform.io.",
    names.hostName,
    {
      examples: ["terraform.example.com"],
    },
  ).optional(),
});

const backend = z
  .discriminatedUnion("type", [localBackend, s3Backend, cloudBackend])
  .meta({ description: "Where Terraform keeps the state. It contains no secrets." })
  .optional();

export const settingsSchema = z.strictObject({
  name: text("Name of the stack; every name that is not given is derived from it.", names.stackName, {
    pattern: "^[a-z][a-z0-9]*(-[a-z0-9]+)*$",
    maxLength: 63,
    examples: ["my-audit"],
  }),
  region: text("AWS Region of the stack.", names.regionName, { enum: knownRegions }),
  accountId: text(
    "Account of 12 digits, in quotes; unset: the account of the credentials.",
    names.accountId,
    {
      pattern: "^[0-9]{12}$",
      examples: ["123456789012"],
    },
  ).optional(),
  tags: z
    .record(z.string(), text("The tag's value.", names.tagValue, { maxLength: 256 }))
    .meta({ description: "Tags on everything that the stack creates." })
    .optional(),
  watch: z
    .array(z.union([watchedBucket, allBuckets]))
    .min(1)
    .meta({ description: "What is recorded." }),
  releasedBuckets: z
    .array(bucket("Name of a bucket that the stack created."))
    .meta({
      description:
        "Buckets that the stack created and no longer watches: they stay in AWS unchanged, and Terraform no longer manages them.",
    })
    .optional(),
  logBucket,
  trail,
  timeZone: text("Zone in which times are shown: UTC or an IANA name.", names.timeZoneName, {
    examples: ["Europe/Berlin", "Asia/Tokyo"],
  }).optional(),
  athena,
  backend,
});

/** The fields each group may have, by its path; an entry of `watch` is one of two kinds. */
export const fieldsOf: Readonly<Record<string, readonly string[]>> = {
  "": Object.keys(settingsSchema.shape),
  logBucket: Object.keys(logBucket.unwrap().shape),
  trail: Object.keys(trail.unwrap().shape),
  athena: Object.keys(athena.unwrap().shape),
  "athena.resultBucket": Object.keys(resultBucket.unwrap().shape),
  "backend with type: local": Object.keys(localBackend.shape),
  "backend with type: s3": Object.keys(s3Backend.shape),
  "backend with type: cloud": Object.keys(cloudBackend.shape),
  "watch[] with bucket": Object.keys(watchedBucket.shape),
  "watch[] with allBuckets": Object.keys(allBuckets.shape),
};

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;

/** What a user writes: in a file, or in the code of another CDKTF program. */
export type SettingsInput = DeepReadonly<z.input<typeof settingsSchema>>;
