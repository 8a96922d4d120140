import { Construct } from "constructs";
import { markAddressRoot } from "./addresses";
import { makeBucketsFirst } from "./bucketsFirst";
import { Catalog } from "./catalog";
import type { Design } from "./design";
import { KeptBuckets } from "./keptBuckets";
import { LogBucket } from "./logBucket";
import { Trail } from "./trail";
import { WatchedBuckets } from "./watchedBuckets";
import { Workgroup } from "./workgroup";

/** Everything one audit needs, out of a design: the same for settings and for the variables of a Terraform module. */
export class Audit extends Construct {
  readonly trailArn: string;
  readonly logBucket: LogBucket;
  readonly catalog: Catalog;
  readonly workgroup: Workgroup;
  /** Opens Athena in the AWS console; choose the workgroup there. */
  readonly consoleUrl: string;

  /** @param designed may put data sources below the audit, which then have addresses like its own */
  constructor(scope: Construct, id: string, designed: (audit: Construct) => Design) {
    super(scope, id);
    markAddressRoot(this);
    const design = designed(this);
    const { identity, trail } = design;

    const watched = new WatchedBuckets(this, "watched", design);
    this.logBucket = new LogBucket(this, "logs", design);
    new Trail(this, "trail", design, this.logBucket, watched.preconditions);
    this.catalog = new Catalog(this, "catalog", design);
    this.workgroup = new Workgroup(this, "workgroup", design, this.catalog);
    makeBucketsFirst(this);
    new KeptBuckets(this, "kept", design);

    this.trailArn = identity.trailArn(trail.name);
    // CDKTF's command line breaks what is longer than a line of 80 columns, and a link that is broken cannot be opened
    this.consoleUrl = `https://${identity.consoleHost}/athena/home?region=${identity.region}`;
  }
}
