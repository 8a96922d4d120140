import { Option } from "commander";
import { ExitCode } from "../../errors";
import { defaultSettingsFile } from "../../settings/defaultFile";
import type { CliCommand } from "../command";
import type { InitFlags } from "../firstFile";
import { collect, oneOf } from "../options";

/** `s3-audit init`: a first settings file, from flags or by asking. */
export const initCommand: CliCommand = {
  examples: [
    "init --force",
    "init --name my-audit --region eu-central-1 --bucket my-bucket --time-zone Europe/Berlin --force",
    "init staging.yaml --name staging --region eu-central-1 --bucket my-bucket --create",
  ],
  register(program, io, done) {
    program
      .command("init")
      .description("write a first settings file, from flags or by asking for what is missing")
      .argument("[file]", "file to write", defaultSettingsFile)
      .option("--name <name>", "name of the stack, from which the other names are derived")
      .option("--region <region>", "AWS Region of the stack")
      .option("--bucket <name>", "bucket to watch; can be repeated, or several separated by commas", collect)
      .option("--create", "the stack creates these buckets; without this flag they must already exist")
      .addOption(
        oneOf(new Option("--record <events>", "object events to record (default: write)"), [
          "write",
          "read",
          "all",
        ]),
      )
      .option(
        "--time-zone <zone>",
        "IANA name of the zone in which times are shown (default: UTC; when asked, this machine's)",
      )
      .option("--account-id <id>", "12 digits (default: the account of the credentials)")
      .option("--force", "replace the file if it exists")
      .action(async (file: string, flags: InitFlags) => {
        const { writeFirstFile } = await import("../firstFile");
        await writeFirstFile(file, flags, io);
        done(ExitCode.ok);
      });
  },
};
