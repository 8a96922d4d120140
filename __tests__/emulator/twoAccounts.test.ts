import { describeLifecycle, updated } from "./lifecycle";

const dataEvents = ["eventCategory equals Data", "resources.type equals AWS::S3::Object"];

describeLifecycle(
  "two audits in one program",
  [
    {
      file: "examples/two-accounts/production.yaml",
      existingBuckets: ["example-production-data"],
      selectors: [[...dataEvents, "resources.ARN starts with arn:aws:s3:::example-production-data/"]],
      changes: [
        {
          what: "another scan limit",
          edit: (settings) => (settings.athena = { ...settings.athena, maxScanPerQuery: "50 GB" }),
          expected: [updated("aws_athena_workgroup.audit", "configuration")],
          then: async (audit) =>
            expect(await audit.workgroup()).toMatchObject({
              Configuration: { BytesScannedCutoffPerQuery: 50 * 1024 ** 3 },
            }),
        },
      ],
    },
    {
      file: "examples/two-accounts/staging.yaml",
      existingBuckets: ["example-staging-data"],
      selectors: [
        [
          ...dataEvents,
          "readOnly equals false",
          "resources.ARN starts with arn:aws:s3:::example-staging-data/",
        ],
      ],
      changes: [],
    },
  ],
  (life) => {
    it("lists both", async () => {
      const list = await life.workspace.cdktf("list");
      expect(list).toContain("cdktf.out/stacks/production");
      expect(list).toContain("cdktf.out/stacks/staging");
    });
  },
);
