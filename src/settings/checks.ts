import * as say from "../errors";
import { eventSelectors, maxSelectorValues, selectorValueCount } from "../cloudtrail/selectors";
import { partitionOf } from "../cloudtrail/regions";
import { type Fault, isUnknown, type Path, pathText, shown, wrong } from "./fault";
import * as names from "./names";
import type { SettingsInput } from "./schema";
import type { AllBuckets, Settings, WatchedBucket } from "./settings";

/** What the rules over several fields look at. */
export interface Draft {
  /** As written; whatever the schema refused is taken out or replaced by a text that equals no other. */
  readonly input: SettingsInput;
  /** The same with defaults. */
  readonly settings: Settings;
  /** Whether the schema refused what stands at the path. */
  readonly isRefused: (path: Path) => boolean;
}

/** The rules that need more than one field, and those for names that grew from `name`. */
export function crossFieldFaults(draft: Draft): Fault[] {
  return [
    ...tagFaults(draft),
    ...repeatedEntries(draft),
    ...overlappingPrefixes(draft),
    ...ownBucketsWatched(draft),
    ...releasedBucketFaults(draft),
    ...coveredEntries(draft),
    ...selectorFaults(draft),
    ...logBucketFaults(draft),
    ...sharedBucket(draft),
    ...backendFaults(draft),
    ...derivedNames(draft),
  ];
}

type Indexed<T> = readonly [index: number, entry: T];

/** The entries of `watch` that name a bucket, with their indexes. */
export const watchedBuckets = ({ watch }: Settings): Indexed<WatchedBucket>[] =>
  watch.flatMap((entry, index) => ("bucket" in entry ? [[index, entry] as const] : []));

/** The entries of `watch` for all buckets, with their indexes. */
export const allBucketEntries = ({ watch }: Settings): Indexed<AllBuckets>[] =>
  watch.flatMap((entry, index) => ("allBuckets" in entry ? [[index, entry] as const] : []));

function tagFaults({ settings: { tags } }: Draft): Fault[] {
  const count = Object.keys(tags).length;
  const keys = Object.keys(tags).flatMap((key) => {
    const why = names.tagKey(key);
    return why === undefined ? [] : [wrong(["tags", key], tags[key], why)];
  });
  return count > 50 ? [...keys, wrong(["tags"], tags, say.tooManyTags(count, count - 50))] : keys;
}

function repeatedEntries({ input, settings }: Draft): Fault[] {
  const buckets = watchedBuckets(settings);
  const [firstOfAll, ...moreOfAll] = allBucketEntries(settings);
  const exceptions = input.watch.flatMap((entry, index) =>
    "except" in entry ? [[index, entry] as const] : [],
  );
  return [
    ...repeated(buckets.map(([, { bucket }]) => bucket)).map(([first, again]) =>
      wrong(
        ["watch", buckets[again]?.[0] ?? 0, "bucket"],
        buckets[again]?.[1].bucket,
        say.bucketWatchedTwice(pathText(["watch", buckets[first]?.[0] ?? 0])),
      ),
    ),
    ...moreOfAll.map(([index]) =>
      wrong(
        ["watch", index, "allBuckets"],
        true,
        say.allBucketsTwice(pathText(["watch", firstOfAll?.[0] ?? 0])),
      ),
    ),
    ...exceptions.flatMap(([index, { except = [] }]) =>
      repeated(except).map(([first, again]) =>
        wrong(
          ["watch", index, "except", again],
          except[again],
          say.namedTwice(pathText(["watch", index, "except", first])),
        ),
      ),
    ),
  ];
}

/** Pairs of indexes: where a value stood first, and where it stands again. */
function repeated(values: readonly string[]): [first: number, again: number][] {
  return values.flatMap((value, index): [number, number][] => {
    const first = values.indexOf(value);
    return first < index ? [[first, index]] : [];
  });
}

function overlappingPrefixes({ settings }: Draft): Fault[] {
  return watchedBuckets(settings).flatMap(([index, { prefixes }]) =>
    prefixes.flatMap((prefix, at) => {
      const shorter = prefixes.findIndex(
        (other, otherAt) => prefix.startsWith(other) && (other !== prefix ? otherAt !== at : otherAt < at),
      );
      if (shorter < 0) return [];
      const path = pathText(["watch", index, "prefixes", shorter]);
      return [
        wrong(["watch", index, "prefixes", at], prefix, say.prefixesOverlap(path, shown(prefixes[shorter]))),
      ];
    }),
  );
}

/** The buckets in which this audit itself writes, by what they are for. */
export const ownBuckets = ({ logBucket, athena }: Settings): [what: string, bucket: string][] => [
  ["log bucket", logBucket.name],
  ["result bucket", athena.resultBucket.name],
];

function ownBucketsWatched({ settings }: Draft): Fault[] {
  return watchedBuckets(settings).flatMap(([index, { bucket }]) =>
    ownBuckets(settings)
      .filter(([, own]) => own === bucket)
      .slice(0, 1)
      .map(([what]) => wrong(["watch", index, "bucket"], bucket, say.watchesOwnBucket(what))),
  );
}

function releasedBucketFaults({ settings }: Draft): Fault[] {
  const { releasedBuckets, logBucket, athena } = settings;
  const made: readonly (readonly [group: Path, bucket: string, isMade: boolean])[] = [
    ...watchedBuckets(settings).map(
      ([index, { bucket, create }]) => [["watch", index], bucket, create] as const,
    ),
    [["logBucket"], logBucket.name, logBucket.create],
    [["athena", "resultBucket"], athena.resultBucket.name, athena.resultBucket.create],
  ];
  return [
    ...repeated(releasedBuckets).map(([first, again]) =>
      wrong(
        ["releasedBuckets", again],
        releasedBuckets[again],
        say.namedTwice(pathText(["releasedBuckets", first])),
      ),
    ),
    ...releasedBuckets.flatMap((bucket, index) => {
      const [group] = made.find(([, other, isMade]) => other === bucket && isMade) ?? [];
      if (group === undefined) return [];
      return [wrong(["releasedBuckets", index], bucket, say.releasedAndMade(pathText(group)))];
    }),
  ];
}

function coveredEntries({ settings, isRefused }: Draft): Fault[] {
  const isRecordKnown = ([index]: Indexed<unknown>): boolean => !isRefused(["watch", index, "record"]);
  return allBucketEntries(settings)
    .filter(isRecordKnown)
    .flatMap(([allIndex, all]) =>
      watchedBuckets(settings)
        .filter(isRecordKnown)
        .filter(([, { bucket }]) => !isUnknown(bucket) && !all.except.includes(bucket))
        .filter(([, { record }]) => all.record === "all" || record === "all" || record === all.record)
        .map(([index, { bucket, record }]) => {
          const both = all.record === "all" ? record : all.record;
          const other = { write: "read", read: "write", all: undefined }[all.record];
          const records = both === "all" ? "write and read" : both;
          const why = say.coveredByAllBuckets(pathText(["watch", allIndex]), bucket, records, other);
          return wrong(["watch", index, "bucket"], bucket, why);
        }),
    );
}

function selectorFaults({ settings }: Draft): Fault[] {
  const count = selectorValueCount(eventSelectors(settings.watch, partitionOf(settings.region) ?? "aws"));
  if (count <= maxSelectorValues) return [];
  return [wrong(["watch"], settings.watch, say.tooManySelectorValues(count, maxSelectorValues))];
}

function logBucketFaults({ settings: { logBucket } }: Draft): Fault[] {
  const { archiveAfterDays, expireAfterDays, forceDestroy } = logBucket;
  const faults: Fault[] = [];
  if (
    archiveAfterDays !== undefined &&
    expireAfterDays !== undefined &&
    archiveAfterDays >= expireAfterDays
  ) {
    const why = say.archiveAfterExpiry(expireAfterDays);
    faults.push(wrong(["logBucket", "archiveAfterDays"], archiveAfterDays, why));
  }
  if (!logBucket.create) {
    const setInVain = { expireAfterDays, archiveAfterDays, forceDestroy: forceDestroy || undefined };
    for (const [field, value] of Object.entries(setInVain)) {
      if (value !== undefined) faults.push(wrong(["logBucket", field], value, say.notOurBucket(field)));
    }
  }
  return faults;
}

function sharedBucket({ input, settings: { logBucket, athena } }: Draft): Fault[] {
  if (logBucket.name !== athena.resultBucket.name) return [];
  const log: Path = ["logBucket", "name"];
  const result: Path = ["athena", "resultBucket", "name"];
  const isResultGiven = input.athena?.resultBucket?.name !== undefined;
  const [at, other] = isResultGiven ? [result, log] : [log, result];
  return [wrong(at, logBucket.name, say.logsAndResultsTogether(pathText(other)))];
}

function backendFaults({ settings, isRefused }: Draft): Fault[] {
  const { backend } = settings;
  if (backend.type === "cloud") {
    if (isRefused(["backend"])) return [];
    if (backend.workspace !== undefined && backend.tags !== undefined) {
      return [wrong(["backend", "tags"], backend.tags, say.workspaceOrTags())];
    }
    const says = backend.workspace ?? backend.tags ?? backend.project;
    const isSaid = (["workspace", "tags", "project"] as const).some((field) => isRefused(["backend", field]));
    return says === undefined && !isSaid ? [{ path: ["backend"], sentence: say.cloudNeedsWorkspace() }] : [];
  }
  if (backend.type !== "s3") return [];
  return createdBuckets(settings)
    .filter(([, made]) => made === backend.bucket)
    .slice(0, 1)
    .map(([what]) => wrong(["backend", "bucket"], backend.bucket, say.stateInOwnBucket(what)));
}

function createdBuckets(settings: Settings): [what: string, bucket: string][] {
  const { logBucket, athena } = settings;
  return [
    ...watchedBuckets(settings).flatMap(([, { bucket, create }]): [string, string][] =>
      create ? [["watched bucket", bucket]] : [],
    ),
    ...(logBucket.create ? [["log bucket", logBucket.name] satisfies [string, string]] : []),
    ...(athena.resultBucket.create
      ? [["result bucket", athena.resultBucket.name] satisfies [string, string]]
      : []),
  ];
}

/** Only bucket names can grow too long or begin with what AWS reserves; the other services' limits are wider. */
function derivedNames({ input, settings }: Draft): Fault[] {
  if (isUnknown(settings.name)) return [];
  const fields: [path: Path, given: string | undefined, bucket: string][] = [
    [["logBucket", "name"], input.logBucket?.name, settings.logBucket.name],
    [["athena", "resultBucket", "name"], input.athena?.resultBucket?.name, settings.athena.resultBucket.name],
  ];
  return fields.flatMap(([path, given, bucket]) => {
    const why = names.bucketName(bucket);
    if (given !== undefined || why === undefined) return [];
    const longest = bucket.length > 63 ? settings.name.length - (bucket.length - 63) : undefined;
    return [wrong(path, bucket, say.derivedBucketName(why, pathText(path), longest))];
  });
}
