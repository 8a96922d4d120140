import { filesOf, usualSettings } from "../../settings/defaultFile";
import type { CliCommand } from "../command";
import type { PlanFlags } from "../planning";
import { checkKey, formatOption } from "../reviewing";

/** `s3-audit plan`: from the settings to the review of the plan. */
export const planCommand: CliCommand = {
  examples: [
    "plan",
    "plan my-audit --format text",
    "plan production --settings production.yaml,staging.yaml",
  ],
  notes:
    "Run it in a checkout, with Terraform (or the program that TERRAFORM_BINARY_NAME names) and AWS credentials that\n" +
    "Terraform finds. It synthesizes, runs terraform init and terraform plan, and keeps the plan in cdktf.out. It asks S3\n" +
    "whether the names of buckets to be created are free, and whether buckets to be looked up exist.",
  exitCodes:
    "0 nothing dangerous, 1 dangerous (with --strict: or to look at), 2 bad input, such as a bucket to be created\n" +
    "that already exists, 4 Terraform or AWS failed, 130 ended by Ctrl-C.",
  register(program, io, done) {
    program
      .command("plan")
      .description("make the Terraform plan of a stack and show its review; it changes nothing")
      .argument("[stack]", "name of the stack; not needed if there is only one")
      .option(
        "--settings <files>",
        `settings files, separated by commas (default: ${usualSettings})`,
        (files, before: readonly string[] = []) => [...before, ...filesOf(files)],
      )
      .addOption(formatOption("brief"))
      .option("--strict", "exit with 1 also for findings to look at")
      .option("--key <key>", "tells the pull request comments of several stacks apart")
      .action(async (stack: string | undefined, flags: PlanFlags) => {
        checkKey(flags.key);
        const { planStack } = await import("../planning");
        done(await planStack(stack, flags, io));
      });
  },
};
