import { render } from "../sentence";
import type { Review } from "../review";
import { type Entry, type EntryGroup, groupEntries } from "./entries";
import { changeLines } from "./lineDiff";
import { shortened, visible } from "./visible";
import { countWords, severityWords, unseenDifference, verdictWords } from "./words";

const longestValue = 400;

/**
 * The review as it fits on a screen: all that was found, each change of what is there with its lines, and of what is
 * made the addresses alone. `renderText` holds every value.
 */
export function renderBrief(review: Review): string {
  const lines = [verdictWords(review), countWords(review), ""];
  for (const { severity, title, id, address, says, items } of review.judgements) {
    lines.push(`${severityWords[severity]}: ${title} (${id})`);
    lines.push(`  ${plain(address)}: ${render(says, quote)}`);
    for (const item of items ?? []) lines.push(`    * ${render(item, quote)}`);
    lines.push("");
  }
  for (const group of groupEntries(review)) {
    lines.push(`${group.heading}: ${group.entries.length}`, ...groupLines(group), "");
  }
  return `${lines.join("\n").trimEnd()}\n`;
}

const groupLines = ({ heading, entries }: EntryGroup): readonly string[] => {
  if (heading === "Outputs") return [`  ${entries.map(({ address }) => plain(address.slice(7))).join(", ")}`];
  return [...listed(entries.filter(isMade)), ...entries.filter((entry) => !isMade(entry)).flatMap(withLines)];
};

/** Nothing of it is there yet, and nothing about it has to be told but where it is. */
const isMade = ({ action, remarks }: Entry): boolean => action === "create" && remarks.length === 0;

/** Addresses, those of a type in one line. */
function listed(entries: readonly Entry[]): readonly string[] {
  const byType = new Map<string, string[]>();
  for (const { address } of entries) {
    const end = address.lastIndexOf(".", address.includes("[") ? address.indexOf("[") : undefined);
    const type = address.slice(0, end);
    byType.set(type, [...(byType.get(type) ?? []), address.slice(end + 1)]);
  }
  return [...byType].flatMap(([type, names]) =>
    names.length > 1
      ? [`  ${plain(type)} (${names.length}): ${names.map(plain).join(", ")}`]
      : names.map((name) => `  ${plain(`${type}.${name}`)}`),
  );
}

function withLines(entry: Entry): readonly string[] {
  const remarks = entry.remarks.map((remark) => ` (${plain(remark)})`).join("");
  const address = `  ${plain(entry.address)}${remarks}`;
  // what goes is known by its address: its values are of no use to whoever decides
  if (entry.after === null) return [address];
  const diff = changeLines(entry);
  return [
    address,
    ...diff.map(({ sign, text }) => `    ${sign} ${text}`.trimEnd()),
    ...(diff.length === 0 && entry.action === "update" ? [`    ${unseenDifference}`] : []),
  ];
}

const plain = (text: string): string => visible(shortened(text, longestValue));

const quote = (value: string): string => `"${plain(value)}"`;
