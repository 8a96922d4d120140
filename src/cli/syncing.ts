import { resolve } from "node:path";
import { logFolder } from "../cloudtrail/logPath";
import * as say from "../errors";
import { ExitCode, UserError } from "../errors";
import type { Where } from "../logs/sync/folders";
import { LocalFolder } from "../logs/sync/localFolder";
import { PassingFault } from "../logs/sync/patience";
import { GaveUp, Sync, type Tally } from "../logs/sync/sync";
import { deliveryDays } from "../logs/within";
import { defaultSettingsFile } from "../settings/defaultFile";
import { bucketName } from "../settings/names";
import type { Settings } from "../settings/settings";
import { shellWord } from "../shellWord";
import { counted } from "./counted";
import type { AwsFlags } from "./aws";
import { awsTrouble } from "./awsTrouble";
import { CopyBar, inBytes, inTime } from "./copyBar";
import { harmless } from "./format/harmless";
import type { Io } from "./io";
import { partsOf } from "./options";
import { ownSettings } from "./ownSettings";
import { daysUpTo, readWindow } from "./request";
import { s3Client } from "./s3Client";
import { tell } from "./telling";

export interface SyncFlags extends Pick<AwsFlags, "profile" | "endpointUrl"> {
  readonly since?: string;
  readonly until?: string;
  readonly to?: string;
  readonly settings?: string;
  readonly bucket?: string;
  readonly prefix?: string;
  readonly account?: readonly string[];
}

/** More would be a surprise on the bill and on the disk. */
const usualDays = 7;

/** What is to be copied, and where to. */
interface Errand {
  readonly bucket: string;
  readonly where: Where;
  /** As a person writes it. */
  readonly to: string;
}

/** Copies the log files of a window that are missing in a folder, and says what was done. */
export async function syncLogs(flags: SyncFlags, io: Io): Promise<ExitCode> {
  const settings =
    flags.bucket === undefined || flags.settings !== undefined
      ? await ownSettings(io, flags.settings)
      : undefined;
  const errand = readErrand(flags, settings, new Date());
  const client = await s3Client(flags, settings);
  const to = new LocalFolder(resolve(io.cwd, errand.to), errand.to);
  const sync = new Sync({ client, bucket: errand.bucket }, to, errand.where, io.signal);
  const begun = Date.now();
  const bar = await CopyBar.show(io.stderr, sync.tally);
  try {
    await sync.run();
  } catch (error) {
    bar.end();
    tellFailures(sync.tally, io);
    if (io.signal.aborted) tell(io.stderr, stopped(sync.tally));
    throw troubleOf(error, errand.bucket, flags);
  } finally {
    bar.end();
    client.destroy();
  }
  tellFailures(sync.tally, io);
  tell(io.stdout, summary(sync.tally, errand, (Date.now() - begun) / 1000));
  return sync.tally.failed.length > 0 ? ExitCode.incomplete : ExitCode.ok;
}

/** Throws UserError with every fault of the flags. */
function readErrand(flags: SyncFlags, settings: Settings | undefined, now: Date): Errand {
  const faults: string[] = [];
  const timeZone = settings?.timeZone ?? "UTC";
  const window = readWindow(flags, { timeZone, now, usual: daysUpTo(usualDays, now) }, faults);
  const own = flags.bucket === undefined ? settings : undefined;
  const bucket = flags.bucket ?? settings?.logBucket.name ?? "";
  if (bucket === "") faults.push(say.syncNeedsBucket(defaultSettingsFile));
  const why = flags.bucket === undefined ? undefined : bucketName(flags.bucket);
  if (why !== undefined) faults.push(say.bucketFlagInvalid(bucket, why));
  const prefix = (flags.prefix ?? own?.logBucket.prefix ?? "").replace(/\/$/, "");
  if (prefix !== "" && !/^(?!\.{1,2}(\/|$))[^/\0]+(\/(?!\.{1,2}(\/|$))[^/\0]+)*$/.test(prefix))
    faults.push(say.syncPrefixInvalid(flags.prefix ?? prefix));
  const accounts = partsOf(flags.account);
  for (const id of accounts ?? []) if (!/^\d{12}$/.test(id)) faults.push(say.accountInvalid(id));
  if (faults.length > 0) throw new UserError(faults);

  return {
    bucket,
    to: flags.to ?? bucket,
    where: {
      ...(own && deliveredFor(own)),
      prefix: logFolder(prefix),
      ...(accounts !== undefined && { accounts }),
      ...deliveryDays(window),
    },
  };
}

/** Where in the log bucket the trail of these settings delivers. */
export const deliveredFor = ({
  accountId,
  region,
  trail,
  logBucket,
}: Settings): Pick<Where, "prefix" | "accounts" | "regions"> => ({
  prefix: logFolder(logBucket.prefix),
  ...(accountId !== undefined && { accounts: [accountId] }),
  ...(!trail.multiRegion && { regions: [region] }),
});

export function troubleOf(error: unknown, bucket: string, { profile }: SyncFlags): unknown {
  if (error instanceof UserError) return error;
  if (error instanceof GaveUp) {
    const reason = harmless((error.cause as Error).message);
    return new UserError([say.syncGaveUp(reason)], ExitCode.engine);
  }
  if (error instanceof PassingFault) {
    return new UserError([say.awsUnreachable("S3", error.message)], ExitCode.engine);
  }
  const denied = (reason: string) => say.bucketDenied(bucket, reason);
  const known = { NoSuchBucket: () => say.bucketMissing(bucket), AccessDenied: denied, Forbidden: denied };
  return awsTrouble(error, { service: "S3", profile, known }) ?? error;
}

export function tellFailures({ failed }: Tally, io: Io): void {
  for (const { key, reason } of failed) tell(io.stderr, `${harmless(say.notCopied(key, reason))}\n`);
}

const stopped = ({ copied }: Tally): string =>
  `Stopped; ${counted(copied, "file")} copied. The same command continues from there.\n`;

function summary(tally: Tally, { bucket, where, to }: Errand, seconds: number): string {
  const { copied, copiedBytes, present, failed, others, other = "", extra, extraFile = "" } = tally;
  const days = `${where.firstDay} to ${where.lastDay}`.replaceAll("/", "-");
  const lines = [
    `${counted(copied, "log file")} copied (${inBytes(copiedBytes)}), ${present.toLocaleString("en-US")} already there` +
      `${failed.length > 0 ? `, ${counted(failed.length, "file")} not copied: run it again` : ""}, ` +
      `${seconds < 60 ? `${seconds.toFixed(1)} s` : inTime(seconds)}`,
    `Days ${days} (UTC, of delivery) of s3://${bucket}/${where.prefix} in ${to}`,
  ];
  if (copied + present + failed.length === 0) {
    lines[1] = `There is no log file under s3://${bucket}/${where.prefix}AWSLogs/ for the days ${days} (UTC, of delivery).`;
    lines.push(say.bucketWithoutLogs());
  }
  if (others > 0)
    lines.push(`${counted(others, "object")} that are not log files were left out, such as ${other}`);
  if (extra > 0)
    lines.push(
      `${counted(extra, "log file")} in ${to} but not (or no longer) in the bucket, left alone, such as ${extraFile}`,
    );
  if (copied + present > 0) lines.push(`Next: ${say.program.name} events --logs ${shellWord(to)}`);
  return lines.map((line) => `${harmless(line)}\n`).join("");
}
