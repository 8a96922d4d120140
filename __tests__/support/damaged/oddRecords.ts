import * as fc from "fast-check";
import { record } from "../records";

/** What is odd about a record; each is one that can be read, whole or but for one field. */
export const oddities = [
  "nothing",
  "no time",
  "no such time",
  "a time of another type",
  "a time to come",
  "no id",
  "an id of another type",
  "a text field of another type",
  "parameters of another type",
  "a struct of another type",
  "a struct inside of another type",
  "a list of another type",
  "names every object has",
  "a name twice",
  "an awkward key",
  "deep nesting",
  "half of a surrogate pair",
  "null in place of everything it can do without",
] as const;
export type Oddity = (typeof oddities)[number];

/** A record as it stands in a file. */
export interface OddRecord {
  readonly json: string;
  /** The event's id as the list shows it; of one without, its key. */
  readonly shown: string;
  /** Whether the file has to be named for it. */
  readonly loses?: RegExp;
}

/** A value of none of the shapes that CloudTrail gives a field, by a number. */
const others: readonly unknown[] = [5, 1.5e300, true, "text", ["a", 1], { a: [{ b: null }] }, -0, "", []];
const other = (choice: number) => others[choice % others.length];
const otherThanObject = (choice: number) => [5, true, "text", ["a"]][choice % 4];

const textFields = ["userAgent", "sourceIPAddress", "awsRegion", "errorMessage", "eventVersion", "readOnly"];
const structFields = ["userIdentity", "addendum", "tlsDetails"];

export const awkwardKeys: readonly string[] = [
  ..."\u0000\u0007\u001b\u007f\u0085\u061c\u200e\u200f\u2028\u202e\u2066\ufeff\u200b\t\r\n",
  "\u001b]0;title\u0007",
  "\u001b[2J",
  "請求書 11月.pdf",
  "😀",
  '"',
  "\\",
  "=1+1",
  "＝1+1",
  "a,b",
  "%s{}[]*?'",
];

const deeply = (levels: number): string => "[".repeat(levels) + "]".repeat(levels);

/** One record; `number` makes it one that no other is, `choice` what exactly is odd about it. */
export function oddRecord(oddity: Oddity, number: string, choice: number): OddRecord {
  const key = `key-${number}`;
  const eventID = `event-${number}`;
  const parameters = { bucketName: "miyagawa-test", key };
  const plain = { eventID, requestParameters: parameters };
  const whole = (fields: object, shown = eventID): OddRecord => ({
    json: JSON.stringify(record({ ...plain, ...fields })),
    shown,
  });
  const pick = <T>(values: readonly T[]): T => values[choice % values.length] as T;
  switch (oddity) {
    case "nothing":
      return whole({});
    case "no time":
      return whole({ eventTime: pick([undefined, null]) });
    case "no such time":
      return whole({
        eventTime: pick(["", "yesterday", "2026-13-45T99:99:99Z", "２０２６-11-01T00:00:00Z"]),
      });
    case "a time of another type":
      return whole({ eventTime: other(choice) });
    case "a time to come":
      return whole({
        eventTime: pick(["2031-01-01T00:00:00Z", "9999-12-29T23:59:59Z", "2026-11-01T00:00:00+14:00"]),
      });
    case "no id":
      return whole({ eventID: pick([undefined, null]) }, key);
    case "an id of another type":
      return whole({ eventID: { [number]: [choice] } }, JSON.stringify({ [number]: [choice] }));
    case "a text field of another type":
      return whole({ [pick(textFields)]: other(choice) });
    case "parameters of another type":
      return whole({ requestParameters: other(choice), responseElements: other(choice + 1) });
    case "a struct of another type": {
      const field = pick(structFields);
      return {
        ...whole({ [field]: otherThanObject(choice) }),
        loses: new RegExp(`${field} of another shape`),
      };
    }
    case "a struct inside of another type":
      return {
        ...whole({
          userIdentity: { type: "IAMUser", userName: "taro", sessionContext: otherThanObject(choice) },
        }),
        loses: /userIdentity\.sessionContext of another shape/,
      };
    case "a list of another type":
      return {
        ...whole({ resources: pick([5, "text", { ARN: "a" }]) }),
        loses: /resources of another shape/,
      };
    case "names every object has":
      return whole({
        constructor: { a: 1 },
        hasOwnProperty: 1,
        userIdentity: { constructor: { b: {} }, type: "Root" },
      });
    case "a name twice": {
      const { json, shown } = whole({});
      return { json: json.replace("{", `{"userAgent":"earlier",${'"__proto__":{"a":1},'}`), shown };
    }
    case "an awkward key":
      return whole({
        requestParameters: { ...parameters, key: `${pick(awkwardKeys)}${key}` },
        userAgent: pick(awkwardKeys),
      });
    case "deep nesting": {
      const { json, shown } = whole({});
      const nested = deeply(pick([3, 40, 900, 5_000, 20_000]));
      return {
        json: json.replace('"responseElements":null', `${pick(['"responseElements"', '"new"'])}:${nested}`),
        shown,
      };
    }
    case "half of a surrogate pair": {
      const { json, shown } = whole({ userAgent: "half" });
      return {
        json: json.replace('"half"', `"${pick(["\\ud800", "\\udc00x", "\\ud83d\\ud83d\\ude00"])}"`),
        shown,
      };
    }
    case "null in place of everything it can do without": {
      const { eventSource, eventName, eventCategory, ...rest } = record(plain);
      const nothing = Object.fromEntries(Object.keys(rest).map((name) => [name, null]));
      return {
        json: JSON.stringify({ ...nothing, eventSource, eventName, eventCategory, eventID }),
        shown: eventID,
      };
    }
  }
}

/** What is odd, and a number for the choice among its kinds. */
export const anyOddity = fc.tuple(
  fc.oneof(
    { weight: 2, arbitrary: fc.constant<Oddity>("nothing") },
    { weight: 3, arbitrary: fc.constantFrom(...oddities) },
  ),
  fc.nat(35),
);
