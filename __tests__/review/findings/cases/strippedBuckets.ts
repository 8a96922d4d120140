import {
  created,
  destroyed,
  forgotten,
  replaced,
  unchanged,
  updated,
} from "../../../support/plannedResources";
import { at, block, blockAt, encryption, logs, versioning, withTrail } from "./bucketValues";
import { casesOf } from "./case";
import { trail, trailAddress } from "./resources";

/** Everything that the stack makes of a bucket besides it, and what happens to each. */
const settingsOf = (name: string, becomes: typeof destroyed) => [
  becomes(`aws_s3_bucket_public_access_block.${name}`, block),
  becomes(`aws_s3_bucket_ownership_controls.${name}`, { bucket: "example-log", rule: [] }),
  becomes(`aws_s3_bucket_server_side_encryption_configuration.${name}`, encryption("AES256")),
  becomes(`aws_s3_bucket_versioning.${name}`, versioning("example-log", "Enabled")),
];
const elsewhere = (address: string, values: Readonly<Record<string, unknown>>) =>
  replaced(address, values, { bucket: "example-log-2" });

export const strippedBucketCases = [
  ...casesOf("bucket-stripped", {
    "with the bucket, which may hold objects": [
      [...settingsOf("logs", destroyed), destroyed(at, logs)],
      [
        "dangerous",
        /destroys what protects bucket "example-log"\. S3 deletes no bucket that holds objects: the apply stops there.*\| public access block, "aws_s3_bucket_public_access_block\.logs" \| ACL setting, .* \| encryption, .* \| versioning, "aws_s3_bucket_versioning.logs"$/,
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
      ["dangerous", /The plan destroys what protects log bucket "example-log"\./],
    ],
    "of a bucket that stays": [
      [destroyed("aws_s3_bucket_ownership_controls.data", { bucket: "example-data", rule: [] })],
      ["dangerous", /The bucket keeps its objects but loses: \| ACL setting/],
    ],
    "of a bucket that is let go": [
      [destroyed("aws_s3_bucket_public_access_block.logs", block), forgotten(at, logs)],
      ["dangerous", /The bucket keeps its objects/],
    ],
    "of a bucket that stays, while another goes": [
      [
        destroyed("aws_s3_bucket_versioning.data", versioning("example-data", "Enabled")),
        destroyed(at, logs),
      ],
      [
        "dangerous",
        /^The plan destroys what protects bucket "example-data"\. The bucket keeps its objects but loses: \| versioning, "aws_s3_bucket_versioning\.data"$/,
      ],
    ],
    "its policy": [
      [destroyed("aws_s3_bucket_policy.logs", { bucket: "example-log", policy: "{}" })],
      ["dangerous", /\| policy, "aws_s3_bucket_policy\.logs"$/],
    ],
    "of two buckets, each told by itself": [
      [
        destroyed("aws_s3_bucket_versioning.data", versioning("example-data", "Enabled")),
        destroyed("aws_s3_bucket_versioning.logs", versioning("example-log", "Enabled")),
      ],
      ["dangerous", /destroys what protects bucket "example-data"\.[^|]*\| versioning, "[^"]*"$/],
      ["dangerous", /destroys what protects bucket "example-log"\.[^|]*\| versioning, "[^"]*"$/],
    ],
    "of two buckets whose names are hidden": [
      ["a", "b"].map((name) => ({
        ...destroyed(`aws_s3_bucket_versioning.${name}`, versioning("example-data", "Enabled")),
        inChange: { before_sensitive: { bucket: true } },
      })),
      ["dangerous", /^The plan destroys what protects the bucket\..*versioning\.a"$/],
      ["dangerous", /^The plan destroys what protects the bucket\..*versioning\.b"$/],
    ],
    "of a bucket that is let go with force_destroy": [
      [destroyed(blockAt, block), forgotten(at, { ...logs, force_destroy: true })],
      ["dangerous", /The bucket keeps its objects/],
    ],
    "of a bucket with force_destroy that stays": [
      [destroyed(blockAt, block), updated(at, { ...logs, force_destroy: true }, { tags: { a: "b" } })],
      ["dangerous", /The bucket keeps its objects/],
    ],
    "with a bucket that is emptied and made anew": [
      [
        ...settingsOf("logs", elsewhere),
        replaced(at, { ...logs, force_destroy: true }, { bucket: "example-log-2" }),
      ],
    ],
    "changed in place, of a bucket whose name is hidden": [
      [
        updated(
          blockAt,
          block,
          { block_public_acls: false },
          { before_sensitive: { bucket: true }, after_sensitive: { bucket: true } },
        ),
      ],
    ],
    made: [settingsOf("logs", created)],
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
  ...casesOf("released", {
    "a bucket with its settings, told once": [
      [...settingsOf("logs", forgotten), forgotten(at, logs), withTrail],
      [
        "look",
        /^"example-log" stays in AWS unchanged; Terraform no longer manages it\. The same goes for its settings: (\| "aws_s3_bucket_\w+\.logs" ?){4}$/,
      ],
    ],
    "a setting alone": [
      [forgotten("aws_s3_bucket_public_access_block.logs", block), unchanged(at, logs)],
      ["look", /stays in AWS unchanged/],
    ],
    "a trail": [[forgotten(trailAddress, trail)], ["look", /no longer manages it\.$/]],
    "what a replacement leaves": [
      [{ ...replaced(at, logs, { bucket: "example-log-2" }), actions: ["create", "forget"] }],
      ["look", /Another is created in its place/],
    ],
    "two buckets, each with its own settings": [
      [
        forgotten(at, logs),
        forgotten("aws_s3_bucket.data", { bucket: "example-data" }),
        forgotten("aws_s3_bucket_versioning.logs", versioning("example-log", "Enabled")),
        forgotten("aws_s3_bucket_versioning.data", versioning("example-data", "Enabled")),
      ],
      ["look", /^"example-data" stays .* \| "aws_s3_bucket_versioning\.data"$/],
      ["look", /^"example-log" stays .* \| "aws_s3_bucket_versioning\.logs"$/],
    ],
    "something else in the bucket": [
      [
        forgotten(at, logs),
        forgotten("aws_s3_object.note", { bucket: "example-log", key: "note" }),
        forgotten("aws_s3_bucket_versioning.logs", versioning("example-log", "Enabled")),
      ],
      ["look", /The same goes for its settings: \| "aws_s3_bucket_versioning\.logs"$/],
      ["look", /manages it\.$/],
    ],
    "settings of buckets whose names are hidden": [
      [
        { ...forgotten(at, logs), inChange: { before_sensitive: { bucket: true } } },
        {
          ...forgotten("aws_s3_bucket_versioning.logs", versioning("example-data", "Enabled")),
          inChange: { before_sensitive: { bucket: true } },
        },
      ],
      ["look", /manages it\.$/],
      ["look", /manages it\.$/],
    ],
    "left over from a failed replacement": [[{ ...forgotten(at, logs), more: { deposed: "0a1b2c3d" } }]],
    "what is destroyed": [[destroyed(at, logs)]],
  }),
];
