/** The part of `terraform show -json PLAN` that the tests read (Terraform documentation, "JSON Output Format"). */
export interface TerraformPlan {
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly change: {
      readonly actions: readonly string[];
      readonly before: unknown;
      readonly after: unknown;
      readonly after_unknown: unknown;
    };
  }[];
}

export interface Change {
  readonly address: string;
  /** As Terraform names them: `create`, `update`, `delete`, or `delete, create` for a replacement. */
  readonly action: string;
  /** Which attributes, outermost names only; for an update alone. */
  readonly attributes: readonly string[];
}

/** All that a plan would change, by address. */
export function changesOf({ resource_changes: changes = [] }: TerraformPlan): Change[] {
  return changes
    .filter(({ change }) => !change.actions.every((action) => action === "no-op" || action === "read"))
    .map(({ address, change }) => {
      const action = change.actions.join(", ");
      return { address, action, attributes: action === "update" ? changedAttributes(change) : [] };
    })
    .sort((one, other) => (one.address < other.address ? -1 : 1));
}

function changedAttributes(change: { before: unknown; after: unknown; after_unknown: unknown }): string[] {
  const before = change.before as Record<string, unknown>;
  const after = change.after as Record<string, unknown>;
  const unknown = change.after_unknown as Record<string, unknown>;
  return Object.keys({ ...before, ...after, ...unknown })
    .filter((name) => unknown[name] === true || !isSame(before[name], after[name]))
    .sort();
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
