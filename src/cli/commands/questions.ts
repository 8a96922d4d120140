import { Option } from "commander";
import { ExitCode } from "../../errors";
import { type Question, savedQuestions } from "../../questions";
import { table } from "../format/table";
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
        if (format === "json") {
          io.stdout.write(`${JSON.stringify(savedQuestions.map(described), null, 2)}\n`);
        } else {
          const rows = savedQuestions.map((question) => [
            question.name,
            question.title,
            parameters(question),
          ]);
          const answer = { columns: ["name", "title", "parameters"], rows: oneByOne(rows) };
          for await (const text of table(answer, { width: io.stdout.columns })) io.stdout.write(text);
        }
        done(ExitCode.ok);
      });
  },
};

async function* oneByOne<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

/** `bucket key threshold=100`: a default shows that the parameter can be left out. */
const parameters = (question: Question): string =>
  question.parameters
    .map(({ name, default: preset }) => (preset === undefined ? name : `${name}=${preset}`))
    .join(" ");

const described = (question: Question) => ({
  name: question.name,
  title: question.title,
  titleJa: question.titleJa,
  answers: question.answers,
  when: question.when,
  windowDays: question.defaultWindow.days,
  limit: question.defaultLimit,
  parameters: question.parameters,
  columns: question.columns,
});
