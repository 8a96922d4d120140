import type { Construct } from "constructs";
import { LocalBackend, TerraformOutput, TerraformStack } from "cdktf";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { Settings } from "../settings/settings";
import { ObjectAudit } from "./ObjectAudit";

/** strcontains, which the Region check uses, came with Terraform 1.5. */
const requiredTerraform = ">= 1.5.0";
/** Nothing emitted here exists in only one of the two major versions. */
const requiredAwsProvider = ">= 5.100.0, < 7.0.0";

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

    this.output("trail_arn", audit.trailArn, "ARN of the trail");
    this.output("log_bucket", audit.logBucket.name, "Bucket that CloudTrail delivers to");
    if (!settings.logBucket.create) {
      this.output(
        "log_bucket_policy",
        audit.logBucket.neededPolicy,
        "Statements that the policy of your log bucket needs before the trail can deliver",
      );
    }
    this.output("database", audit.catalog.database, "Glue database");
    this.output("table", audit.catalog.table, "Glue table over the log files");
    this.output("view", audit.catalog.view, "View of S3 data events, for your own SQL");
    this.output("workgroup", audit.workgroup.name, "Athena workgroup in which to ask");
    this.output("result_location", audit.workgroup.resultLocation, "Where Athena puts results");
    this.output("saved_query_ids", audit.workgroup.savedQueryIds, "Ids of the saved queries by name");
    this.output(
      "prepared_statements",
      audit.workgroup.preparedStatements,
      "What each prepared statement is executed with, in order",
    );
    this.output("console_url", audit.consoleUrl, "The workgroup in the AWS console");
  }

  private output(name: string, value: string | Readonly<Record<string, string>>, description: string): void {
    new TerraformOutput(this, name, { value, description, staticId: true });
  }
}
