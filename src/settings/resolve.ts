import { settingsFault, UserError } from "../errors";
import { crossFieldFaults } from "./checks";
import { withDefaults } from "./defaults";
import { explain, type SourceOf } from "./explain";
import { type Fault, type Path, pathText, unknownText, valueAt } from "./fault";
import { type SettingsInput, settingsSchema } from "./schema";
import type { Settings } from "./settings";

/** What became of an input: every fault, and the settings as far as they could be understood. */
export interface Examined {
  readonly faults: readonly Fault[];
  /** Only without faults are these settings to be used; with faults, they serve to find more. */
  readonly settings: Settings;
}

/** Checks settings that come from code and fills in every default. Throws UserError with all faults. */
export function resolveSettings(input: SettingsInput): Settings {
  const { faults, settings } = examine(input);
  if (faults.length > 0) throw new UserError(faults.map(({ sentence }) => settingsFault({}, sentence)));
  return settings;
}

/** Finds every fault of an input: a refused field does not hide faults between the others. */
export function examine(input: unknown, sourceOf: SourceOf = () => undefined): Examined {
  const parsed = settingsSchema.safeParse(input);
  const refused = parsed.success ? [] : explain(parsed.error.issues, input, sourceOf);
  const refusedPaths = new Set(refused.map(({ path }) => pathText(path)));
  const understood = parsed.success
    ? parsed.data
    : withoutRefused(
        input,
        refused.map(({ path }) => path),
      );
  const settings = withDefaults(understood);
  const isRefused = (path: Path): boolean => refusedPaths.has(pathText(path));
  return { faults: [...refused, ...crossFieldFaults({ input: understood, settings, isRefused })], settings };
}

/**
 * The input without what the schema refused, so that defaults and the rules over several fields can be tried on the
 * rest. Names and texts in lists that were refused, and names that are missing, become unknown texts.
 */
function withoutRefused(input: unknown, refused: readonly Path[]): SettingsInput {
  const rest = asGroup(copy(input)) ?? {};
  for (const path of refused) {
    const group = asGroup(valueAt(rest, path.slice(0, -1)));
    const key = path.at(-1);
    if (group === undefined || key === undefined) continue;
    if (key === "name" || typeof key === "number") group[key] = unknownText(path);
    else delete group[key];
  }
  const watch: readonly unknown[] = Array.isArray(rest.watch) ? rest.watch : [];
  const { type } = (asGroup(rest.backend) ?? {}) as { type?: unknown };
  const understood: unknown = {
    ...rest,
    // of another type nothing is known
    backend: ["local", "s3", "cloud"].includes(String(type)) ? rest.backend : undefined,
    name: rest.name ?? unknownText(["name"]),
    region: rest.region ?? unknownText(["region"]),
    watch: watch.map((entry, index) => {
      const group = asGroup(entry) ?? {};
      if ("bucket" in group || "allBuckets" in group) return group;
      return { ...group, bucket: unknownText(["watch", index, "bucket"]) };
    }),
  };
  return understood as SettingsInput;
}

function asGroup(value: unknown): Record<string | number, unknown> | undefined {
  return typeof value === "object" && value !== null
    ? (value as Record<string | number, unknown>)
    : undefined;
}

function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copy(inner)]));
}
