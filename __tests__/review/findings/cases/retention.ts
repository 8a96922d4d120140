import { created, destroyed, updated } from "../../../support/plannedResources";
import { at, logs, withTrail } from "./bucketValues";
import { casesOf } from "./case";

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
const lifecycleAt = "aws_s3_bucket_lifecycle_configuration.logs";

export const retentionCases = [
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
