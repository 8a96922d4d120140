import { created, destroyed, unchanged, updated } from "../../../support/plannedResources";
import { casesOf } from "./case";
import { selector, trail, trailAddress as at } from "./resources";

const two = { ...trail, advanced_event_selector: [selector(["example-data/", "example-more/"], "all")] };
const to = (...selectors: readonly unknown[]) => ({ advanced_event_selector: selectors });

const inChina = (...values: readonly string[]) => ({
  read_write_type: "WriteOnly",
  include_management_events: false,
  data_resource: [{ type: "AWS::S3::Object", values }],
});
const oneRegion = (values: Readonly<Record<string, unknown>>) => ({
  ...values,
  is_multi_region_trail: false,
});

const numbered = (count: number, stem: string) =>
  Array.from({ length: count }, (_, index) => `${stem}${index}/`);

export const coverageCases = [
  ...casesOf("coverage-shrinks", {
    "a bucket less": [
      [updated(at, two, to(selector(["example-data/"], "all")))],
      ["dangerous", /no longer records: \| reads and writes in bucket "example-more"$/],
    ],
    "reads no longer": [
      [updated(at, two, to(selector(["example-data/", "example-more/"])))],
      ["dangerous", /\| reads in bucket "example-data" \| reads in bucket "example-more"$/],
    ],
    "only a prefix": [
      [updated(at, trail, to(selector(["example-data/in/"])))],
      ["dangerous", /writes in bucket "example-data", except "example-data\/in\/"/],
    ],
    "every bucket to one": [
      [updated(at, { ...trail, ...to(selector([])) }, to(selector(["example-data/"])))],
      ["dangerous", /writes in every bucket, except "example-data\/"/],
    ],
    "an exception more": [
      [
        updated(
          at,
          trail,
          to(
            selector(["example-data/"], "write", [
              { field: "resources.ARN", not_starts_with: ["arn:aws:s3:::example-data/tmp/"] },
            ]),
          ),
        ),
      ],
      ["dangerous", /writes in bucket "example-data" under "tmp\/"/],
    ],
    "a kind of event less": [
      [
        updated(
          at,
          trail,
          to(selector(["example-data/"], "write", [{ field: "eventName", not_equals: ["PutObjectAcl"] }])),
        ),
      ],
      ["dangerous", /writes in bucket "example-data" where "eventName" is "PutObjectAcl"/],
    ],
    "no selectors at all any more": [
      [updated(at, trail, to())],
      ["dangerous", /writes in bucket "example-data"/],
    ],
    "management events no longer": [
      [updated(at, { ...trail, advanced_event_selector: [] }, to(selector(["example-data/"])))],
      ["dangerous", /"Management" events \(reads and writes\)/],
    ],
    "the new selectors not known yet": [
      [
        updated(
          at,
          trail,
          { advanced_event_selector: null },
          { after_unknown: { advanced_event_selector: true } },
        ),
      ],
      [
        "look",
        /cannot be determined for certain: .*Perhaps no longer recorded: \| writes in bucket "example-data"/,
      ],
    ],
    "selectors that cannot be read": [
      [updated(at, trail, to({ field_selector: [{ field: "eventCategory", not_equals: ["Data"] }] }))],
      ["look", /cannot be determined for certain/],
    ],
    "selectors that could not be read, and nothing known is lost": [
      [
        updated(
          at,
          { ...trail, ...to({ field_selector: [{ field: "eventCategory", not_equals: ["Data"] }] }) },
          to(selector([])),
        ),
      ],
      [
        "look",
        /cannot be determined for certain: a selector uses fields or operators that the review cannot reason about\.$/,
      ],
    ],
    "too many to compare": [
      [
        updated(
          at,
          { ...trail, ...to(selector(numbered(35, "example-"), "all")) },
          to(selector([], "all", [{ field: "eventName", not_equals: numbered(60, "Name") }])),
        ),
      ],
      ["look", /cannot be determined for certain: the selectors are too many to compare exactly\.$/],
    ],
    "too much more to compare": [
      [
        updated(
          at,
          {
            ...trail,
            ...to(selector([], "all", [{ field: "eventName", not_equals: numbered(60, "Name") }])),
          },
          to(selector(numbered(35, "example-"), "all")),
        ),
      ],
      ["look", /too many to compare exactly\.$/],
    ],
    "in China, every bucket to one": [
      [
        updated(
          at,
          {
            ...trail,
            arn: "arn:aws-cn:cloudtrail:cn-north-1:123456789012:trail/example-trail",
            ...to(selector([])),
          },
          to(
            selector([], "write", [
              { field: "resources.ARN", starts_with: ["arn:aws-cn:s3:::example-data/"] },
            ]),
          ),
        ),
      ],
      ["dangerous", /\| writes in every bucket, except "example-data\/"$/],
    ],
    "in China, by basic selectors": [
      [
        updated(
          at,
          {
            ...trail,
            arn: null,
            advanced_event_selector: [],
            event_selector: [inChina("arn:aws-cn:s3:::a/", "arn:aws-cn:s3:::b/")],
          },
          { event_selector: [inChina("arn:aws-cn:s3:::a/")] },
        ),
      ],
      ["dangerous", /no longer records: \| writes in bucket "b"$/],
    ],
    "another trail takes over": [
      [
        updated(at, two, to(selector(["example-data/"], "all"))),
        unchanged("aws_cloudtrail.other", { ...trail, ...to(selector(["example-more/"], "all")) }),
      ],
      ["note", /what another trail of this plan records/],
    ],
    ...Object.fromEntries(
      (
        [
          ["logging is not known yet", { after_unknown: { enable_logging: true } }, { enable_logging: null }],
          ["logging is hidden", { after_sensitive: { enable_logging: true } }, {}],
          ["logging is not told", {}, { enable_logging: null }],
          ["logging is switched off", {}, { enable_logging: false }],
        ] as const
      ).map(([what, inChange, patch]) => [
        `another trail whose ${what}`,
        [
          [
            updated(at, two, to(selector(["example-data/"], "all"))),
            updated("aws_cloudtrail.other", two, patch, inChange),
          ],
          ["dangerous", /no longer records: \| reads and writes in bucket "example-more"$/],
        ] as const,
      ]),
    ),
    "another trail that goes too": [
      [
        updated(at, two, to(selector(["example-data/"], "all"))),
        destroyed("aws_cloudtrail.other", { ...two, name: "other-trail" }),
      ],
      ["dangerous", /"example-trail" no longer records: \| reads and writes in bucket "example-more"$/],
    ],
    "another trail whose selectors are hidden": [
      [
        updated(at, two, to(selector(["example-data/"], "all"))),
        updated(
          "aws_cloudtrail.other",
          two,
          { advanced_event_selector: null },
          { after_unknown: { advanced_event_selector: true } },
        ),
      ],
      ["dangerous", /"example-trail" no longer records: \| reads and writes in bucket "example-more"$/],
      ["look", /cannot be determined for certain/],
    ],
    "another trail of another Region, each for one": [
      [
        updated(at, oneRegion(two), to(selector(["example-data/"], "all"))),
        unchanged("aws_cloudtrail.other", { ...oneRegion(two), home_region: "us-east-1" }),
      ],
      ["dangerous", /"example-more"/],
    ],
    "another trail of the same Region, each for one": [
      [
        updated(at, oneRegion(two), to(selector(["example-data/"], "all"))),
        unchanged("aws_cloudtrail.other", oneRegion(two)),
      ],
      ["note", /what another trail of this plan records/],
    ],
    "another trail for one Region only": [
      [
        updated(at, two, to(selector(["example-data/"], "all"))),
        unchanged("aws_cloudtrail.other", oneRegion(two)),
      ],
      ["dangerous", /"example-more"/],
    ],
    "another trail for one Region, neither of which is told": [
      [
        updated(at, { ...oneRegion(two), home_region: null }, to(selector(["example-data/"], "all"))),
        unchanged("aws_cloudtrail.other", { ...oneRegion(two), home_region: null }),
      ],
      ["dangerous", /"example-more"/],
    ],
    "another trail that does not log": [
      [
        updated(at, two, to(selector(["example-data/"], "all"))),
        unchanged("aws_cloudtrail.other", { ...two, enable_logging: false }),
      ],
      ["dangerous", /"example-more"/],
    ],
    "the same in two selectors": [
      [
        updated(
          at,
          two,
          to(
            selector(["example-more/"], "all"),
            selector(["example-data/"], "read"),
            selector(["example-data/"]),
          ),
        ),
      ],
    ],
    "the same in basic selectors": [
      [
        updated(at, two, {
          advanced_event_selector: [],
          event_selector: [
            {
              read_write_type: "All",
              include_management_events: false,
              data_resource: [
                {
                  type: "AWS::S3::Object",
                  values: ["arn:aws:s3:::example-data/", "arn:aws:s3:::example-more/"],
                },
              ],
            },
          ],
        }),
      ],
    ],
    "an exception that no longer matters": [[updated(at, trail, to(selector([])))]],
  }),
  ...casesOf("coverage-grows", {
    "to every bucket": [
      [updated(at, trail, to(selector([])))],
      ["look", /every bucket of the account is recorded/],
    ],
    "to reads": [
      [updated(at, trail, to(selector(["example-data/"], "all")))],
      ["look", /there are often many times more reads than writes.*\| reads in bucket "example-data"$/],
    ],
    "by a bucket": [
      [updated(at, trail, to(selector(["example-data/", "example-more/"])))],
      ["note", /writes in bucket "example-more"/],
    ],
    "made to record writes of one bucket": [
      [created(at, trail)],
      ["note", /writes in bucket "example-data"/],
    ],
    "logging switched on": [
      [updated(at, { ...trail, enable_logging: false }, { enable_logging: true })],
      ["note", /"example-data"/],
    ],
    "made while selectors are not known": [
      [
        created(
          at,
          { ...trail, advanced_event_selector: null },
          { after_unknown: { advanced_event_selector: true } },
        ),
      ],
      ["look", /known only when Terraform applies/],
    ],
    "made while one selector is not known": [
      [
        created(at, {
          ...trail,
          ...to(selector(["example-data/"]), {
            field_selector: [{ field: "eventCategory", not_equals: ["Data"] }],
          }),
        }),
      ],
      ["look", /^What else trail "example-trail" will record is known only/],
      ["note", /^Trail "example-trail" starts to record the following\. \| writes in bucket "example-data"$/],
    ],
    "to writes of every bucket and reads of one": [
      [
        updated(
          at,
          { ...trail, ...to(selector(["example-more/"])) },
          to(selector([], "write"), selector(["example-data/"], "read")),
        ),
      ],
      [
        "look",
        /Mind the cost: every bucket of the account is recorded; there are often many times more reads than writes\./,
      ],
    ],
    "to reads of something else than objects": [
      [
        updated(
          at,
          trail,
          to(selector(["example-data/"]), {
            field_selector: [
              { field: "eventCategory", equals: ["Data"] },
              { field: "resources.type", equals: ["AWS::Lambda::Function"] },
            ],
          }),
        ),
      ],
      [
        "note",
        /^Trail "example-trail" starts to record the following\. \| reads and writes of "AWS::Lambda::Function"$/,
      ],
    ],
    "to management events": [
      [
        updated(
          at,
          trail,
          to(selector(["example-data/"]), {
            field_selector: [{ field: "eventCategory", equals: ["Management"] }],
          }),
        ),
      ],
      [
        "look",
        /Mind the cost: management events are free only in the first trail that records them\. \| "Management" events \(reads and writes\)$/,
      ],
    ],
    "to management events and a bucket": [
      [
        updated(
          at,
          trail,
          to(selector(["example-data/", "example-more/"]), {
            field_selector: [{ field: "eventCategory", equals: ["Management"] }],
          }),
        ),
      ],
      ["look", /Mind the cost: management events are free/],
    ],
    "to one object": [
      [
        updated(
          at,
          trail,
          to(
            selector(["example-data/"]),
            selector([], "write", [{ field: "resources.ARN", equals: ["arn:aws:s3:::example-more/a"] }]),
          ),
        ),
      ],
      ["note", /\| writes of the object "example-more\/a"$/],
    ],
    "the new selectors not known yet": [
      [
        updated(
          at,
          trail,
          { advanced_event_selector: null },
          { after_unknown: { advanced_event_selector: true } },
        ),
      ],
    ],
    destroyed: [[destroyed(at, trail)]],
    "less than before": [[updated(at, two, to(selector(["example-data/"], "all")))]],
    "made with logging off": [[created(at, { ...trail, enable_logging: false })]],
  }),
];
