import { type Argument, type Command, Option } from "commander";
import { addAwsOptions } from "./aws";
import { engineNames } from "./engineNames";
import { Mistake } from "./parser";

/** For an option that can be given more than once. */
export const collect = (value: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  value,
];

/** The values of a flag that takes several with commas, too. */
export const partsOf = (values: readonly string[] | undefined): readonly string[] | undefined =>
  values?.flatMap((value) => value.split(",").filter((part) => part !== ""));

/** Lets an option or argument take one of these alone. */
export function oneOf<Choice extends Option | Argument>(choice: Choice, values: readonly string[]): Choice {
  choice.choices(values);
  choice.argParser((value: string) => {
    if (!values.includes(value)) throw new Mistake({ kind: "wrongChoice", of: choice, value });
    return value;
  });
  return choice;
}

/** The flags that say who answers. */
export const addEngineOptions = (command: Command): Command =>
  addAwsOptions(
    command
      .option("--logs <folder>", "folder with log files, in any subfolder")
      .addOption(
        oneOf(
          new Option(
            "--engine <engine>",
            "duckdb reads --logs; athena asks AWS; auto: the logs if they cover the window, else Athena " +
              "(default: duckdb with --logs, auto without)",
          ),
          engineNames,
        ),
      ),
  );
