import type { Judgement, Review } from "../review";
import { render } from "../sentence";
import type { EntryGroup } from "./entries";
import { groupEntries } from "./entries";
import { diffLines } from "./lineDiff";
import { textLines } from "./lines";
import type { ShownChange } from "./markdownChange";
import { foldedChange, mentionedChange } from "./markdownChange";
import { codeSpan, fenced } from "./safeMarkdown";
import { grouped } from "./visible";
import { countWords, severityWords, verdictWords } from "./words";

/** What GitHub takes for a comment (its API refuses more characters). */
export const mostCharacters = 65_536;
const forFindings = 28_000;
const forMentions = 24_000;
const reserve = 400;
const mostItems = 15;
const longestSql = 5_000;

/**
 * The review as a comment. Its first line is hidden and lets a later comment replace this one; a key tells the
 * comments of several stacks apart. Fits GitHub's limit whatever the plan: the details of the least serious
 * changes are shortened first, and what is left out is said.
 */
export function renderMarkdown(review: Review, key?: string): string {
  const head = [
    key === undefined ? "<!-- s3-audit review -->" : `<!-- s3-audit review: ${key} -->`,
    `## ${verdictWords(review)}`,
    `${countWords(review)}${key === undefined ? "" : ` · ${codeSpan(key)}`}`,
    ...renderFindings(review.judgements),
  ];
  const room = mostCharacters - reserve - lengthOf(head);
  return `${[...head, ...renderChanges(groupEntries(review), room)].join("\n\n")}\n`;
}

/** Of blocks that are joined by an empty line. */
function lengthOf(blocks: readonly string[]): number {
  return blocks.reduce((sum, block) => sum + block.length + 2, 0);
}

function renderFindings(judgements: readonly Judgement[]): readonly string[] {
  if (judgements.length === 0) return [];
  const blocks = ["### Findings"];
  let room = forFindings;
  let shown = 0;
  let previous = "";
  for (const judgement of judgements) {
    const heading = `#### ${severityWords[judgement.severity]}: ${judgement.title}`;
    const named = `${heading} (\`${judgement.id}\`)`;
    const block = (named === previous ? "" : `${named}\n\n`) + renderJudgement(judgement);
    if (block.length + 2 > room) break;
    blocks.push(block);
    room -= block.length + 2;
    previous = named;
    shown++;
  }
  const left = judgements.slice(shown);
  if (left.length > 0) {
    const dangerous = left.filter(({ severity }) => severity === "dangerous").length;
    blocks.push(
      `**${grouped(left.length)} more findings are left out here, ${grouped(dangerous)} of them dangerous.**`,
    );
  }
  return blocks;
}

function renderJudgement({ address, says, items = [], texts }: Judgement): string {
  const shown = items.slice(0, mostItems).map((item) => `  - ${render(item, codeSpan)}`);
  const more = items.length > mostItems ? [`  - … and ${grouped(items.length - mostItems)} more`] : [];
  return [`- ${codeSpan(address)}: ${render(says, codeSpan)}`, ...shown, ...more, ...renderSql(texts)].join(
    "\n",
  );
}

function renderSql(texts: Judgement["texts"]): readonly string[] {
  if (!texts) return [];
  const diff = diffLines(textLines(texts.before), textLines(texts.after));
  const block = fenced(
    diff.map(({ sign, text }) => `${sign} ${text}`),
    "diff",
    "  ",
  );
  return block.length <= longestSql
    ? ["", block]
    : [`  - ${grouped(diff.length)} lines differ; see the change below.`];
}

function renderChanges(groups: readonly EntryGroup[], room: number): readonly string[] {
  if (groups.length === 0) return [];
  const shown = new Map<EntryGroup["entries"][number], ShownChange>();
  const ranked = groups.flatMap(({ entries }) => entries).sort((a, b) => a.rank - b.rank);
  let left = room - lengthOf(["### Changes"]) - groups.length * 120;
  mention(ranked, shown, Math.min(left, forMentions), (used) => (left -= used));
  unfold(ranked, shown, left);
  const blocks = ["### Changes"];
  for (const { heading, entries } of groups) {
    const here = entries.flatMap((entry) => shown.get(entry) ?? []);
    blocks.push(`#### ${heading} (${grouped(entries.length)})`, ...here.map(({ block }) => block));
    if (here.length < entries.length)
      blocks.push(`… and ${grouped(entries.length - here.length)} more, left out here.`);
  }
  const short = [...shown.values()].filter(({ isShortened }) => isShortened).length;
  if (short > 0) {
    blocks.push(
      `The details of ${grouped(short)} changes are shortened or left out, the least serious first, because a comment holds no more. \`--format text\` and \`--format json\` show everything.`,
    );
  }
  return blocks;
}

type Shown = Map<EntryGroup["entries"][number], ShownChange>;

/** First every change gets a line, the most serious before the others, as far as the room goes. */
function mention(
  ranked: EntryGroup["entries"],
  shown: Shown,
  room: number,
  spend: (used: number) => void,
): void {
  let left = room;
  for (const entry of ranked) {
    const line = mentionedChange(entry);
    const length = lengthOf([line.block]);
    if (length > left) return;
    shown.set(entry, line);
    left -= length;
    spend(length);
  }
}

/** Then the most serious get their details. */
function unfold(ranked: EntryGroup["entries"], shown: Shown, room: number): void {
  let left = room;
  for (const entry of ranked) {
    const line = shown.get(entry);
    if (!line || left < 200) return;
    const whole = foldedChange(entry, left + line.block.length);
    if (!whole) continue;
    left -= whole.block.length - line.block.length;
    shown.set(entry, whole);
  }
}
