import { stays } from "../audit";
import { say } from "../sentence";
import type { Value } from "../value";
import { at, isMarker, listOf } from "../value";
import { nameOf, notKnown } from "./common";
import type { Finding, FindingHit } from "./finding";

export const columnsRemoved: Finding = {
  id: "columns-removed",
  title: "Columns removed or changed in type",
  severity: "look",
  find: (audit) =>
    audit
      .changed("aws_glue_catalog_table")
      .filter(stays)
      .flatMap((change): FindingHit[] => {
        const { address } = change;
        const before = columnsOf(change.before);
        const after = columnsOf(change.after);
        if (!before || !after) return [{ address, says: say`Columns of ${nameOf(change)}: ${notKnown}.` }];
        const removed = [...before.keys()].filter((name) => !after.has(name));
        const retyped = [...before].filter(([name, type]) => after.has(name) && after.get(name) !== type);
        const items = [
          ...removed.map((name) => say`${name} is removed`),
          ...retyped.map(([name, type]) => say`${name} changes from ${type} to ${after.get(name) ?? ""}`),
        ];
        return items.length > 0
          ? [{ address, says: say`Queries over ${nameOf(change)} may fail:`, items }]
          : [];
      }),
};

/** Columns and partition columns, names in lower case as Glue keeps them; undefined: hidden. */
function columnsOf(table: Value): ReadonlyMap<string, string> | undefined {
  const columns = at(table, "storage_descriptor", 0, "columns");
  const partitions = at(table, "partition_keys");
  const all = [...listOf(columns), ...listOf(partitions)];
  const read = all.map((column) => ({ name: at(column, "name"), type: at(column, "type") }));
  if (all.some(isMarker) || read.some(({ name, type }) => isMarker(name) || isMarker(type))) return undefined;
  return new Map(read.map(({ name, type }) => [String(name).toLowerCase(), String(type ?? "")]));
}
