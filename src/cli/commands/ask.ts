import { program } from "../../errors";
import { usualSettings } from "../../settings/defaultFile";
import type { AskFlags } from "../asking";
import type { CliCommand } from "../command";
import { formatNames } from "../format/names";
import { addEngineOptions, collect } from "../options";

/** `s3-audit ask`: one of the saved questions, out of log files or Athena; or its SQL. */
export const askCommand: CliCommand = {
  examples: [
    "ask deletions --logs my-logs",
    "ask who-deleted --logs my-logs --since 30d --param bucket=my-bucket --param key=reports/a.pdf",
    "ask bulk-reads --logs my-logs --format csv -o reads.csv",
    "ask outside-access --engine athena --since 2d",
    "ask bulk-reads --sql",
  ],
  register(parser, io, done) {
    const command = parser
      .command("ask")
      .description(`answer one of the questions that \`${program.name} questions\` lists`)
      .argument("<question>", `name of the question; \`${program.name} questions\` lists them`);
    addEngineOptions(command)
      .option("--param <name=value>", "a value for a parameter of the question; can be repeated", collect)
      .option(
        "--since <moment>",
        "from this moment on: 2026-11-01, 2026-11-01T09:00, or how long ago: 36h, 7d, 2w",
      )
      .option("--until <moment>", "up to this moment, excluding it; a date includes that day (default: now)")
      .option("--limit <number>", "how many rows at most, or all (default: the question's own)")
      .option(
        "--time-zone <zone>",
        "IANA zone of the times you write and read (default: that of the settings)",
      )
      .option(
        "--settings <file>",
        `settings file with the time zone and the names (default: ${usualSettings})`,
      )
      .option("--format <format>", formatNames.join(", "), "table")
      .option("-o, --output <file>", "file to write instead of standard output")
      .option("--sql", "print the SQL instead of running it: DuckDB's, or Athena's with --engine athena")
      .action(async (name: string, flags: AskFlags) => {
        const { ask } = await import("../asking");
        done(await ask(name, flags, io));
      });
  },
};
