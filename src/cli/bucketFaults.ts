import {
  bucketElsewhere,
  bucketIsTaken,
  bucketNotChecked,
  bucketNotThere,
  bucketTakenAt,
  bucketsDropped,
  fileAt,
  resultsElsewhere,
} from "../errors";
import type { BucketFound } from "./bucketNames";
import { harmless } from "./format/harmless";
import type { Planned } from "./planned";

type Found = ReadonlyMap<string, BucketFound>;

/** What is wrong with the buckets that the settings say are there already. */
export function lookupFaults({ file = "", buckets, trail = "" }: Planned, found: Found): readonly string[] {
  return buckets.flatMap(({ name, path, nameField, create, region }) => {
    if (create) return [];
    const answer = found.get(name);
    if (answer?.is === "absent") return [fileAt(file, bucketNotThere(path, nameField, name))];
    const isElsewhere = answer?.is === "there" && answer.region !== undefined && region !== undefined;
    if (!isElsewhere || answer.region === region || answer.region === undefined) return [];
    return [
      fileAt(
        file,
        path.startsWith("watch")
          ? bucketElsewhere(nameField, name, answer.region, trail, region)
          : resultsElsewhere(nameField, name, answer.region, region),
      ),
    ];
  });
}

/**
 * Which of the buckets that a plan makes are there already.
 * @param created names by address
 */
export function takenFaults(
  { file = "", buckets }: Planned,
  created: ReadonlyMap<string, string>,
  found: Found,
): readonly string[] {
  return [...created].flatMap(([address, name]) => {
    const answer = found.get(name);
    if (answer?.is !== "there" && answer?.is !== "withheld") return [];
    const expected = buckets.find((bucket) => bucket.create && bucket.name === name);
    const seen = answer.is === "there";
    return expected === undefined
      ? [bucketTakenAt(harmless(address), harmless(name), seen)]
      : [fileAt(file, bucketIsTaken(expected.path, expected.nameField, name, seen))];
  });
}

/**
 * Which buckets that the stack made are in the settings no longer, neither to be watched nor to be let go.
 * @param destroyed names by address
 */
export function droppedFaults({ file }: Planned, destroyed: ReadonlyMap<string, string>): readonly string[] {
  // another program of CDKTF's has buckets of its own, of which nothing is known here
  if (file === undefined) return [];
  const dropped = [...destroyed].filter(([address]) => address.startsWith("aws_s3_bucket.watched_"));
  return dropped.length === 0
    ? []
    : [fileAt(file, bucketsDropped(dropped.map(([, name]) => harmless(name))))];
}

/**
 * Which buckets nobody could be asked about, so that only the apply will show. Watched ones that are looked up Terraform
 * has found, or there would be no plan.
 */
export function uncheckedNotes(
  { buckets }: Planned,
  created: ReadonlyMap<string, string>,
  found: Found,
): readonly string[] {
  const names = [...created.values()];
  const others = buckets.filter(
    ({ name, path, create }) => !create && !path.startsWith("watch") && !names.includes(name),
  );
  return [...names, ...others.map(({ name }) => name)].flatMap((name) => {
    const answer = found.get(name);
    if (answer?.is === "unknown") return [bucketNotChecked(harmless(name), harmless(answer.why))];
    return answer?.is === "withheld"
      ? [bucketNotChecked(harmless(name), "S3 refuses these credentials")]
      : [];
  });
}
