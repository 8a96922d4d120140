import { maskChange } from "./mask";
import type { PlannedAction, RawChange, RawPlan, RawResourceChange } from "./planSchema";
import { actionOf } from "./planSchema";
import { Secrets } from "./secrets";
import type { Value } from "./value";
import { isMap } from "./value";
import { normaliseValue } from "./normaliseValue";

/** What Terraform would do; `move` and `import` change Terraform's records only. */
export type Action = PlannedAction | "move" | "import";

/** One resource of a plan, masked and normalised. */
export interface ResourceChange {
  readonly address: string;
  readonly type: string;
  readonly action: Action;
  /** Where it stood until now, for a resource that a `moved` block renames. */
  readonly movedFrom?: string;
  /** An old object that a failed replacement left behind. */
  readonly deposed?: true;
  /** What was there until now stays in AWS as it is, and is no longer managed. */
  readonly letsGo?: true;
  /** Terraform's word for why, such as `replace_because_cannot_update`. */
  readonly reason?: string;
  /** The arguments whose change forces the replacement. */
  readonly replacedFor?: readonly string[];
  /** null: it is not there yet. */
  readonly before: Value;
  /** null: it is gone afterwards. */
  readonly after: Value;
}

export interface OutputChange {
  readonly name: string;
  readonly action: Action;
  readonly before: Value;
  readonly after: Value;
}

/** A plan in the one form that snapshots, findings and pages read: sorted, masked, without times and versions. */
export interface NormalisedPlan {
  readonly changes: readonly ResourceChange[];
  /** Managed resources that stay as they are; the findings read them as context. */
  readonly unchanged: readonly ResourceChange[];
  /** Data sources that Terraform reads only when it applies. */
  readonly reads: readonly ResourceChange[];
  readonly outputs: readonly OutputChange[];
  /** Why this plan is not all there is: Terraform met errors, or put changes off. */
  readonly incomplete?: "errored" | "deferred";
}

/** The same plan gives the same result on every machine and day. */
export function normalisePlan(plan: RawPlan): NormalisedPlan {
  const secrets = Secrets.of(plan);
  const resources = (plan.resource_changes ?? []).map((raw) => ({
    isData: raw.mode === "data",
    change: normaliseResource(raw, secrets),
  }));
  resources.sort((a, b) => compareText(sortKey(a.change), sortKey(b.change)));
  const managed = resources.filter(({ isData }) => !isData).map(({ change }) => change);
  return {
    changes: managed.filter(({ action }) => action !== "no-op"),
    unchanged: managed.filter(({ action }) => action === "no-op"),
    reads: resources
      .filter(({ isData, change }) => isData && change.action !== "no-op")
      .map(({ change }) => change),
    outputs: normaliseOutputs(plan.output_changes ?? {}, secrets),
    ...incompleteness(plan),
  };
}

/** For a committed snapshot: what stays as it is appears by its address alone. */
export function snapshotOf(plan: NormalisedPlan): object {
  return { ...plan, unchanged: plan.unchanged.map(({ address }) => address) };
}

function normaliseResource(raw: RawResourceChange, secrets: Secrets): ResourceChange {
  const { change } = raw;
  const moved =
    raw.previous_address && raw.previous_address !== raw.address ? raw.previous_address : undefined;
  const replacedFor = (change.replace_paths ?? []).map(pathText).sort(compareText);
  return {
    address: raw.address,
    type: raw.type,
    action: fullAction(change, moved !== undefined),
    ...(moved !== undefined && { movedFrom: moved }),
    ...(raw.deposed && { deposed: true as const }),
    ...(change.actions.includes("forget") && { letsGo: true as const }),
    ...(raw.action_reason && { reason: raw.action_reason }),
    ...(replacedFor.length > 0 && { replacedFor }),
    ...resourceValues(change, secrets),
  };
}

function normaliseOutputs(outputs: Record<string, RawChange>, secrets: Secrets): OutputChange[] {
  return Object.keys(outputs)
    .sort(compareText)
    .map((name) => ({ name, change: outputs[name] as RawChange }))
    .filter(({ change }) => actionOf(change.actions) !== "no-op")
    .map(({ name, change }) => ({ name, action: fullAction(change, false), ...values(change, secrets) }));
}

function values(change: RawChange, secrets: Secrets): { before: Value; after: Value } {
  const masked = maskChange(change, secrets);
  return {
    before: normaliseValue(masked.before),
    after: normaliseValue(masked.after, (change.after_unknown ?? null) as Value),
  };
}

/** A resource that is there but has nothing set stays an object: null says that it does not exist. */
function resourceValues(change: RawChange, secrets: Secrets): { before: Value; after: Value } {
  const { before, after } = values(change, secrets);
  return {
    before: before ?? (isMap(change.before as Value) ? {} : null),
    after: after ?? (isMap(change.after as Value) ? {} : null),
  };
}

function fullAction(change: RawChange, isMoved: boolean): Action {
  const action = actionOf(change.actions) ?? "no-op";
  if (action !== "no-op") return action;
  if (change.importing) return "import";
  return isMoved ? "move" : "no-op";
}

function incompleteness(plan: RawPlan): Pick<NormalisedPlan, "incomplete"> {
  if (plan.errored === true) return { incomplete: "errored" };
  return plan.complete === false ? { incomplete: "deferred" } : {};
}

function sortKey(change: ResourceChange): string {
  return `${change.address}\u0000${change.deposed ? "1" : "0"}`;
}

/** By code unit: no locale may change a snapshot. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function pathText(path: readonly (string | number)[]): string {
  return path
    .map((part, index) => (typeof part === "number" ? `[${part}]` : index === 0 ? part : `.${part}`))
    .join("");
}
