import { ExitCode, UserError, flagsExclude, program } from "../errors";
import { type Catalog, type Question, type StatementFor, renderQuestion } from "../questions";
import type { Settings } from "../settings/settings";
import { type Answered, writeAnswer } from "./answering";
import { questionNamed } from "./catalogue";
import { harmless } from "./format/harmless";
import { type EngineFlags, sourceOf } from "./engines";
import type { Io } from "./io";
import { withinOf } from "./local";
import { localCatalog } from "./localEvents";
import { asInstant } from "./moments";
import { settingsToAnswer } from "./ownSettings";
import { Progress } from "./progress";
import { type AskingFlags, type Request, daysUpTo, readRequest } from "./request";
import { answerFrom } from "./source";

export interface AskFlags extends Omit<AskingFlags, "limit">, EngineFlags {
  readonly limit?: string;
  readonly sql?: boolean;
  readonly settings?: string;
}

/** Answers a question, or prints its statement. */
export async function ask(name: string, flags: AskFlags, io: Io): Promise<ExitCode> {
  const question = questionNamed(name);
  if (flags.sql === true && flags.engine === "auto") {
    throw new UserError([flagsExclude("--sql", "--engine auto", "say whose SQL, athena or duckdb")]);
  }
  const settings = await settingsToAnswer(flags, io);
  const now = new Date();
  const asked = { ...flags, limit: flags.limit ?? String(question.defaultLimit) };
  const request = readRequest(asked, question, now, {
    timeZone: settings?.timeZone ?? "UTC",
    window: daysUpTo(question.defaultWindow.days, now),
  });
  if (flags.sql === true) {
    const names = flags.engine === "athena" ? settings?.athena : undefined;
    const catalog = { ...localCatalog(request.timeZone), ...names, timeZone: request.timeZone };
    const isSaved = names === undefined || settings?.timeZone === request.timeZone;
    const whose = names === undefined ? "duckdb" : isSaved ? "athena" : "athenaTable";
    io.stdout.write(statement(question, catalog, request, whose));
    return ExitCode.ok;
  }
  return answer(question, request, flags, settings, now, io);
}

async function answer(
  question: Question,
  request: Request,
  flags: AskFlags,
  settings: Settings | undefined,
  now: Date,
  io: Io,
): Promise<ExitCode> {
  const { window, limit, parameters, timeZone, format } = request;
  // one row more than is shown tells whether there is more
  const asked = { window, limit: limit + 1, parameters };
  const within = withinOf(question, asked, {});
  const example = `${program.name} ask ${question.name}`;
  const source = await sourceOf(flags, settings, { within, until: window.until, timeZone, example }, now, io);
  const progress = new Progress(io.stderr, () => "reading log files");
  let answered: Answered | undefined;
  try {
    answered = await answerFrom(source, { timeZone, question, asked, flags, progress }, io);
    const shown = {
      format,
      output: flags.output,
      limit,
      noun: "row",
      first: "first",
      described: ` ${windowOf(request)}, times in ${timeZone}`,
      alwaysDescribed: true,
      progress,
    };
    return await writeAnswer(answered, shown, io);
  } finally {
    progress.end();
    answered?.close();
  }
}

/** The statement, and above it in comments what belongs to each of its question marks. */
function statement(question: Question, catalog: Catalog, request: Request, engine: StatementFor): string {
  const { sql, values } = renderQuestion(question, catalog, request, engine);
  const bound = values.map(
    (value, index) => `-- ? number ${index + 1} is ${harmless(JSON.stringify(value))}\n`,
  );
  return `-- ${question.title}, ${windowOf(request)}\n${bound.join("")}${sql}\n`;
}

const windowOf = ({ window, timeZone }: Request): string =>
  `from ${asInstant(window.since, timeZone)} before ${asInstant(window.until, timeZone)}`;
