import type { CacheFlags } from "../caching";
import type { CliCommand } from "../command";

/** `s3-audit cache`: reads a folder of logs once, so that later answers need not. */
export const cacheCommand: CliCommand = {
  examples: ["cache --logs my-logs", "cache --logs my-logs --clear"],
  notes: `The days are cached in FOLDER/.s3-audit-cache, about a third of the size of the logs. \`events\` and \`ask\` use the
cache by themselves; a day whose log files have changed since is read from its log files. Run it again to cache days
that are new or have changed.`,
  register(program, io, done) {
    program
      .command("cache")
      .description("cache a folder's events by day as Parquet, so that answers come many times faster")
      .requiredOption("--logs <folder>", "folder with log files in CloudTrail's layout")
      .option("--clear", "remove the cache")
      .action(async (flags: CacheFlags) => {
        const { keepDays } = await import("../caching");
        done(await keepDays(flags, io));
      });
  },
};
