import { switched } from "../audit";
import { say } from "../sentence";
import type { Value } from "../value";
import { at, isMarker } from "../value";
import { nameOf, notKnown } from "./common";
import type { Finding, FindingHit } from "./finding";

export const resultsUnencrypted: Finding = {
  id: "results-unencrypted",
  title: "Query results without the workgroup's encryption",
  severity: "look",
  find: (audit) =>
    audit.changed("aws_athena_workgroup").flatMap((change): FindingHit[] => {
      const { address, before, after } = change;
      if (after === null) return [];
      const isNew = before === null;
      const hits: FindingHit[] = [];
      const was = encryption(before);
      const will = encryption(after);
      if (isMarker(will)) {
        hits.push({
          address,
          says: say`Encryption of the results of workgroup ${nameOf(change)}: ${notKnown}.`,
        });
      } else if (will === undefined && (isNew || was !== undefined)) {
        const verb = isNew ? say`does not ask` : say`no longer asks`;
        hits.push({
          address,
          says: say`Workgroup ${nameOf(change)} ${verb} for its query results to be encrypted.`,
        });
      } else if (
        typeof was === "string" &&
        typeof will === "string" &&
        was !== "SSE_S3" &&
        will === "SSE_S3"
      ) {
        hits.push({
          address,
          says: say`Workgroup ${nameOf(change)} encrypts results with ${will} instead of ${was}.`,
        });
      }
      const enforced = ["configuration", 0, "enforce_workgroup_configuration"] as const;
      const how = isNew ? "same" : switched(at(before, ...enforced) ?? true, at(after, ...enforced) ?? true);
      if (how === "unknown") {
        hits.push({
          address,
          says: say`Whether workgroup ${nameOf(change)} enforces its settings: ${notKnown}.`,
        });
      } else if (how === "off") {
        hits.push({
          address,
          says: say`Workgroup ${nameOf(change)} no longer enforces its settings: a client may choose another place for results, without encryption.`,
        });
      }
      return hits;
    }),
};

function encryption(side: Value): Value | undefined {
  const configuration = at(side, "configuration", 0);
  return (
    at(configuration, "result_configuration", 0, "encryption_configuration", 0, "encryption_option") ??
    // managed query results are always encrypted (Athena user guide)
    (at(configuration, "managed_query_results_configuration", 0, "enabled") === true ? "managed" : undefined)
  );
}
