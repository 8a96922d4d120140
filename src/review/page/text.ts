import { render } from "../sentence";
import type { Review } from "../review";
import { groupEntries } from "./entries";
import { changeLines, diffLines } from "./lineDiff";
import { textLines } from "./lines";
import { shortened, visible } from "./visible";
import { countWords, severityWords, unseenDifference, verdictWords } from "./words";

const longestValue = 400;

/** The review for a terminal: the whole of it, without colours. */
export function renderText(review: Review): string {
  const lines = [verdictWords(review), countWords(review), ""];
  for (const { severity, title, id, address, says, items, texts } of review.judgements) {
    lines.push(`${severityWords[severity]}: ${title} (${id})`);
    lines.push(`  ${plain(address)}: ${render(says, quote)}`);
    for (const item of items ?? []) lines.push(`    * ${render(item, quote)}`);
    if (texts) {
      for (const { sign, text } of diffLines(textLines(texts.before), textLines(texts.after))) {
        lines.push(`    ${sign} ${text}`);
      }
    }
    lines.push("");
  }
  for (const { heading, entries } of groupEntries(review)) {
    lines.push(`${heading}: ${entries.length}`);
    for (const entry of entries) {
      const remarks = entry.remarks.map((remark) => ` (${plain(remark)})`).join("");
      lines.push(`  ${plain(entry.address)}${remarks}`);
      const diff = changeLines(entry);
      for (const { sign, text } of diff) lines.push(`    ${sign} ${text}`.trimEnd());
      if (diff.length === 0 && entry.action === "update") lines.push(`    ${unseenDifference}`);
    }
    lines.push("");
  }
  return `${lines.join("\n").trimEnd()}\n`;
}

function plain(text: string): string {
  return visible(shortened(text, longestValue));
}

function quote(value: string): string {
  return `"${plain(value)}"`;
}
