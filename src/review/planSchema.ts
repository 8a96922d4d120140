import { z } from "zod";

/**
 * The part of `terraform show -json PLANFILE` that is read (Terraform documentation, "JSON Output Format", format
 * 1.x). Values stay as they are; keys that are not named here are dropped.
 */

const change = z.object({
  actions: z.array(z.string()).min(1),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
  after_unknown: z.unknown().optional(),
  before_sensitive: z.unknown().optional(),
  after_sensitive: z.unknown().optional(),
  replace_paths: z.array(z.array(z.union([z.string(), z.number()]))).nullish(),
  importing: z.object({ id: z.unknown().optional() }).nullish(),
});

const resourceChange = z.object({
  address: z.string().min(1),
  previous_address: z.string().nullish(),
  mode: z.enum(["managed", "data"]),
  type: z.string().min(1),
  name: z.string(),
  deposed: z.string().nullish(),
  action_reason: z.string().nullish(),
  change,
});

export const planSchema = z.object({
  resource_changes: z.array(resourceChange).nullish(),
  output_changes: z.record(z.string(), change).nullish(),
  errored: z.boolean().nullish(),
  complete: z.boolean().nullish(),
  variables: z.record(z.string(), z.object({ value: z.unknown().optional() })).nullish(),
  configuration: z.unknown().optional(),
  planned_values: z.unknown().optional(),
  prior_state: z.unknown().optional(),
});

export type RawPlan = z.infer<typeof planSchema>;
export type RawChange = z.infer<typeof change>;
export type RawResourceChange = z.infer<typeof resourceChange>;

/** What a change does, in one word, by the actions Terraform lists for it. */
export const actionByList = {
  "no-op": "no-op",
  create: "create",
  read: "read",
  update: "update",
  delete: "delete",
  forget: "forget",
  "delete, create": "replace",
  "create, delete": "replace",
  "create, forget": "replace",
  "forget, create": "replace",
} as const;
export type PlannedAction = (typeof actionByList)[keyof typeof actionByList];

/** undefined: a list of actions that this software does not know. */
export function actionOf(actions: readonly string[]): PlannedAction | undefined {
  const list = actions.join(", ");
  return Object.hasOwn(actionByList, list) ? actionByList[list as keyof typeof actionByList] : undefined;
}
