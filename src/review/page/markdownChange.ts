import type { Entry } from "./entries";
import { changeLines } from "./lineDiff";
import { codeSpan, fenced, htmlCode } from "./safeMarkdown";
import { grouped } from "./visible";
import { unseenDifference } from "./words";

/** One change as it stands on the page. */
export interface ShownChange {
  readonly block: string;
  readonly isShortened: boolean;
}

/** No single change takes more of the page than this. */
const longestChange = 12_000;
/** The fold around a diff, without what varies. */
const foldLength = 120;
const fewestLines = 4;

export function mentionedChange(entry: Entry): ShownChange {
  return { block: `- ${codeSpan(entry.address)}`, isShortened: true };
}

/** A change with its line diff in a fold; undefined: there is no room for as much as makes sense. */
export function foldedChange(entry: Entry, room: number): ShownChange | undefined {
  const lines = changeLines(entry).map(({ sign, text }) => `${sign} ${text}`.trimEnd());
  if (lines.length === 0) lines.push(`  ${withoutLines[entry.action] ?? "(nothing else changes)"}`);
  const summary = `${htmlCode(entry.address)}${entry.remarks.map((remark) => ` · ${htmlCode(remark)}`).join("")}`;
  const most = Math.min(room, longestChange) - summary.length - foldLength;
  const fitting = howManyFit(lines, most);
  if (fitting < Math.min(lines.length, fewestLines)) return undefined;
  const shown = lines.slice(0, fitting);
  if (fitting < lines.length) shown.push(`  … ${grouped(lines.length - fitting)} more lines`);
  const block = `<details><summary>${summary}</summary>\n\n${fenced(shown, "diff")}\n\n</details>`;
  return block.length <= room ? { block, isShortened: fitting < lines.length } : undefined;
}

/** What stands in the fold of a change that shows no line. */
const withoutLines: Partial<Record<Entry["action"], string>> = {
  update: unseenDifference,
  forget: "(stays as it is)",
};

function howManyFit(lines: readonly string[], most: number): number {
  let used = 0;
  let count = 0;
  for (const line of lines) {
    used += line.length + 1;
    if (used > most) return count;
    count++;
  }
  return count;
}
