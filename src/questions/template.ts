import { UserError, placeholderUnknown } from "../errors";

const placeholder = /\{\{[#/]?(\w+(?:\.\w+)?)\}\}/g;

/** A value for a placeholder; a function is called at each place, in the order of the text. */
export type Filling = string | (() => string);

/** Fills `{{name}}` placeholders. Throws UserError naming any that has no value. */
export function fill(template: string, values: Readonly<Record<string, Filling>>): string {
  const unknown = new Set<string>();
  const text = template.replace(placeholder, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) unknown.add(name);
    return (typeof value === "function" ? value() : value) ?? whole;
  });
  if (unknown.size > 0) {
    throw new UserError([...unknown].map((name) => placeholderUnknown(name, Object.keys(values))));
  }
  return text;
}

/** The placeholders of a text, each with its line, counted from 1. */
export const placeholdersOf = (
  template: string,
): readonly { readonly name: string; readonly line: number }[] =>
  template
    .split("\n")
    .flatMap((text, index) =>
      Array.from(text.matchAll(placeholder), ([, name = ""]) => ({ name, line: index + 1 })),
    );

/** A name as both engines quote it: `"name"`. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A table or view in its database, quoted. */
export const qualified = (database: string, name: string): string =>
  `${identifier(database)}.${identifier(name)}`;

/** A text as both engines quote it, without the quotes around it. */
export const escaped = (text: string): string => text.replaceAll("'", "''");

/** A value as both engines write it. */
export const literal = (value: string | number): string =>
  typeof value === "number" ? String(value) : `'${escaped(value)}'`;

/** A list for IN (...). */
export const textList = (texts: readonly string[]): string => texts.map(literal).join(", ");
