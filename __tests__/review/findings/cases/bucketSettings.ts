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
const flags = [
  "block_public_acls",
  "block_public_policy",
  "ignore_public_acls",
  "restrict_public_buckets",
] as const;
const blockAt = "aws_s3_bucket_public_access_block.logs";
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
/** Rules that delete current objects and older versions, each after so many days; null: never. */
const kept = (
  current: number | null,
  noncurrent: number | null,
  more: Readonly<Record<string, unknown>> = {},
) => ({
  bucket: "example-log",
  rule: [
    {
      status: "Enabled",
      filter: [{ prefix: "" }],
      expiration: current === null ? [] : [{ days: current }],
      noncurrent_version_expiration: noncurrent === null ? [] : [{ noncurrent_days: noncurrent }],
      ...more,
    },
  ],
});
/** Rules that delete older versions after so many days, but for so many of the newest; a text, as older providers write it. */
const older = (...rules: readonly (readonly [days: number | null, newest: number | string | null])[]) => ({
  bucket: "example-log",
  rule: rules.map(([noncurrent_days, newer_noncurrent_versions]) => ({
    status: "Enabled",
    filter: [{ prefix: "" }],
    noncurrent_version_expiration: [{ noncurrent_days, newer_noncurrent_versions }],
  })),
});
/** A rule with a filter as the provider writes it. */
const filtered = (days: number, filter: Readonly<Record<string, unknown>>) =>
  kept(days, null, { filter: [filter] });
const lockAt = "aws_s3_bucket_object_lock_configuration.logs";
const encryptionAt = "aws_s3_bucket_server_side_encryption_configuration.logs";
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
  ...casesOf("public-access-block-weakened", {
    "two flags off": [
      [
        updated("aws_s3_bucket_public_access_block.logs", block, {
          block_public_acls: false,
          restrict_public_buckets: false,
        }),
        withTrail,
      ],
      ["dangerous", /log bucket "example-log" no longer sets "block_public_acls", "restrict_public_buckets"/],
    ],
    ...Object.fromEntries(
      flags.flatMap((flag) => [
        [
          `${flag} alone off`,
          [
            [updated(blockAt, block, { [flag]: false }), withTrail],
            [
              "dangerous",
              new RegExp(`^The public access block of log bucket "example-log" no longer sets "${flag}"\\.$`),
            ],
          ] as const,
        ],
        [
          `${flag} alone no longer set`,
          [
            [updated(blockAt, block, { [flag]: null })],
            [
              "dangerous",
              new RegExp(`^The public access block of bucket "example-log" no longer sets "${flag}"\\.$`),
            ],
          ] as const,
        ],
        [
          `${flag} alone not known yet`,
          [
            [updated(blockAt, block, { [flag]: null }, { after_unknown: { [flag]: true } })],
            ["look", new RegExp(`of bucket "example-log", "${flag}": Terraform knows`)],
          ] as const,
        ],
      ]),
    ),
    "one off and one not known yet": [
      [
        updated(
          blockAt,
          block,
          { block_public_acls: null, ignore_public_acls: false },
          { after_unknown: { block_public_acls: true } },
        ),
      ],
      ["dangerous", /no longer sets "ignore_public_acls"\.$/],
      ["look", /"block_public_acls": Terraform knows/],
    ],
    removed: [
      [destroyed("aws_s3_bucket_public_access_block.logs", block)],
      [
        "dangerous",
        /no longer sets "block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"\.$/,
      ],
    ],
    "made with all flags off": [[created(blockAt, { bucket: "example-log" })]],
    "weaker under another address, while the old one is let go": [
      [
        forgotten("aws_s3_bucket_public_access_block.a", block),
        created("aws_s3_bucket_public_access_block.b", { ...block, block_public_acls: false }),
      ],
      ["dangerous", /no longer sets "block_public_acls"\.$/],
    ],
    "weaker under another address": [
      [
        destroyed("aws_s3_bucket_public_access_block.a", block),
        created("aws_s3_bucket_public_access_block.b", { ...block, block_public_acls: false }),
      ],
      ["dangerous", /no longer sets "block_public_acls"\.$/],
    ],
    "weaker, though another address has it whole": [
      [
        updated("aws_s3_bucket_public_access_block.a", block, { block_public_acls: false }),
        created("aws_s3_bucket_public_access_block.b", block),
      ],
      ["dangerous", /no longer sets "block_public_acls"\.$/],
    ],
    "gone from one of two addresses, of which another stays": [
      [
        destroyed("aws_s3_bucket_public_access_block.a", block),
        created("aws_s3_bucket_public_access_block.b", { ...block, bucket: "example-data" }),
      ],
      ["dangerous", /log"? no longer sets "block_public_acls", "block_public_policy"/],
    ],
    "a flag that was off stays off": [
      [updated(blockAt, { ...block, block_public_acls: false }, { tags: { a: "b" } })],
    ],
    "its bucket goes with everything in it": [
      [destroyed(blockAt, block), destroyed(at, { ...logs, force_destroy: true })],
    ],
    "let go": [[forgotten(blockAt, block)]],
    "of the whole account": [
      [updated("aws_s3_account_public_access_block.all", block, { block_public_policy: false })],
      ["dangerous", /whole account no longer sets/],
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
    "for fewer days than years": [
      [
        updated(
          lockAt,
          { ...lock("COMPLIANCE", 1), rule: [{ default_retention: [{ mode: "COMPLIANCE", years: 1 }] }] },
          lock("COMPLIANCE", 364),
        ),
      ],
      ["dangerous", /364 days instead of 365/],
    ],
    ...Object.fromEntries(
      (
        [
          ["mode", { before_sensitive: { rule: [{ default_retention: [{ mode: true }] }] } }],
          ["days", { before_sensitive: { rule: [{ default_retention: [{ days: true }] }] } }],
          ["new mode", { after_unknown: { rule: [{ default_retention: [{ mode: true }] }] } }],
          ["new days", { after_unknown: { rule: [{ default_retention: [{ days: true }] }] } }],
          ["new years", { after_unknown: { rule: [{ default_retention: [{ years: true }] }] } }],
        ] as const
      ).map(([what, inChange]) => [
        `the ${what} hidden`,
        [
          [
            updated(
              lockAt,
              lock("GOVERNANCE", 30),
              what === "new years"
                ? { rule: [{ default_retention: [{ mode: "GOVERNANCE" }] }] }
                : lock("GOVERNANCE", 30),
              inChange,
            ),
          ],
          ["look", /^Object Lock of bucket "example-log": .* was not checked\.$/],
        ] as const,
      ]),
    ),
    "the strict mode hidden before, the milder one now": [
      [
        updated(lockAt, lock("COMPLIANCE", 30), lock("GOVERNANCE", 30), {
          before_sensitive: { rule: [{ default_retention: [{ mode: true }] }] },
        }),
      ],
      ["look", /was not checked/],
    ],
    "as long in the same mode": [[updated(lockAt, lock("GOVERNANCE", 30), lock("GOVERNANCE", 30))]],
    "as long in the same mode, which cannot be lifted": [
      [
        updated(lockAt, lock("COMPLIANCE", 30), {
          ...lock("COMPLIANCE", 30),
          object_lock_enabled: "Enabled",
        }),
      ],
    ],
    "in the stricter mode": [[updated(lockAt, lock("GOVERNANCE", 30), lock("COMPLIANCE", 30))]],
    "none before": [[updated(lockAt, { bucket: "example-log", rule: [] }, lock("GOVERNANCE", 1))]],
    "none before and after": [[updated(lockAt, { bucket: "example-log", rule: [] }, { token: "x" })]],
    made: [[created(lockAt, lock("GOVERNANCE", 1))]],
    "its bucket goes with everything in it": [
      [destroyed(lockAt, lock("COMPLIANCE", 30)), destroyed(at, { ...logs, force_destroy: true })],
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
      [
        "dangerous",
        /log bucket "example-log" are deleted earlier: \| objects: after 90 days instead of 400 days/,
      ],
    ],
    "the first expiry of a bucket that is there": [
      [created(lifecycleAt, expiry(["AWSLogs/", 90])), withTrail],
      ["dangerous", /under "AWSLogs\/": after 90 days instead of never/],
    ],
    "fewer days for older versions, as many for the current ones": [
      [updated(lifecycleAt, kept(90, 400), kept(90, 30)), withTrail],
      [
        "dangerous",
        /log bucket "example-log" are deleted earlier: \| older versions: after 30 days instead of 400 days$/,
      ],
    ],
    "fewer days for current objects, as many for the older versions": [
      [updated(lifecycleAt, kept(400, 30), kept(90, 30)), withTrail],
      [
        "dangerous",
        /log bucket "example-log" are deleted earlier: \| objects: after 90 days instead of 400 days$/,
      ],
    ],
    "the two exchanged": [
      [updated(lifecycleAt, kept(400, 30), kept(30, 400))],
      ["look", /\| objects: after 30 days instead of 400 days$/],
    ],
    "both fewer": [
      [updated(lifecycleAt, kept(400, 300), kept(40, 30))],
      [
        "look",
        /\| objects: after 40 days instead of 400 days \| older versions: after 30 days instead of 300 days$/,
      ],
    ],
    "fewer of the newest older versions kept": [
      [updated(lifecycleAt, older([30, 5]), older([30, 2])), withTrail],
      [
        "dangerous",
        /\| older versions: after 30 days \(the newest 2 never\) instead of 30 days \(the newest 5 never\)$/,
      ],
    ],
    "the newest older versions no longer kept": [
      [updated(lifecycleAt, older([30, "1"]), older([30, null]))],
      ["look", /\| older versions: after 30 days instead of 30 days \(the newest one never\)$/],
    ],
    "more of the newest older versions kept, but the others not so long": [
      [updated(lifecycleAt, older([30, 2]), older([20, 5]))],
      [
        "look",
        /\| older versions: after 20 days \(the newest 5 never\) instead of 30 days \(the newest 2 never\)$/,
      ],
    ],
    "older versions by their number alone": [
      [updated(lifecycleAt, older([90, 0]), older([null, 3]))],
      ["look", /\| older versions: after 1 day \(the newest 3 never\) instead of 90 days$/],
    ],
    "between two rules, one with fewer days and one that keeps none": [
      [updated(lifecycleAt, older([10, 5], [90, 0]), older([10, 5], [30, 0]))],
      [
        "look",
        /\| older versions: after 30 days instead of 10 days \(the newest 5 never\), otherwise 90 days$/,
      ],
    ],
    "more of the newest older versions kept": [[updated(lifecycleAt, older([30, 2]), older([30, 5]))]],
    "as many of the newest, written as a text": [[updated(lifecycleAt, older([30, "2"]), older([30, 2]))]],
    "newest kept now, which were not before": [[updated(lifecycleAt, older([30, 0]), older([30, 3]))]],
    "a rule that an earlier one holds already": [
      [updated(lifecycleAt, older([10, 1], [90, 0]), older([20, 2], [90, 4]))],
    ],
    "how many of the newest are kept not known yet": [
      [
        updated(lifecycleAt, older([30, 5]), older([30, null]), {
          after_unknown: {
            rule: [{ noncurrent_version_expiration: [{ newer_noncurrent_versions: true }] }],
          },
        }),
      ],
      ["look", /was not checked/],
    ],
    "older versions deleted for the first time": [
      [updated(lifecycleAt, kept(30, null), kept(30, 60))],
      ["look", /\| older versions: after 60 days instead of never$/],
    ],
    "current objects deleted for the first time": [
      [updated(lifecycleAt, kept(null, 30), kept(60, 30))],
      ["look", /\| objects: after 60 days instead of never$/],
    ],
    "one day less": [
      [updated(lifecycleAt, kept(2, 2), kept(1, 1))],
      ["look", /\| objects: after 1 day instead of 2 days \| older versions: after 1 day instead of 2 days$/],
    ],
    "on a date": [
      [
        updated(
          lifecycleAt,
          kept(400, null),
          kept(null, null, { expiration: [{ date: "2027-01-01T00:00:00Z" }] }),
        ),
      ],
      ["look", /\| objects: after 0 days instead of 400 days$/],
    ],
    "by another prefix of one length": [
      [updated(lifecycleAt, expiry(["aaa/", 90]), expiry(["bbb/", 90]))],
      ["look", /\| objects under "bbb\/": after 90 days instead of never$/],
    ],
    "the shortest of several rules": [
      [updated(lifecycleAt, expiry(["", 400], ["a/", 90]), expiry(["a/b/", 60]))],
      ["look", /\| objects under "a\/b\/": after 60 days instead of 90 days$/],
    ],
    "with a prefix inside `and`": [
      [
        updated(
          lifecycleAt,
          filtered(400, { and: [{ prefix: "a/", tags: { t: "1" } }] }),
          filtered(90, { and: [{ prefix: "a/", tags: { t: "1" } }] }),
        ),
      ],
      ["look", /\| objects under "a\/": after 90 days instead of 400 days$/],
    ],
    "the tag that narrowed it removed": [
      [updated(lifecycleAt, filtered(90, { tag: [{ key: "t", value: "1" }] }), filtered(90, { prefix: "" }))],
      ["look", /\| objects: after 90 days instead of never$/],
    ],
    "for another tag": [
      [
        updated(
          lifecycleAt,
          filtered(90, { tag: [{ key: "t", value: "1" }] }),
          filtered(90, { tag: [{ key: "t", value: "2" }] }),
        ),
      ],
      ["look", /\| objects: after 90 days instead of never$/],
    ],
    "for larger objects only, sooner": [
      [updated(lifecycleAt, filtered(400, { prefix: "" }), filtered(90, { object_size_greater_than: 9 }))],
      ["look", /\| objects: after 90 days instead of 400 days$/],
    ],
    "by the older form of a prefix": [
      [
        updated(
          lifecycleAt,
          kept(400, null, { filter: [], prefix: "a/" }),
          kept(90, null, { filter: [], prefix: "a/" }),
        ),
      ],
      ["look", /\| objects under "a\/": after 90 days instead of 400 days$/],
    ],
    "a rule switched on": [
      [updated(lifecycleAt, kept(90, null, { status: "Disabled" }), kept(90, null))],
      ["look", /\| objects: after 90 days instead of never$/],
    ],
    ...Object.fromEntries(
      (
        [
          [
            "days of older versions",
            { rule: [{ noncurrent_version_expiration: [{ noncurrent_days: true }] }] },
          ],
          ["the filter", { rule: [{ filter: true }] }],
          ["the status", { rule: [{ status: true }] }],
          ["a whole rule", { rule: [true] }],
          ["the date", { rule: [{ expiration: [{ date: true }] }] }],
        ] as const
      ).map(([what, after_unknown]) => [
        `${what} not known yet`,
        [
          [updated(lifecycleAt, kept(400, 400), { rule: [{ status: "Enabled" }] }, { after_unknown })],
          ["look", /When objects in bucket "example-log" are deleted: .* was not checked\.$/],
        ] as const,
      ]),
    ),
    "sensitive before": [
      [updated(lifecycleAt, kept(400, 400), kept(400, 400), { before_sensitive: { rule: true } })],
      ["look", /was not checked/],
    ],
    "what the provider computes besides": [
      [
        updated(lifecycleAt, kept(400, 30), kept(400, 30), {
          after_unknown: { rule: [{ expiration: [{ expired_object_delete_marker: true }] }] },
        }),
      ],
    ],
    "days not known yet beside what is known": [
      [
        updated(
          lifecycleAt,
          kept(400, null),
          { rule: [{ status: "Enabled", expiration: [{ date: "" }] }] },
          { after_unknown: { rule: [{ expiration: [{ days: true }] }] } },
        ),
      ],
      ["look", /was not checked/],
    ],
    "on a date, with the provider's zero beside it": [
      [
        updated(
          lifecycleAt,
          kept(400, null),
          kept(null, null, { expiration: [{ days: 0, date: "2027-01-01T00:00:00Z" }] }),
        ),
      ],
      ["look", /\| objects: after 0 days instead of 400 days$/],
    ],
    "with an empty prefix beside `and`": [
      [
        updated(
          lifecycleAt,
          filtered(400, { prefix: "", and: [{ prefix: "a/", tags: { t: "1" } }] }),
          filtered(90, { prefix: "", and: [{ prefix: "a/", tags: { t: "1" } }] }),
        ),
      ],
      ["look", /\| objects under "a\/": after 90 days instead of 400 days$/],
    ],
    "the tag inside `and` removed": [
      [
        updated(
          lifecycleAt,
          filtered(90, { and: [{ prefix: "a/", tags: { t: "1" } }] }),
          filtered(90, { prefix: "a/" }),
        ),
      ],
      ["look", /\| objects under "a\/": after 90 days instead of never$/],
    ],
    "narrower inside `and`": [
      [
        updated(
          lifecycleAt,
          filtered(90, { and: [{ prefix: "a/", tags: { t: "1" } }] }),
          filtered(90, { and: [{ prefix: "a/b/", tags: { t: "1" } }] }),
        ),
      ],
    ],
    "only the markers of deleted objects": [
      [
        updated(
          lifecycleAt,
          kept(null, null),
          kept(null, null, { expiration: [{ days: 0, expired_object_delete_marker: true }] }),
        ),
      ],
    ],
    "as many days": [[updated(lifecycleAt, kept(90, 30), kept(90, 30, { id: "renamed" }))]],
    "more days for each, the one now shorter than the other was": [
      [updated(lifecycleAt, kept(90, 300), kept(100, 400))],
    ],
    "narrowed by a tag, with as many days": [
      [
        updated(
          lifecycleAt,
          filtered(90, { prefix: "" }),
          filtered(90, { and: [{ prefix: "a/", tags: { t: "1" } }] }),
        ),
      ],
    ],
    "no rules any more": [[destroyed(lifecycleAt, kept(90, 30))]],
    "its bucket goes with everything in it": [
      [updated(lifecycleAt, kept(90, 30), kept(1, 1)), destroyed(at, { ...logs, force_destroy: true })],
    ],
    "the first expiry beside another bucket that is made": [
      [created(lifecycleAt, expiry(["", 90])), created("aws_s3_bucket.data", { bucket: "example-data" })],
      ["look", /\| objects: after 90 days instead of never$/],
    ],
    "a wider prefix": [
      [updated(lifecycleAt, expiry(["tmp/", 90]), expiry(["", 90]))],
      ["look", /objects: after 90 days instead of never/],
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
