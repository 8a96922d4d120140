import { ExitCode, UserError, askNeedsLogs } from "../errors";
import { type Catalog, type Question, renderQuestion } from "../questions";
import { type Answered, writeAnswer } from "./answering";
import { questionNamed } from "./catalogue";
import { harmless } from "./format/harmless";
import type { Io } from "./io";
import { answerLocally } from "./local";
import { localCatalog } from "./localEvents";
import { asInstant } from "./moments";
import { ownSettings } from "./ownSettings";
import { Progress } from "./progress";
import { type AskingFlags, type Request, daysUpTo, readRequest } from "./request";

export interface AskFlags extends Omit<AskingFlags, "limit"> {
  readonly limit?: string;
  readonly logs?: string;
  readonly sql?: boolean;
  readonly engine: "athena" | "duckdb";
  readonly settings?: string;
}

/** Answers a question, or prints its statement. */
export async function ask(name: string, flags: AskFlags, io: Io): Promise<ExitCode> {
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
  return answer(question, request, { ...flags, logs: flags.logs }, io);
}

async function answer(
  question: Question,
  request: Request,
  { logs, output }: { readonly logs: string; readonly output?: string },
  io: Io,
): Promise<ExitCode> {
  const { window, limit, parameters, timeZone, format } = request;
  const progress = new Progress(io.stderr, () => "reading log files");
  let answered: Answered | undefined;
  try {
    // one row more than is shown tells whether there is more
    const asked = { window, limit: limit + 1, parameters };
    answered = await answerLocally({ folder: logs, timeZone, question, asked }, io);
    const shown = {
      format,
      output,
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
