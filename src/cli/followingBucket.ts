import type { ExitCode } from "../errors";
import { LocalFolder } from "../logs/sync/localFolder";
import { Sync } from "../logs/sync/sync";
import { deliveryDays } from "../logs/within";
import type { Settings } from "../settings/settings";
import { TemporaryFolder } from "../temporary";
import type { AwsFlags } from "./aws";
import { type Followed, follow } from "./following";
import type { Io } from "./io";
import { s3Client } from "./s3Client";
import { deliveredFor, tellFailures, troubleOf } from "./syncing";

/** CloudTrail delivers about every five minutes, and each look lists folders for a few hundredths of a cent an hour. */
const fetchEveryMs = 20_000;

/**
 * Follows the log bucket of the settings: its log files are copied to a temporary folder as they arrive. Of those that are
 * there already it copies what the window asks for.
 */
export async function followBucket(
  followed: Omit<Followed, "folder" | "fetch">,
  settings: Settings,
  flags: Omit<AwsFlags, "region">,
  io: Io,
): Promise<ExitCode> {
  const { accounts, regions, asked } = followed;
  const bucket = settings.logBucket.name;
  const client = await s3Client(flags, settings);
  const folder = new TemporaryFolder("follow");
  const fetch = async () => {
    const where = {
      ...deliveredFor(settings),
      ...(accounts && { accounts }),
      ...(regions && { regions }),
      // the day goes on while it is followed
      ...deliveryDays({ since: asked.window.since, until: new Date() }),
    };
    const sync = new Sync({ client, bucket }, new LocalFolder(folder.path), where, io.signal);
    try {
      await sync.run();
    } catch (error) {
      throw troubleOf(error, bucket, flags);
    } finally {
      tellFailures(sync.tally, io);
    }
  };
  try {
    const fetched = Object.assign(fetch, { everyMs: fetchEveryMs });
    return await follow({ ...followed, folder: folder.path, fetch: fetched }, io);
  } finally {
    client.destroy();
    folder.remove();
  }
}
