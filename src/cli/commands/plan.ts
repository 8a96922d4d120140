import { Option } from "commander";
import { splitConfigList } from "../../settings/load";
import type { CliCommand } from "../command";
import type { PlanFlags } from "../planning";
import { checkKey, reviewFormats } from "../reviewing";

/** `s3-audit plan`: from the settings to the review of the plan. */
export const planCommand: CliCommand = {
  register(program, io, done) {
    program
      .command("plan")
      .description("make the plan of a stack with Terraform, and show its review: nothing is changed")
      .argument("[stack]", "name of the stack; not needed where there is one")
      .option(
        "--settings <files>",
        "settings files with commas between them (default: AUDIT_CONFIG, else audit.yaml)",
        (files, before: readonly string[] = []) => [...before, ...splitConfigList(files)],
      )
      .addOption(
        new Option("--format <format>", "how the review is written; brief fits on a screen, text has it all")
          .choices(reviewFormats)
          .default("brief"),
      )
      .option("--strict", "exit with 1 for what somebody should look at, too")
      .option("--key <key>", "tells the comments of several stacks apart")
      .addHelpText("after", notes)
      .action(async (stack: string | undefined, flags: PlanFlags) => {
        checkKey(flags.key);
        const { planStack } = await import("../planning");
        done(await planStack(stack, flags, io));
      });
  },
};

const notes = `
It runs in a checkout, with Terraform (or what TERRAFORM_BINARY_NAME names) and AWS credentials as Terraform finds them:
synthesizes, runs terraform init and terraform plan, and keeps the plan in cdktf.out. The names of buckets that would be
made or looked up are asked of S3.

Examples:
  s3-audit plan
  s3-audit plan my-audit --format text
  s3-audit plan production --settings production.yaml,staging.yaml

Exit codes: 0 nothing dangerous, 1 dangerous (with --strict: or to look at), 2 bad input, such as a bucket that is there
already and would be made, 4 Terraform or AWS failed, 130 ended by Ctrl-C.`;
