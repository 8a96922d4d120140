import { isIPv4, isIPv6 } from "node:net";
import { s3DataEvents } from "../cloudtrail/s3Events";
import { knownRegions } from "../cloudtrail/regions";
import * as say from "../errors";
import {
  type Condition,
  anyOf,
  beginsWithOneOf,
  isInOneOf,
  isOfRole,
  isOneOf,
  isOneOfObjects,
  matchesOneOf,
  tells,
} from "../questions";
import { nearest, nearestRegion } from "../settings/nearest";
import { shellWord } from "../shellWord";
import { type Address, addressIn, folderIn } from "./addresses";
import { examples } from "./flagMeant";
import { partsOf } from "./options";
import { actions, actorTypes } from "./words";

/** What a list of events can be narrowed to. Of one flag's values any is met, of several flags all are. */
export interface FilterFlags {
  readonly actor?: readonly string[];
  readonly actorType?: readonly string[];
  readonly action?: readonly string[];
  readonly event?: readonly string[];
  readonly bucket?: readonly string[];
  readonly prefix?: readonly string[];
  readonly object?: readonly string[];
  readonly ip?: readonly string[];
  readonly denied?: boolean;
  readonly errors?: boolean;
  readonly account?: readonly string[];
  readonly region?: readonly string[];
  readonly grep?: readonly string[];
}

/** The conditions that the flags mean; puts a sentence into `faults` for each value that cannot be used. */
export function conditionsOf(flags: FilterFlags, faults: string[]): readonly Condition[] {
  const conditions: Condition[] = [];
  const given = (name: keyof FilterFlags, flag: string): readonly string[] | undefined => {
    const values = flags[name] as readonly string[] | undefined;
    if (values === undefined) return undefined;
    if (values.some((value) => value === "")) faults.push(say.filterEmpty(flag, examples[flag] ?? ""));
    return values.filter((value) => value !== "");
  };
  const list = (name: keyof FilterFlags, flag: string) => {
    const values = given(name, flag);
    const parts = partsOf(values);
    // commas alone: to narrow nothing would be another answer than the one that was asked for
    if (parts?.length === 0 && values?.length !== 0) faults.push(say.filterEmpty(flag, examples[flag] ?? ""));
    return parts;
  };
  const meet = <T>(values: readonly T[] | undefined, condition: (values: readonly T[]) => Condition) => {
    if (values !== undefined && values.length > 0) conditions.push(condition(values));
  };
  const known = (flag: string, all: readonly string[]) => (values: readonly string[]) => {
    for (const value of values) {
      if (!all.includes(value)) faults.push(say.choiceUnknown(flag, value, nearest(value, all), all));
    }
  };

  meet(given("actor", "--actor"), (names) => anyOf(names.map(isActor)));
  meet(list("actorType", "--actor-type"), (types) => {
    known("--actor-type", actorTypes)(types);
    return isOneOf("actor_type", types);
  });
  meet(list("action", "--action"), (some) => {
    known("--action", actions)(some);
    return isOneOf("action", some);
  });
  meet(list("event", "--event"), (names) => {
    names.forEach((name) => checkEventName(name, faults));
    return matchesOneOf("event_name", names);
  });
  meet(list("bucket", "--bucket"), (buckets) => {
    for (const bucket of buckets) {
      const address = addressIn(bucket) ?? folderIn(bucket);
      if (address !== undefined) faults.push(say.bucketIsAddress(bucket, flagsOf(address)));
    }
    return matchesOneOf("bucket", buckets);
  });
  meet(given("prefix", "--prefix"), (prefixes) => {
    for (const prefix of prefixes) {
      const address = addressIn(prefix);
      if (address !== undefined)
        faults.push(
          say.prefixIsAddress(prefix, bucketAndPrefix(address.bucket, address.key), shellWord(prefix)),
        );
    }
    return beginsWithOneOf("object_key", prefixes);
  });
  meet(given("object", "--object"), (objects) =>
    isOneOfObjects(objects.flatMap((object) => readObject(object, faults))),
  );
  meet(list("ip", "--ip"), (addresses) => readAddresses(addresses, faults));
  if (flags.denied) conditions.push(isOneOf("outcome", ["denied"]));
  if (flags.errors) conditions.push(isOneOf("outcome", ["denied", "failed"]));
  meet(list("account", "--account"), (accounts) => {
    for (const account of accounts) if (!/^\d{12}$/.test(account)) faults.push(say.accountInvalid(account));
    return isOneOf("account_id", accounts);
  });
  meet(list("region", "--region"), (regions) => {
    for (const region of regions) {
      if (!knownRegions.includes(region)) faults.push(say.regionUnknown(region, nearestRegion(region)[0]));
    }
    return isOneOf("region", regions);
  });
  conditions.push(...tells(given("grep", "--grep") ?? []));
  return conditions;
}

/** A new operation of S3 is not in the list; a name that is nearly one of it is mistyped. */
function checkEventName(name: string, faults: string[]): void {
  const names = s3DataEvents.map((event) => event.name);
  if (name.includes("*") || names.includes(name)) return;
  const near = nearest(name, names);
  if (near !== undefined) faults.push(say.eventNameMistyped(name, near));
}

/** A name as the list shows it; an ARN, that of a role for all of its sessions. */
function isActor(name: string): Condition {
  const shown = matchesOneOf("actor", [name]);
  if (!name.startsWith("arn:")) return shown;
  const [, account, role] = /^arn:[\w-]*:iam::(\d+):role\/(?:.*\/)?([^/]+)$/.exec(name) ?? [];
  const ofRole = account === undefined || role === undefined ? [] : [isOfRole(account, role)];
  return anyOf([shown, matchesOneOf("actor_arn", [name]), ...ofRole]);
}

/** The flags that ask for what an address names: a bucket, what is in one of its folders, or an object. */
function flagsOf({ bucket, key }: Address): string {
  const isObject = key !== "" && !/[/*]$/.test(key);
  return isObject ? `--object ${shellWord(`s3://${bucket}/${key}`)}` : bucketAndPrefix(bucket, key);
}

function bucketAndPrefix(bucket: string, key: string): string {
  const prefix = key.replace(/\*+$/, "");
  return ["--bucket", bucket, ...(prefix === "" ? [] : ["--prefix", prefix])].map(shellWord).join(" ");
}

function readObject(text: string, faults: string[]): readonly { bucket: string; key: string }[] {
  const address = addressIn(text);
  if (address !== undefined && address.key !== "" && text.startsWith("s3://")) return [address];
  faults.push(address === undefined ? say.objectInvalid(text) : say.objectIsAddress(text, flagsOf(address)));
  return [];
}

function readAddresses(texts: readonly string[], faults: string[]): Condition {
  const conditions = texts.map((text): Condition => {
    const [address = "", bits] = text.split("/");
    if (bits !== undefined) {
      const length = /^\d{1,2}$/.test(bits) ? Number(bits) : 33;
      if (!isIPv4(address) || length > 32) faults.push(say.addressInvalid(text));
      const size = 2 ** (32 - length);
      const number = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
      return isInOneOf([{ first: Math.floor(number / size) * size, size }]);
    }
    // what is written of an address that may be one of a service
    const isService = /^[a-z0-9-]+(\.[a-z0-9-]+)+$|^AWS Internal$/.test(text) && !/^[\d.]+$/.test(text);
    if (!text.includes("*") && !isIPv4(text) && !isIPv6(text) && !isService)
      faults.push(say.addressInvalid(text));
    return matchesOneOf("source_ip", [text]);
  });
  return anyOf(conditions);
}
