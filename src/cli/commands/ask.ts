import { resolve } from "node:path";
import { Option } from "commander";
import { ExitCode, UserError, askNeedsLogs } from "../../errors";
import { type Catalog, type Question, renderQuestion } from "../../questions";
import { defaultSettingsFile } from "../../settings/load";
import { writeAnswer } from "../answering";
import { questionNamed } from "../catalogue";
import { formats } from "../format/formats";
import { harmless } from "../format/harmless";
import type { Io } from "../io";
import { askLogs, localCatalog } from "../localEvents";
import { asInstant } from "../moments";
import type { CliCommand } from "../command";
import { ownSettings } from "../ownSettings";
import { type AskingFlags, type Request, daysUpTo, readRequest } from "../request";

interface Flags extends Omit<AskingFlags, "limit"> {
  readonly limit?: string;
  readonly logs?: string;
  readonly sql?: boolean;
  readonly engine: "athena" | "duckdb";
  readonly settings?: string;
}

/** `s3-audit ask`: one of the saved questions, out of log files on this machine; or its SQL. */
export const askCommand: CliCommand = {
  register(program, io, done) {
    const collect = (value: string, before: readonly string[] = []) => [...before, value];
    program
      .command("ask")
      .description("answer one of the questions that `s3-audit questions` lists")
      .argument("<question>", "its name")
      .option("--logs <folder>", "folder with log files, wherever they lie in it")
      .option("--param <name=value>", "a value for one of its parameters; can be repeated", collect)
      .option("--since <moment>", "2026-11-01, 2026-11-01T09:00, or before now: 36h, 7d, 2w")
      .option("--until <moment>", "up to but without this moment; a date: that day included (default: now)")
      .option("--limit <number>", "how many rows at most (default: the question's own)")
      .option("--time-zone <zone>", "IANA zone in which times are shown and meant (default: the settings')")
      .option("--settings <file>", `settings to take zone and names from (default: ${defaultSettingsFile})`)
      .option("--format <format>", Object.keys(formats).join(", "), "table")
      .option("--sql", "print the statement that would run instead of running it")
      .addOption(
        new Option("--engine <engine>", "whose statement --sql prints")
          .choices(["athena", "duckdb"])
          .default("duckdb"),
      )
      .action(async (name: string, flags: Flags) => done(await ask(name, flags, io)));
  },
};

async function ask(name: string, flags: Flags, io: Io): Promise<ExitCode> {
  const question = questionNamed(name);
  // a zone can do without settings; the names of Athena's tables cannot
  const settings = ownSettings(io, flags.settings, flags.sql === true && flags.engine === "athena");
  const now = new Date();
  const asked = { ...flags, limit: flags.limit ?? String(question.defaultLimit) };
  const request = readRequest(asked, question, now, {
    timeZone: settings?.timeZone ?? "UTC",
    window: daysUpTo(question.defaultWindow.days, now),
  });
  if (flags.sql === true) {
    const names = flags.engine === "athena" ? settings?.athena : undefined;
    const catalog = { ...localCatalog(request.timeZone), ...names, timeZone: request.timeZone };
    io.stdout.write(statement(question, catalog, request, flags.engine));
    return ExitCode.ok;
  }
  if (flags.logs === undefined) throw new UserError([askNeedsLogs(name)]);
  return answer(question, request, { folder: flags.logs, isTable: flags.format === "table" }, io);
}

async function answer(
  question: Question,
  request: Request,
  { folder, isTable }: { readonly folder: string; readonly isTable: boolean },
  io: Io,
): Promise<ExitCode> {
  const { window, limit, parameters, timeZone } = request;
  // one row more than is shown tells whether there is more
  const local = await askLogs(resolve(io.cwd, folder), localCatalog(timeZone), question, {
    window,
    limit: limit + 1,
    parameters,
  });
  try {
    const shown = {
      format: request.format,
      isTable,
      limit,
      noun: "row",
      first: "first",
      described: ` ${windowOf(request)}, times in ${timeZone}`,
      alwaysDescribed: true,
    };
    return await writeAnswer(local, shown, io);
  } finally {
    local.close();
  }
}

/** The statement, and above it in comments what belongs to each of its question marks. */
function statement(
  question: Question,
  catalog: Catalog,
  request: Request,
  engine: "athena" | "duckdb",
): string {
  const { sql, values } = renderQuestion(question, catalog, request, engine);
  const bound = values.map(
    (value, index) => `-- ? number ${index + 1} is ${harmless(JSON.stringify(value))}\n`,
  );
  return `-- ${question.title}, ${windowOf(request)}\n${bound.join("")}${sql}\n`;
}

const windowOf = ({ window, timeZone }: Request): string =>
  `from ${asInstant(window.since, timeZone)} before ${asInstant(window.until, timeZone)}`;
