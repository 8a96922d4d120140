import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { UserError, sampleFolderTaken } from "../../errors";
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
 * sample, refuses any other folder that is not empty (UserError), and leaves nothing half-written.
 */
export async function writeSample(folder: string, shape: SampleShape): Promise<SampleSummary> {
  await refuseUnlessFree(folder);
  const work = join(folder, unfinished);
  await rm(work, { recursive: true, force: true });
  try {
    const summary = await writeDeliveries(work, shape);
    await rm(join(folder, logs), { recursive: true, force: true });
    await rename(join(work, logs), join(folder, logs));
    await writeFile(join(folder, marker), markerText(shape));
    return summary;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function refuseUnlessFree(folder: string): Promise<void> {
  const entries = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    if (error.code === "ENOTDIR") throw new UserError([sampleFolderTaken(folder)]);
    throw error;
  });
  const others = entries.filter((entry) => entry !== unfinished);
  if (others.length > 0 && !others.includes(marker)) throw new UserError([sampleFolderTaken(folder)]);
}

async function writeDeliveries(root: string, shape: SampleShape): Promise<SampleSummary> {
  let files = 0;
  let records = 0;
  const underWay = new Set<Promise<void>>();
  for (const delivery of deliveries(shape)) {
    files += 1;
    records += delivery.records.length;
    const writing = writeDelivery(root, delivery).finally(() => underWay.delete(writing));
    underWay.add(writing);
    if (underWay.size >= atOnce) await Promise.race(underWay);
  }
  await Promise.all(underWay);
  return { files, records };
}

async function writeDelivery(root: string, { path, records }: Delivery): Promise<void> {
  const file = join(root, path.toString());
  const body = await compress(JSON.stringify({ Records: records }), { level: 4 });
  // the header's operating system: 255, unknown, so that every machine writes the same bytes
  body[9] = 255;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, body);
}

const markerText = ({ events, days, seed, files }: SampleShape): string =>
  [
    "Sample CloudTrail logs: nobody in them is real.",
    `Made by: s3-audit sample --events ${events} --days ${days} --seed ${seed} --files ${files}`,
    "",
  ].join("\n");
