/**
 * Advanced event selectors of a trail (CloudTrail documentation, "Logging data events" and "Filtering data events
 * by using advanced event selectors"): which object events it records.
 */

/** One entry of what is audited: a bucket with the key prefixes that matter, or all buckets but some. */
export type AuditedObjects =
  | { readonly bucket: string; readonly prefixes: readonly string[]; readonly record: RecordedEvents }
  | { readonly allBuckets: true; readonly except: readonly string[]; readonly record: RecordedEvents };

export type RecordedEvents = "write" | "read" | "all";

export interface FieldSelector {
  readonly field: "eventCategory" | "resources.type" | "readOnly" | "resources.ARN";
  readonly equalTo?: readonly string[];
  readonly startsWith?: readonly string[];
  readonly notStartsWith?: readonly string[];
}

export interface EventSelector {
  readonly name: string;
  readonly fieldSelectors: readonly FieldSelector[];
}

/** CloudTrail's quota: condition values over all advanced event selectors of one trail. */
export const maxSelectorValues = 500;

/**
 * The fewest selectors that record what is asked for: one for each kind of events over all named buckets, and one
 * for each entry of all buckets. That one stays alone even beside named buckets of its kind, because the positive
 * and the negative conditions on one field are AND-ed.
 * @param partition such as `aws`, the second part of every ARN
 */
export function eventSelectors(audited: readonly AuditedObjects[], partition: string): EventSelector[] {
  const arnOf = (bucket: string, prefix = ""): string => `arn:${partition}:s3:::${bucket}/${prefix}`;
  const selectors: EventSelector[] = [];
  for (const entry of audited) {
    if (!("allBuckets" in entry)) continue;
    const butThese = entry.except.length === 0 ? "" : ` but ${listed(entry.except)}`;
    selectors.push(
      selector(entry.record, `all buckets${butThese}`, {
        field: "resources.ARN",
        notStartsWith: entry.except.map((bucket) => arnOf(bucket)),
      }),
    );
  }
  for (const record of ["write", "read", "all"] as const) {
    const buckets = audited.filter((entry) => "bucket" in entry).filter((entry) => entry.record === record);
    if (buckets.length === 0) continue;
    selectors.push(
      selector(record, listed(buckets.map(bucketAndPrefixes)), {
        field: "resources.ARN",
        startsWith: buckets.flatMap(({ bucket, prefixes }) =>
          prefixes.length === 0 ? [arnOf(bucket)] : prefixes.map((prefix) => arnOf(bucket, prefix)),
        ),
      }),
    );
  }
  return selectors;
}

/** How many condition values the selectors hold together; a trail takes `maxSelectorValues`. */
export function selectorValueCount(selectors: readonly EventSelector[]): number {
  return selectors
    .flatMap((selector) => selector.fieldSelectors)
    .flatMap((field) => [field.equalTo, field.startsWith, field.notStartsWith])
    .reduce((count, values) => count + (values?.length ?? 0), 0);
}

function selector(record: RecordedEvents, what: string, arns: FieldSelector): EventSelector {
  const kind = { write: "Write events", read: "Read events", all: "All events" }[record];
  return {
    name: `${kind} of ${what}`,
    fieldSelectors: [
      { field: "eventCategory", equalTo: ["Data"] },
      { field: "resources.type", equalTo: ["AWS::S3::Object"] },
      ...(record === "all"
        ? []
        : [{ field: "readOnly", equalTo: [record === "read" ? "true" : "false"] } as const]),
      ...((arns.startsWith ?? arns.notStartsWith)?.length === 0 ? [] : [arns]),
    ],
  };
}

function bucketAndPrefixes({
  bucket,
  prefixes,
}: {
  readonly bucket: string;
  readonly prefixes: readonly string[];
}): string {
  if (prefixes.length === 0) return bucket;
  return `${bucket} (${prefixes.length} ${prefixes.length === 1 ? "prefix" : "prefixes"})`;
}

/** How many names stand in a selector's: it has at most 1000 characters, a bucket's name 63. */
export const maxNamesInSelector = 6;

/** Names in a sentence; where there are too many, the last of them is a number. */
function listed(names: readonly string[]): string {
  const shown = names.length > maxNamesInSelector ? names.slice(0, maxNamesInSelector - 1) : names;
  const rest = names.length - shown.length;
  const words = rest > 0 ? [...shown, `${rest} more`] : shown;
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
