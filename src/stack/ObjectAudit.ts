import type { Construct } from "constructs";
import type { Settings } from "../settings/settings";
import { Audit } from "./Audit";
import { designOf } from "./settingsDesign";

/**
 * Everything one audit needs, for use in any CDKTF stack that has an AWS provider of the settings' Region:
 * watched buckets, log bucket, trail, Glue table and view, Athena workgroup with saved queries.
 *
 * With the id `Default` the resources have the short addresses of `docs/addresses.md`; any other id is put in
 * front (`aws_cloudtrail.payments_trail`).
 *
 * It needs Terraform 1.7, which brought the `removed` blocks by which a bucket is let go.
 */
export class ObjectAudit extends Audit {
  constructor(
    scope: Construct,
    id: string,
    readonly settings: Settings,
  ) {
    super(scope, id, (audit) => designOf(audit, settings));
  }
}
