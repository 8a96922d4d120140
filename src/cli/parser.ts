import { type Argument, Command, type Option, type OptionValueSource } from "commander";
import { type Typeset, typesetIn } from "./typeset";

/** What commander cannot take; `mistakes.ts` tells it in a sentence, and is loaded only then. */
export type Fault =
  | { readonly kind: "unknownCommand"; readonly name: string }
  | { readonly kind: "unknownFlag"; readonly flag: string }
  | { readonly kind: "missingValue"; readonly option: Option }
  | { readonly kind: "missingFlag"; readonly option: Option }
  | { readonly kind: "missingArgument"; readonly argument: Argument }
  | { readonly kind: "givenTwice"; readonly option: Option; readonly values: readonly [string, string] }
  | { readonly kind: "tooManyArguments" }
  | { readonly kind: "typeset"; readonly typeset: Typeset }
  | { readonly kind: "wrongChoice"; readonly of: Option | Argument; readonly value: string };

export class Mistake extends Error {
  constructor(
    readonly fault: Fault,
    readonly command?: Parser,
  ) {
    super(fault.kind);
  }
}

/**
 * A command whose mistakes are told in sentences of ours: commander's own say what is wrong, and not what to write.
 * The methods named as commander's own replace them; that each is still called is what `mistakes.test.ts` asserts.
 */
export class Parser extends Command {
  /** A call that works, without the program's name; for sentences. */
  example = "";
  /** The whole command line as it was typed, without the program's name; known to the program itself. */
  typed: readonly string[] = [];

  override createCommand(name?: string): Command {
    return new Parser(name);
  }

  get program(): Parser {
    return this.parent instanceof Parser ? this.parent.program : this;
  }

  /** A flag that is known and stands where a value belongs is no value: whoever means it writes `--grep=--since`. */
  override parseOptions(args: string[]): { operands: string[]; unknown: string[] } {
    const flags = flagsIn(args, this.options);
    for (const { option, value } of flags) {
      const isFlag = value !== undefined && this.options.some((other) => isNamed(other, value));
      if (option.required && (isFlag || (value === "" && option.parseArg === undefined)))
        this.optionMissingArgument(option);
    }
    return super.parseOptions(args);
  }

  /** A command line that was copied from a text or a web page. */
  checkTyped(): void {
    const typeset = typesetIn(this.typed);
    if (typeset !== undefined) throw new Mistake({ kind: "typeset", typeset }, this);
  }

  /** `help` of a command that there is not: commander would print the whole help. */
  checkHelp([first, name]: readonly string[]): void {
    const isKnown = name === undefined || name === "help" || this.commands.some((one) => one.name() === name);
    if (first === "help" && !isKnown) throw new Mistake({ kind: "unknownCommand", name }, this);
  }

  /** Flags that can be repeated gather their values in a list; of the others commander would keep the last. */
  override setOptionValueWithSource(key: string, value: unknown, source: OptionValueSource): this {
    const before: unknown = this.getOptionValueSource(key) === "cli" ? this.getOptionValue(key) : undefined;
    if (source === "cli" && typeof before === "string" && typeof value === "string") {
      const option = this.options.find((one) => one.attributeName() === key);
      if (option !== undefined)
        throw new Mistake({ kind: "givenTwice", option, values: [before, value] }, this);
    }
    return super.setOptionValueWithSource(key, value, source);
  }

  unknownCommand(): never {
    throw new Mistake({ kind: "unknownCommand", name: this.args[0] ?? "" }, this);
  }

  unknownOption(flag: string): never {
    throw new Mistake({ kind: "unknownFlag", flag }, this);
  }

  optionMissingArgument(option: Option): never {
    throw new Mistake({ kind: "missingValue", option }, this);
  }

  missingMandatoryOptionValue(option: Option): never {
    // a mistyped flag is told before the one that is missing for it
    const stray = this.args.find((word) => /^-./.test(word));
    if (stray !== undefined) this.unknownOption(stray);
    throw new Mistake({ kind: "missingFlag", option }, this);
  }

  missingArgument(name: string): never {
    const argument = this.registeredArguments.find((one) => one.name() === name);
    if (argument === undefined) throw new Error(`${this.name()} has no argument ${name}`);
    throw new Mistake({ kind: "missingArgument", argument }, this);
  }

  _excessArguments(): never {
    throw new Mistake({ kind: "tooManyArguments" }, this);
  }
}

export const isNamed = ({ short, long }: Option, flag: string): boolean => flag === short || flag === long;

/** The flags among the words of a command line, each with the value behind it; what follows `--` is none. */
export function flagsIn(
  words: readonly string[],
  options: readonly Option[],
): readonly { readonly option: Option; readonly at: number; readonly value?: string | undefined }[] {
  const found = [];
  for (let at = 0; at < words.length && words[at] !== "--"; at += 1) {
    const [flag = "", value] = /^(--[^=]+)=(.*)$/s.exec(words[at] ?? "")?.slice(1) ?? [words[at]];
    const option = options.find((one) => isNamed(one, flag));
    if (option === undefined) continue;
    if (!option.required || value !== undefined) found.push({ option, at, value });
    else {
      found.push({ option, at, value: words[at + 1] });
      at += 1;
    }
  }
  return found;
}
