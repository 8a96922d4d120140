import {
  created,
  destroyed,
  forgotten,
  replaced,
  unchanged,
  updated,
} from "../../../support/plannedResources";
import { casesOf } from "./case";
import { trail, trailAddress } from "./resources";

const withTrail = unchanged(trailAddress, trail);
const logs = { bucket: "example-log", force_destroy: false };
const at = "aws_s3_bucket.logs";

const versioning = (bucket: string, status: string) => ({ bucket, versioning_configuration: [{ status }] });
const encryption = (algorithm: string, key: string | null = null) => ({
  bucket: "example-log",
  rule: [{ apply_server_side_encryption_by_default: [{ sse_algorithm: algorithm, kms_master_key_id: key }] }],
});
const block = {
  bucket: "example-log",
  ...{
    block_public_acls: true,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  },
};
const lock = (mode: string, days: number) => ({
  bucket: "example-log",
  rule: [{ default_retention: [{ mode, days }] }],
});
const expiry = (...rules: readonly (readonly [prefix: string, days: number])[]) => ({
  bucket: "example-log",
  rule: rules.map(([prefix, days]) => ({
    status: "Enabled",
    filter: [{ prefix, and: [] }],
    expiration: [{ days, date: null }],
    prefix: "",
  })),
});
const lifecycleAt = "aws_s3_bucket_lifecycle_configuration.logs";

/** Everything that the stack makes of a bucket besides it, and what happens to each. */
const settingsOf = (name: string, becomes: typeof destroyed) => [
  becomes(`aws_s3_bucket_public_access_block.${name}`, block),
  becomes(`aws_s3_bucket_ownership_controls.${name}`, { bucket: "example-log", rule: [] }),
  becomes(`aws_s3_bucket_server_side_encryption_configuration.${name}`, encryption("AES256")),
  becomes(`aws_s3_bucket_versioning.${name}`, versioning("example-log", "Enabled")),
];
const elsewhere = (address: string, values: Readonly<Record<string, unknown>>) =>
  replaced(address, values, { bucket: "example-log-2" });

export const bucketSettingCases = [
  ...casesOf("bucket-stripped", {
    "with the bucket, which may hold objects": [
      [...settingsOf("logs", destroyed), destroyed(at, logs)],
      [
        "dangerous",
        /bucket "example-log" is destroyed\. S3 deletes no bucket that holds objects: the apply stops there.*\| public access block, "aws_s3_bucket_public_access_block\.logs" \| ACL setting, .* \| encryption, .* \| versioning, "aws_s3_bucket_versioning.logs"$/,
      ],
    ],
    "with force_destroy newly set, which is not applied yet": [
      [
        ...settingsOf("logs", destroyed),
        replaced(at, logs, { bucket: "example-log-2", force_destroy: true }),
      ],
      ["dangerous", /the apply stops there/],
    ],
    "and the bucket renamed": [
      [...settingsOf("logs", elsewhere), replaced(at, logs, { bucket: "example-log-2" }), withTrail],
      ["dangerous", /What protects log bucket "example-log" is destroyed/],
    ],
    "of a bucket that stays": [
      [destroyed("aws_s3_bucket_ownership_controls.data", { bucket: "example-data", rule: [] })],
      ["dangerous", /Its objects stay in it without these: \| ACL setting/],
    ],
    "of a bucket that is let go": [
      [destroyed("aws_s3_bucket_public_access_block.logs", block), forgotten(at, logs)],
      ["dangerous", /Its objects stay/],
    ],
    "with a bucket that is emptied": [
      [...settingsOf("logs", destroyed), destroyed(at, { ...logs, force_destroy: true })],
    ],
    "let go": [[...settingsOf("logs", forgotten), forgotten(at, logs)]],
    "under another address": [
      [
        destroyed("aws_s3_bucket_public_access_block.a", block),
        created("aws_s3_bucket_public_access_block.b", block),
      ],
    ],
  }),
  ...casesOf("let-go", {
    "a bucket with its settings, told once": [
      [...settingsOf("logs", forgotten), forgotten(at, logs), withTrail],
      [
        "look",
        /^"example-log" stays in AWS as it is; Terraform no longer manages it\. So do its settings: (\| "aws_s3_bucket_\w+\.logs" ?){4}$/,
      ],
    ],
    "a setting alone": [
      [forgotten("aws_s3_bucket_public_access_block.logs", block), unchanged(at, logs)],
      ["look", /stays in AWS as it is/],
    ],
    "a trail": [[forgotten(trailAddress, trail)], ["look", /no longer manages it\.$/]],
    "what a replacement leaves": [
      [{ ...replaced(at, logs, { bucket: "example-log-2" }), actions: ["create", "forget"] }],
      ["look", /Another is made in its place/],
    ],
    "what is destroyed": [[destroyed(at, logs)]],
  }),
  ...casesOf("versioning-off", {
    suspended: [
      [
        updated(
          "aws_s3_bucket_versioning.logs",
          versioning("example-log", "Enabled"),
          versioning("example-log", "Suspended"),
        ),
        withTrail,
      ],
      ["dangerous", /log bucket "example-log"/],
    ],
    "of another bucket": [
      [destroyed("aws_s3_bucket_versioning.data", versioning("example-data", "Enabled"))],
      ["look", /bucket "example-data"/],
    ],
    "the resource renamed": [
      [
        destroyed("aws_s3_bucket_versioning.a", versioning("example-log", "Enabled")),
        created("aws_s3_bucket_versioning.b", versioning("example-log", "Enabled")),
        withTrail,
      ],
    ],
    "its bucket goes with everything in it": [
      [
        destroyed("aws_s3_bucket_versioning.logs", versioning("example-log", "Enabled")),
        destroyed(at, { ...logs, force_destroy: true }),
      ],
    ],
    "its bucket, which may hold objects, is to go too": [
      [destroyed("aws_s3_bucket_versioning.logs", versioning("example-log", "Enabled")), destroyed(at, logs)],
      ["look", /is switched off/],
    ],
    "let go with its bucket": [
      [forgotten("aws_s3_bucket_versioning.logs", versioning("example-log", "Enabled")), forgotten(at, logs)],
    ],
    "not known yet": [
      [
        updated(
          "aws_s3_bucket_versioning.logs",
          versioning("example-log", "Enabled"),
          { versioning_configuration: [{}] },
          { after_unknown: { versioning_configuration: [{ status: true }] } },
        ),
      ],
      ["look", /was not checked/],
    ],
    "switched on": [
      [
        updated(
          "aws_s3_bucket_versioning.logs",
          versioning("example-log", "Suspended"),
          versioning("example-log", "Enabled"),
        ),
      ],
    ],
  }),
  ...casesOf("bucket-encryption-changed", {
    "to S3's own": [
      [
        updated(
          "aws_s3_bucket_server_side_encryption_configuration.logs",
          encryption("aws:kms", "one"),
          encryption("AES256"),
        ),
        withTrail,
      ],
      ["dangerous", /with "AES256" instead of "aws:kms"/],
    ],
    removed: [
      [destroyed("aws_s3_bucket_server_side_encryption_configuration.logs", encryption("aws:kms"))],
      ["look", /S3's own default instead of "aws:kms"/],
    ],
    "another key": [
      [
        updated(
          "aws_s3_bucket_server_side_encryption_configuration.logs",
          encryption("aws:kms", "one"),
          encryption("aws:kms", "two"),
        ),
      ],
      ["look", /with key "two" instead of key "one"/],
    ],
    "to AWS's own key": [
      [
        updated(
          "aws_s3_bucket_server_side_encryption_configuration.logs",
          encryption("aws:kms", "one"),
          encryption("aws:kms", ""),
        ),
      ],
      ["look", /with AWS's own key instead of key "one"/],
    ],
    "S3's own removed, which stays what S3 does": [
      [destroyed("aws_s3_bucket_server_side_encryption_configuration.logs", encryption("AES256", ""))],
    ],
    "a key where there was none": [
      [
        updated(
          "aws_s3_bucket_server_side_encryption_configuration.logs",
          encryption("AES256", ""),
          encryption("aws:kms", "one"),
        ),
      ],
    ],
    stronger: [
      [
        updated(
          "aws_s3_bucket_server_side_encryption_configuration.logs",
          encryption("AES256"),
          encryption("aws:kms:dsse"),
        ),
      ],
    ],
  }),
  ...casesOf("public-access-block-weakened", {
    "two flags off": [
      [
        updated("aws_s3_bucket_public_access_block.logs", block, {
          block_public_acls: false,
          restrict_public_buckets: false,
        }),
        withTrail,
      ],
      ["dangerous", /log bucket "example-log" loses "block_public_acls", "restrict_public_buckets"/],
    ],
    removed: [
      [destroyed("aws_s3_bucket_public_access_block.logs", block)],
      ["dangerous", /loses "block_public_acls", "block_public_policy"/],
    ],
    "of the whole account": [
      [updated("aws_s3_account_public_access_block.all", block, { block_public_policy: false })],
      ["dangerous", /whole account loses/],
    ],
    "not known yet": [
      [
        updated(
          "aws_s3_bucket_public_access_block.logs",
          block,
          { block_public_acls: null },
          { after_unknown: { block_public_acls: true } },
        ),
      ],
      ["look", /"block_public_acls": Terraform knows/],
    ],
    "a flag more": [
      [updated("aws_s3_bucket_public_access_block.logs", { ...block, block_public_acls: false }, block)],
    ],
  }),
  ...casesOf("object-lock-weakened", {
    gone: [
      [destroyed("aws_s3_bucket_object_lock_configuration.logs", lock("COMPLIANCE", 30)), withTrail],
      ["dangerous", /no longer locked \("COMPLIANCE", 30 days/],
    ],
    "of the milder mode": [
      [
        updated(
          "aws_s3_bucket_object_lock_configuration.logs",
          lock("COMPLIANCE", 30),
          lock("GOVERNANCE", 30),
        ),
      ],
      ["dangerous", /from "COMPLIANCE" to "GOVERNANCE"/],
    ],
    "for fewer days": [
      [
        updated(
          "aws_s3_bucket_object_lock_configuration.logs",
          lock("COMPLIANCE", 30),
          lock("COMPLIANCE", 7),
        ),
      ],
      ["dangerous", /7 days instead of 30/],
    ],
    "a year instead of 30 days": [
      [
        updated("aws_s3_bucket_object_lock_configuration.logs", lock("GOVERNANCE", 30), {
          rule: [{ default_retention: [{ mode: "COMPLIANCE", years: 1 }] }],
        }),
      ],
    ],
  }),
  ...casesOf("retention-shortened", {
    "fewer days": [
      [updated(lifecycleAt, expiry(["", 400]), expiry(["", 90])), withTrail],
      ["dangerous", /log bucket "example-log": \| objects: 90 days instead of 400 days/],
    ],
    "the first expiry of a bucket that is there": [
      [created(lifecycleAt, expiry(["AWSLogs/", 90])), withTrail],
      ["dangerous", /under "AWSLogs\/": 90 days instead of for ever/],
    ],
    "a wider prefix": [
      [updated(lifecycleAt, expiry(["tmp/", 90]), expiry(["", 90]))],
      ["look", /objects: 90 days instead of for ever/],
    ],
    "not known yet": [
      [
        updated(
          lifecycleAt,
          expiry(["", 400]),
          { rule: [{ status: "Enabled", expiration: [{}] }] },
          { after_unknown: { rule: [{ expiration: [{ days: true }] }] } },
        ),
      ],
      ["look", /was not checked/],
    ],
    "a narrower rule with the same days": [
      [updated(lifecycleAt, expiry(["", 90]), expiry(["", 90], ["tmp/", 90]))],
    ],
    "more days": [[updated(lifecycleAt, expiry(["", 90]), expiry(["", 400]))]],
    "of a bucket that is made now": [[created(lifecycleAt, expiry(["", 90])), created(at, logs), withTrail]],
    "a rule that is switched off": [
      [
        updated(lifecycleAt, expiry(["", 400]), {
          rule: [{ ...expiry(["", 9]).rule[0], status: "Disabled" }],
        }),
      ],
    ],
  }),
];
