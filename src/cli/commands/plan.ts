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
    "It runs in a checkout, with Terraform (or what TERRAFORM_BINARY_NAME names) and AWS credentials as Terraform finds them:\n" +
    "synthesizes, runs terraform init and terraform plan, and keeps the plan in cdktf.out. S3 is asked whether the names of\n" +
    "buckets that would be made are free, and whether those that are looked up are there.",
  exitCodes:
    "0 nothing dangerous, 1 dangerous (with --strict: or to look at), 2 bad input, such as a bucket that is there already\n" +
    "and would be made, 4 Terraform or AWS failed, 130 ended by Ctrl-C.",
  register(program, io, done) {
    program
      .command("plan")
      .description("make the plan of a stack with Terraform, and show its review: nothing is changed")
      .argument("[stack]", "name of the stack; not needed where there is one")
      .option(
        "--settings <files>",
        `settings files with commas between them (default: ${usualSettings})`,
        (files, before: readonly string[] = []) => [...before, ...filesOf(files)],
      )
      .addOption(formatOption("brief"))
      .option("--strict", "exit with 1 for what somebody should look at, too")
      .option("--key <key>", "tells the comments of several stacks apart")
      .action(async (stack: string | undefined, flags: PlanFlags) => {
        checkKey(flags.key);
        const { planStack } = await import("../planning");
        done(await planStack(stack, flags, io));
      });
  },
};
