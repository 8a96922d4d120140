import { type Command, Option } from "commander";
import { addAwsOptions } from "./aws";
import { engineNames } from "./engineNames";

/** For an option that can be given more than once. */
export const collect = (value: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  value,
];

/** The flags that say who answers. */
export const addEngineOptions = (command: Command): Command =>
  addAwsOptions(
    command
      .option("--logs <folder>", "folder with log files, wherever they lie in it")
      .addOption(
        new Option(
          "--engine <engine>",
          "duckdb reads --logs; athena asks AWS; auto: the logs where they cover the window, else Athena " +
            "(default: duckdb with --logs, auto without)",
        ).choices(engineNames),
      ),
  );
