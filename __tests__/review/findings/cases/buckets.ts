import {
  created,
  destroyed,
  forgotten,
  replaced,
  unchanged,
  updated,
} from "../../../support/plannedResources";
import { casesOf } from "./case";
import { denyWithoutTls, letCloudTrailWrite, policy, trail, trailAddress } from "./resources";

const withTrail = unchanged(trailAddress, trail);
const logs = { bucket: "example-log", force_destroy: false };
const data = { bucket: "example-data", force_destroy: false };
const at = "aws_s3_bucket.logs";
const tableOver = (location: string) => ({ name: "logs", storage_descriptor: [{ location }] });

export const bucketCases = [
  ...casesOf("log-bucket-destroyed", {
    destroyed: [
      [destroyed(at, logs), withTrail],
      ["dangerous", /"example-log" is destroyed\. The apply fails half-way if there are logs/],
    ],
    "renamed, with everything in it": [
      [replaced(at, { ...logs, force_destroy: true }, { bucket: "example-log-2" }), withTrail],
      ["dangerous", /because "bucket" changes\. force_destroy is on: every log/],
    ],
    "known by its policy alone": [
      [
        destroyed(at, logs),
        unchanged("aws_s3_bucket_policy.logs", {
          bucket: "example-log",
          policy: JSON.stringify({
            Statement: {
              Effect: "Allow",
              Principal: { Service: "cloudtrail.amazonaws.com" },
              Action: "s3:PutObject",
              Resource: "*",
            },
          }),
        }),
      ],
      ["dangerous", /is destroyed/],
    ],
    "known by the table over it alone": [
      [
        destroyed(at, logs),
        unchanged("aws_glue_catalog_table.logs", {
          storage_descriptor: [{ location: "s3://example-log/audit/AWSLogs/" }],
        }),
      ],
      ["dangerous", /is destroyed/],
    ],
    "known by the table that is made over it": [
      [destroyed(at, logs), created("aws_glue_catalog_table.logs", tableOver("s3://example-log/AWSLogs"))],
      ["dangerous", /is destroyed/],
    ],
    "known by the table that goes too": [
      [
        destroyed(at, logs),
        destroyed("aws_glue_catalog_table.logs", tableOver("s3a://example-log/AWSLogs/1")),
      ],
      ["dangerous", /is destroyed/],
    ],
    "known by the trail that goes too": [
      [destroyed(at, logs), destroyed(trailAddress, trail)],
      ["dangerous", /is destroyed/],
    ],
    "known by the trail that delivers elsewhere from now on": [
      [destroyed(at, logs), updated(trailAddress, trail, { s3_bucket_name: "elsewhere" })],
      ["dangerous", /is destroyed/],
    ],
    "known by the trail that delivers there from now on": [
      [
        destroyed(at, logs),
        updated(trailAddress, { ...trail, s3_bucket_name: "elsewhere" }, { s3_bucket_name: "example-log" }),
      ],
      ["dangerous", /is destroyed/],
    ],
    ...Object.fromEntries(
      (
        [
          ["is made", created],
          ["goes too", destroyed],
        ] as const
      ).map(([what, becomes]) => [
        `known by a policy that ${what}, of several statements and actions`,
        [
          [
            destroyed(at, logs),
            becomes(
              "aws_s3_bucket_policy.logs",
              policy("example-log", denyWithoutTls, {
                ...letCloudTrailWrite,
                Action: ["s3:GetBucketAcl", "s3:PutObject"],
              }),
            ),
          ],
          ["dangerous", /is destroyed/],
        ] as const,
      ]),
    ),
    ...Object.fromEntries(
      (
        [
          ["forbids CloudTrail to write", { Effect: "Deny" }],
          ["lets another service write", { Principal: { Service: "logging.s3.amazonaws.com" } }],
          ["lets CloudTrail only ask", { Action: "s3:GetBucketAcl" }],
          ["lets CloudTrail only read what was put", { Action: "s3:GetObjectPut" }],
        ] as const
      ).map(([what, more]) => [
        `a policy that ${what}`,
        [
          [
            destroyed(at, logs),
            unchanged("aws_s3_bucket_policy.logs", policy("example-log", { ...letCloudTrailWrite, ...more })),
          ],
        ] as const,
      ]),
    ),
    ...Object.fromEntries(
      [
        "s3://example-log/data/",
        "s3://other/example-log/AWSLogs/",
        "s3://example-log/AWSLogsOld/",
        "s3://example-log/MyAWSLogs/",
      ].map((location) => [
        `a table over ${location}`,
        [[destroyed(at, logs), unchanged("aws_glue_catalog_table.logs", tableOver(location))]] as const,
      ]),
    ),
    "let go, and another made": [
      [{ ...replaced(at, logs, { bucket: "example-log-2" }), actions: ["create", "forget"] }, withTrail],
    ],
    "let go": [[forgotten(at, logs), withTrail]],
    "another bucket": [[destroyed("aws_s3_bucket.data", data), withTrail]],
  }),
  ...casesOf("bucket-destroyed", {
    "with its objects": [
      [destroyed("aws_s3_bucket.data", { ...data, force_destroy: true })],
      ["dangerous", /its objects are deleted/],
    ],
    "which must be empty": [
      [destroyed("aws_s3_bucket.data", data)],
      ["look", /^Bucket "example-data" is destroyed\.$/],
    ],
    "replaced, with its objects": [
      [replaced("aws_s3_bucket.data", { ...data, force_destroy: true }, { bucket: "example-data-2" })],
      [
        "dangerous",
        /is replaced, because "bucket" changes\. force_destroy is on: its objects are deleted too\.$/,
      ],
    ],
    "the log bucket, which has a finding of its own": [[destroyed(at, logs), withTrail]],
    "let go": [[forgotten("aws_s3_bucket.data", data)]],
    updated: [[updated("aws_s3_bucket.data", data, { tags: { a: "b" } })]],
  }),
  ...casesOf("key-destroyed", {
    "the trail's key": [
      [destroyed("aws_kms_key.logs", { arn: trail.kms_key_id, key_id: "one" }), withTrail],
      ["dangerous", /Key "one" is destroyed.*\| Trail "aws_cloudtrail.trail" encrypts its logs with it/],
    ],
    "any key replaced": [
      [replaced("aws_kms_key.other", { key_id: "two" }, { key_usage: "SIGN_VERIFY" })],
      ["dangerous", /Key "two"/],
    ],
    ...Object.fromEntries(
      ["aws_kms_external_key", "aws_kms_replica_key"].map((type) => [
        type,
        [
          [destroyed(`${type}.logs`, { arn: trail.kms_key_id, key_id: "one" }), withTrail],
          ["dangerous", /^Key "one" is destroyed\..*\| Trail/],
        ] as const,
      ]),
    ),
    "a key that no trail uses": [
      [destroyed("aws_kms_key.other", { arn: "arn:two", key_id: "two" }), withTrail],
      ["dangerous", /^Key "two" is destroyed\. [^|]*$/],
    ],
    "a key without an ARN beside a trail without a key": [
      [
        destroyed("aws_kms_key.other", { key_id: "two" }),
        unchanged(trailAddress, { ...trail, kms_key_id: null }),
      ],
      ["dangerous", /^Key "two" is destroyed\. [^|]*$/],
    ],
    "let go": [[forgotten("aws_kms_key.logs", { arn: trail.kms_key_id, key_id: "one" }), withTrail]],
    "its description changes": [[updated("aws_kms_key.logs", { key_id: "one" }, { description: "new" })]],
  }),
  ...casesOf("force-destroy-on", {
    "on for the log bucket": [
      [updated(at, logs, { force_destroy: true }), withTrail],
      ["dangerous", /log bucket "example-log"/],
    ],
    "on for another": [
      [updated("aws_s3_bucket.data", data, { force_destroy: true })],
      ["look", /^force_destroy is on for bucket "example-data": /],
    ],
    "on for the log bucket while its name changes": [
      [replaced(at, logs, { bucket: "example-data", force_destroy: true }), withTrail],
      ["dangerous", /^force_destroy is on for log bucket "example-log": /],
    ],
    "on for what becomes the log bucket": [
      [replaced(at, data, { bucket: "example-log", force_destroy: true }), withTrail],
      ["dangerous", /^force_destroy is on for log bucket "example-data": /],
    ],
    "destroyed with it": [[destroyed("aws_s3_bucket.data", { ...data, force_destroy: true })]],
    "on as before": [[updated("aws_s3_bucket.data", { ...data, force_destroy: true }, { tags: { a: "b" } })]],
    "made with it": [
      [created(at, { ...logs, force_destroy: true }), withTrail],
      ["look", /log bucket/],
    ],
    "another made with it": [
      [created("aws_s3_bucket.results", { ...data, force_destroy: true })],
      ["note", /"example-data"/],
    ],
    "not known yet": [
      [updated(at, logs, { force_destroy: null }, { after_unknown: { force_destroy: true } })],
      ["look", /was not checked/],
    ],
    "on, and hidden until now": [
      [updated(at, logs, { force_destroy: true }, { before_sensitive: { force_destroy: true } }), withTrail],
      [
        "look",
        /^force_destroy is on for log bucket "example-log", and whether it was until now is hidden: destroying it later/,
      ],
    ],
    "off, and hidden until now": [
      [
        updated(
          at,
          { ...logs, force_destroy: true },
          { force_destroy: false },
          { before_sensitive: { force_destroy: true } },
        ),
        withTrail,
      ],
    ],
    "hidden before and after": [
      [
        updated(
          at,
          logs,
          { force_destroy: true },
          { before_sensitive: { force_destroy: true }, after_sensitive: { force_destroy: true } },
        ),
      ],
      ["look", /was not checked/],
    ],
    off: [[updated(at, { ...logs, force_destroy: true }, { force_destroy: false })]],
  }),
];
