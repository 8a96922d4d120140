import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { UserError, engineNeedsLogs, logsDoNotReach, nobodyAnswers } from "../errors";
import { coverageOf } from "../logs/coverage";
import { findLogs } from "../logs/find";
import type { Within } from "../logs/within";
import type { Settings } from "../settings/settings";
import { counted } from "./counted";
import type { AwsFlags } from "./aws";
import type { EngineName } from "./engineNames";
import type { Io } from "./io";
import { asInstant } from "./moments";
import { tell } from "./telling";

/** The flags that say who answers. `--region` is a filter where these are. */
export interface EngineFlags extends Omit<AwsFlags, "region"> {
  readonly engine?: EngineName;
  readonly logs?: string;
}

/** Who answers. */
export type Source =
  | { readonly engine: "duckdb"; readonly folder: string }
  | { readonly engine: "athena"; readonly settings: Settings };

/** Whoever names logs means them. */
export const engineOf = ({ engine, logs }: EngineFlags): EngineName =>
  engine ?? (logs === undefined ? "auto" : "duckdb");

/** What is asked, as far as it decides who answers. */
export interface Wanted {
  readonly within: Within;
  readonly until: Date;
  readonly timeZone: string;
  /** A command line without who answers, for a sentence. */
  readonly example: string;
}

/** Decides who answers; where the choice was left open, says so. Throws UserError where nobody can. */
export async function sourceOf(
  flags: EngineFlags,
  settings: Settings | undefined,
  wanted: Wanted,
  now: Date,
  io: Io,
): Promise<Source> {
  const { logs } = flags;
  const engine = engineOf(flags);
  if (engine === "duckdb") {
    if (logs === undefined) throw new UserError([engineNeedsLogs()]);
    return { engine, folder: logs };
  }
  if (engine === "athena") {
    if (settings === undefined) throw new Error("settings were asked for");
    return { engine, settings };
  }
  const reach: Reach =
    logs === undefined ? { lacks: "no --logs are given" } : await reachOf(logs, wanted, now, io);
  if (logs !== undefined && reach.covers !== undefined) {
    tell(io.stderr, `from the logs in ${logs}, which cover the window${reach.covers}\n`);
    return { engine: "duckdb", folder: logs };
  }
  const { lacks = "" } = reach;
  if (settings === undefined) {
    if (reach.nothing !== undefined) throw reach.nothing;
    throw new UserError([logs === undefined ? nobodyAnswers(wanted.example) : logsDoNotReach(lacks)]);
  }
  tell(io.stderr, `from Athena: ${lacks}\n`);
  return { engine: "athena", settings };
}

/** What is to be known of logs that cover the window, or why they do not. */
interface Reach {
  readonly covers?: string;
  readonly lacks?: string;
  /** What is said where there is no log file at all, and nobody else to ask. */
  readonly nothing?: UserError;
}

async function reachOf(logs: string, { within, until, timeZone }: Wanted, now: Date, io: Io): Promise<Reach> {
  const folder = resolve(io.cwd, logs);
  const found = await findLogs(folder).catch((error: unknown) => {
    // a folder to which nothing was copied yet is no mistake; one that is not there is a mistyped one
    if (error instanceof UserError && existsSync(folder)) return { files: [], nothing: error };
    throw error;
  });
  if (found.files.length === 0) {
    return {
      lacks: `there is no log file under ${logs}`,
      ...("nothing" in found && { nothing: found.nothing }),
    };
  }
  const coverage = coverageOf(found.files, within, until, now);
  switch (coverage.kind) {
    case "covers": {
      const { days, daysWithoutFile } = coverage;
      return {
        covers:
          daysWithoutFile === 0
            ? ""
            : ` (${daysWithoutFile} of its ${counted(days, "day")} without a log file)`,
      };
    }
    case "unknown":
      return { lacks: `the paths of the log files under ${logs} do not tell their days` };
    case "nothingWithin":
      return { lacks: `no log file under ${logs} is from the days of the window` };
    case "beginsLater":
      return { lacks: `the logs under ${logs} begin at ${asInstant(coverage.at, timeZone)}` };
    case "endsEarlier":
      return { lacks: `the logs under ${logs} end at ${asInstant(coverage.at, timeZone)}` };
  }
}
