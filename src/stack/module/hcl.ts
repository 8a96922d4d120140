/** Text of a Terraform expression. */
export type Hcl = string;

const edge = "\u0001";

/** Marks an expression inside a sentence, where its value is to stand. */
export const valueOf = (expression: Hcl): string => `${edge}${expression}${edge}`;

/** A text as an expression: quoted, with the marked expressions filled in by Terraform. */
export function quoted(text: string): Hcl {
  const parts = text.split(edge).map((part, index) => (index % 2 === 1 ? `\${${part}}` : escaped(part)));
  return `"${parts.join("")}"`;
}

const escaped = (text: string): string =>
  text
    .replace(/[\\"]/g, "\\$&")
    .replace(/\n/g, "\\n")
    .replace(/[$%](?=\{)/g, "$&$&");

/** Whether a text matches; what JavaScript and Terraform (RE2) write alike is all that is used. */
export const matches = (value: Hcl, pattern: RegExp): Hcl =>
  `can(regex(${quoted(patternOf(pattern))}, ${value}))`;

/** The text with every match replaced. */
export const replaced = (value: Hcl, pattern: RegExp, by: string): Hcl =>
  `replace(${value}, ${quoted(`/${patternOf(pattern)}/`)}, ${quoted(by)})`;

/** The first group of the first match; fails where there is none. */
export const captured = (value: Hcl, pattern: RegExp): Hcl =>
  `regex(${quoted(patternOf(pattern))}, ${value})[0]`;

const patternOf = ({ source, flags }: RegExp): string =>
  `${flags.includes("s") ? "(?s)" : ""}${source.replaceAll("\\/", "/")}`;

/** The first of some texts that is not empty and can be had. */
export const firstOf = (...texts: readonly Hcl[]): Hcl =>
  texts.reduceRight((rest, text) => `try(coalesce(${text}), ${rest})`);

/** A condition that says what is wrong, and the sentence for it. */
export type Step = readonly [fails: Hcl, why: string];

/** The sentence of the first condition that holds; empty: none does. */
export const firstFault = (...steps: readonly Step[]): Hcl =>
  `(${steps.map(([fails, why]) => `${fails} ? ${quoted(why)} : `).join("")}"")`;

/** A value in a sentence, as `shown` in src/settings/fault.ts writes it: on one line, in quotes if it is text. */
export const shownText = (value: Hcl): Hcl => {
  const cut = `(length(${value}) > 120 ? "\${substr(${value}, 0, 120)}…" : ${value})`;
  // jsonencode writes these as \u0026, \u003c and \u003e
  return [
    ["&", "26"],
    ["<", "3c"],
    [">", "3e"],
  ].reduce(
    (text, [character = "", code = ""]) => `replace(${text}, "\\\\u00${code}", "${character}")`,
    `jsonencode(${cut})`,
  );
};

/** An expression among plain values. */
export class Written {
  constructor(readonly expression: Hcl) {}
}

/** A plain value as Terraform's formatter leaves it on one line. */
export function literalOf(value: unknown): Hcl {
  if (value instanceof Written) return value.expression;
  if (Array.isArray(value)) return `[${value.map(literalOf).join(", ")}]`;
  if (typeof value === "string") return quoted(value);
  if (typeof value !== "object" || value === null) return String(value);
  const members = Object.entries(value).map(([key, inner]) => {
    const name = /^[a-z_]\w*$/.test(key) ? key : quoted(key);
    return `${name} = ${literalOf(inner)}`;
  });
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}
