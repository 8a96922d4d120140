import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { UserError, settingsAreSeveral } from "../errors";
import { defaultSettingsFile, filesOf } from "../settings/defaultFile";
import type { Settings } from "../settings/settings";
import { type EngineFlags, engineOf } from "./engines";
import { harmless } from "./format/harmless";
import { tell } from "./telling";
import type { Io } from "./io";

/**
 * The settings that are named, else those that AUDIT_CONFIG names, else those of the working folder, else none: a zone
 * has a default. Throws UserError for settings with faults, for a file that was named or is `needed` and is not there,
 * and where several are named.
 */
export async function ownSettings(
  io: Io,
  named: string | undefined,
  needed = false,
): Promise<Settings | undefined> {
  const given = named === undefined ? configuredFile(io) : namedFile(io, named);
  const file = given ?? defaultSettingsFile;
  if (given === undefined && !needed && !existsSync(resolve(io.cwd, file))) return undefined;
  // what reads settings takes a tenth of a second to load
  const { loadSettings } = await import("../settings/load");
  return loadSettings([file], { cwd: io.cwd })[0];
}

/** The one file that --settings names, which may have a comma in its name. */
function namedFile(io: Io, named: string): string {
  const files = filesOf(named);
  if (files.length > 1 && !existsSync(resolve(io.cwd, named)))
    throw new UserError([settingsAreSeveral(files, "--settings")]);
  return named;
}

/** The one file that AUDIT_CONFIG names; says so, because nobody sees a variable. */
function configuredFile(io: Io): string | undefined {
  const [file, ...others] = filesOf(io.env["AUDIT_CONFIG"]);
  if (file === undefined) return undefined;
  if (others.length > 0) throw new UserError([settingsAreSeveral([file, ...others], "AUDIT_CONFIG")]);
  sayConfigured(io, [file]);
  return file;
}

export function sayConfigured(io: Io, files: readonly string[]): void {
  tell(io.stderr, `${harmless(`settings: ${files.join(", ")} (AUDIT_CONFIG)`)}\n`);
}

/** The settings of whoever answers. Log files need no more of them than the zone. */
export async function settingsToAnswer(
  flags: EngineFlags & { readonly settings?: string; readonly timeZone?: string },
  io: Io,
): Promise<Settings | undefined> {
  const engine = engineOf(flags);
  if (engine === "duckdb" && flags.timeZone !== undefined && flags.settings === undefined) return undefined;
  return ownSettings(io, flags.settings, engine === "athena");
}
