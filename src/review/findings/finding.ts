import type { Audit } from "../audit";
import type { Sentence } from "../sentence";

/** dangerous: evidence may be lost, or be read by others; look: somebody should decide; note: good to know. */
export type Severity = "dangerous" | "look" | "note";

/** Most serious first. */
export const severities: readonly Severity[] = ["dangerous", "look", "note"];

/** One place where a finding applies. */
export interface FindingHit {
  readonly address: string;
  readonly says: Sentence;
  /** Milder than the finding's own, where this place is less serious or not certain. */
  readonly severity?: Severity;
  /** What belongs to the sentence, one item each. */
  readonly items?: readonly Sentence[];
  /** Text before and after, to be shown as a line diff. */
  readonly texts?: { readonly before: string; readonly after: string };
}

/** One thing a reviewer should know. Its id is the anchor of its section in docs/reviewing-plans.md. */
export interface Finding {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  find(audit: Audit): readonly FindingHit[];
}
