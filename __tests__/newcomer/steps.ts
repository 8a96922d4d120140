import { type Block, commandsOf } from "../support/readme";

/** A command of the README, where it stands. */
export interface Step {
  readonly section: string;
  /** As it is pasted, with its comment. */
  readonly line: string;
  readonly command: string;
  /** Which block it is of; each is pasted in the folder of the clone. */
  readonly block: number;
  /** What the README shows of its output. */
  readonly excerpt?: Excerpt;
}

export interface Excerpt {
  readonly block: Block;
  /** `$ COMMAND` and a line end, where the excerpt says whose it is. */
  readonly head: string;
  readonly text: string;
}

export const withoutComment = (line: string): string => line.replace(/\s+# .*$/, "");

/**
 * Every command of the README's `sh` blocks, in order. A `text` block below one shows what its last command prints, or that
 * which it names in its first line (`$ COMMAND`).
 */
export function stepsOf(blocks: readonly Block[]): readonly Step[] {
  return blocks.flatMap((block, index) => {
    if (block.language !== "sh") return [];
    const steps = commandsOf(block).map((line): Step => {
      return { section: block.section, line, command: withoutComment(line), block: index };
    });
    const below = blocks.slice(index + 1);
    const end = below.findIndex(({ language, section }) => language !== "text" || section !== block.section);
    const excerpts = below.slice(0, end === -1 ? undefined : end).map(excerptOf);
    const shown = new Map(excerpts.map((excerpt) => [shownBy(excerpt, steps), excerpt]));
    return steps.map((step) => {
      const excerpt = shown.get(step);
      return excerpt === undefined ? step : { ...step, excerpt };
    });
  });
}

function excerptOf(block: Block): Excerpt {
  const [head = ""] = /^\$ .*\n/.exec(block.text) ?? [];
  return { block, head, text: block.text.slice(head.length) };
}

function shownBy({ head, block }: Excerpt, steps: readonly Step[]): Step {
  const shown =
    head === "" ? steps.at(-1) : steps.find(({ command }) => command === head.slice("$ ".length).trimEnd());
  if (shown === undefined) throw new Error(`README.md:${block.line}: no command above is ${head}`);
  return shown;
}
