import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { defaultSettingsFile } from "../settings/defaultFile";
import type { Settings } from "../settings/settings";
import { type EngineFlags, engineOf } from "./engines";
import type { Io } from "./io";

/**
 * The settings that are named, else those of the working folder, else none: a zone has a default. Throws UserError for
 * settings with faults, and for a file that was named or is `needed` and is not there.
 */
export async function ownSettings(
  io: Io,
  named: string | undefined,
  needed = false,
): Promise<Settings | undefined> {
  const file = named ?? defaultSettingsFile;
  if (named === undefined && !needed && !existsSync(resolve(io.cwd, file))) return undefined;
  // what reads settings takes a tenth of a second to load
  const { loadSettings } = await import("../settings/load");
  return loadSettings([file], { cwd: io.cwd })[0];
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
