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
const data = { bucket: "example-data", force_destroy: false };
const at = "aws_s3_bucket.logs";

export const bucketCases = [
  ...casesOf("log-bucket-destroyed", {
    destroyed: [
      [destroyed(at, logs), withTrail],
      ["dangerous", /"example-log" is destroyed\. As long as there are logs/],
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
    "let go": [[forgotten(at, logs), withTrail]],
    "another bucket": [[destroyed("aws_s3_bucket.data", data), withTrail]],
  }),
  ...casesOf("bucket-destroyed", {
    "with its objects": [
      [destroyed("aws_s3_bucket.data", { ...data, force_destroy: true })],
      ["dangerous", /its objects are deleted/],
    ],
    "which must be empty": [[destroyed("aws_s3_bucket.data", data)], ["look", /"example-data" is destroyed/]],
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
    "its description changes": [[updated("aws_kms_key.logs", { key_id: "one" }, { description: "new" })]],
  }),
  ...casesOf("force-destroy-on", {
    "on for the log bucket": [
      [updated(at, logs, { force_destroy: true }), withTrail],
      ["dangerous", /log bucket "example-log"/],
    ],
    "on for another": [
      [updated("aws_s3_bucket.data", data, { force_destroy: true })],
      ["look", /"example-data"/],
    ],
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
    off: [[updated(at, { ...logs, force_destroy: true }, { force_destroy: false })]],
  }),
];
