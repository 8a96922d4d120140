import { Option } from "commander";
import { ExitCode } from "../../errors";
import type { CliCommand } from "../command";

/** `s3-audit questions`: what can be asked. */
export const questionsCommand: CliCommand = {
  register(program, io, done) {
    program
      .command("questions")
      .description("list the questions that `s3-audit ask` answers, with their parameters")
      .addOption(
        new Option("--format <format>", "how they are printed").choices(["table", "json"]).default("table"),
      )
      .action(async ({ format }: { readonly format: "table" | "json" }) => {
        const { listQuestions } = await import("../catalogue");
        await listQuestions(format, io);
        done(ExitCode.ok);
      });
  },
};
