import type { Side } from "./cells";

/** How the cells of a column are cut where a row is wider than the page. */
export interface Cut {
  readonly side: Side;
  /** Fewer cells tell nothing: then a row is shown one field a line. */
  readonly least: number;
  /** How much of the room a column gets beside others that are cut, in relation to theirs. */
  readonly share: number;
}

/** The end of a key or an ARN is what tells one from another. */
const path: Cut = { side: "left", least: 20, share: 2 };
/** Of `role/session` both are wanted. */
const name: Cut = { side: "middle", least: 12, share: 1 };
/** Begins with what matters. */
const text: Cut = { side: "right", least: 20, share: 1 };
/** Longer than any of its kind: whatever a hostile record holds in place of one. */
const whole: Cut = { side: "middle", least: 64, share: 1 };

const cutColumns: Readonly<Record<string, Cut>> = {
  object: path,
  object_key: path,
  prefix: path,
  copied_from: path,
  other_object: path,
  actor_arn: path,
  kms_key: path,
  actor: name,
  session_issuer: name,
  session_name: name,
  source_identity: name,
  bucket: { ...name, least: 16 },
  user_agent: text,
  error_message: text,
  request_parameters: text,
};

/** Sentences: half of one says nothing. */
const sentences: ReadonlySet<string> = new Set(["result", "title"]);

/** Times, numbers, ids, and whatever is one of a few words are shown whole; so is a column that is not known here. */
export const cutOf = (column: string): Cut =>
  cutColumns[column] ?? (sentences.has(column) ? { ...whole, least: Infinity } : whole);

/** Whether people copy such a text, so that it must stay in one line. */
export const isCopied = (column: string): boolean => cutOf(column).side === "left";
