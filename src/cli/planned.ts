import { UserError } from "../errors";
import { configuredFiles } from "../settings/defaultFile";
import { loadSettings } from "../settings/load";
import type { Settings } from "../settings/settings";
import { type ExpectedBucket, expectedBuckets } from "./expectedBuckets";

/** The settings that a stack was made of, as far as there are any. */
export interface Planned {
  /** The settings file as it was named. */
  readonly file?: string;
  readonly region?: string;
  /** Name of the trail. */
  readonly trail?: string;
  readonly buckets: readonly ExpectedBucket[];
}

/** @param config the settings files as AUDIT_CONFIG names them */
export function plannedOf(stack: string, config: string | undefined, cwd: string): Planned {
  const files = configuredFiles(config);
  let all: readonly Settings[];
  try {
    all = loadSettings(files, { cwd });
  } catch (error) {
    // the app is another program of CDKTF's, whose stacks are not made of settings files
    if (error instanceof UserError) return { buckets: [] };
    throw error;
  }
  const at = all.findIndex((settings) => settings.name === stack);
  const [settings, file] = [all[at], files[at]];
  if (settings === undefined || file === undefined) return { buckets: [] };
  const { region, trail } = settings;
  return { file, region, trail: trail.name, buckets: expectedBuckets(settings) };
}
