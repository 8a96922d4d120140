import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Command } from "commander";
import { type ExitCode, planUnreadable } from "../../errors";
import type { Io } from "../io";
import type { CliCommand } from "../command";
import { type ReviewFlags, checkKey, formatOption, judge } from "../reviewing";

/** `s3-audit review`: a Terraform plan, made readable. */
export const reviewCommand: CliCommand = {
  examples: ["review plan.json", "review plan.json --format text", "review --format json - < plan.json"],
  notes:
    "plan.json is a saved plan as Terraform prints it:\n" +
    "terraform plan -out tfplan && terraform show -json tfplan > plan.json",
  exitCodes:
    "0 nothing dangerous, 1 dangerous (with --strict: or to look at), 2 not a plan, 4 the disk is full,\n" +
    "141 the reader of the output stopped reading.",
  register(program: Command, io: Io, done: (code: ExitCode) => void): void {
    program
      .command("review")
      .description("review a Terraform plan: what matters comes first")
      .argument("<plan>", "what `terraform show -json PLANFILE` wrote, or - for standard input")
      .addOption(formatOption("markdown"))
      .option("--strict", "exit with 1 also for findings to look at")
      .option("--key <key>", "tells the pull request comments of several stacks apart")
      .action(async (plan: string, options: ReviewFlags) => done(await review(plan, options, io)));
  },
};

async function review(plan: string, flags: ReviewFlags, io: Io): Promise<ExitCode> {
  checkKey(flags.key);
  const source = plan === "-" ? "standard input" : plan;
  const bytes = plan === "-" ? await readStream(io.stdin) : await readPlan(resolve(io.cwd, plan), source);
  const { exitCode, show } = await judge(bytes, source, flags, io);
  show();
  return exitCode;
}

async function readPlan(path: string, source: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    throw planUnreadable(source, (error as NodeJS.ErrnoException).code ?? String(error));
  }
}

async function readStream(stream: NodeJS.ReadableStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
