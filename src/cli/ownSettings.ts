import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { defaultSettingsFile } from "../settings/defaultFile";
import { loadSettings } from "../settings/load";
import type { Settings } from "../settings/settings";
import type { Io } from "./io";

/**
 * The settings that are named, else those of the working folder, else none: a zone has a default. Throws UserError for
 * settings with faults, and for a file that was named or is `needed` and is not there.
 */
export function ownSettings(io: Io, named: string | undefined, needed = false): Settings | undefined {
  const file = named ?? defaultSettingsFile;
  if (named === undefined && !needed && !existsSync(resolve(io.cwd, file))) return undefined;
  return loadSettings([file], { cwd: io.cwd })[0];
}
