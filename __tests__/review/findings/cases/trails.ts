import {
  created,
  destroyed,
  forgotten,
  replaced,
  unchanged,
  updated,
} from "../../../support/plannedResources";
import { casesOf } from "./case";
import { selector, trail, trailAddress as at } from "./resources";

const hidden = (argument: string) => ({ after_unknown: { [argument]: true } });
const other = { ...trail, name: "other-trail" };

export const trailCases = [
  ...casesOf("trail-destroyed", {
    "a trail destroyed": [
      [destroyed(at, trail)],
      [
        "dangerous",
        /"example-trail" is destroyed\. No other trail .* certain to record: \| writes in bucket "example-data"/,
      ],
    ],
    "what another trail records is not among the lost": [
      [destroyed(at, trail), unchanged("aws_cloudtrail.other", other)],
      ["dangerous", /"example-trail" is destroyed\.$/],
    ],
    "in a module, one of several, renamed": [
      [replaced('module.audit.aws_cloudtrail.trail["a"]', trail, { name: "renamed" })],
      ["dangerous", /is replaced, because "name" changes\. Nothing is recorded in between/],
    ],
    "let go": [[forgotten(at, trail)]],
    "let go, and another made": [
      [{ ...replaced(at, trail, { name: "renamed" }), actions: ["create", "forget"] }],
    ],
    "left over from a failed replacement": [[{ ...destroyed(at, trail), more: { deposed: "0a1b2c3d" } }]],
    "tainted: for no argument": [
      [{ ...updated(at, trail, {}), actions: ["delete", "create"] }],
      ["dangerous", /"example-trail" is replaced\. Nothing is recorded in between\.$/],
    ],
    "of which no name is told": [
      [destroyed(at, { enable_logging: false })],
      ["dangerous", /^Trail "aws_cloudtrail\.trail" is destroyed\./],
    ],
    "updated in place": [[updated(at, trail, { kms_key_id: null })]],
  }),
  ...casesOf("logging-switched-off", {
    "switched off": [[updated(at, trail, { enable_logging: false })], ["dangerous", /stops recording/]],
    "made with logging off": [
      [created(at, { ...trail, enable_logging: false })],
      ["look", /records nothing/],
    ],
    "not known yet": [
      [updated(at, trail, { enable_logging: null }, hidden("enable_logging"))],
      ["look", /cannot be determined/],
    ],
    masked: [
      [updated(at, trail, { enable_logging: false }, { after_sensitive: { enable_logging: true } })],
      ["look", /cannot be determined/],
    ],
    "off where nothing was said before": [
      [updated(at, { ...trail, enable_logging: null }, { enable_logging: false })],
      ["dangerous", /stops recording/],
    ],
    "hidden before, off now": [
      [updated(at, trail, { enable_logging: false }, { before_sensitive: { enable_logging: true } })],
      ["look", /cannot be determined/],
    ],
    "hidden before, on now": [[updated(at, trail, {}, { before_sensitive: { enable_logging: true } })]],
    "nothing said any more, which is on": [[updated(at, trail, { enable_logging: null })]],
    "made with logging on": [[created(at, trail)]],
    "made with nothing said": [[created(at, { ...trail, enable_logging: null })]],
    destroyed: [[destroyed(at, trail)]],
    "switched on": [[updated(at, { ...trail, enable_logging: false }, { enable_logging: true })]],
    "off as before": [[updated(at, { ...trail, enable_logging: false }, { kms_key_id: null })]],
  }),
  ...casesOf("log-file-validation-off", {
    "switched off": [
      [updated(at, trail, { enable_log_file_validation: false })],
      ["dangerous", /"enable_log_file_validation" becomes false/],
    ],
    "not known yet": [
      [updated(at, trail, { enable_log_file_validation: null }, hidden("enable_log_file_validation"))],
      ["look", /was not checked/],
    ],
    "stays on": [[updated(at, trail, { name: "renamed" })]],
  }),
  ...casesOf("multi-region-off", {
    "switched off": [[updated(at, trail, { is_multi_region_trail: false })], ["dangerous", /own Region/]],
    "switched on": [
      [updated(at, { ...trail, is_multi_region_trail: false }, { is_multi_region_trail: true })],
    ],
  }),
  ...casesOf("organization-trail-off", {
    "switched off": [[updated(at, trail, { is_organization_trail: false })], ["dangerous", /other accounts/]],
    "made without": [[created(at, { ...trail, is_organization_trail: false })]],
  }),
  ...casesOf("trail-encryption-changed", {
    removed: [[updated(at, trail, { kms_key_id: null })], ["dangerous", /no longer encrypts .*key\/one/]],
    "another key": [
      [updated(at, trail, { kms_key_id: "arn:two" })],
      ["look", /"arn:two" instead of .*key\/one.*Keep the old key/],
    ],
    "not known yet": [
      [updated(at, trail, { kms_key_id: null }, hidden("kms_key_id"))],
      ["look", /was not checked/],
    ],
    added: [[updated(at, { ...trail, kms_key_id: null }, { kms_key_id: "arn:two" })]],
  }),
  ...casesOf("log-destination-changed", {
    "another bucket": [
      [updated(at, trail, { s3_bucket_name: "example-log-2" })],
      ["look", /from "example-log" to "example-log-2"/],
    ],
    "a prefix more": [
      [updated(at, trail, { s3_key_prefix: "audit" })],
      ["look", /"s3_key_prefix" changes from nothing to "audit"/],
    ],
    "not known yet": [
      [updated(at, trail, { s3_bucket_name: null }, hidden("s3_bucket_name"))],
      ["look", /changes from "example-log" to \(known after apply\)/],
    ],
    both: [
      [
        updated(
          at,
          { ...trail, s3_key_prefix: "a" },
          { s3_bucket_name: "example-log-2", s3_key_prefix: null },
        ),
      ],
      ["look", /s3_bucket_name/],
      ["look", /"s3_key_prefix" changes from "a" to nothing/],
    ],
    made: [[created(at, trail)]],
    destroyed: [[destroyed(at, trail)]],
    "the same place": [[updated(at, trail, { enable_logging: false })]],
  }),
  ...casesOf("watches-log-bucket", {
    "by name": [
      [updated(at, trail, { advanced_event_selector: [selector(["example-log/"])] })],
      ["dangerous", /records writes to "example-log"/],
    ],
    "through every bucket": [
      [created(at, { ...trail, advanced_event_selector: [selector([])] })],
      ["dangerous", /without end/],
    ],
    "through a name's beginning": [
      [created(at, { ...trail, advanced_event_selector: [selector(["example-"])] })],
      ["dangerous", /"example-log"/],
    ],
    "by basic selectors": [
      [
        created(at, {
          ...trail,
          advanced_event_selector: [],
          event_selector: [
            {
              read_write_type: "All",
              include_management_events: false,
              data_resource: [{ type: "AWS::S3::Object", values: ["arn:aws:s3"] }],
            },
          ],
        }),
      ],
      ["dangerous", /"example-log"/],
    ],
    "the log bucket of another trail": [
      [
        created(at, {
          ...trail,
          s3_bucket_name: "elsewhere",
          advanced_event_selector: [selector(["example-log/"])],
        }),
        unchanged("aws_cloudtrail.other", other),
      ],
      ["dangerous", /"example-log"/],
    ],
    "not known yet": [
      [created(at, { ...trail, advanced_event_selector: null }, hidden("advanced_event_selector"))],
      ["look", /cannot be determined/],
    ],
    "as before, when nothing changes": [
      [unchanged(at, { ...trail, advanced_event_selector: [selector(["example-log/"])] })],
    ],
    "the bucket's name not known yet": [
      [created(at, { ...trail, s3_bucket_name: null }, hidden("s3_bucket_name"))],
      ["look", /cannot be determined/],
    ],
    "until it is destroyed": [
      [destroyed(at, { ...trail, advanced_event_selector: [selector(["example-log/"])] })],
    ],
    "in another partition": [
      [
        created(at, {
          ...trail,
          advanced_event_selector: [
            selector([], "write", [
              { field: "resources.ARN", starts_with: ["arn:aws-cn:s3:::example-log/"] },
            ]),
          ],
        }),
      ],
      ["dangerous", /records writes to "example-log"/],
    ],
    "only deletions in it": [
      [
        created(at, {
          ...trail,
          advanced_event_selector: [
            selector(["example-log/"], "write", [{ field: "eventName", equals: ["DeleteObject"] }]),
          ],
        }),
      ],
    ],
    "only what lies beside the logs": [
      [
        created(at, {
          ...trail,
          advanced_event_selector: [selector(["example-log-archive/", "example-lo/"])],
        }),
      ],
    ],
    "another kind of resource": [
      [
        created(at, {
          ...trail,
          advanced_event_selector: [
            {
              field_selector: [
                { field: "eventCategory", equals: ["Data"] },
                { field: "resources.type", equals: ["AWS::Lambda::Function"] },
              ],
            },
          ],
        }),
      ],
    ],
    "reads of it only": [
      [created(at, { ...trail, advanced_event_selector: [selector(["example-log/"], "read")] })],
    ],
    "every bucket but it": [
      [
        created(at, {
          ...trail,
          advanced_event_selector: [
            selector([], "write", [
              { field: "resources.ARN", not_starts_with: ["arn:aws:s3:::example-log/"] },
            ]),
          ],
        }),
      ],
    ],
    "a bucket whose name begins alike": [
      [created(at, { ...trail, advanced_event_selector: [selector(["example-log-2/"])] })],
    ],
  }),
  ...casesOf("basic-selectors", {
    "basic selectors": [
      [
        created(at, {
          ...trail,
          advanced_event_selector: [],
          event_selector: [
            { data_resource: [{ type: "AWS::S3::Object", values: ["arn:aws:s3:::example-data/"] }] },
          ],
        }),
      ],
      ["look", /advanced_event_selector can/],
    ],
    "not known yet": [
      [created(at, { ...trail, event_selector: null }, { after_unknown: { event_selector: true } })],
    ],
    "as before": [
      [
        updated(
          at,
          { ...trail, event_selector: [{ data_resource: [{ type: "x" }] }] },
          { enable_logging: false },
        ),
      ],
    ],
    "of management events alone": [
      [created(at, { ...trail, event_selector: [{ read_write_type: "All", data_resource: [] }] })],
    ],
    "advanced selectors": [[created(at, trail)]],
  }),
  ...casesOf("too-many-trails", {
    "six in the provider's Region": [
      "abcdef"
        .split("")
        .map((name) => created(`aws_cloudtrail.${name}`, { name: `trail-${name}`, s3_bucket_name: "x" })),
      ["look", /6 trails are planned for the provider's Region.*aws_cloudtrail\.f/],
    ],
    "five there and a multi-Region one": [
      [
        ...[1, 2, 3, 4, 5].map((n) =>
          unchanged(`aws_cloudtrail.trail[${n}]`, { ...trail, is_multi_region_trail: false }),
        ),
        created("aws_cloudtrail.new", { name: "new", region: "us-east-1", is_multi_region_trail: true }),
      ],
      ["look", /6 trails are planned for Region "eu-central-1"/],
    ],
    five: [
      [1, 2, 3, 4, 5].map((n) =>
        created(`aws_cloudtrail.trail[${n}]`, { name: `trail-${n}`, s3_bucket_name: "x" }),
      ),
    ],
    "six there already": [
      "abcdef".split("").map((name) => unchanged(`aws_cloudtrail.${name}`, { ...trail, name })),
    ],
    "three in each of two Regions": [
      ["eu-west-1", "us-east-1"].flatMap((region) =>
        [1, 2, 3].map((n) =>
          created(`aws_cloudtrail.${region}_${n}`, { name: `trail-${region}-${n}`, region }),
        ),
      ),
    ],
    "six in one of two Regions": [
      [
        created("aws_cloudtrail.a", { name: "a", region: "us-east-1" }),
        ...[1, 2, 3, 4, 5].map((n) =>
          unchanged(`aws_cloudtrail.there[${n}]`, { name: `trail-${n}`, region: "eu-west-1" }),
        ),
        created("aws_cloudtrail.z", { name: "z", region: "eu-west-1" }),
      ],
      [
        "look",
        /^6 trails are planned for Region "eu-west-1", and CloudTrail allows 5, .*: the apply fails\. \| "aws_cloudtrail\.z"( \| "aws_cloudtrail\.there\[\d\]"){5}$/,
      ],
    ],
    "five there, and a new one elsewhere": [
      [
        ...[1, 2, 3, 4, 5].map((n) =>
          unchanged(`aws_cloudtrail.there[${n}]`, { name: `trail-${n}`, region: "eu-west-1" }),
        ),
        created("aws_cloudtrail.z", { name: "z", region: "us-east-1" }),
      ],
    ],
    "six there, and a new one elsewhere": [
      [
        ...[1, 2, 3, 4, 5, 6].map((n) =>
          unchanged(`aws_cloudtrail.there[${n}]`, { name: `trail-${n}`, region: "eu-west-1" }),
        ),
        created("aws_cloudtrail.z", { name: "z", region: "us-east-1" }),
      ],
    ],
    "one made while one goes": [
      [
        ...[1, 2, 3, 4].map((n) => unchanged(`aws_cloudtrail.trail[${n}]`, { name: `trail-${n}` })),
        created("aws_cloudtrail.new", { name: "new" }),
        destroyed("aws_cloudtrail.old", { name: "old" }),
      ],
    ],
  }),
];
