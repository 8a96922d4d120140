import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command, Option } from "commander";
import { askCommand } from "./commands/ask";
import { cacheCommand } from "./commands/cache";
import { completionCommand } from "./commands/completion";
import { initCommand } from "./commands/init";
import { settingsCommand } from "./commands/settings";
import { type ExitCode, UserError, program as called } from "../errors";
import { eventsCommand } from "./commands/events";
import { planCommand } from "./commands/plan";
import { questionsCommand } from "./commands/questions";
import { reviewCommand } from "./commands/review";
import { sampleCommand } from "./commands/sample";
import { syncCommand } from "./commands/sync";
import { tourCommand } from "./commands/tour";
import type { CliCommand } from "./command";
import { harmlessLines } from "./format/harmless";
import { helpText } from "./format/wrap";
import type { Io } from "./io";
import { screenWidth, tell, usualWidth } from "./telling";
import { Mistake, Parser } from "./parser";

/** Every command of `s3-audit`, in the order in which the help lists them. */
export const commands: readonly CliCommand[] = [
  initCommand,
  settingsCommand,
  eventsCommand,
  questionsCommand,
  askCommand,
  syncCommand,
  cacheCommand,
  sampleCommand,
  tourCommand,
  planCommand,
  reviewCommand,
  completionCommand,
];

/** In cells; on a screen that has less beside the options nothing is broken between words. */
const narrowestText = 12;

/**
 * Runs one command line (without node and script name) and returns its exit code. Throws UserError for input that
 * cannot be used; anything else thrown is a fault of the program.
 */
export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const program = new Parser(called.name);
  program
    .description("Who did what to which S3 object")
    .version(version, "-V, --version", "display the version")
    .exitOverride()

    .configureHelp({ commandUsage, minWidthToWrap: narrowestText })
    .configureOutput({
      getOutHelpWidth: () => screenWidth(io.stdout) ?? usualWidth,
      getErrHelpWidth: () => screenWidth(io.stderr) ?? usualWidth,
      writeOut: (text) => io.stdout.write(helpText(text, screenWidth(io.stdout) ?? usualWidth)),
      // it repeats what it did not understand
      writeErr: (text) => tell(io.stderr, harmlessLines(text)),
    });
  program.typed = args;
  for (const command of commands) {
    command.register(program, io, (code) => (exitCode = code));
    const registered = program.commands.at(-1) as Parser;
    registered.example = command.examples[0]?.replace(/ [<>|].*$/, "") ?? "";
    registered.addHelpText("after", furtherHelp(command));
  }
  try {
    program.checkTyped();
    program.checkHelp(args);
    await program.parseAsync([...args], { from: "user" });
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    const { sentenceOf } = await import("./mistakes");
    throw new UserError([sentenceOf(error)]);
  }
  return exitCode;
}

const { version } = JSON.parse(readFileSync(join(__dirname, "..", "..", "package.json"), "utf8")) as {
  readonly version: string;
};

/** How a command is called, with the flags that it cannot do without. */
function commandUsage(command: Command): string {
  const names: string[] = [];
  for (let one: Command | null = command; one !== null; one = one.parent) names.unshift(one.name());
  const needed = command.options.filter(({ mandatory }) => mandatory).map(shortest);
  return [...names, ...needed, command.usage()].join(" ");
}

/** `-o <folder>` of `-o, --output <folder>` */
const shortest = ({ short, long, flags }: Option): string =>
  [short ?? long, /<.*>$/.exec(flags)?.[0]].filter((part) => part !== undefined).join(" ");

function furtherHelp({ examples, notes, exitCodes }: CliCommand): string {
  const parts = [
    ...(notes === undefined ? [] : [notes]),
    ["Examples:", ...examples.map((example) => `  ${called.name} ${example}`)].join("\n"),
    ...(exitCodes === undefined ? [] : [`Exit codes: ${exitCodes}`]),
  ];
  return parts.map((part) => `\n${part}`).join("\n");
}
