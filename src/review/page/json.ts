import type { Review } from "../review";
import { render } from "../sentence";

/** The review for a program: everything, values masked and normalised as everywhere. One document, format 1. */
export function renderJson({ verdict, counts, judgements, plan }: Review): string {
  const document = {
    format: 1,
    verdict,
    counts,
    findings: judgements.map(({ id, title, severity, address, says, items }) => ({
      id,
      title,
      severity,
      address,
      says: render(says, quote),
      ...(items && { items: items.map((item) => render(item, quote)) }),
    })),
    changes: plan.changes,
    reads: plan.reads,
    outputs: plan.outputs,
    ...(plan.incomplete && { incomplete: plan.incomplete }),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function quote(value: string): string {
  return `"${value}"`;
}
