import type { CacheFlags } from "../caching";
import type { CliCommand } from "../command";

/** `s3-audit cache`: reads a folder of logs once, so that later answers need not. */
export const cacheCommand: CliCommand = {
  examples: ["cache --logs my-logs", "cache --logs my-logs --clear"],
  notes: `The days are kept in FOLDER/.s3-audit-cache, about a third of the size of the logs. \`events\` and \`ask\` use them by
themselves: a day whose log files have changed since is read from its log files. Run it again to keep the days that
are new or have changed.`,
  register(program, io, done) {
    program
      .command("cache")
      .description("keep a folder's events day by day as Parquet, so that answers come many times faster")
      .requiredOption("--logs <folder>", "folder with log files in CloudTrail's layout")
      .option("--clear", "remove what is kept")
      .action(async (flags: CacheFlags) => {
        const { keepDays } = await import("../caching");
        done(await keepDays(flags, io));
      });
  },
};
