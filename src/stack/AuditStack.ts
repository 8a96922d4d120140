import type { Construct } from "constructs";
import { TerraformStack } from "cdktf";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { Settings } from "../settings/settings";
import { addBackend, terraformFor } from "./backend";
import { ObjectAudit } from "./ObjectAudit";
import { addOutputs, namesInStack } from "./outputs";
import { requiredAwsProvider, requiredTerraform } from "./versions";

/** One settings file as a Terraform root: provider, backend, the audit and its outputs. */
export class AuditStack extends TerraformStack {
  constructor(scope: Construct, settings: Settings) {
    super(scope, settings.name);

    new AwsProvider(this, "aws", {
      region: settings.region,
      ...(settings.accountId !== undefined && { allowedAccountIds: [settings.accountId] }),
    });
    this.addOverride("terraform.required_version", terraformFor(settings.backend) ?? requiredTerraform);
    this.addOverride("terraform.required_providers.aws", {
      // in full, as Terraform and OpenTofu both read it, whichever tool synthesizes
      source: "hashicorp/aws",
      version: requiredAwsProvider,
    });
    addBackend(this, settings.backend);

    const audit = new ObjectAudit(this, "Default", settings);

    addOutputs(this, audit, namesInStack);
  }
}
