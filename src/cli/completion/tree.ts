import type { Argument, Command, Option } from "commander";
import { s3DataEvents } from "../../cloudtrail/s3Events";
import { knownRegions } from "../../cloudtrail/regions";
import { savedQuestions } from "../../questions";
import { formatNames } from "../format/names";
import { actions, actorTypes, listColumns } from "../words";

/** What can be typed, as far as a shell can help with it. */
export interface CommandTree {
  readonly name: string;
  readonly description: string;
  readonly options: readonly CompletedOption[];
  /** Words for the arguments; files where there are none. */
  readonly words: readonly string[];
}

export interface CompletedOption {
  readonly long: string;
  readonly short?: string;
  readonly description: string;
  /** Whether a value follows. */
  readonly takesValue: boolean;
  readonly isRepeatable: boolean;
  /** The values there are; files where there are none. */
  readonly words: readonly string[];
}

/** Values of options that take others too, and so do not name them to commander. */
const wordsOf: Readonly<Record<string, readonly string[]>> = {
  "--action": actions,
  "--actor-type": actorTypes,
  "--event": s3DataEvents.map(({ name }) => name),
  "--region": knownRegions,
  "--format": formatNames,
  "--columns": listColumns,
  "--sort": listColumns.flatMap((column) => [column, `-${column}`]),
};

/** Every command of a program with its options. */
export const treeOf = (program: Command): readonly CommandTree[] =>
  program.commands.map((command) => ({
    name: command.name(),
    description: command.description(),
    options: [...command.options.map(completed), help],
    words: command.registeredArguments.flatMap(argumentWords),
  }));

/** The flags in place of a command. */
export const programFlags = (program: Command): readonly CompletedOption[] => [
  ...program.options.map(completed),
  help,
];

const help: CompletedOption = {
  long: "--help",
  short: "-h",
  description: "display help for command",
  takesValue: false,
  isRepeatable: false,
  words: [],
};

const completed = (option: Option): CompletedOption => ({
  long: option.long ?? "",
  ...(option.short !== undefined && { short: option.short }),
  description: option.description,
  takesValue: option.required || option.optional,
  isRepeatable: option.parseArg !== undefined && option.argChoices === undefined,
  words: option.argChoices ?? wordsOf[option.long ?? ""] ?? [],
});

function argumentWords(argument: Argument): readonly string[] {
  if (argument.name() === "question") return savedQuestions.map(({ name }) => name);
  return argument.argChoices ?? [];
}
