import type { ParameterValue } from "./head";

/** What an event must be to be in a list: SQL of both engines, whose values are bound and never part of the text. */
export interface Condition {
  /** With a `?` for each of the values, in their order. */
  readonly sql: string;
  readonly values: readonly ParameterValue[];
}

/** Columns of the view in which a word is looked for. */
const searched = [
  "actor",
  "actor_arn",
  "event_name",
  "bucket",
  "object_key",
  "copied_from",
  "source_ip",
  "user_agent",
  "error_code",
  "event_id",
  "request_id",
  "request_parameters",
];

/** The column is one of these texts, exactly. */
export const isOneOf = (column: string, texts: readonly string[]): Condition => ({
  sql: `${column} IN (${texts.map(() => "?").join(", ")})`,
  values: texts,
});

/** The column is one of these texts, in which `*` stands for any characters. */
export const matchesOneOf = (column: string, patterns: readonly string[]): Condition =>
  anyOf(
    patterns.map((pattern) =>
      pattern.includes("*")
        ? { sql: `${column} LIKE ? ESCAPE '!'`, values: [likePattern(pattern)] }
        : isOneOf(column, [pattern]),
    ),
  );

/** The column begins with one of these texts, exactly. */
export const beginsWithOneOf = (column: string, texts: readonly string[]): Condition =>
  anyOf(texts.map((text) => ({ sql: `strpos(${column}, ?) = 1`, values: [text] })));

/** The event is of one of these objects. */
export const isOneOfObjects = (
  objects: readonly { readonly bucket: string; readonly key: string }[],
): Condition =>
  anyOf(
    objects.map(({ bucket, key }) => ({ sql: "(bucket = ? AND object_key = ?)", values: [bucket, key] })),
  );

/** A session of a role did it. */
export const isOfRole = (account: string, role: string): Condition => ({
  sql: "(session_issuer = ? AND actor_account = ?)",
  values: [role, account],
});

/** The request came from one of these IPv4 networks, such as `{ first: 0xcb007100, size: 256 }`. */
export const isInOneOf = (
  networks: readonly { readonly first: number; readonly size: number }[],
): Condition => {
  // an IPv6 address, or the name of a service, has no such number
  const part = (index: number) => `try_cast(split_part(source_ip, '.', ${index}) AS bigint)`;
  const address = `${part(1)} * 16777216 + ${part(2)} * 65536 + ${part(3)} * 256 + ${part(4)}`;
  return anyOf(
    networks.map(({ first, size }) => ({
      sql: `(${address} BETWEEN ? AND ?)`,
      values: [first, first + size - 1],
    })),
  );
};

/** Each of these texts stands somewhere in the event, in capitals or not. */
export const tells = (texts: readonly string[]): readonly Condition[] =>
  texts.map((text) =>
    anyOf(
      searched.map((column) => ({ sql: `strpos(lower(${column}), ?) > 0`, values: [text.toLowerCase()] })),
    ),
  );

/** At least one of the conditions is met. */
export function anyOf(conditions: readonly Condition[]): Condition {
  const [only, another] = conditions;
  if (only !== undefined && another === undefined) return only;
  return {
    sql: `(${conditions.map(({ sql }) => sql).join(" OR ")})`,
    values: conditions.flatMap(({ values }) => values),
  };
}

const likePattern = (pattern: string): string => pattern.replace(/[!%_]/g, "!$&").replaceAll("*", "%");
