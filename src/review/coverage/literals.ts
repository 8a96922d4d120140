/** One condition on one field's text. */
export interface Literal {
  readonly operator: "equals" | "startsWith" | "endsWith";
  readonly value: string;
  readonly negated: boolean;
}

export function holds({ operator, value, negated }: Literal, text: string): boolean {
  const satisfied =
    operator === "equals"
      ? text === value
      : operator === "startsWith"
        ? text.startsWith(value)
        : text.endsWith(value);
  return satisfied !== negated;
}

export function negate(literal: Literal): Literal {
  return { ...literal, negated: !literal.negated };
}

/**
 * A text for which all conditions hold, or undefined where there is none. Exact: between the longest required
 * beginning and end stands a character that no condition names, so only a forbidden beginning or end of what is
 * required anyway can make it fail, and then every other text fails too.
 */
export function witness(literals: readonly Literal[]): string | undefined {
  const exact = literals.find(({ operator, negated }) => operator === "equals" && !negated);
  const text =
    exact?.value ?? longest(literals, "startsWith") + unnamed(literals) + longest(literals, "endsWith");
  return literals.every((literal) => holds(literal, text)) ? text : undefined;
}

export function longest(literals: readonly Literal[], operator: Literal["operator"]): string {
  return literals
    .filter((literal) => literal.operator === operator && !literal.negated)
    .reduce((most, { value }) => (value.length > most.length ? value : most), "");
}

function unnamed(literals: readonly Literal[]): string {
  // the private use area: no name or key of a real bucket is there
  for (let codeUnit = 0xe000; ; codeUnit++) {
    const character = String.fromCharCode(codeUnit);
    if (!literals.some(({ value }) => value.includes(character))) return character;
  }
}
