import { DeleteBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { describeWith } from "../support/finding";
import { createBucket, describeLifecycle, Life, tools, updated, type AuditCase } from "./lifecycle";

const dataEvents = ["eventCategory equals Data", "resources.type equals AWS::S3::Object"];
const startsWith = (object: string) => `resources.ARN starts with arn:aws:s3:::${object}`;

const existing: AuditCase = {
  file: "examples/existing-buckets.yaml",
  existingBuckets: ["example-invoices", "example-uploads", "example-archive"],
  selectors: [
    [...dataEvents, startsWith("example-invoices/")],
    [
      ...dataEvents,
      "readOnly equals false",
      startsWith("example-uploads/incoming/"),
      startsWith("example-uploads/published/2026/"),
    ],
    [...dataEvents, "readOnly equals true", startsWith("example-archive/")],
  ],
  changes: [
    {
      what: "a prefix more",
      edit: ({ watch }) =>
        Object.assign(watch[1]!, { prefixes: ["incoming/", "published/2026/", "published/2027/"] }),
      expected: [updated("aws_cloudtrail.trail", "advanced_event_selector")],
      then: async (audit) =>
        expect(Object.values(await audit.selectors()).flat()).toContain(
          startsWith("example-uploads/published/2027/"),
        ),
    },
  ],
};

describeLifecycle("an audit of buckets that are there already", [existing]);

describeWith(tools(), "an audit of buckets that are not what the settings say", () => {
  const life = new Life([{ ...existing, existingBuckets: ["example-invoices", "example-uploads"] }]);
  beforeAll(async () => {
    await life.begin();
    await life.workspace.synth();
  }, 120_000);
  afterAll(() => life.end());

  it("stops the plan, naming a bucket that is not there", async () => {
    await expect(life.workspace.plan("existing-buckets")).rejects.toThrow(/example-archive/);
  }, 120_000);

  it("stops the plan with a sentence when a bucket lies in another Region", async () => {
    await createBucket(life.emulator, "example-archive", "us-west-2");
    await expect(life.workspace.plan("existing-buckets")).rejects.toThrow(
      /The watched bucket example-archive\s+\(example-archive\.s3\.us-west-2\..*\)\s+is\s+in\s+another\s+Region/,
    );
  }, 120_000);

  it("plans once the bucket lies where the trail is", async () => {
    const s3 = new S3Client({ ...life.emulator.clientFor("us-west-2"), forcePathStyle: true });
    await s3.send(new DeleteBucketCommand({ Bucket: "example-archive" }));
    await createBucket(life.emulator, "example-archive", "eu-central-1");
    const plan = await life.workspace.plan("existing-buckets");
    expect(plan.map(({ address }) => address)).toContain("aws_cloudtrail.trail");
    // a bucket that was there before belongs to somebody else
    expect(plan.filter(({ address }) => address.includes("watched_"))).toEqual([]);
  }, 120_000);
});
