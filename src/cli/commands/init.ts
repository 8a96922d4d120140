import { Option } from "commander";
import { ExitCode } from "../../errors";
import { defaultSettingsFile } from "../../settings/defaultFile";
import type { CliCommand } from "../command";
import type { InitFlags } from "../firstFile";

/** `s3-audit init`: a first settings file, from flags or by asking. */
export const initCommand: CliCommand = {
  register(program, io, done) {
    program
      .command("init")
      .description("write a first settings file, from flags or by asking for what is missing")
      .argument("[file]", "file to write", defaultSettingsFile)
      .option("--name <name>", "name of the stack, and the stem of all other names")
      .option("--region <region>", "AWS Region of the stack")
      .option("--bucket <name>", "bucket to watch; may be repeated", (bucket, earlier: string[] = []) => [
        ...earlier,
        bucket,
      ])
      .option("--create", "the stack makes these buckets; without it they are there already")
      .addOption(
        new Option("--record <events>", "object events to record (default: write)").choices([
          "write",
          "read",
          "all",
        ]),
      )
      .option("--time-zone <zone>", "IANA name of the zone in which times are shown (default: UTC)")
      .option("--account-id <id>", "12 digits; without it the account of the credentials")
      .option("--force", "replace the file if it is there")
      .action(async (file: string, flags: InitFlags) => {
        const { writeFirstFile } = await import("../firstFile");
        await writeFirstFile(file, flags, io);
        done(ExitCode.ok);
      });
  },
};
