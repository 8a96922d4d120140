import type { Severity } from "../findings/finding";
import type { Action } from "../normalise";
import type { Review } from "../review";

/** The one line a reviewer reads first. */
export function verdictWords({ verdict, judgements }: Review): string {
  const count = (severity: Severity) => judgements.filter((one) => one.severity === severity).length;
  const look = count("look") > 0 ? `, ${count("look")} to look at` : "";
  return {
    nothing: "Nothing to do",
    safe:
      count("note") > 0
        ? `Safe: ${count("note")} ${count("note") === 1 ? "note" : "notes"}`
        : "Safe: no findings",
    look: `Look: ${count("look")} to look at, nothing dangerous found`,
    dangerous: `Dangerous: ${count("dangerous")} dangerous${look}`,
  }[verdict];
}

const countNames: readonly (readonly [Action, string, always: boolean])[] = [
  ["create", "create", true],
  ["update", "update", true],
  ["replace", "replace", true],
  ["delete", "destroy", true],
  ["read", "read", true],
  ["forget", "release", false],
  ["move", "move", false],
  ["import", "import", false],
];

/** `1 create, 0 update, ...` */
export function countWords({ counts }: Review): string {
  return countNames
    .filter(([action, , always]) => always || counts[action])
    .map(([action, name]) => `${counts[action] ?? 0} ${name}`)
    .join(", ");
}

export const severityWords: Readonly<Record<Severity, string>> = {
  dangerous: "Dangerous",
  look: "Look",
  note: "Note",
};

/** Headings of the groups of changes, in the order in which they are read. */
export const actionHeadings: readonly (readonly [Action, string])[] = [
  ["delete", "Destroy"],
  ["replace", "Replace"],
  ["forget", "Released (stays in AWS, no longer managed)"],
  ["update", "Update in place"],
  ["create", "Create"],
  ["move", "Move (the same resource under another address)"],
  ["import", "Import"],
  ["read", "Read when applying"],
];

export const unseenDifference = "No visible difference: only formatting or a masked value changes.";
