import stringWidth from "string-width";
import type { OutStream } from "./io";

/**
 * A text as the stream's screen shows it without breaking words: a line that is too long goes on below, under where its
 * text began. What is written to no screen stays as it is; so does a line that begins as a command does, to be copied.
 */
export function fitted(text: string, { isTTY, columns = 80 }: OutStream): string {
  if (isTTY !== true) return text;
  return text
    .split("\n")
    .map((line) => fittedLine(line, columns))
    .join("\n");
}

function fittedLine(line: string, columns: number): string {
  if (stringWidth(line) <= columns || /^ *(?:terraform|tofu|\S*\/\S*) -chdir=/.test(line)) return line;
  const indent = /^ *(?:[*+-] )?/.exec(line)?.[0].length ?? 0;
  const lines: string[] = [];
  let current = "";
  for (const [word] of line.matchAll(/ *\S+/g)) {
    if (current === "" || stringWidth(current + word) <= columns) current += word;
    else {
      lines.push(current);
      current = " ".repeat(indent) + word.trimStart();
    }
  }
  return [...lines, current].join("\n");
}
