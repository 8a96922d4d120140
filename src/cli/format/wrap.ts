import { widthOf } from "./cells";

/**
 * What is not broken, because somebody may copy it: what stands between backquotes, a command with its flags and their
 * values, a number with its unit, a word. Blanks before it belong to it.
 */
const unbreakable = new RegExp(
  [
    String.raw`\S*\`[^\`]+\`\S*`,
    String.raw`[("']?(?:[A-Z_]+=\S+ )?(?:npx |npm run )?(?:s3-audit|cdktf|terraform|npm|aws)(?: [a-z][\w-]*){0,2}(?: --?[a-z][\w-]*(?: (?!-)(?:'[^']*'|\S+))?)*\S*`,
    String.raw`--[a-z][\w-]* [^\s-]\S*`,
    String.raw`\d[\d.,]* (?:s|min|h|B|[kMGT]B|USD|days?)(?!\w)\S*`,
    String.raw`\S+`,
  ]
    .map((kind) => String.raw` *(?<!\S)(?:${kind})`)
    .join("|"),
  "g",
);

/** No text of ours is longer; what somebody else made so is left as it is. */
const longestWrapped = 10_000;

/** A line to be copied as it is. */
const isCommand =
  /^ *(?:\$ |\S+ -chdir=)|^ {2,}(?:[A-Z_]+=(?:'[^']*'|\S)+ )?(?:npx|npm run|s3-audit|cdktf) \S/;

/** Where the text of a line begins, behind blanks and the mark of an item or of a difference, or a word and its gap. */
const beginning = /^ *(?:[*+~-] |\S+ {2,})?/;

/**
 * Text for people, each of its lines broken between words where it is wider than the page; what goes on does so under
 * the beginning of the text. A longer word stays whole, as does a line that is a command (`$ npx ...`, `terraform -chdir=...`).
 * @param width in cells of a terminal; undefined: nothing is broken
 * @param hang under which cell lines go on, if not under the beginning of the text
 */
export function wrapped(text: string, width: number | undefined, hang?: number): string {
  if (width === undefined) return text;
  return text
    .split("\n")
    .map((line) => wrappedLine(line, width, hang))
    .join("\n");
}

function wrappedLine(line: string, width: number, hang: number | undefined): string {
  if (widthOf(line) <= width || line.length > longestWrapped || isCommand.test(line)) return line;
  const under = hang ?? beginning.exec(line)?.[0].length ?? 0;
  const indent = " ".repeat(Math.min(under, Math.floor(width / 2)));
  const lines: string[] = [];
  let current = "";
  for (const [word] of line.matchAll(unbreakable)) {
    if (current.trim() === "" || widthOf(current) + widthOf(word) <= width) {
      current += word;
    } else {
      lines.push(current);
      current = indent + word.trimStart();
    }
  }
  return [...lines, current].join("\n");
}

/**
 * A help text: its paragraphs filled anew, whatever lines they have in our sources. Indented lines are lists, which have
 * the width of the page already, and commands, which stay whole.
 */
export const helpText = (text: string, width: number): string =>
  text
    .replace(/(?<=^[^\s].*[^:\n])\n(?=\S)/gm, " ")
    .split("\n")
    .map((line) => (line.startsWith(" ") ? line : wrapped(line, width)))
    .join("\n");
