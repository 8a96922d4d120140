import type { Action, ResourceChange } from "../normalise";
import type { Review } from "../review";
import type { Severity } from "../findings/finding";
import { severities } from "../findings/finding";
import type { Value } from "../value";
import { actionHeadings } from "./words";

/** One change on a page. */
export interface Entry {
  readonly address: string;
  readonly action: Action;
  /** Beside the address: why it is replaced, where it was moved from. */
  readonly remarks: readonly string[];
  readonly before: Value;
  readonly after: Value;
  /** Smaller is more serious: the findings at its address, then its action. */
  readonly rank: number;
}

/** Changes under one heading, by address. */
export interface EntryGroup {
  readonly heading: string;
  readonly entries: readonly Entry[];
}

export function groupEntries(review: Review): readonly EntryGroup[] {
  const worst = new Map<string, Severity>();
  // judgements come most serious first
  for (const { address, severity } of [...review.judgements].reverse()) worst.set(address, severity);
  const all = [...review.plan.changes, ...review.plan.reads].map((change) => entryOf(change, worst));
  const byAction = actionHeadings.map(([action, heading]) => ({
    heading,
    entries: all.filter((entry) => entry.action === action),
  }));
  const outputs = review.plan.outputs.map(({ name, action, before, after }) => ({
    ...{ address: `output.${name}`, action, before, after },
    remarks: [],
    rank: severities.length * 100 + actionHeadings.length,
  }));
  return [...byAction, { heading: "Outputs", entries: outputs }].filter(({ entries }) => entries.length > 0);
}

function entryOf(change: ResourceChange, worst: ReadonlyMap<string, Severity>): Entry {
  const { address, action, before, after, reason, replacedFor, movedFrom, deposed, letsGo } = change;
  const severity = worst.get(address);
  const grave = severity === undefined ? severities.length : severities.indexOf(severity);
  const remarks = [
    ...(replacedFor ? [`replaced because of ${replacedFor.join(", ")}`] : []),
    ...(movedFrom !== undefined ? [`moved from ${movedFrom}`] : []),
    ...(letsGo && action === "replace" ? ["the old one stays in AWS, no longer managed"] : []),
    ...(deposed ? ["left over from a replacement that failed"] : []),
    ...(reason !== undefined && !replacedFor && !letsGo ? [reason.replaceAll("_", " ")] : []),
  ];
  const order = actionHeadings.findIndex(([one]) => one === action);
  return { address, action, remarks, before, after, rank: grave * 100 + order };
}
