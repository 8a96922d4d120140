import { Expression } from "../expression";
import { replaced } from "./hcl";

/** A name that is given, or that grows from `name` as src/settings/defaults.ts lets it grow. */
const givenOr = (given: string, grown: string): Expression => new Expression(`coalesce(${given}, ${grown})`);
const underscored = (name: string): string => replaced(name, /[^a-z0-9_]/, "_");

const logBucket = givenOr("var.log_bucket.name", '"${var.name}-log"');

/** The names of what is made, as expressions over the variables; `locals` of the module hold them. */
export const grownNames = {
  log_bucket: logBucket,
  result_bucket: givenOr("try(var.athena.result_bucket.name, null)", '"${var.name}-athena-results"'),
  trail: givenOr("var.trail.name", '"${var.name}-trail"'),
  database: givenOr("var.athena.database", `"\${${underscored("var.name")}}_audit"`),
  table: givenOr("var.athena.table", `"cloudtrail_logs_\${${underscored(logBucket.text)}}"`),
  workgroup: givenOr("var.athena.workgroup", '"${var.name}-audit"'),
};
