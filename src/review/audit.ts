import type { NormalisedPlan, ResourceChange } from "./normalise";
import { parseStatements } from "./policy";
import type { Value } from "./value";
import { at, holdsMarker, isMarker } from "./value";

/** A plan as the findings look at it: resources by type, and what they have to do with one another. */
export class Audit {
  private readonly byType = new Map<string, ResourceChange[]>();
  /** Buckets that hold audit logs, before or after. */
  readonly logBuckets: ReadonlySet<string>;
  private readonly goingBuckets: ReadonlySet<string>;
  private readonly settingsByType = new Map<string, readonly Setting[]>();

  constructor(readonly plan: NormalisedPlan) {
    for (const change of [...plan.changes, ...plan.unchanged]) {
      const known = this.byType.get(change.type);
      if (known) known.push(change);
      else this.byType.set(change.type, [change]);
    }
    this.logBuckets = this.findLogBuckets();
    this.goingBuckets = this.findGoingBuckets();
  }

  /** Every managed resource of a type, changed or not, without leftovers of failed replacements. */
  all(type: string): readonly ResourceChange[] {
    return (this.byType.get(type) ?? []).filter((change) => !change.deposed);
  }

  /** Those the plan does something to. */
  changed(type: string): readonly ResourceChange[] {
    return this.all(type).filter(({ action }) => action !== "no-op");
  }

  /** Those that exist before and after, and those that begin or end: as pairs of what was and what will be. */
  settings(type: string): readonly Setting[] {
    const known = this.settingsByType.get(type) ?? this.pairSettings(type);
    this.settingsByType.set(type, known);
    return known;
  }

  isLogBucket(bucket: string | undefined): boolean {
    return bucket !== undefined && this.logBuckets.has(bucket);
  }

  private pairSettings(type: string): readonly Setting[] {
    const changes = this.changed(type);
    const created = new Map<string, ResourceChange>();
    for (const change of changes.filter(({ before }) => before === null)) {
      const bucket = at(change.after, "bucket");
      created.set(typeof bucket === "string" ? bucket : change.address, change);
    }
    const settings: Setting[] = [];
    // what is let go stays as it is, unless another address takes it over
    const isJudged = ({ before, letsGo }: ResourceChange) =>
      before !== null && (!letsGo || created.has(String(at(before, "bucket"))));
    for (const change of changes.filter(isJudged)) {
      // another address may take over the same bucket's setting: a resource renamed without a `moved` block
      const bucket = at(change.before, "bucket");
      const successor = change.after === null && typeof bucket === "string" ? created.get(bucket) : undefined;
      if (successor && typeof bucket === "string") created.delete(bucket);
      settings.push(this.settingOf(change, successor));
    }
    return [...settings, ...[...created.values()].map((change) => this.settingOf(change, undefined))];
  }

  private settingOf(change: ResourceChange, successor: ResourceChange | undefined): Setting {
    const { before } = change;
    const after = successor?.after ?? change.after;
    const bucket = at(before, "bucket") ?? at(after, "bucket");
    const name = typeof bucket === "string" ? bucket : undefined;
    return {
      address: successor?.address ?? change.address,
      change,
      ...(name !== undefined && { bucket: name }),
      bucketGoes: name !== undefined && this.goingBuckets.has(name),
      isOfLogBucket: this.isLogBucket(name),
      before: before ?? undefined,
      after: after ?? undefined,
    };
  }

  /**
   * Names of buckets that the plan surely destroys: S3 deletes none that holds objects, so that without force_destroy
   * in the state it may stay, without what was destroyed before it.
   */
  private findGoingBuckets(): Set<string> {
    const going = this.changed("aws_s3_bucket").filter(
      ({ before, action, letsGo }) =>
        !letsGo && ["delete", "replace"].includes(action) && at(before, "force_destroy") === true,
    );
    return new Set(
      going.map(({ before }) => at(before, "bucket")).filter((name) => typeof name === "string"),
    );
  }

  private findLogBuckets(): Set<string> {
    const names = new Set<string>();
    const add = (name: Value | undefined) => typeof name === "string" && names.add(name);
    for (const { before, after } of this.all("aws_cloudtrail")) {
      add(at(before, "s3_bucket_name"));
      add(at(after, "s3_bucket_name"));
    }
    for (const { before, after } of this.all("aws_s3_bucket_policy")) {
      for (const side of [before, after]) {
        if (letsCloudTrailWrite(at(side, "policy"))) add(at(side, "bucket"));
      }
    }
    for (const { before, after } of this.all("aws_glue_catalog_table")) {
      for (const side of [before, after])
        add(bucketOfLogLocation(at(side, "storage_descriptor", 0, "location")));
    }
    return names;
  }
}

/** One bucket's setting (its versioning, its policy ...) before and after; undefined: there is none. */
export interface Setting {
  readonly address: string;
  readonly change: ResourceChange;
  /** undefined: known only after apply. */
  readonly bucket?: string;
  /** The bucket itself is destroyed with all that is in it: another finding says so. */
  readonly bucketGoes: boolean;
  readonly isOfLogBucket: boolean;
  readonly before: Value | undefined;
  readonly after: Value | undefined;
}

function letsCloudTrailWrite(policy: Value | undefined): boolean {
  return parseStatements(policy).some(
    ({ effect, principals, actions }) =>
      effect === "Allow" &&
      principals.includes("Service:cloudtrail.amazonaws.com") &&
      actions.some((action) => /^s3:(\*|Put)/i.test(action)),
  );
}

/** CloudTrail writes below `AWSLogs/` (CloudTrail user guide, "CloudTrail log file name format"). */
function bucketOfLogLocation(location: Value | undefined): string | undefined {
  if (typeof location !== "string") return undefined;
  return /^s3a?:\/\/([^/]+)\/(?:.*\/)?AWSLogs(?:\/|$)/.exec(location)?.[1];
}

/** How a switch changes. `unknown`: whether it stays on is known only after apply, or masked. */
export function switched(
  before: Value | undefined,
  after: Value | undefined,
  isOn: (value: Value | undefined) => boolean = (value) => value === true || value === "true",
): "off" | "on" | "unknown" | "same" {
  if (holdsMarker(after)) return isMarker(before) || isOn(before) ? "unknown" : "same";
  if (isMarker(before)) return isOn(after) ? "same" : "unknown";
  if (isOn(before) === isOn(after)) return "same";
  return isOn(after) ? "on" : "off";
}

/** Whether a resource exists on both sides, so that its arguments can be compared. */
export function stays(change: ResourceChange): boolean {
  return change.before !== null && change.after !== null;
}
