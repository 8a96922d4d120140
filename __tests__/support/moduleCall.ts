import { join } from "node:path";
import type { SettingsInput } from "../../src/settings/schema";
import { snakeCase } from "../../src/stack/module/words";
import { repository } from "./synth";

/** The committed module. */
export const moduleFolder = join(repository, "terraform");

/** What a root hands to a module. */
export type ModuleArguments = Readonly<Record<string, unknown>>;

/** Settings as the module's variables: what stands in no settings stands in no variable either. */
export function moduleArguments({ watch, tags, ...rest }: SettingsInput): ModuleArguments {
  const all = watch.filter((entry) => "allBuckets" in entry);
  const named = watch.filter((entry) => "bucket" in entry);
  return {
    ...(snakeKeys(without(rest, "region", "accountId")) as object),
    ...(tags !== undefined && { tags }),
    watched_buckets: named.map((entry) => snakeKeys(without(entry, "create"))),
    ...(all.length > 0 && { all_buckets: snakeKeys(without({ ...all[0] }, "allBuckets")) }),
  };
}

const without = (group: object, ...fields: readonly string[]): object =>
  Object.fromEntries(Object.entries(group).filter(([key]) => !fields.includes(key)));

function snakeKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snakeKeys);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(members.map(([key, inner]) => [snakeCase(key), snakeKeys(inner)]));
}

/** A value as text of Terraform's JSON syntax: nothing in it is a template. */
export function literal(value: unknown): unknown {
  if (typeof value === "string") return value.replace(/[$%](?=\{)/g, "$&$&");
  if (Array.isArray(value)) return value.map(literal);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, literal(inner)]));
}
