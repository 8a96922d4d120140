import { readFileSync } from "node:fs";
import { join } from "node:path";
import MarkdownIt from "markdown-it";
import { repository } from "./synth";

export const readmeFile = join(repository, "README.md");

/** A fenced block of the README. */
export interface Block {
  /** `sh`, `ts`, `text`, ...: what stands behind the fence. */
  readonly language: string;
  readonly text: string;
  /** The heading that it stands under. */
  readonly section: string;
  /** The first line of the text, counted from 0. */
  readonly line: number;
}

/** Every fenced block, in order. */
export function readmeBlocks(readme = readFileSync(readmeFile, "utf8")): readonly Block[] {
  const tokens = new MarkdownIt().parse(readme, {});
  const blocks: Block[] = [];
  let section = "";
  tokens.forEach((token, index) => {
    if (token.type === "heading_open") section = tokens[index + 1]?.content ?? "";
    if (token.type !== "fence") return;
    blocks.push({
      language: token.info.trim(),
      text: token.content,
      section,
      line: (token.map?.[0] ?? 0) + 1,
    });
  });
  return blocks;
}

/** The lines of a block that are commands, as they are pasted. */
export function commandsOf(block: Block): readonly string[] {
  return block.text
    .replaceAll(/\\\n\s*/g, "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
}
