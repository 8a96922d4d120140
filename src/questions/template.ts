import { UserError, placeholderUnknown } from "../errors";

/** Fills `{{name}}` placeholders. Throws UserError naming any that has no value. */
export function fill(template: string, values: Readonly<Record<string, string>>): string {
  const unknown = new Set<string>();
  const text = template.replace(/\{\{([\w.]+)\}\}/g, (placeholder, name: string) => {
    const value = values[name];
    if (value === undefined) unknown.add(name);
    return value ?? placeholder;
  });
  if (unknown.size > 0) {
    throw new UserError([...unknown].map((name) => placeholderUnknown(name, Object.keys(values))));
  }
  return text;
}

/** A name as both engines quote it: `"name"`. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A table or view in its database, quoted. */
export const qualified = (database: string, name: string): string =>
  `${identifier(database)}.${identifier(name)}`;

/** A text as both engines quote it, without the quotes around it. */
export const escaped = (text: string): string => text.replaceAll("'", "''");

/** A list for IN (...). */
export const textList = (texts: readonly string[]): string =>
  texts.map((text) => `'${escaped(text)}'`).join(", ");
