import type { Review } from "../../src/review";
import { reviewPlan } from "../../src/review";

type Values = Readonly<Record<string, unknown>>;

/** One resource in a plan made for a test; the actions follow from what is given. */
export interface PlannedResource {
  readonly address: string;
  readonly actions: readonly string[];
  readonly before: Values | null;
  readonly after: Values | null;
  readonly more?: Values;
  readonly inChange?: Values;
}

export function created(address: string, after: Values, inChange?: Values): PlannedResource {
  return { address, actions: ["create"], before: null, after, ...(inChange && { inChange }) };
}

/** @param patch what differs afterwards */
export function updated(address: string, before: Values, patch: Values, inChange?: Values): PlannedResource {
  return {
    address,
    actions: ["update"],
    before,
    after: { ...before, ...patch },
    ...(inChange && { inChange }),
  };
}

export function replaced(address: string, before: Values, patch: Values): PlannedResource {
  const inChange = { replace_paths: Object.keys(patch).map((name) => [name]) };
  return { ...updated(address, before, patch, inChange), actions: ["delete", "create"] };
}

export function destroyed(address: string, before: Values): PlannedResource {
  return { address, actions: ["delete"], before, after: null };
}

export function forgotten(address: string, before: Values): PlannedResource {
  return { ...destroyed(address, before), actions: ["forget"] };
}

export function unchanged(address: string, values: Values): PlannedResource {
  return { address, actions: ["no-op"], before: values, after: values };
}

/** What `terraform show -json` writes for these resources, with the parts around them that the review ignores. */
export function planJson(resources: readonly PlannedResource[], more: Values = {}): Buffer {
  const plan = {
    format_version: "1.2",
    terraform_version: "1.11.4",
    planned_values: { root_module: {} },
    resource_changes: resources.map(resourceChange),
    configuration: { root_module: {} },
    timestamp: "2026-01-02T03:04:05Z",
    applyable: true,
    complete: true,
    errored: false,
    ...more,
  };
  return Buffer.from(JSON.stringify(plan));
}

function resourceChange({ address, actions, before, after, more, inChange }: PlannedResource): object {
  const parts = address.replace(/\[[^\]]*\]/g, "").split(".");
  return {
    address,
    mode: parts.at(-3) === "data" ? "data" : "managed",
    type: parts.at(-2),
    name: parts.at(-1),
    provider_name: "registry.terraform.io/hashicorp/aws",
    change: {
      ...{ actions, before, after, after_unknown: {} },
      ...{ before_sensitive: false, after_sensitive: {}, ...inChange },
    },
    ...more,
  };
}

export function reviewOf(...resources: readonly PlannedResource[]): Review {
  return reviewPlan(planJson(resources), "plan.json");
}
