import { resolveSettings } from "../../src/settings/resolve";
import type { SettingsInput } from "../../src/settings/schema";
import { synthesize } from "../support/synth";

const terraformOf = (backend?: SettingsInput["backend"]) =>
  synthesize(
    resolveSettings({
      name: "payments",
      region: "eu-central-1",
      watch: [{ bucket: "example-payments" }],
      ...(backend !== undefined && { backend }),
    }),
  ).terraform;

test("the state is a file beside the settings, unless they say otherwise", () => {
  expect(terraformOf()).toMatchObject({
    backend: { local: { path: "../../../terraform.payments.tfstate" } },
    required_version: ">= 1.7.0",
  });
  expect(terraformOf({ type: "local", path: "/srv/states/audit" })["backend"]).toEqual({
    local: { path: "/srv/states/audit" },
  });
});

test("S3 keeps two runs apart by a lock file, which Terraform 1.10 brought", () => {
  const kmsKeyId = "arn:aws:kms:eu-central-1:123456789012:alias/states";
  expect(terraformOf({ type: "s3", bucket: "our-states", kmsKeyId })).toMatchObject({
    backend: {
      s3: {
        bucket: "our-states",
        key: "payments/terraform.tfstate",
        region: "eu-central-1",
        encrypt: true,
        use_lockfile: true,
        kms_key_id: kmsKeyId,
      },
    },
    required_version: ">= 1.10.0",
  });
  expect(terraformOf({ type: "s3", bucket: "our-states", useLockfile: false })).toMatchObject({
    required_version: ">= 1.7.0",
  });
});

test("Terraform Cloud is a cloud block, beside which no backend stands", () => {
  const cloud = { type: "cloud", organization: "example-org" } as const;
  const named = terraformOf({ ...cloud, workspace: "audit" });
  expect(named["cloud"]).toEqual({
    hostname: "app.terraform.io",
    organization: "example-org",
    workspaces: { name: "audit" },
  });
  expect(named).not.toHaveProperty("backend");
  expect(terraformOf({ ...cloud, hostname: "tfe.example.com:8443", tags: ["audit", "eu"] })["cloud"]).toEqual(
    {
      hostname: "tfe.example.com:8443",
      organization: "example-org",
      workspaces: { tags: ["audit", "eu"] },
    },
  );
  expect(terraformOf({ ...cloud, project: "security" })).toMatchObject({
    cloud: { workspaces: { project: "security" } },
    required_version: ">= 1.7.0",
  });
});
