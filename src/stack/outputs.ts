import { conditional, TerraformOutput, type TerraformStack, Token } from "cdktf";
import type { Audit } from "./Audit";
import { Expression } from "./expression";

/** Outputs with a line for each question, which a person hardly ever needs: their names. */
export interface ListNames {
  readonly savedQueryIds: string;
  readonly preparedStatements: string;
}

/** A module's outputs are not printed. */
export const namesInModule: ListNames = {
  savedQueryIds: "saved_query_ids",
  preparedStatements: "prepared_statements",
};

/** Terraform and CDKTF print a root's outputs by name: these come first, so that what a person needs is at the end. */
export const namesInStack: ListNames = {
  savedQueryIds: "athena_saved_query_ids",
  preparedStatements: "athena_prepared_statements",
};

/** What a stack or a module tells of its audit. */
export function addOutputs(stack: TerraformStack, audit: Audit, names: ListNames): void {
  const output = (
    name: string,
    value: string | Readonly<Record<string, string>>,
    description: string,
  ): TerraformOutput => new TerraformOutput(stack, name, { value, description, staticId: true });

  output("trail_arn", audit.trailArn, "ARN of the trail");
  output("log_bucket", audit.logBucket.name, "Bucket that CloudTrail delivers to");
  const { create, neededPolicy } = audit.logBucket;
  if (create !== true) {
    output(
      "log_bucket_policy",
      create instanceof Expression ? unless(create, neededPolicy) : neededPolicy,
      "Statements that the policy of your log bucket needs before the trail can deliver",
    );
  }
  output("database", audit.catalog.database, "Glue database");
  output("table", audit.catalog.table, "Glue table over the log files");
  output("view", audit.catalog.view, "View of S3 data events, for your own SQL");
  output("workgroup", audit.workgroup.name, "Athena workgroup for the queries");
  output("result_location", audit.workgroup.resultLocation, "Where Athena puts results");
  output(names.savedQueryIds, audit.workgroup.savedQueryIds, "Ids of the saved queries by name");
  output(
    names.preparedStatements,
    audit.workgroup.preparedStatements,
    "Parameters of each prepared statement, in order",
  );
  output("console_url", audit.consoleUrl, "Athena in the AWS console; choose the workgroup there");
}

/** null where the condition holds. */
const unless = (condition: Expression, value: string): string =>
  Token.asString(conditional(condition.asFlag, Token.nullValue(), value));
