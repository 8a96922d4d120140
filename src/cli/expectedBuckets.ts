import type { Settings } from "../settings/settings";

/** A bucket as the settings speak of it. */
export interface ExpectedBucket {
  readonly name: string;
  /** The field beside which `create` stands, such as `watch[0]`. */
  readonly path: string;
  /** The field that holds its name. */
  readonly nameField: string;
  /** false: it is there already. */
  readonly create: boolean;
  /** The only Region in which it can be; none: in any. */
  readonly region?: string;
}

/** Every bucket that settings name and that is theirs to make or to find. */
export function expectedBuckets({
  region,
  watch,
  logBucket,
  trail,
  athena,
}: Settings): readonly ExpectedBucket[] {
  const watched = watch.flatMap((entry, index) => {
    if (!("bucket" in entry)) return [];
    const path = `watch[${index}]`;
    const isBound = entry.create === false && !trail.multiRegion;
    return [
      {
        ...{ name: entry.bucket, path, nameField: `${path}.bucket`, create: entry.create === true },
        ...(isBound && { region }),
      },
    ];
  });
  const made = (path: string, { name, create }: { readonly name: string; readonly create: boolean }) => ({
    ...{ name, path, nameField: `${path}.name`, create },
  });
  return [
    ...watched,
    made("logBucket", logBucket),
    // Athena writes results into buckets of its own Region only
    {
      ...made("athena.resultBucket", athena.resultBucket),
      ...(!athena.resultBucket.create && { region }),
    },
  ];
}
