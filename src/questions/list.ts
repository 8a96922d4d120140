import type { Condition } from "./conditions";

/** What a list of events is narrowed to, and how it is laid out. The question `who-did-what` takes these. */
export interface ListOptions {
  /** All of them are met. */
  readonly conditions?: readonly Condition[];
  /** Names out of `listColumns`; the question's own if not given. */
  readonly columns?: readonly string[];
  /** The newest first if not given. */
  readonly order?: readonly Order[];
  /** Whether two columns more, the last ones, tell what `isWhole` goes by. */
  readonly counted?: boolean;
}

export interface Order {
  /** A name out of `listColumns`. */
  readonly column: string;
  readonly descending: boolean;
}

/** Columns that the view does not have and a list can. */
const composed: Readonly<Record<string, string>> = {
  object: "'s3://' || bucket || '/' || object_key AS object",
};

export const composedColumns: readonly string[] = Object.keys(composed);

export const newestFirst: readonly Order[] = [{ column: "event_time", descending: true }];

export const columnsText = (columns: readonly string[], counted = false): string =>
  [
    ...columns.map((column) => composed[column] ?? column),
    ...(counted ? ["deliveries_read", "count(*) OVER () AS events_read"] : []),
  ].join(",\n  ");

/** Beside the number of each delivery among the copies of its event. */
export const deliveriesReadText = (counted = false): string =>
  counted ? ",\n    count(*) OVER () AS deliveries_read" : "";

/** How many copies of one event a list can meet: deliveries are repeated, and folders copied. */
const copiesAtMost = 4;

/** How many deliveries are read to show so many events. */
export const limitWithCopies = (limit: number): number => limit * copiesAtMost;

/** Whether a list has all the events it should: where some have too many copies, others were not read. */
export const isWhole = (limit: number, deliveriesRead: number, eventsRead: number): boolean =>
  eventsRead >= limit || deliveriesRead < limitWithCopies(limit);

/** The end of the order makes it one: two runs of a list have the same rows in the same order. */
export function orderText(order: readonly Order[]): string {
  const terms = order.map(({ column, descending }) => `${sortedBy(column)}${descending ? " DESC" : ""}`);
  const last = order.some(({ column }) => column === "event_id") ? [] : ["event_id"];
  return [...new Set([...terms, ...last])].join(", ");
}

/** The wall clock shows some hours twice a year a second time: what it shows is sorted by the moment. */
function sortedBy(column: string): string {
  if (column === "event_time") return "event_time_utc";
  return composed[column] === undefined ? column : "bucket || '/' || object_key";
}

/** Each on a line of its own behind the conditions of the window. */
export const conditionsText = (conditions: readonly Condition[]): string =>
  conditions.map(({ sql }) => `\n      AND ${sql}`).join("");
