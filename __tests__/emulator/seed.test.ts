import { savedQuestions } from "../../src/questions";
import { created, describeLifecycle, updated, type AuditCase } from "./lifecycle";

const dataEvents = ["eventCategory equals Data", "resources.type equals AWS::S3::Object"];
const writesOf = (...arns: string[]) => [
  ...dataEvents,
  "readOnly equals false",
  ...arns.map((arn) => `resources.ARN starts with ${arn}`),
];

const seed: AuditCase = {
  file: "examples/seed.yaml",
  existingBuckets: [],
  selectors: [writesOf("arn:aws:s3:::miyagawa-test/")],
  changes: [
    {
      what: "a bucket more",
      edit: ({ watch }) => watch.push({ bucket: "miyagawa-photos", create: true }),
      expected: [
        updated("aws_cloudtrail.trail", "advanced_event_selector"),
        ...[
          "aws_s3_bucket",
          "aws_s3_bucket_ownership_controls",
          "aws_s3_bucket_public_access_block",
          "aws_s3_bucket_server_side_encryption_configuration",
          "aws_s3_bucket_versioning",
        ].map((type) => created(`${type}.watched_miyagawa-photos`)),
        created('terraform_data.kept_buckets["miyagawa-photos"]'),
      ],
      then: async (audit) =>
        expect(Object.values(await audit.selectors()).map((conditions) => conditions.sort())).toEqual([
          writesOf("arn:aws:s3:::miyagawa-photos/", "arn:aws:s3:::miyagawa-test/").sort(),
        ]),
    },
    {
      what: "logging off",
      edit: (settings) => (settings.trail = { ...settings.trail, logging: false }),
      expected: [updated("aws_cloudtrail.trail", "enable_logging")],
      then: async (audit) => expect(await audit.trail()).toMatchObject({ IsLogging: false }),
    },
    {
      what: "another time zone",
      edit: (settings) => (settings.timeZone = "Europe/Berlin"),
      expected: [updated("aws_glue_catalog_table.object_events", "view_original_text")],
      then: async (audit) => {
        const { originalSql } = await audit.view();
        expect(originalSql).toContain("'Europe/Berlin'");
        expect(originalSql).not.toContain("Asia/Tokyo");
      },
    },
    {
      what: "a prefix instead of the whole bucket",
      edit: ({ watch }) => Object.assign(watch[0]!, { prefixes: ["photos/", "2026/invoices/"] }),
      expected: [updated("aws_cloudtrail.trail", "advanced_event_selector")],
      then: async (audit) => {
        const [conditions = []] = Object.values(await audit.selectors());
        expect(conditions).toContain("resources.ARN starts with arn:aws:s3:::miyagawa-test/photos/");
        expect(conditions).toContain("resources.ARN starts with arn:aws:s3:::miyagawa-test/2026/invoices/");
        expect(conditions).not.toContain("resources.ARN starts with arn:aws:s3:::miyagawa-test/");
      },
    },
    {
      what: "reads as well as writes",
      edit: ({ watch }) => watch.forEach((entry) => Object.assign(entry, { record: "all" })),
      expected: [updated("aws_cloudtrail.trail", "advanced_event_selector")],
      then: async (audit) => {
        const [conditions = []] = Object.values(await audit.selectors());
        expect(conditions.filter((condition) => condition.startsWith("readOnly"))).toEqual([]);
      },
    },
  ],
};

describeLifecycle("the blog post's audit", [seed], (life) => {
  it("keeps its state beside the settings, where deleting cdktf.out does not reach it", async () => {
    const state = JSON.parse(await life.workspace.read("terraform.seed.tfstate")) as { resources: unknown[] };
    expect(state.resources).not.toHaveLength(0);
  });

  it("is listed, compared and told about by cdktf's other commands", async () => {
    const { workspace } = life;
    expect(await workspace.cdktf("synth")).toContain("Generated Terraform code for the stacks: seed");
    expect(await workspace.cdktf("list")).toMatch(/seed\s+cdktf\.out\/stacks\/seed/);
    expect(await workspace.cdktf("diff", "seed", "--skip-provider-lock")).toContain("No changes.");

    expect(
      await workspace.cdktf("output", "seed", "--skip-synth", "--outputs-file", "outputs.json"),
    ).toContain("log_bucket = miyagawa-test-log");
    expect(JSON.parse(await workspace.read("outputs.json"))).toEqual({
      seed: {
        trail_arn: "arn:aws:cloudtrail:ap-northeast-1:123456789012:trail/miyagawa-test-trail",
        log_bucket: "miyagawa-test-log",
        database: "seed_audit",
        table: "cloudtrail_logs_miyagawa_test_log",
        view: "object_events",
        workgroup: "seed-audit",
        result_location: "s3://seed-athena-results/",
        athena_saved_query_ids: Object.fromEntries(
          savedQuestions.map(({ name }) => [name, expect.any(String) as string]),
        ),
        athena_prepared_statements: expect.objectContaining({
          actor_history: "since, until, since, until, actor",
        }) as object,
        console_url: "https://console.aws.amazon.com/athena/home?region=ap-northeast-1",
      },
    });
  });
});
