/**
 * The audit as a part of a CDKTF program of your own. Here the package is this repository; elsewhere the import
 * reads `from "s3-object-audit"`.
 */
import { App, TerraformOutput, TerraformStack } from "cdktf";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { ObjectAudit, resolveSettings } from "../../src";

const app = new App();
const stack = new TerraformStack(app, "payments");
new AwsProvider(stack, "aws", { region: "eu-central-1" });

const audit = new ObjectAudit(
  stack,
  "audit",
  resolveSettings({
    name: "payments",
    region: "eu-central-1",
    watch: [{ bucket: "example-payments", record: "all" }],
    timeZone: "Europe/Berlin",
  }),
);
new TerraformOutput(stack, "workgroup", { value: audit.workgroup.name });

app.synth();
