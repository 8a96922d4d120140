import { isIPv4, isIPv6 } from "node:net";
import type { Option } from "commander";
import { knownRegions } from "../cloudtrail/regions";
import { s3DataEvents } from "../cloudtrail/s3Events";
import { bucketName } from "../settings/names";
import { addressIn } from "./addresses";
import { formatNames } from "./format/names";
import { collect } from "./options";
import { actions, actorTypes, listColumns } from "./words";

const isEventName = (value: string): boolean => s3DataEvents.some(({ name }) => name === value);

/** The flag for which a value is typical, the first that is so. */
const typical: readonly (readonly [flag: string, is: (value: string) => boolean])[] = [
  ["--object", (value) => (addressIn(value)?.key ?? "") !== ""],
  ["--param", (value) => /^\w+=/.test(value)],
  ["--account", (value) => /^\d{12}$/.test(value)],
  ["--region", (value) => knownRegions.includes(value)],
  ["--bucket", (value) => addressIn(value)?.key === ""],
  ["--since", (value) => /^\d+[hdw]$|^\d{4}-\d{2}-\d{2}/.test(value)],
  ["--until", (value) => /^\d{4}-\d{2}-\d{2}/.test(value)],
  ["--action", (value) => (actions as readonly string[]).includes(value)],
  ["--actor-type", (value) => actorTypes.includes(value)],
  ["--format", (value) => (formatNames as readonly string[]).includes(value)],
  ["--event", isEventName],
  ["--ip", (value) => isIPv4(value) !== isIPv6(value)],
  ["--columns", (value) => value.split(",").every((name) => listColumns.includes(name))],
  ["--endpoint-url", (value) => /^https?:\/\//.test(value)],
  ["--settings", (value) => /\.ya?ml$/.test(value)],
  ["--limit", (value) => /^(\d+|all)$/.test(value)],
  ["--events", (value) => /^\d+$/.test(value)],
];

/** Flags that take a folder: what a word is meant for where nothing tells more. Never one that overwrites a file. */
const places = ["--logs", "--to"];

/**
 * The flag of a command for which a word was meant, and the word as the flag takes it, for the address of a log file's
 * folder two of them; undefined where nothing speaks for one.
 * @param behind other words that stand behind it without a flag
 */
export function flagMeant(
  value: string,
  options: readonly Option[],
  given: ReadonlySet<string | undefined>,
  behind: readonly string[] = [],
): readonly string[] | undefined {
  const isFree = (flag: string): boolean =>
    !value.startsWith("-") &&
    options.some(({ long, parseArg }) => long === flag && (parseArg === collect || !given.has(flag)));
  if (isFree("--bucket") && options.some(({ long }) => long === "--to")) {
    const address = addressIn(value);
    if (address !== undefined) {
      const prefix = address.key.replace(/(^|\/)(AWSLogs(\/.*)?)?$/, "");
      return [
        ...["--bucket", address.bucket],
        ...(prefix === "" || !isFree("--prefix") ? [] : ["--prefix", prefix]),
      ];
    }
    // as `aws s3 sync` has them: from where, and then to where
    const isFrom = isFree("--to") ? behind.length > 0 : behind.length === 0;
    if (isFrom && bucketName(value) === undefined) return ["--bucket", value];
  }
  const found = typical.find(([flag, is]) => is(value) && isFree(flag))?.[0];
  const flag = found ?? (typical.some(([, is]) => is(value)) ? undefined : places.find(isFree));
  if (flag === undefined) return undefined;
  return [flag, asTaken(flag, value)];
}

/** An address as the flag takes it, whatever form it was given in. */
function asTaken(flag: string, value: string): string {
  const { bucket = value, key = "" } = addressIn(value) ?? {};
  if (flag === "--bucket") return bucket;
  return flag === "--object" ? `s3://${bucket}/${key}` : value;
}

/** A value that a flag takes, for a sentence. */
export function exampleValue({ long = "", flags, argChoices }: Option): string {
  if (long === "--output" && flags.includes("<file>")) return "events.csv";
  return argChoices?.[0] ?? examples[long] ?? "VALUE";
}

export const examples: Readonly<Record<string, string>> = {
  "--logs": "my-logs",
  "--to": "my-logs",
  "--output": "my-logs",
  "--since": "7d",
  "--until": "2026-11-30",
  "--time-zone": "Europe/Berlin",
  "--settings": "audit.yaml",
  "--param": "bucket=my-bucket",
  "--limit": "100",
  "--format": "csv",
  "--actor": "'deploy/*'",
  "--actor-type": "assumed_role",
  "--action": "delete",
  "--event": "DeleteObject",
  "--bucket": "my-bucket",
  "--prefix": "reports/",
  "--object": "s3://my-bucket/reports/a.pdf",
  "--ip": "203.0.113.7",
  "--account": "123456789012",
  "--account-id": "123456789012",
  "--region": "eu-central-1",
  "--grep": "invoice",
  "--columns": "event_time,actor,object",
  "--sort": "-bytes_out",
  "--profile": "audit",
  "--endpoint-url": "http://127.0.0.1:5000",
  "--name": "my-audit",
  "--key": "my-audit",
  "--events": "200",
  "--days": "3",
  "--seed": "1",
  "--files": "12",
};
