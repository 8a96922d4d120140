import { created, destroyed, forgotten, updated } from "../../../support/plannedResources";
import { at, block, blockAt, logs, withTrail } from "./bucketValues";
import { casesOf } from "./case";

const flags = [
  "block_public_acls",
  "block_public_policy",
  "ignore_public_acls",
  "restrict_public_buckets",
] as const;
const lock = (mode: string, days: number) => ({
  bucket: "example-log",
  rule: [{ default_retention: [{ mode, days }] }],
});
const lockAt = "aws_s3_bucket_object_lock_configuration.logs";

export const bucketAccessCases = [
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
];
