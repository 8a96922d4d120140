import { Audit } from "./audit";
import { findings } from "./findings";
import type { FindingHit, Severity } from "./findings/finding";
import { severities } from "./findings/finding";
import type { Action, NormalisedPlan } from "./normalise";
import { normalisePlan } from "./normalise";
import { parsePlan } from "./parsePlan";

/** What a reviewer is told in one word. */
export type Verdict = "nothing" | "safe" | "look" | "dangerous";

/** One hit of one finding, ready for a page. */
export interface Judgement extends FindingHit {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
}

export interface Review {
  readonly verdict: Verdict;
  /** How many resources (and data sources to read) each action touches; actions that do not occur are absent. */
  readonly counts: Readonly<Partial<Record<Action, number>>>;
  /** Most serious first. */
  readonly judgements: readonly Judgement[];
  readonly plan: NormalisedPlan;
}

/**
 * From `terraform show -json` output to a judgement: parsed, masked and normalised, then looked at by each finding.
 * @param source what messages call the input. Throws UserError for what is not a plan.
 */
export function reviewPlan(bytes: Buffer, source: string): Review {
  return judge(normalisePlan(parsePlan(bytes, source)));
}

/** The part after parsing. */
export function judge(plan: NormalisedPlan): Review {
  const audit = new Audit(plan);
  const judgements = findings.flatMap(({ id, title, severity, find }) =>
    find(audit).map((hit): Judgement => ({ ...hit, id, title, severity: hit.severity ?? severity })),
  );
  // stable: inside one severity the findings keep their order
  judgements.sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
  return { verdict: verdictOf(plan, judgements), counts: countsOf(plan), judgements, plan };
}

function verdictOf(plan: NormalisedPlan, judgements: readonly Judgement[]): Verdict {
  if (judgements.some(({ severity }) => severity === "dangerous")) return "dangerous";
  if (judgements.some(({ severity }) => severity === "look")) return "look";
  return [plan.changes, plan.reads, plan.outputs].every((list) => list.length === 0) ? "nothing" : "safe";
}

function countsOf(plan: NormalisedPlan): Review["counts"] {
  const counts: Partial<Record<Action, number>> = {};
  for (const { action } of [...plan.changes, ...plan.reads]) counts[action] = (counts[action] ?? 0) + 1;
  return counts;
}
