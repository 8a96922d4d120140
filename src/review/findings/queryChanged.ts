import type { Audit } from "../audit";
import type { ResourceChange } from "../normalise";
import { say } from "../sentence";
import type { Value } from "../value";
import { at, isMarker } from "../value";
import { nameOf, notKnown } from "./common";
import type { Finding, FindingHit } from "./finding";

/** Where each kind keeps its SQL. */
const kinds = [
  { type: "aws_athena_named_query", kind: say`Saved query`, sql: ["query"] },
  { type: "aws_athena_prepared_statement", kind: say`Prepared statement`, sql: ["query_statement"] },
  { type: "aws_glue_catalog_table", kind: say`View`, sql: ["view_original_text"] },
] as const;

export const queryChanged: Finding = {
  id: "query-changed",
  title: "A saved query or view changes",
  severity: "look",
  find: (audit) =>
    kinds.flatMap(({ type, kind, sql }) => pairs(audit, type).flatMap((pair) => hitOf(pair, kind, sql))),
};

interface Pair {
  readonly change: ResourceChange;
  readonly before: Value;
  readonly after: Value;
}

function pairs(audit: Audit, type: string): readonly Pair[] {
  return audit
    .changed(type)
    .filter(({ before, after }) => before !== null && after !== null)
    .map((change) => ({ change, before: change.before, after: change.after }));
}

function hitOf(
  { change, before, after }: Pair,
  kind: ReturnType<typeof say>,
  path: readonly string[],
): FindingHit[] {
  const was = at(before, ...path);
  const will = at(after, ...path);
  const { address } = change;
  if (was === undefined) return [];
  if (isMarker(was) || isMarker(will)) {
    return [{ address, says: say`${kind} ${nameOf(change)}: ${notKnown}.` }];
  }
  const texts = { before: sqlOf(was), after: sqlOf(will) };
  if (texts.before === texts.after) return [];
  return [{ address, says: say`${kind} ${nameOf(change)} has different SQL:`, texts }];
}

/** A view's text was opened to the JSON that Athena keeps, in which `originalSql` is the SQL. */
function sqlOf(text: Value | undefined): string {
  const sql = at(text, "originalSql") ?? text ?? "";
  return typeof sql === "string" ? sql : JSON.stringify(sql, null, 2);
}
