import { resolve } from "node:path";
import type { Answer, Value } from "../../engines/engine";
import type { ExitCode } from "../../errors";
import { allTime } from "../../questions";
import { writeAnswer } from "../answering";
import { questionNamed } from "../catalogue";
import { formats } from "../format/formats";
import { defaultSettingsFile } from "../../settings/load";
import type { Io } from "../io";
import { askLogs, localCatalog } from "../localEvents";
import { asInstant } from "../moments";
import type { CliCommand } from "../command";
import { ownSettings } from "../ownSettings";
import { type AskingFlags, type Request, readRequest } from "../request";

interface Flags extends AskingFlags {
  readonly logs: string;
  readonly settings?: string;
}

/** `s3-audit events`: who did what to which object, out of log files on this machine. */
export const eventsCommand: CliCommand = {
  register(program, io, done) {
    program
      .command("events")
      .description("list who did what to which object, newest first, from CloudTrail's log files")
      .requiredOption("--logs <folder>", "folder with log files, wherever they lie in it")
      .option("--since <moment>", "2026-11-01, 2026-11-01T09:00, or before now: 36h, 7d, 2w")
      .option("--until <moment>", "up to but without this moment; a date: that day included")
      .option("--limit <number>", "how many events at most", "100")
      .option("--time-zone <zone>", "IANA zone in which times are shown and meant (default: the settings')")
      .option("--settings <file>", `settings to take the zone from (default: ${defaultSettingsFile})`)
      .option("--format <format>", Object.keys(formats).join(", "), "table")
      .action(async (flags: Flags) => done(await listEvents(flags, io)));
  },
};

/** The question `who-did-what` of all that there is, with a table narrow enough for a terminal. */
export async function listEvents(flags: Flags, io: Io): Promise<ExitCode> {
  const question = questionNamed("who-did-what");
  const zone = flags.timeZone ?? ownSettings(io, flags.settings)?.timeZone ?? "UTC";
  const unasked = { timeZone: zone, window: () => allTime };
  const request = readRequest(flags, question, new Date(), unasked);
  const { window, limit } = request;
  const catalog = localCatalog(request.timeZone);
  const local = await askLogs(resolve(io.cwd, flags.logs), catalog, question, { window, limit: limit + 1 });
  try {
    const shown = {
      format: request.format,
      isTable: flags.format === "table",
      limit,
      narrowed,
      noun: "event",
      first: "newest",
      described: describe(flags, request),
      alwaysDescribed: flags.since !== undefined || flags.until !== undefined,
    };
    return await writeAnswer(local, shown, io);
  } finally {
    local.close();
  }
}

/** For a terminal: when, what, who, and the object in one word. */
function narrowed({ columns, rows }: Answer): Answer {
  const at = (row: readonly Value[], column: string) => row[columns.indexOf(column)] ?? null;
  async function* narrow(): AsyncGenerator<readonly Value[]> {
    for await (const row of rows) {
      const object = `s3://${at(row, "bucket") ?? ""}/${at(row, "object_key") ?? ""}`;
      const outcome = [at(row, "outcome"), at(row, "error_code")].filter((part) => part !== null).join(" ");
      yield [at(row, "event_time"), at(row, "event_name"), at(row, "actor"), outcome, object];
    }
  }
  return { columns: ["event_time", "event_name", "actor", "outcome", "object"], rows: narrow() };
}

/** The window in words, as far as one was asked for. */
function describe(flags: Flags, { window, timeZone }: Request): string {
  const from = flags.since === undefined ? "" : ` from ${asInstant(window.since, timeZone)}`;
  const to = flags.until === undefined ? "" : ` before ${asInstant(window.until, timeZone)}`;
  return `${from}${to}, times in ${timeZone}`;
}
