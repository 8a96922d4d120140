import type { Construct } from "constructs";
import { LocalBackend, TerraformStack } from "cdktf";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { Settings } from "../settings/settings";
import { ObjectAudit } from "./ObjectAudit";
import { addOutputs } from "./outputs";
import { requiredAwsProvider, requiredTerraform } from "./versions";

/** One settings file as a Terraform root: provider, backend, the audit and its outputs. */
export class AuditStack extends TerraformStack {
  constructor(scope: Construct, settings: Settings) {
    super(scope, settings.name);

    new AwsProvider(this, "aws", {
      region: settings.region,
      ...(settings.accountId !== undefined && { allowedAccountIds: [settings.accountId] }),
    });
    this.addOverride("terraform.required_version", requiredTerraform);
    this.addOverride("terraform.required_providers.aws.version", requiredAwsProvider);
    // resolved from cdktf.out/stacks/NAME, which is thrown away at every synth: three levels up is the project
    new LocalBackend(this, { path: `../../../terraform.${settings.name}.tfstate` });

    const audit = new ObjectAudit(this, "Default", settings);

    addOutputs(this, audit);
  }
}
