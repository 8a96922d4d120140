import type { Value } from "./value";
import { at, canonical, holdsMarker, isMap, isMarker, listOf } from "./value";

/** One rule's deletion: which objects, and after how many days. Of older versions so many of the newest stay all the same. */
export interface Expiry {
  readonly of: "current" | "noncurrent";
  readonly prefix: string;
  /** What else than a prefix narrows the rule (tags, sizes); empty: nothing. */
  readonly filter: string;
  readonly days: number;
  readonly newestKept: number;
}

export interface Lifecycle {
  readonly expiries: readonly Expiry[];
  /** Something that decides over deletion is unknown or masked. */
  readonly isHidden: boolean;
}

/** The deletions in an `aws_s3_bucket_lifecycle_configuration`; a date counts as no time left. */
export function readLifecycle(configuration: Value | undefined): Lifecycle {
  const rules = listOf(at(configuration, "rule"));
  const expiries: Expiry[] = [];
  let isHidden = false;
  for (const rule of rules) {
    const status = at(rule, "status");
    const current = at(rule, "expiration", 0);
    const noncurrent = at(rule, "noncurrent_version_expiration", 0);
    if (isMarker(status) || [current, noncurrent, at(rule, "filter")].some(decidesUnseen)) isHidden = true;
    if (status === "Disabled") continue;
    const where = filterOf(rule);
    const days = at(current, "days");
    if (typeof days === "number" && days > 0) expiries.push({ of: "current", ...where, days, newestKept: 0 });
    else if (typeof at(current, "date") === "string")
      expiries.push({ of: "current", ...where, days: 0, newestKept: 0 });
    const noncurrentDays = numberOf(at(noncurrent, "noncurrent_days"));
    const newestKept = numberOf(at(noncurrent, "newer_noncurrent_versions"));
    if (noncurrentDays !== undefined || newestKept !== undefined) {
      // S3 takes no fewer days than one (Amazon S3 API Reference, "NoncurrentVersionExpiration")
      expiries.push({ of: "noncurrent", ...where, days: noncurrentDays ?? 1, newestKept: newestKept ?? 0 });
    }
  }
  return { expiries, isHidden };
}

/** Releases of the provider before 6 write some numbers as texts, and none as an empty one. */
function numberOf(value: Value | undefined): number | undefined {
  if (typeof value === "number") return value;
  return typeof value === "string" && /^\d+$/.test(value) ? Number(value) : undefined;
}

/** Computed parts that do not decide (`expired_object_delete_marker`) may stay unknown. */
function decidesUnseen(part: Value | undefined): boolean {
  if (!isMap(part)) return holdsMarker(part);
  return Object.entries(part).some(
    ([key, value]) => key !== "expired_object_delete_marker" && holdsMarker(value),
  );
}

function filterOf(rule: Value): { prefix: string; filter: string } {
  const filter = at(rule, "filter", 0);
  const both = at(filter, "and", 0);
  const prefix = [at(filter, "prefix"), at(both, "prefix"), at(rule, "prefix")].find(
    (text) => typeof text === "string" && text !== "",
  );
  const rest = [filter, both].flatMap((part) =>
    isMap(part) ? Object.entries(part).filter(([key]) => key !== "prefix" && key !== "and") : [],
  );
  return {
    prefix: typeof prefix === "string" ? prefix : "",
    filter: rest.length > 0 ? canonical(Object.fromEntries(rest)) : "",
  };
}
