/**
 * What the saved SQL may use: functions and constructs that Athena engine version 3 documents. Athena's own page
 * ("DML queries, functions, and operators", "Functions in Amazon Athena") refers to Trino's pages by these names; a
 * newer Trino knows more, which would pass a test there and fail in Athena.
 */

type Page = `functions/${string}` | `sql/${string}` | "language/types";

const on = (page: Page, ...names: readonly string[]): Readonly<Record<string, Page>> =>
  Object.fromEntries(names.map((name) => [name, page]));

/** Lower-case name of a function, and Trino's page on it. */
export const athenaFunctions: Readonly<Record<string, Page>> = {
  ...on("functions/aggregate", "count", "count_if", "max", "min", "sum"),
  ...on("functions/array", "element_at", "sequence"),
  ...on("functions/comparison", "greatest", "least"),
  ...on("functions/conditional", "coalesce", "nullif", "try"),
  ...on("functions/datetime", "date_diff", "date_format", "date_trunc", "day_of_week"),
  ...on("functions/datetime", "from_iso8601_timestamp", "hour"),
  ...on("functions/json", "json_extract_scalar"),
  ...on("functions/math", "round"),
  ...on("functions/regexp", "regexp_like"),
  ...on("functions/string", "chr", "length", "lower", "replace", "split", "split_part", "strpos", "substr"),
  ...on("functions/url", "url_decode"),
  ...on("functions/window", "row_number"),
};

/** What is no function: a construct in SQL's own words, and the page on it. */
export const athenaConstructs: Readonly<Record<string, Page>> = {
  ...on("functions/comparison", "BETWEEN", "IN (list)", "IS NULL", "LIKE"),
  ...on("functions/conditional", "CASE"),
  ...on("functions/conversion", "CAST and TRY_CAST"),
  ...on("functions/datetime", "AT TIME ZONE", "current_timestamp", "INTERVAL"),
  ...on("functions/logical", "AND, OR and NOT"),
  ...on("functions/math", "arithmetic"),
  ...on("functions/string", "||"),
  ...on("functions/window", "OVER", "window frame"),
  ...on("language/types", "typed literal"),
  ...on("sql/prepare", "?"),
  ...on(
    "sql/select",
    "DISTINCT aggregate",
    "GROUP BY",
    "HAVING",
    "JOIN",
    "LIMIT",
    "ORDER BY",
    "subquery",
    "UNNEST",
  ),
  ...on("sql/values", "VALUES"),
};
