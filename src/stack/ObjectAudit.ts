import { Construct } from "constructs";
import type { Settings } from "../settings/settings";
import { markAddressRoot } from "./addresses";
import { Catalog } from "./catalog";
import { Identity } from "./identity";
import { LogBucket } from "./logBucket";
import { Trail } from "./trail";
import { WatchedBuckets } from "./watchedBuckets";
import { Workgroup } from "./workgroup";

/**
 * Everything one audit needs, for use in any CDKTF stack that has an AWS provider of the settings' Region:
 * watched buckets, log bucket, trail, Glue table and view, Athena workgroup with saved queries.
 *
 * With the id `Default` the resources have the short addresses of `docs/addresses.md`; any other id is put in
 * front (`aws_cloudtrail.payments_trail`).
 */
export class ObjectAudit extends Construct {
  readonly settings: Settings;
  readonly trailArn: string;
  readonly logBucket: LogBucket;
  readonly catalog: Catalog;
  readonly workgroup: Workgroup;
  /** Opens the workgroup in the AWS console. */
  readonly consoleUrl: string;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    markAddressRoot(this);
    this.settings = settings;

    const identity = new Identity(this, settings);
    const watched = new WatchedBuckets(this, "watched", settings);
    this.logBucket = new LogBucket(this, "logs", settings, identity);
    const trail = new Trail(this, "trail", settings, identity, this.logBucket, watched.preconditions);
    this.catalog = new Catalog(this, "catalog", settings, identity);
    this.workgroup = new Workgroup(this, "workgroup", settings, identity, this.catalog);

    this.trailArn = trail.arn;
    this.consoleUrl =
      `https://${identity.consoleHost}/athena/home?region=${settings.region}` +
      `#/workgroups/details/${settings.athena.workgroup}`;
  }
}
