import { say } from "../sentence";
import { at, canonical } from "../value";
import { ends, howItEnds, nameOf } from "./common";
import type { Finding } from "./finding";

export const tableDestroyed: Finding = {
  id: "table-destroyed",
  title: "Table, view or database destroyed or replaced",
  severity: "dangerous",
  find: (audit) =>
    ["aws_glue_catalog_table", "aws_glue_catalog_database"]
      .flatMap((type) => audit.changed(type))
      .filter(ends)
      .map((change) => {
        const name = (side: typeof change.before) =>
          canonical([at(side, "database_name"), at(side, "name")].map((part) => part ?? null));
        const comesBack = change.action === "replace" && name(change.before) === name(change.after);
        return {
          address: change.address,
          severity: comesBack ? "look" : "dangerous",
          says: say`${kindOf(change.type)} ${nameOf(change)} ${howItEnds(change)}. The logs stay; queries that name it fail ${comesBack ? say`until it is back` : say`from then on`}.`,
        };
      }),
};

function kindOf(type: string) {
  return type === "aws_glue_catalog_database" ? say`Database` : say`Table or view`;
}
