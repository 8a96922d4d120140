import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Command } from "commander";
import { Option } from "commander";
import { type ExitCode, planUnreadable } from "../../errors";
import type { Io } from "../io";
import type { CliCommand } from "../command";
import { type ReviewFlags, checkKey, reviewFormats, showReview } from "../reviewing";

export const reviewCommand: CliCommand = {
  register(program: Command, io: Io, done: (code: ExitCode) => void): void {
    program
      .command("review")
      .description("Put what matters in a Terraform plan on top")
      .argument("<plan>", "what `terraform show -json PLANFILE` wrote, or - for standard input")
      .addOption(
        new Option("--format <format>", "how the review is written; brief fits on a screen, text has it all")
          .choices(reviewFormats)
          .default("markdown"),
      )
      .option("--strict", "exit with 1 for what somebody should look at, too")
      .option("--key <key>", "tells the comments of several stacks apart")
      .addHelpText(
        "after",
        "\nExit codes: 0 nothing dangerous, 1 dangerous (with --strict: or to look at), 2 not a plan.",
      )
      .action(async (plan: string, options: ReviewFlags) => done(await review(plan, options, io)));
  },
};

async function review(plan: string, flags: ReviewFlags, io: Io): Promise<ExitCode> {
  checkKey(flags.key);
  const source = plan === "-" ? "standard input" : plan;
  const bytes = plan === "-" ? await readStream(io.stdin) : await readPlan(resolve(io.cwd, plan), source);
  return (await showReview(bytes, source, flags, io)).exitCode;
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
