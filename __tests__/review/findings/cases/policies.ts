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
const alice = { AWS: "arn:aws:iam::123456789012:role/alice" };

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
      ["dangerous", /lets in anybody: \| "\*" may "s3:GetObject" on/],
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
      ["dangerous", /lets "cloudtrail.amazonaws.com" in without a condition on aws:SourceArn/],
    ],
    "made without": [
      [created(at, logs(denyWithoutTls, unboundWrite)), withTrail],
      ["look", /without a condition/],
    ],
    "the condition kept": [[updated(at, logs(letCloudTrailWrite), good)]],
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
      ["dangerous", /CloudTrail can deliver no more/],
    ],
    "of another": [
      [destroyed("aws_s3_bucket_policy.data", policy("example-data", denyWithoutTls))],
      ["look", /"example-data" is removed/],
    ],
    kept: [[updated(at, good, goodOtherwise)]],
  }),
];
