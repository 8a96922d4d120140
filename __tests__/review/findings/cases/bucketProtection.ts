import { created, destroyed, forgotten, updated } from "../../../support/plannedResources";
import { at, encryption, logs, versioning, withTrail } from "./bucketValues";
import { casesOf } from "./case";

const encryptionAt = "aws_s3_bucket_server_side_encryption_configuration.logs";

export const bucketProtectionCases = [
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
    "hidden before, suspended now": [
      [
        updated(
          "aws_s3_bucket_versioning.logs",
          versioning("example-log", "Enabled"),
          versioning("example-log", "Suspended"),
          { before_sensitive: { versioning_configuration: true } },
        ),
      ],
      ["look", /was not checked/],
    ],
    "suspended before, not known yet": [
      [
        updated(
          "aws_s3_bucket_versioning.logs",
          versioning("example-log", "Suspended"),
          { versioning_configuration: [{}] },
          { after_unknown: { versioning_configuration: [{ status: true }] } },
        ),
      ],
    ],
    "made suspended": [
      [created("aws_s3_bucket_versioning.logs", versioning("example-log", "Suspended")), withTrail],
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
    "with one layer instead of two": [
      [updated(encryptionAt, encryption("aws:kms:dsse", "one"), encryption("aws:kms", "one")), withTrail],
      ["dangerous", /with "aws:kms" instead of "aws:kms:dsse"/],
    ],
    "with S3's key instead of two layers": [
      [updated(encryptionAt, encryption("aws:kms:dsse"), encryption("AES256"))],
      ["look", /with "AES256" instead of "aws:kms:dsse"/],
    ],
    "not known yet": [
      [updated(encryptionAt, encryption("aws:kms"), { rule: null }, { after_unknown: { rule: true } })],
      ["look", /^Encryption of bucket "example-log": .* was not checked\.$/],
    ],
    "hidden before": [
      [
        updated(encryptionAt, encryption("aws:kms"), encryption("AES256"), {
          before_sensitive: { rule: true },
        }),
      ],
      ["look", /was not checked/],
    ],
    "AWS's own key instead of ours": [
      [updated(encryptionAt, encryption("aws:kms", "one"), encryption("aws:kms"))],
      ["look", /with AWS's own key instead of key "one"/],
    ],
    "S3's own, removed": [[destroyed(encryptionAt, encryption("AES256"))]],
    made: [[created(encryptionAt, encryption("AES256"))]],
    "its bucket goes with everything in it": [
      [destroyed(encryptionAt, encryption("aws:kms")), destroyed(at, { ...logs, force_destroy: true })],
    ],
    "the bucket key alone": [
      [
        updated(encryptionAt, encryption("aws:kms", "one"), {
          rule: [{ ...encryption("aws:kms", "one").rule[0], bucket_key_enabled: true }],
        }),
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
];
