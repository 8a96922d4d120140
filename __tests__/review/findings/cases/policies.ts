import { created, destroyed, unchanged, updated } from "../../../support/plannedResources";
import { casesOf } from "./case";
import { denyWithoutTls, letCloudTrailWrite, policy, trail, trailAddress } from "./resources";

const at = "aws_s3_bucket_policy.logs";
const withTrail = unchanged(trailAddress, trail);
const logs = (...statements: readonly Readonly<Record<string, unknown>>[]) =>
  policy("example-log", ...statements);
const good = logs(denyWithoutTls, letCloudTrailWrite);
const unboundWrite = { ...letCloudTrailWrite, Condition: undefined };
const readers = (principal: unknown, action: unknown = "s3:GetObject", more = {}) => ({
  ...{ Effect: "Allow", Principal: principal, Action: action, Resource: "arn:aws:s3:::example-log/*" },
  ...more,
});
/** The statement for CloudTrail, held to a source in this way. */
const writeIf = (operator: string, key: string, value: unknown) => ({
  ...letCloudTrailWrite,
  Condition: { [operator]: { [key]: value } },
});
const config = { Service: "config.amazonaws.com" };
const tlsOn = (...resources: readonly string[]) => ({
  ...denyWithoutTls,
  Resource: resources.map((path) => `arn:aws:s3:::${path}`),
});
const alice = { AWS: "arn:aws:iam::123456789012:role/alice" };

const bob = { AWS: "arn:aws:iam::123456789012:role/bob" };
/** What a statement says unless the case says it otherwise; undefined is left out. */
const whole = { Sid: "all-but" };

/** The same policy as somebody else would write it. */
const goodOtherwise = logs(
  {
    ...letCloudTrailWrite,
    Sid: "Write",
    Action: ["s3:PutObject"],
    Condition: { StringEquals: { "AWS:SourceArn": [trail.arn] } },
  },
  {
    ...denyWithoutTls,
    Principal: { AWS: "*" },
    Resource: ["arn:aws:s3:::example-log/*", "arn:aws:s3:::example-log"],
    Condition: { Bool: { "aws:SecureTransport": false } },
  },
);

export const policyCases = [
  ...casesOf("bucket-policy-widened", {
    "anybody may read": [
      [updated(at, good, logs(denyWithoutTls, letCloudTrailWrite, readers("*"))), withTrail],
      ["dangerous", /allows access by anybody: \| "\*" may "s3:GetObject" on/],
    ],
    "made open to anybody": [
      [created(at, logs(denyWithoutTls, readers({ AWS: "*" })))],
      ["dangerous", /anybody/],
    ],
    "another principal": [
      [updated(at, good, logs(denyWithoutTls, letCloudTrailWrite, readers(alice))), withTrail],
      ["dangerous", /"AWS:arn:aws:iam::123456789012:role\/alice" may/],
    ],
    "a wider action": [
      [updated(at, logs(readers(alice)), logs(readers(alice, ["s3:GetObject", "s3:Delete*"])))],
      ["look", /may "s3:Delete\*" on "arn:aws:s3:::example-log\/\*"$/],
    ],
    "a condition less": [
      [
        updated(
          at,
          logs(
            readers(alice, "s3:GetObject", { Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } } }),
          ),
          logs(readers(alice)),
        ),
        withTrail,
      ],
      ["dangerous", /more than before/],
    ],
    "all but somebody": [
      [
        updated(
          at,
          good,
          logs(denyWithoutTls, letCloudTrailWrite, {
            Effect: "Allow",
            NotPrincipal: alice,
            Action: "s3:*",
            Resource: "*",
          }),
        ),
        withTrail,
      ],
      ["dangerous", /"everything but what it names" may "s3:\*"/],
    ],
    ...Object.fromEntries(
      (
        [
          ["principal", { NotPrincipal: alice }, { NotPrincipal: bob }],
          [
            "action",
            { Principal: alice, NotAction: "s3:PutObject" },
            { Principal: alice, NotAction: "s3:DeleteObject" },
          ],
          [
            "resource",
            { Principal: alice, Action: "s3:GetObject", NotResource: "arn:aws:s3:::example-log/a/*" },
            { Principal: alice, Action: "s3:GetObject", NotResource: "arn:aws:s3:::example-log/b/*" },
          ],
        ] as const
      ).map(([what, one, another]) => [
        `all but another ${what}`,
        [
          [
            updated(
              at,
              logs({ Effect: "Allow", ...whole, ...one }),
              logs({ Effect: "Allow", ...whole, ...another }),
            ),
            withTrail,
          ],
          ["dangerous", /allows more than before:.*"everything but what it names"/],
        ] as const,
      ]),
    ),
    "all but two, in another order": [
      [
        updated(
          at,
          logs({ Effect: "Allow", Principal: alice, NotAction: ["s3:a", "s3:b"], NotResource: ["x", "y"] }),
          logs({ Effect: "Allow", Principal: alice, NotAction: ["s3:b", "s3:a"], NotResource: ["y", "x"] }),
        ),
      ],
    ],
    "what cannot be read": [
      [updated(at, good, { policy: '{"Version":"2012-10-17"}' })],
      ["look", /was not checked/],
    ],
    "what could not be read before": [
      [updated(at, { ...good, policy: "no policy" }, good)],
      ["look", /was not checked/],
    ],
    "removed, and what was there is hidden": [
      [{ ...destroyed(at, good), inChange: { before_sensitive: { policy: true } } }],
    ],
    "open to anybody, but for a condition": [
      [
        updated(
          at,
          good,
          logs(
            denyWithoutTls,
            letCloudTrailWrite,
            readers("*", "s3:GetObject", { Condition: { IpAddress: { "aws:SourceIp": ["10.0.0.0/8"] } } }),
          ),
        ),
        withTrail,
      ],
      [
        "dangerous",
        /allows more than before: \| "\*" may "s3:GetObject" on .* if "IpAddress aws:sourceip = 10\.0\.0\.0\/8"$/,
      ],
    ],
    "open to anybody under another address, told once": [
      [
        destroyed("aws_s3_bucket_policy.a", good),
        created("aws_s3_bucket_policy.b", logs(readers("*"))),
        withTrail,
      ],
      ["dangerous", /allows access by anybody/],
    ],
    "made open to anybody for two buckets whose names are not known": [
      ["a", "b"].map((name) =>
        created(
          `aws_s3_bucket_policy.${name}`,
          { ...logs(readers("*")), bucket: null },
          { after_unknown: { bucket: true } },
        ),
      ),
      ["dangerous", /^The policy of the bucket allows access by anybody/],
      ["dangerous", /^The policy of the bucket allows access by anybody/],
    ],
    "made for somebody": [[created(at, logs(denyWithoutTls, letCloudTrailWrite, readers(alice))), withTrail]],
    "anybody and somebody": [
      [
        updated(
          at,
          good,
          logs(denyWithoutTls, letCloudTrailWrite, readers("*"), readers(alice, "s3:PutObject")),
        ),
        withTrail,
      ],
      ["dangerous", /allows access by anybody: \| "\*" may "s3:GetObject" on "[^"]*"$/],
      ["dangerous", /allows more than before: \| "AWS:[^"]*alice" may "s3:PutObject" on "[^"]*"$/],
    ],
    "another value of a condition": [
      [
        updated(
          at,
          logs(
            readers(alice, "s3:GetObject", { Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } } }),
          ),
          logs(readers(alice, "s3:GetObject", { Condition: { IpAddress: { "aws:SourceIp": "0.0.0.0/0" } } })),
        ),
      ],
      ["look", /0\.0\.0\.0\/0/],
    ],
    "one character for many": [
      [updated(at, logs(readers(alice, "s3:Get?")), logs(readers(alice, "s3:Get*")))],
      ["look", /may "s3:Get\*"/],
    ],
    "a longer resource than the pattern's": [
      [
        updated(
          at,
          logs(readers(alice, "s3:GetObject", { Resource: "arn:aws:s3:::example-log/a/*/c" })),
          logs(readers(alice, "s3:GetObject", { Resource: "arn:aws:s3:::example-log/a/b/cd" })),
        ),
      ],
      ["look", /a\/b\/cd/],
    ],
    "a key in another case": [
      [
        updated(
          at,
          logs(readers(alice, "s3:GetObject", { Resource: "arn:aws:s3:::example-log/A/*" })),
          logs(readers(alice, "s3:GetObject", { Resource: "arn:aws:s3:::example-log/a/*" })),
        ),
      ],
      ["look", /example-log\/a\/\*/],
    ],
    "what was only denied before": [
      [updated(at, logs({ ...readers(alice), Effect: "Deny" }), logs(readers(alice)))],
      ["look", /alice/],
    ],
    "a denial more": [
      [updated(at, good, logs(denyWithoutTls, letCloudTrailWrite, { ...readers("*"), Effect: "Deny" }))],
    ],
    "its bucket goes with everything in it": [
      [
        updated(at, good, logs(readers("*"))),
        destroyed("aws_s3_bucket.logs", { bucket: "example-log", force_destroy: true }),
      ],
    ],
    "somebody of those that anybody was": [[updated(at, logs(readers("*")), logs(readers(alice)))]],
    "the same by patterns": [
      [
        updated(
          at,
          logs(readers(alice, "s3:*", { Resource: "arn:aws:s3:::example-log/?/*.json" })),
          logs(readers(alice, "S3:getobject", { Resource: "arn:aws:s3:::example-log/a/b/c.json" })),
        ),
      ],
    ],
    "an action less": [
      [
        updated(
          at,
          logs(readers(alice, ["s3:GetObject", "s3:PutObject"])),
          logs(readers(alice, "s3:PutObject")),
        ),
      ],
    ],
    "less under the same condition": [
      [
        updated(
          at,
          logs(readers(alice, "s3:*", { Condition: { Bool: { a: "1" } } })),
          logs(readers(alice, "s3:GetObject", { Condition: { Bool: { a: "1" }, IpAddress: { b: "2" } } })),
        ),
      ],
    ],
    "a condition more": [
      [
        updated(
          at,
          logs(readers(alice)),
          logs(
            readers(alice, "s3:GetObject", { Condition: { Bool: { "aws:MultiFactorAuthPresent": true } } }),
          ),
        ),
      ],
    ],
    "conditions in another order": [
      [
        updated(
          at,
          logs(
            readers(alice, "s3:GetObject", { Condition: { Bool: { a: "1" }, IpAddress: { b: ["1", "2"] } } }),
          ),
          logs(
            readers(alice, "s3:GetObject", {
              Condition: { IpAddress: { B: ["2", "1", "1"] }, Bool: { a: ["1"] } },
            }),
          ),
        ),
      ],
    ],
    "not known yet": [
      [updated(at, good, { policy: null }, { after_unknown: { policy: true } })],
      ["look", /was not checked/],
    ],
    sensitive: [
      [updated(at, good, logs(readers("*")), { after_sensitive: { policy: true } })],
      ["look", /was not checked/],
    ],
    "the same, written otherwise": [[updated(at, good, goodOtherwise), withTrail]],
    "a part of what was allowed": [
      [
        updated(
          at,
          logs(readers(alice, "s3:Get*")),
          logs(readers(alice, "s3:GetObject", { Resource: "arn:aws:s3:::example-log/a/*" })),
        ),
      ],
    ],
    "an account by its number or its root": [
      [
        updated(
          at,
          logs(readers({ AWS: "123456789012" })),
          logs(readers({ AWS: "arn:aws:iam::123456789012:root" })),
        ),
      ],
    ],
  }),
  ...casesOf("bucket-policy-source-missing", {
    "the condition removed": [
      [updated(at, good, logs(denyWithoutTls, unboundWrite)), withTrail],
      ["dangerous", /allows "cloudtrail.amazonaws.com" without a condition on aws:SourceArn/],
    ],
    "made without": [
      [created(at, logs(denyWithoutTls, unboundWrite)), withTrail],
      ["look", /without a condition/],
    ],
    "the condition kept": [[updated(at, logs(letCloudTrailWrite), good)]],
    "of a second service": [
      [updated(at, good, logs(denyWithoutTls, letCloudTrailWrite, { ...unboundWrite, Principal: config }))],
      ["dangerous", /allows "config\.amazonaws\.com" without/],
    ],
    "as open as before": [
      [updated(at, logs(unboundWrite), logs(denyWithoutTls, unboundWrite, readers(alice)))],
    ],
    "a service that is denied": [
      [updated(at, good, logs(letCloudTrailWrite, { ...unboundWrite, Effect: "Deny" }))],
    ],
    "hidden before": [[updated(at, good, logs(unboundWrite), { before_sensitive: { policy: true } })]],
    "with the policy itself": [[destroyed(at, logs(unboundWrite))]],
    "not known yet": [[updated(at, good, { policy: null }, { after_unknown: { policy: true } })]],
    ...Object.fromEntries(
      (
        [
          ["another key", "StringEquals", "aws:PrincipalTag/team", "audit"],
          ["another key of S3", "StringEquals", "s3:x-amz-acl", "bucket-owner-full-control"],
          ["a source that it must not be", "StringNotEquals", "aws:SourceArn", trail.arn],
          ["a pattern that it must not be", "ArnNotLike", "aws:SourceArn", trail.arn],
          ["a source, if there is one", "StringEqualsIfExists", "aws:SourceArn", trail.arn],
          ["every one of none", "ForAllValues:StringEquals", "aws:SourceArn", [trail.arn]],
          ["that there is none", "Null", "aws:SourceArn", "true"],
          ["any source", "StringLike", "aws:SourceArn", "*"],
          ["any account's trail", "ArnLike", "aws:SourceArn", "arn:aws:cloudtrail:*:*:trail/*"],
          [
            "accounts that begin alike",
            "ArnLike",
            "aws:SourceArn",
            "arn:aws:cloudtrail:*:12345678901?:trail/*",
          ],
          ["any bucket", "ArnLike", "aws:SourceArn", "arn:aws:s3:::*"],
          [
            "ours or any",
            "ArnLike",
            "aws:SourceArn",
            [trail.arn, "arn:aws:cloudtrail:*:*:trail/example-trail"],
          ],
          [
            "ours or any in another Region",
            "ArnLike",
            "aws:SourceArn",
            [trail.arn, "arn:aws:cloudtrail:us-east-1:*:trail/example-trail"],
          ],
          ["any account", "StringLike", "aws:SourceAccount", "*"],
          ["accounts whose number goes on", "StringLike", "aws:SourceAccount", "123456789012*"],
          ["no ARN", "StringLike", "aws:SourceArn", "cloudtrail"],
          ["accounts by their beginning", "StringLike", "aws:SourceAccount", "1234*"],
          ["any organization", "StringLike", "aws:SourceOrgID", "o-*"],
          ["any path", "StringLike", "aws:SourceOrgPaths", "*/ou-one/*"],
        ] as const
      ).map(([what, operator, key, value]) => [
        `held to ${what} alone`,
        [
          [updated(at, good, logs(denyWithoutTls, writeIf(operator, key, value))), withTrail],
          ["dangerous", /allows "cloudtrail\.amazonaws\.com" without a condition on aws:SourceArn/],
        ] as const,
      ]),
    ),
    ...Object.fromEntries(
      (
        [
          ["the trail", "ArnEquals", "aws:SourceArn", trail.arn],
          ["the account's trails", "ArnLike", "AWS:SourceArn", "arn:aws:cloudtrail:*:123456789012:trail/*"],
          ["a bucket", "ArnLike", "aws:SourceArn", "arn:aws:s3:::example-data"],
          ["two trails", "StringEquals", "aws:SourceArn", [trail.arn, `${String(trail.arn)}-2`]],
          ["the account", "StringEquals", "aws:SourceAccount", "123456789012"],
          ["the organization", "StringEquals", "aws:SourceOrgID", "o-a1b2c3d4e5"],
          ["a part of it", "ForAnyValue:StringLike", "aws:SourceOrgPaths", ["o-a1b2c3d4e5/r-ab12/*"]],
        ] as const
      ).map(([what, operator, key, value]) => [
        `held to ${what}`,
        [[updated(at, good, logs(denyWithoutTls, writeIf(operator, key, value))), withTrail]] as const,
      ]),
    ),
  }),
  ...casesOf("bucket-policy-denial-missing", {
    "no longer": [
      [updated(at, good, logs(letCloudTrailWrite)), withTrail],
      ["dangerous", /no longer denies requests without TLS/],
    ],
    "only for one prefix": [
      [
        updated(
          at,
          good,
          logs(letCloudTrailWrite, { ...denyWithoutTls, Resource: "arn:aws:s3:::example-log/a/*" }),
        ),
        withTrail,
      ],
      ["dangerous", /without TLS/],
    ],
    "only for the objects, not for the list of them": [
      [updated(at, good, logs(letCloudTrailWrite, tlsOn("example-log/*"))), withTrail],
      ["dangerous", /no longer denies requests without TLS/],
    ],
    "in two statements, of which one goes": [
      [
        updated(at, logs(tlsOn("example-log"), tlsOn("example-log/*")), logs(tlsOn("example-log"))),
        withTrail,
      ],
      ["dangerous", /no longer denies requests without TLS/],
    ],
    "only for the list of objects": [
      [updated(at, good, logs(letCloudTrailWrite, tlsOn("example-log"))), withTrail],
      ["dangerous", /no longer denies requests without TLS/],
    ],
    ...Object.fromEntries(
      (
        [
          ["one role", { Principal: alice }],
          ["one action", { Action: "s3:GetObject" }],
          ["every action of another service", { Action: "sqs:*" }],
          ["reads", { Action: ["s3:Get*", "s3:List*"] }],
          ["all actions but one", { Action: undefined, NotAction: "s3:PutObject" }],
          ["everybody but one", { Principal: undefined, NotPrincipal: alice }],
          ["all but one prefix", { Resource: undefined, NotResource: "arn:aws:s3:::example-log/a/*" }],
          [
            "some addresses",
            {
              Condition: {
                Bool: { "aws:SecureTransport": "false" },
                IpAddress: { "aws:SourceIp": "10.0.0.0/8" },
              },
            },
          ],
          ["requests that come over TLS", { Condition: { Bool: { "aws:SecureTransport": "true" } } }],
          ["another flag", { Condition: { Bool: { "aws:ViaAWSService": "false" } } }],
          ["a flag that is there", { Condition: { Null: { "aws:SecureTransport": "false" } } }],
          ["nobody: it allows", { Effect: "Allow" }],
        ] as const
      ).map(([what, more]) => [
        `only for ${what}`,
        [
          [updated(at, good, logs(letCloudTrailWrite, { ...denyWithoutTls, ...more })), withTrail],
          ["dangerous", /no longer denies requests without TLS/],
        ] as const,
      ]),
    ),
    "in two statements": [
      [updated(at, good, logs(letCloudTrailWrite, tlsOn("example-log"), tlsOn("example-log/*"))), withTrail],
    ],
    "in two statements, and then in one that is written otherwise": [
      [
        updated(
          at,
          logs(letCloudTrailWrite, tlsOn("example-log"), tlsOn("example-log/*")),
          logs(letCloudTrailWrite, {
            ...denyWithoutTls,
            Condition: { BoolIfExists: { "aws:SecureTransport": "false" } },
          }),
        ),
        withTrail,
      ],
    ],
    "by a wildcard in the name": [
      [updated(at, good, logs(letCloudTrailWrite, tlsOn("example-log*"))), withTrail],
    ],
    "of everything": [
      [
        updated(at, good, logs(letCloudTrailWrite, { ...denyWithoutTls, Action: "*", Resource: "*" })),
        withTrail,
      ],
    ],
    "even where nothing is said of TLS": [
      [
        updated(
          at,
          good,
          logs(letCloudTrailWrite, {
            ...denyWithoutTls,
            Condition: { BoolIfExists: { "aws:SecureTransport": "false" } },
          }),
        ),
        withTrail,
      ],
    ],
    "of a part, no longer": [
      [updated(at, logs(tlsOn("example-log/*"), letCloudTrailWrite), logs(letCloudTrailWrite)), withTrail],
      ["dangerous", /no longer denies: \| "s3:\*" on "arn:aws:s3:::example-log\/\*" to "\*"/],
    ],
    "all but somebody": [
      [
        updated(
          at,
          logs({ Effect: "Deny", NotPrincipal: alice, Action: "s3:Delete*", Resource: "*" }),
          logs({
            Effect: "Deny",
            NotPrincipal: { AWS: ["123456789012", alice.AWS] },
            Action: "s3:Delete*",
            Resource: "*",
          }),
        ),
        withTrail,
      ],
      ["dangerous", /no longer denies: \| "s3:Delete\*" on "\*" to "everything but what it names"$/],
    ],
    "for one of two principals": [
      [
        updated(
          at,
          logs({ ...readers({ AWS: [alice.AWS, bob.AWS] }), Effect: "Deny" }),
          logs({ ...readers(alice), Effect: "Deny" }),
        ),
        withTrail,
      ],
      ["dangerous", /no longer denies: .* to "AWS:[^"]*alice", "AWS:[^"]*bob"$/],
    ],
    "only where a condition holds": [
      [
        updated(
          at,
          logs({ ...readers("*"), Effect: "Deny" }),
          logs({ ...readers("*", "s3:GetObject", { Condition: { Bool: { a: "true" } } }), Effect: "Deny" }),
        ),
        withTrail,
      ],
      ["dangerous", /no longer denies: \| "s3:GetObject"/],
    ],
    "and allows instead": [
      [updated(at, logs({ ...readers("*"), Effect: "Deny" }), logs(readers("*"))), withTrail],
      ["dangerous", /no longer denies: \| "s3:GetObject"/],
    ],
    "under the same condition, more": [
      [
        updated(
          at,
          logs({ ...readers("*", "s3:GetObject", { Condition: { Bool: { a: "1" } } }), Effect: "Deny" }),
          logs({ ...readers("*", "s3:Get*", { Condition: { Bool: { a: "1" } } }), Effect: "Deny" }),
        ),
      ],
    ],
    "an allowance less": [[updated(at, logs(denyWithoutTls, readers(alice)), logs(denyWithoutTls))]],
    "what cannot be read": [[updated(at, good, { policy: null }, { after_unknown: { policy: true } })]],
    "made with it": [[created(at, good), withTrail]],
    "for the objects alone before, and for all of it in other words": [
      [
        updated(
          at,
          logs(letCloudTrailWrite, tlsOn("example-log/*")),
          logs(letCloudTrailWrite, {
            ...denyWithoutTls,
            Condition: { BoolIfExists: { "aws:SecureTransport": "false" } },
          }),
        ),
        withTrail,
      ],
    ],
    "never there, under another address": [
      [
        destroyed("aws_s3_bucket_policy.a", logs(letCloudTrailWrite)),
        created("aws_s3_bucket_policy.b", logs(letCloudTrailWrite)),
        withTrail,
      ],
    ],
    "made without, for another bucket": [
      [created("aws_s3_bucket_policy.data", policy("example-data", readers(alice))), withTrail],
    ],
    "split in two": [
      [
        updated(
          at,
          logs({ ...readers("*", ["s3:GetObject", "s3:PutObject"]), Effect: "Deny" }),
          logs(
            { ...readers("*", "s3:GetObject"), Effect: "Deny" },
            { ...readers("*", "s3:PutObject"), Effect: "Deny" },
          ),
        ),
      ],
    ],
    "another denial of another bucket": [
      [
        updated(
          "aws_s3_bucket_policy.data",
          policy("example-data", { ...readers("*", "s3:DeleteObject"), Effect: "Deny" }),
          policy("example-data", readers(alice)),
        ),
        withTrail,
      ],
      ["look", /bucket "example-data" no longer denies/],
    ],
    "another denial": [
      [
        updated(
          at,
          logs(denyWithoutTls, { ...readers("*", "s3:DeleteObject"), Effect: "Deny" }),
          logs(denyWithoutTls),
        ),
        withTrail,
      ],
      ["dangerous", /no longer denies: \| "s3:DeleteObject" on "arn:aws:s3:::example-log\/\*" to "\*"/],
    ],
    "made without": [
      [created(at, logs(letCloudTrailWrite)), withTrail],
      ["look", /does not deny requests without TLS/],
    ],
    "written otherwise": [[updated(at, good, goodOtherwise), withTrail]],
    "part of a wider denial": [
      [
        updated(
          at,
          logs({ ...readers("*", "s3:DeleteObject"), Effect: "Deny" }),
          logs({ ...readers("*", "s3:Delete*"), Effect: "Deny" }),
        ),
      ],
    ],
  }),
  ...casesOf("bucket-policy-removed", {
    "of the log bucket": [
      [destroyed(at, good), withTrail],
      ["dangerous", /CloudTrail can no longer deliver/],
    ],
    "of another": [
      [destroyed("aws_s3_bucket_policy.data", policy("example-data", denyWithoutTls))],
      ["look", /^The policy of bucket "example-data" is removed\.$/],
    ],
    kept: [[updated(at, good, goodOtherwise)]],
  }),
];
