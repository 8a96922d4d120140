import { Argument, type Command, type Option } from "commander";
import * as say from "../errors";
import { savedQuestions } from "../questions";
import { nearest } from "../settings/nearest";
import { shellWord } from "../shellWord";
import { addressIn } from "./addresses";
import { exampleValue, flagMeant } from "./flagMeant";
import { formatNames } from "./format/names";
import { type Mistake, type Parser, flagsIn, isNamed } from "./parser";

/** What is wrong with a command line, and what to write instead. */
export function sentenceOf({ fault, command }: Mistake): string {
  if (fault.kind === "wrongChoice") {
    const { of, value } = fault;
    const name = of instanceof Argument ? of.name() : (of.long ?? of.flags);
    return say.choiceUnknown(name, value, nearest(value, of.argChoices ?? []), of.argChoices ?? []);
  }
  if (command === undefined) throw new Error(`nobody says whose ${fault.kind} it is`);
  switch (fault.kind) {
    case "unknownCommand":
      return unknownCommand(fault.name, command);
    case "unknownFlag":
      return command.parent === null
        ? flagOfProgram(fault.flag, command)
        : unknownFlag(fault.flag, command, command.parent.commands);
    case "missingValue": {
      const { option } = fault;
      return say.flagNeedsValue(shown(option), option.description, exampleValue(option));
    }
    case "givenTwice": {
      const { option, values } = fault;
      const [one, other] = values.map(shellWord);
      return say.flagGivenTwice(shown(option), one ?? "", other ?? "", takesList(option));
    }
    case "missingFlag": {
      const { option } = fault;
      const [given, ...rest] = operandsOf(command);
      const kept = rest.length === 0 ? wordsOf(command).filter((word) => word !== given) : [];
      const call = [command.name(), shown(option), given ?? exampleValue(option), ...kept];
      return say.flagIsMissing(shown(option), option.description, callOf(call));
    }
    case "missingArgument": {
      const { argument } = fault;
      return say.argumentIsMissing(
        argument.name(),
        argument.description,
        `${say.program.name} ${command.example}`,
      );
    }
    case "tooManyArguments":
      return tooManyArguments(command);
    case "typeset": {
      const { given, has, meant } = fault.typeset;
      return say.wordsAreTypeset(given, has, callOf(meant));
    }
  }
}

const shown = (option: Option): string => option.short ?? option.long ?? option.flags;
/** Whether a value can be several, with commas between them. */
const takesList = ({ flags }: Option): boolean => /<(?:names|columns)>/.test(flags);
const namesOf = (commands: readonly { name(): string }[]): readonly string[] =>
  commands.map((one) => one.name());
const callOf = (words: readonly string[]): string => [say.program.name, ...words.map(shellWord)].join(" ");

/** What was typed behind the command's name. */
function wordsOf(command: Parser): readonly string[] {
  const { typed } = command.program;
  return typed.slice(typed.indexOf(command.name()) + 1);
}

/** The words that are neither a flag nor the value of one. */
function operandsOf(command: Parser): readonly string[] {
  const words = wordsOf(command);
  const taken = flagsIn(words, command.options).flatMap(({ option, at }) =>
    option.required && !words[at]?.includes("=") ? [at, at + 1] : [at],
  );
  return words.filter((word, at) => !taken.includes(at) && word !== "--");
}

/** A call that asks a saved question, with the parameters that it needs. */
function questionCall(name: string): string {
  const parameters = savedQuestions.find((one) => one.name === name)?.parameters ?? [];
  const given = parameters
    .filter((parameter) => parameter.default === undefined)
    .flatMap((parameter) => ["--param", `${parameter.name}=${String(parameter.example)}`]);
  return callOf(["ask", name, "--logs", "my-logs", ...given]);
}

/** Commands of CDKTF's, which have the same settings. */
const ofCdktf = ["synth", "diff", "deploy", "apply", "destroy", "output"];

function unknownCommand(name: string, program: Parser): string {
  if (savedQuestions.some((one) => one.name === name)) {
    return say.commandIsAQuestion(name, questionCall(name));
  }
  if (ofCdktf.includes(name)) return say.commandIsOfCdktf(name);
  if (name === "version") return say.commandUnknown(name, "--version", []);
  if (["list", "ls"].includes(name)) return say.commandUnknown(name, "events", []);
  const known = namesOf(program.commands);
  return say.commandUnknown(name, nearest(name, known), known);
}

/** A flag that stands where a command should. */
function flagOfProgram(flag: string, program: Parser): string {
  const { typed } = program;
  const [bare = flag] = flag.split("=");
  const owners = program.commands.filter((one) => one.options.some((option) => isNamed(option, bare)));
  const at = typed.findIndex((word) => owners.some((one) => one.name() === word));
  if (at >= 0) {
    const [command = "", ...rest] = [typed[at], ...typed.slice(0, at), ...typed.slice(at + 1)];
    return say.flagBeforeCommand(bare, callOf([command, ...rest]));
  }
  if (owners.length > 0) return say.flagWithoutCommand(bare, namesOf(owners));
  const near = bare === "-v" ? "--version" : flagNear(bare, program);
  return say.flagUnknownWithoutCommand(bare, near, namesOf(program.commands));
}

function unknownFlag(flag: string, command: Parser, all: readonly Command[]): string {
  const [bare = flag, value] = /^(--?[^=]+)=(.*)$/s.exec(flag)?.slice(1) ?? [flag];
  const [question] = operandsOf(command);
  if (command.name() === "ask" && hasParameter(question, bare.slice(2))) {
    const given = value ?? behind(flag, command) ?? exampleOf(question, bare.slice(2));
    return say.flagIsParameter(bare, `--param ${shellWord(`${bare.slice(2)}=${given}`)}`);
  }
  if (command.name() === "settings" && bare === "--settings") {
    return say.flagIsArgument(bare, callOf(["settings", value ?? behind(flag, command) ?? "audit.yaml"]));
  }
  if (value !== undefined && command.options.some((option) => isNamed(option, bare)))
    return say.flagTakesNoValue(bare, value);
  const object =
    command.name() === "ask" && bare === "--object" ? (value ?? behind(flag, command)) : undefined;
  const apart = object === undefined ? undefined : objectAsked(command, question, object);
  if (apart !== undefined) return say.flagIsParameters(bare, apart.map(shellWord).join(" "));
  const others = all.filter((one) => one.options.some((option) => isNamed(option, bare)));
  const near = formatMeant(bare, command) ?? flagNear(bare, command);
  return say.flagUnknown(command.name(), bare, near, namesOf(others));
}

/** `--format json` for `--json`, where the command has that format. */
function formatMeant(flag: string, command: Command): string | undefined {
  const format = command.options.find(({ long }) => long === "--format");
  const known: readonly string[] = format?.argChoices ?? formatNames;
  const name = flag.replace(/^--?/, "");
  return format !== undefined && known.includes(name) ? `--format ${name}` : undefined;
}

/** The word behind a flag that is not known. */
function behind(flag: string, command: Parser): string | undefined {
  const words = wordsOf(command);
  const word = words[words.indexOf(flag) + 1];
  return word?.startsWith("-") ? undefined : word;
}

/** The word before the last of its like. */
function before(word: string, command: Parser): string | undefined {
  const words = wordsOf(command);
  return words[words.lastIndexOf(word) - 1];
}

/** The flag of a command that was probably meant: shortened, or mistyped. */
function flagNear(flag: string, command: Command): string | undefined {
  const flags = [...command.options.map(({ long }) => long ?? ""), "--help"];
  const longer = flags.filter((one) => one.startsWith(flag));
  return /^--./.test(flag) && longer.length === 1 ? longer[0] : nearest(flag, flags);
}

function tooManyArguments(command: Parser): string {
  const most = command.registeredArguments.length;
  const operands = operandsOf(command);
  const extra = operands.slice(most);
  const [first = ""] = extra;
  if (first === "#") return say.argumentIsComment();
  if (first === "help") return say.argumentIsHelp(callOf([command.name(), "--help"]));
  const dash = /^[\u2012-\u2015\u2212]+(.*)$/s.exec(first);
  if (dash !== null) return say.argumentHasLongDash(first, shellWord(`--${dash[1] ?? ""}`));
  if (command.name() === "questions" && savedQuestions.some(({ name }) => name === first)) {
    return say.questionIsAsked(first, questionCall(first));
  }
  const flags = flagsIn(wordsOf(command), command.options);
  const apart = flags.find(
    ({ option, value }) => option.long === "--param" && value === before(first, command),
  );
  if (command.name() === "ask" && apart?.value !== undefined && hasParameter(operands[0], apart.value)) {
    return say.parameterNeedsEquals(`${apart.value} ${first}`, shellWord(`${apart.value}=${first}`));
  }
  const given = new Set(flags.map(({ option }) => option.long));
  const words = [...wordsOf(command)];
  for (const [at, value] of extra.entries()) {
    const meant =
      objectAsked(command, operands[0], value) ??
      flagMeant(value, command.options, given, extra.slice(at + 1));
    if (meant === undefined) return say.argumentsTooMany(command.name(), value, most);
    for (const flag of meant.filter((_, index) => index % 2 === 0)) given.add(flag);
    words.splice(words.lastIndexOf(value), 1, ...meant);
  }
  return say.argumentBelongsToFlag(first, callOf([command.name(), ...words]));
}

/** The parameters of a question that is asked about one object, for the object's address. */
function objectAsked(
  command: Parser,
  name: string | undefined,
  value: string,
): readonly string[] | undefined {
  const { bucket = "", key = "" } = addressIn(value) ?? {};
  const isOfObject =
    command.name() === "ask" && ["bucket", "key"].every((parameter) => hasParameter(name, parameter));
  if (!isOfObject || key === "") return undefined;
  return ["--param", `bucket=${bucket}`, "--param", `key=${key}`];
}

const parameterOf = (question: string | undefined, parameter: string) =>
  savedQuestions.find((one) => one.name === question)?.parameters.find(({ name }) => name === parameter);
const hasParameter = (question: string | undefined, parameter: string): boolean =>
  parameterOf(question, parameter) !== undefined;
const exampleOf = (question: string | undefined, parameter: string): string =>
  String(parameterOf(question, parameter)?.example ?? "");
