import type { Severity } from "../../../../src/review/findings/finding";
import type { PlannedResource } from "../../../support/plannedResources";

/** A small plan, and what one finding says about it. */
export interface FindingCase {
  readonly id: string;
  readonly name: string;
  readonly plan: readonly PlannedResource[];
  /** Every hit in order: its severity and what it says, items included; none: the finding does not apply. */
  readonly says: readonly (readonly [Severity, RegExp])[];
}

/** The cases of one finding, by what happens in the plan. */
export function casesOf(
  id: string,
  cases: Readonly<Record<string, readonly [plan: readonly PlannedResource[], ...says: FindingCase["says"]]>>,
): readonly FindingCase[] {
  return Object.entries(cases).map(([name, [plan, ...says]]) => ({ id, name, plan, says }));
}
