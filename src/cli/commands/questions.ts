import { Option } from "commander";
import { ExitCode, program } from "../../errors";
import type { CliCommand } from "../command";
import { oneOf } from "../options";

/** `s3-audit questions`: what can be asked. */
export const questionsCommand: CliCommand = {
  examples: ["questions", "questions --format json"],
  register(parser, io, done) {
    parser
      .command("questions")
      .description(`list the questions that \`${program.name} ask\` answers, with their parameters`)
      .addOption(
        oneOf(new Option("--format <format>", "how they are printed"), ["table", "json"]).default("table"),
      )
      .action(async ({ format }: { readonly format: "table" | "json" }) => {
        const { listQuestions } = await import("../catalogue");
        await listQuestions(format, io);
        done(ExitCode.ok);
      });
  },
};
