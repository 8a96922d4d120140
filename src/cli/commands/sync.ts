import type { CliCommand } from "../command";
import { addAwsOptions } from "../aws";
import { collect } from "../options";
import { usualSettings } from "../../settings/defaultFile";
import type { SyncFlags } from "../syncing";

/** `s3-audit sync`: the log files of a window, copied to this machine. */
export const syncCommand: CliCommand = {
  examples: [
    "sync --to my-logs",
    "sync --since 2026-11-01 --until 2026-11-30 --to november",
    "sync --bucket my-audit-log --prefix trails --account 123456789012 --profile audit",
  ],
  notes: `It copies the log files of each delivery day (UTC) that can hold events of the window: from the day of --since to
the day after --until. Files that are already in the folder are not copied again.`,
  exitCodes:
    "0 done, 2 bad input, 3 some files could not be copied (named on standard error), 4 AWS refused or failed,\n" +
    "130 ended by Ctrl-C.",
  register(program, io, done) {
    const command = program
      .command("sync")
      .description("copy log files from the log bucket into a folder; continues where it stopped")
      .option(
        "--since <moment>",
        "from this moment on: 2026-11-01, 2026-11-01T09:00, or how long ago: 36h, 7d, 2w (default: 7d)",
      )
      .option("--until <moment>", "up to this moment, excluding it; a date includes that day (default: now)")
      .option("--to <folder>", "folder to copy into (default: one with the name of the bucket)")
      .optionsGroup("Where from:")
      .option("--settings <file>", `settings that name the log bucket (default: ${usualSettings})`)
      .option("--bucket <name>", "log bucket (default: that of the settings)")
      .option("--prefix <prefix>", "with --bucket: what comes before AWSLogs/ in its keys")
      .option("--account <id>", "only this account's files, if the bucket holds those of several", collect);
    addAwsOptions(command).action(async (flags: SyncFlags) => {
      const { syncLogs } = await import("../syncing");
      done(await syncLogs(flags, io));
    });
  },
};
