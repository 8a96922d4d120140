import { readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { UserError, sampleFolderTaken, sampleUnwritable } from "../../errors";
import { systemErrorIn } from "../../temporary";
import { makeFolder } from "../makeFolder";
import { type Delivery, type SampleShape, deliveries } from "./deliveries";

export type { SampleShape } from "./deliveries";

/** What was written. */
export interface SampleSummary {
  readonly files: number;
  /** Records in the files: the events, and those delivered twice once more. */
  readonly records: number;
}

const compress = promisify(gzip);
const logs = "AWSLogs";
const marker = "SAMPLE.txt";
const unfinished = ".sample-unfinished";
/** Compression runs in threads; more files at once would only take memory. */
const atOnce = 4;

/**
 * Writes a sample of CloudTrail logs into `folder`, in CloudTrail's own layout. Takes the place of an earlier
 * sample, refuses any other folder that is not empty, and leaves nothing half-written. Throws UserError where it refuses or
 * the system does.
 * @param shown the folder as it was written
 */
export async function writeSample(
  folder: string,
  shape: SampleShape,
  shown = folder,
): Promise<SampleSummary> {
  let made: string | undefined;
  try {
    await refuseUnlessFree(folder, shown);
    made = await makeFolder(folder);
    return await replaceSample(folder, shape);
  } catch (error) {
    const refused = systemErrorIn(error);
    if (refused === undefined) throw error;
    if (made !== undefined) await rm(made, { recursive: true }).catch(() => undefined);
    throw sampleUnwritable(shown, refused);
  }
}

async function replaceSample(folder: string, shape: SampleShape): Promise<SampleSummary> {
  const work = join(folder, unfinished);
  await rm(work, { recursive: true, force: true });
  try {
    const summary = await writeDeliveries(work, shape);
    // all that is written is there before anything is replaced
    await writeFile(join(work, marker), markerText(shape));
    await rename(join(work, marker), join(folder, marker));
    await rm(join(folder, logs), { recursive: true, force: true });
    await rename(join(work, logs), join(folder, logs));
    return summary;
  } finally {
    await rm(work, { recursive: true }).catch(() => undefined);
  }
}

async function refuseUnlessFree(folder: string, shown: string): Promise<void> {
  const entries = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  const others = entries.filter((entry) => entry !== unfinished);
  if (others.length > 0 && !others.includes(marker)) throw new UserError([sampleFolderTaken(shown)]);
}

async function writeDeliveries(root: string, shape: SampleShape): Promise<SampleSummary> {
  let files = 0;
  let records = 0;
  const underWay = new Set<Promise<void>>();
  try {
    for (const delivery of deliveries(shape)) {
      files += 1;
      records += delivery.records.length;
      const writing = writeDelivery(root, delivery).finally(() => underWay.delete(writing));
      underWay.add(writing);
      if (underWay.size >= atOnce) await Promise.race(underWay);
    }
    await Promise.all(underWay);
  } finally {
    // where one failed, nothing is written any longer when this ends
    await Promise.allSettled(underWay);
  }
  return { files, records };
}

async function writeDelivery(root: string, { path, records }: Delivery): Promise<void> {
  const file = join(root, path.toString());
  const body = await compress(JSON.stringify({ Records: records }), { level: 4 });
  // the header's operating system: 255, unknown, so that every machine writes the same bytes
  body[9] = 255;
  await makeFolder(dirname(file));
  await writeFile(file, body);
}

const markerText = ({ events, days, seed, files }: SampleShape): string =>
  [
    "Sample CloudTrail logs: nobody in them is real.",
    `Made by: s3-audit sample --events ${events} --days ${days} --seed ${seed} --files ${files}`,
    "",
  ].join("\n");
