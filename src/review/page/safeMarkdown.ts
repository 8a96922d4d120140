import { shortened, visible } from "./visible";

/** How much of a value a sentence shows. */
const longestValue = 160;
const longestAddress = 300;

/**
 * A plan's value inside a Markdown line. A code span: nothing in it is read as Markdown or HTML, and GitHub and
 * GitLab look for no @mentions or references in it. Its delimiter is longer than any run of backticks inside.
 */
export function codeSpan(value: string): string {
  const text = visible(shortened(value, longestValue)) || " ";
  const fence = "`".repeat(longestRun(text) + 1);
  const padded = /^[ `]|[ `]$/.test(text) ? ` ${text} ` : text;
  return fence + padded + fence;
}

/** A plan's value inside our HTML, where Markdown is not read. */
export function htmlCode(value: string): string {
  const text = visible(shortened(value, longestAddress));
  return `<code>${text.replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`)}</code>`;
}

/** Lines as a code block, indented; its fence is longer than any run of backticks inside. */
export function fenced(lines: readonly string[], language: string, indent = ""): string {
  const fence = "`".repeat(Math.max(3, longestRun(lines.join("\n")) + 1));
  return [`${fence}${language}`, ...lines, fence].map((line) => (indent + line).trimEnd()).join("\n");
}

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
}
