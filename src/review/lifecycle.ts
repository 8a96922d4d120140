import type { Value } from "./value";
import { at, canonical, holdsMarker, isMap, isMarker, listOf } from "./value";

/** One rule's deletion: which objects, and after how many days. */
export interface Expiry {
  readonly of: "current" | "noncurrent";
  readonly prefix: string;
  /** What else than a prefix narrows the rule (tags, sizes); empty: nothing. */
  readonly filter: string;
  readonly days: number;
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
    if (typeof days === "number" && days > 0) expiries.push({ of: "current", ...where, days });
    else if (typeof at(current, "date") === "string") expiries.push({ of: "current", ...where, days: 0 });
    const noncurrentDays = at(noncurrent, "noncurrent_days");
    if (typeof noncurrentDays === "number")
      expiries.push({ of: "noncurrent", ...where, days: noncurrentDays });
  }
  return { expiries, isHidden };
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
