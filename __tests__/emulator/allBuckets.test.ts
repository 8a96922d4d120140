import { describeLifecycle, updated } from "./lifecycle";

const except = (...buckets: string[]) => [
  "eventCategory equals Data",
  "resources.type equals AWS::S3::Object",
  "readOnly equals false",
  ...buckets.map((bucket) => `resources.ARN does not start with arn:aws:s3:::${bucket}/`),
];

describeLifecycle("an audit of all buckets", [
  {
    file: "examples/all-buckets.yaml",
    existingBuckets: [],
    // the audit's own buckets are never watched: each delivered log would be recorded as a write, without end
    selectors: [except("example-build-cache", "example-account-audit-log", "all-buckets-athena-results")],
    changes: [
      {
        what: "an exception more",
        edit: ({ watch }) =>
          Object.assign(watch[0]!, { except: ["example-build-cache", "example-thumbnails"] }),
        expected: [updated("aws_cloudtrail.trail", "advanced_event_selector")],
        then: async (audit) => {
          const [conditions = []] = Object.values(await audit.selectors());
          expect(conditions).toContain("resources.ARN does not start with arn:aws:s3:::example-thumbnails/");
          expect(conditions).toContain(
            "resources.ARN does not start with arn:aws:s3:::example-account-audit-log/",
          );
        },
      },
    ],
  },
]);
