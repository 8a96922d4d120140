import { describeLifecycle } from "./lifecycle";

describeLifecycle("the settings file that the project ships with", [
  {
    file: "audit.yaml",
    existingBuckets: [],
    selectors: [
      [
        "eventCategory equals Data",
        "resources.type equals AWS::S3::Object",
        "readOnly equals false",
        "resources.ARN starts with arn:aws:s3:::miyagawa-test/",
      ],
    ],
    changes: [],
  },
]);
