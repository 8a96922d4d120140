import { isDataEvent } from "./view";
import { textList } from "./template";
import { s3DataEvents } from "../cloudtrail/s3Events";

/**
 * The days whose log files can hold events of the window: the partition is the UTC day of delivery, which can be the
 * day after the event. The window ends before `until`: one that ends at midnight has no event of the day that begins.
 */
const days = {
  firstDay: "date_format({{readSince}}, '%Y/%m/%d')",
  lastDay: "date_format({{until}} - interval '1' second + interval '1' day, '%Y/%m/%d')",
};

/**
 * The events of the window, each once, however often and on however many days it was delivered. In a question:
 *
 *     {{#eventsInWindow}}
 *     CROSS JOIN (VALUES (true), (false)) AS truths (is_asked)
 *     AND is_asked = (object_key = {{key}})
 *     {{/eventsInWindow}}
 *
 * The conditions are met before copies are looked for. What stands before the first AND is joined to the events, so that
 * something computed of a parameter becomes a column though Athena takes parameters in WHERE alone: of the joined rows at
 * most one must be left to an event.
 */
const eventsInWindow = (block: Block) => `SELECT *
FROM (
${indented(inWindow("SELECT\n  *,\n  row_number() OVER (PARTITION BY event_id ORDER BY day, region) AS delivery", block), "  ")}
) AS deliveries
WHERE delivery = 1 OR event_id IS NULL`;

/** What stands in a block of a template, by lines. */
interface Block {
  readonly joins: readonly string[];
  readonly conditions: readonly string[];
}

const inWindow = (select: string, { joins, conditions }: Block) => `${select}
FROM {{objectEventsToList}}${joins.map((line) => `\n${line}`).join("")}
WHERE day BETWEEN {{firstDay}} AND {{lastDay}}
  -- An event whose time cannot be read is kept rather than lost.
  AND (event_time_utc IS NULL OR (event_time_utc >= {{readSince}} AND event_time_utc < {{until}}))${conditions.map((line) => `\n  ${line}`).join("")}`;

/**
 * Since 12 June 2025 each key of a batch of deletions has a row of its own (AWS documentation, "Amazon S3 CloudTrail
 * events"), and counting the batch's row too would count twice. Before, and where it was refused, it is all there is.
 */
const notToldByItsKeys = `(
  event_name <> 'DeleteObjects'
  OR outcome <> 'ok'
  OR event_time_utc IS NULL
  OR event_time_utc < timestamp '2025-06-12 00:00:00'
)`;

const parts: Readonly<Record<string, string>> = {
  ...days,
  notToldByItsKeys,
  isDataEvent,
  writeEvents: textList(s3DataEvents.filter(({ kind }) => kind === "write").map(({ name }) => name)),
};

/** What a question's text may hold besides its parameters. */
export const knownPlaceholders: readonly string[] = [
  ...Object.keys(parts),
  "eventsInWindow",
  "table",
  "objectEvents",
  "objectEventsToList",
  "since",
  "readSince",
  "until",
  "limit",
  "limitWithCopies",
  "deliveriesRead",
  "columns",
  "order",
  "conditions",
];

/** A question's text with the parts that questions share put in; what is left are values. */
export const withParts = (template: string): string => putIn(withBlocks(template, eventsInWindow));

/** A question in two steps. */
export interface Steps {
  /** The deliveries that it is about: of some log files at a time and then put together they are the same. */
  readonly gather: string;
  /** The question of what was gathered, which takes the place of all events: where it is of events each once, of such. */
  readonly ask: string;
}

/** The same as `withParts` in two steps. */
export function inSteps(template: string): Steps {
  const gather: string[] = [];
  const ask = withBlocks(template, (block) => {
    gather.push(inWindow("SELECT *", block));
    return everything;
  });
  if (gather.length > 1) throw new Error("more than one block of a question cannot be gathered");
  // a list's own text meets them again
  const listed = `${inWindow("SELECT *", { joins: [], conditions: [] })}{{conditions}}`;
  const whole = template.includes("{{conditions}}") ? listed : everything;
  return { gather: putIn(gather[0] ?? whole), ask: putIn(ask) };
}

const everything = "SELECT *\nFROM {{objectEventsToList}}";

function withBlocks(template: string, textOf: (block: Block) => string): string {
  return template.replace(
    /^( *)\{\{#eventsInWindow\}\}\n([\s\S]*?)^ *\{\{\/eventsInWindow\}\}/gm,
    (_, indent: string, body: string) => {
      const lines = body
        .split("\n")
        .flatMap((line) => (line.trim() === "" ? [] : [line.slice(indent.length)]));
      const first = lines.findIndex((line) => line.startsWith("AND "));
      const [joins, conditions] = first === -1 ? [lines, []] : [lines.slice(0, first), lines.slice(first)];
      return indented(textOf({ joins, conditions }), indent);
    },
  );
}

/** Parts may hold others. */
function putIn(text: string): string {
  const filled = text.replace(/\{\{(\w+)\}\}/g, (whole, name: string, at: number) => {
    const line = text.slice(text.lastIndexOf("\n", at) + 1, at);
    const indent = /^ */.exec(line)?.[0] ?? "";
    return parts[name]?.replaceAll("\n", `\n${indent}`) ?? whole;
  });
  return filled === text ? text : putIn(filled);
}

const indented = (text: string, indent: string) => indent + text.replaceAll("\n", `\n${indent}`);
