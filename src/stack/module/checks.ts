import * as say from "../../errors";
import { maxSelectorValues } from "../../cloudtrail/selectors";
import { timeZones } from "../../settings/timeZones";
import { firstFault, type Hcl, matches, quoted, shownText, valueOf, Written } from "./hcl";
import { grownNames } from "./names";
import * as rules from "./rules";
import { moduleWords } from "./words";

/** One validation block of a variable. */
export interface Check {
  readonly variable: string;
  /** What is checked, in a word or two: the name of its test. */
  readonly about: string;
  readonly condition: Hcl;
  /** One sentence a fault, each on a line. */
  readonly errorMessage: Hcl;
  /** Values of variables that it must refuse, and that no other check of the variable refuses. */
  readonly refuses: Readonly<Record<string, unknown>>;
}

/** The least that the module takes; what a check refuses is put over it. */
export const good = { name: "payments", watched_buckets: [{ bucket: "example-payments" }] };

/** @param faults a list of sentences, empty ones for what is right */
function check(variable: string, about: string, refuses: Check["refuses"], faults: Hcl): Check {
  return {
    variable,
    about,
    condition: `length(compact(${faults})) == 0`,
    errorMessage: `join("\\n", compact(${faults}))`,
    refuses,
  };
}

/** The whole sentence about a value, in the words of the module's variables; empty where `why` is. */
const sentence = (path: string, shown: Hcl, why: Hcl): Hcl =>
  `join("", [for why in compact([${why}]) : ${quoted(say.fieldIsWrong(path, valueOf(shown), valueOf("why")))}])`;

/** A step's sentence in the module's own words: settings write camelCase and `field: value`. */
const fault = (path: string, shown: Hcl, ...steps: readonly (readonly [fails: Hcl, why: string])[]): Hcl =>
  sentence(path, shown, firstFault(...steps.map(([fails, why]) => [fails, moduleWords(why)] as const)));

/** A text of an object variable that may be null. */
const textField = (
  path: string,
  rule: rules.Rule,
  refused: string,
  at: (value: string) => Check["refuses"],
): Check => {
  const [variable = ""] = path.split(".");
  const value = `var.${path}`;
  const told = sentence(path, shownText(value), rule(value));
  return check(variable, path, at(refused), `[for given in ${value}[*] : ${told}]`);
};

const numberField = (path: string, maximum: number, at: (value: number) => Check["refuses"]): Check => {
  const [variable = ""] = path.split(".");
  const told = sentence(path, "given", rules.wholeNumber(1, maximum)("given"));
  return check(variable, path, at(0), `[for given in var.${path}[*] : ${told}]`);
};

const logBucket = (field: string) => (value: unknown) => ({ log_bucket: { [field]: value } });
const athena = (field: string) => (value: unknown) => ({ athena: { [field]: value } });
const resultBucket = (field: string) => (value: unknown) => athena("result_bucket")({ [field]: value });

const longestDays = 36500;
const logs = grownNames.log_bucket.text;
const results = grownNames.result_bucket.text;

const entries = (told: Hcl): Hcl => `[for at, entry in var.watched_buckets : ${told}]`;
const entryPath = `watched_buckets[${valueOf("at")}]`;
const prefixes = (told: Hcl): Hcl =>
  `flatten([for at, entry in var.watched_buckets : [for within, prefix in entry.prefixes : ${told}]])`;
const overlappingPrefixes = (told: Hcl): Hcl =>
  `flatten([for at, entry in var.watched_buckets : [for prefixes in ${overlapping} : ` +
  `[for within, prefix in prefixes : ${told}]]])`;
const prefixPath = `${entryPath}.prefixes[${valueOf("within")}]`;
const except = (told: Hcl): Hcl =>
  `flatten([for all in var.all_buckets[*] : [for at, bucket in all.except : ${told}]])`;
const exceptPath = `all_buckets.except[${valueOf("at")}]`;
const watching = (...watched_buckets: readonly object[]) => ({ watched_buckets });

/** The same place in a list before this one. */
const placeBefore = (list: Hcl, value: Hcl, at: Hcl): Hcl => `index(${list}, ${value}) < ${at}`;

/**
 * Prefixes that lie inside each other are neighbours once they are sorted. Only where there are some is each compared
 * with each, which takes Terraform seconds for hundreds of them.
 */
const overlapping =
  `[for entry in [entry.prefixes] : entry if anytrue(flatten([for sorted in [sort(entry)] : ` +
  `[for place in range(max(length(sorted), 1) - 1) : startswith(sorted[place + 1], sorted[place])]]))]`;

const shorterPrefixes =
  `[for other, shorter in entry.prefixes : other if shorter != "" && startswith(prefix, shorter) && ` +
  `(shorter == prefix ? other < within : true)]`;

const isLeftOut = `contains(concat(var.all_buckets.except, [${logs}, ${results}]), entry.bucket)`;
const isCovered =
  `try(!${isLeftOut} && contains([entry.record, "all"], var.all_buckets.record), false) || ` +
  `try(!${isLeftOut} && entry.record == "all", false)`;
const covered = (record: "write" | "read" | "all"): readonly (readonly [Hcl, string])[] =>
  (record === "all" ? (["write", "read", "all"] as const) : ([record] as const)).map((both) => [
    `var.all_buckets.record == "${record}"${record === "all" ? ` && entry.record == "${both}"` : ""}`,
    say.coveredByAllBuckets(
      "all_buckets",
      valueOf("entry.bucket"),
      both === "all" ? "write and read" : both,
      { write: "read", read: "write", all: undefined }[record],
    ),
  ]);

const selectorValues =
  `sum(concat([0], [for kind in ["write", "read", "all"] : (kind == "all" ? 2 : 3) + ` +
  `length(flatten([for entry in var.watched_buckets : length(entry.prefixes) == 0 ? [""] : entry.prefixes if entry.record == kind])) ` +
  `if contains(var.watched_buckets[*].record, kind)], ` +
  `[for all in var.all_buckets[*] : (all.record == "all" ? 2 : 3) + length(distinct(concat(all.except, [${logs}, ${results}])))]))`;

const derived = (field: string, bucket: Hcl, end: string, given: Hcl): Hcl => {
  const told = (longest: number | undefined): Hcl =>
    quoted(moduleWords(say.derivedBucketName(valueOf("rule"), field, longest)));
  const why = `length(${bucket}) > 63 ? ${told(63 - end.length)} : ${told(undefined)}`;
  const broken = `join("", [for rule in compact([${rules.bucketName(bucket)}]) : ${why}])`;
  return `${given} != null ? "" : ${sentence(field, shownText(bucket), broken)}`;
};

/**
 * Terraform lets a validation look at other variables, but not two variables at each other: each looks only at those
 * before it, in the order name, log_bucket, athena, all_buckets, watched_buckets.
 */
export const checks: readonly Check[] = [
  check(
    "name",
    "name",
    { name: "My Audit" },
    `[${sentence("name", shownText("var.name"), rules.stackName("var.name"))}]`,
  ),
  check(
    "tags",
    "number of tags",
    { tags: new Written('{ for number in range(51) : "key-${number}" => "value" }') },
    `[${fault("tags", '"a group of fields"', ["length(var.tags) > 50", say.tooManyTags(valueOf("length(var.tags)"), valueOf("length(var.tags) - 50"))])}]`,
  ),
  check(
    "tags",
    "keys of tags",
    { tags: { "aws:team": "security" } },
    `[for key, value in var.tags : ${sentence(`tags.${valueOf(`(${matches("key", /^[\w-]+$/)} ? key : ${shownText("key")})`)}`, shownText("value"), rules.tagKey("key"))}]`,
  ),
  check(
    "tags",
    "values of tags",
    { tags: { team: "a*b" } },
    `[for key, value in var.tags : ${sentence(`tags.${valueOf(`(${matches("key", /^[\w-]+$/)} ? key : ${shownText("key")})`)}`, shownText("value"), rules.tagValue("value"))}]`,
  ),

  check(
    "watched_buckets",
    "something is watched",
    watching(),
    `[length(var.watched_buckets) == 0 && var.all_buckets == null ? ${quoted(
      say.fieldIsWrong(
        "watched_buckets",
        "an empty list",
        say.mustNotBeEmpty('watched_buckets = [{ bucket = "my-bucket" }]'),
      ),
    )} : ""]`,
  ),
  check(
    "watched_buckets",
    "names of buckets",
    watching({ bucket: "My_Bucket" }),
    entries(sentence(`${entryPath}.bucket`, shownText("entry.bucket"), rules.bucketName("entry.bucket"))),
  ),
  check(
    "watched_buckets",
    "record",
    watching({ bucket: "example-payments", record: "writes" }),
    entries(sentence(`${entryPath}.record`, shownText("entry.record"), rules.recordKind("entry.record"))),
  ),
  check(
    "watched_buckets",
    "prefixes",
    watching({ bucket: "example-payments", prefixes: ["/img"] }),
    prefixes(sentence(prefixPath, shownText("prefix"), rules.keyPrefix("prefix"))),
  ),
  check(
    "watched_buckets",
    "a bucket in two entries",
    watching({ bucket: "example-payments" }, { bucket: "example-payments", prefixes: ["img/"] }),
    entries(
      fault(`${entryPath}.bucket`, shownText("entry.bucket"), [
        placeBefore("var.watched_buckets[*].bucket", "entry.bucket", "at"),
        say.bucketWatchedTwice(
          `watched_buckets[${valueOf("index(var.watched_buckets[*].bucket, entry.bucket)")}]`,
        ),
      ]),
    ),
  ),
  check(
    "watched_buckets",
    "a prefix inside another",
    watching({ bucket: "example-payments", prefixes: ["img/", "img/2026/"] }),
    overlappingPrefixes(
      fault(prefixPath, shownText("prefix"), [
        `length(${shorterPrefixes}) > 0`,
        say.prefixesOverlap(
          `${entryPath}.prefixes[${valueOf(`${shorterPrefixes}[0]`)}]`,
          valueOf(shownText(`entry.prefixes[${shorterPrefixes}[0]]`)),
        ),
      ]),
    ),
  ),
  check(
    "watched_buckets",
    "a bucket in which the audit writes",
    watching({ bucket: "payments-log" }),
    entries(
      fault(
        `${entryPath}.bucket`,
        shownText("entry.bucket"),
        [`entry.bucket == ${logs}`, say.watchesOwnBucket("log bucket")],
        [`entry.bucket == ${results}`, say.watchesOwnBucket("result bucket")],
      ),
    ),
  ),
  check(
    "watched_buckets",
    "a bucket that all buckets cover",
    { all_buckets: {} },
    entries(
      fault(
        `${entryPath}.bucket`,
        shownText("entry.bucket"),
        [`!(${isCovered})`, ""],
        ...covered("write"),
        ...covered("read"),
        ...covered("all"),
      ),
    ),
  ),
  check(
    "watched_buckets",
    "number of values in the selectors",
    watching({
      bucket: "example-payments",
      prefixes: new Written('[for number in range(500) : "${number}/"]'),
    }),
    `[${fault("watched_buckets", '"a list"', [
      `${selectorValues} > ${maxSelectorValues}`,
      say.tooManySelectorValues(valueOf(selectorValues), maxSelectorValues),
    ])}]`,
  ),

  check(
    "all_buckets",
    "names of exceptions",
    { watched_buckets: [], all_buckets: { except: ["My_Bucket"] } },
    except(sentence(exceptPath, shownText("bucket"), rules.bucketName("bucket"))),
  ),
  check(
    "all_buckets",
    "record",
    { watched_buckets: [], all_buckets: { record: "writes" } },
    `[for all in var.all_buckets[*] : ${sentence("all_buckets.record", shownText("all.record"), rules.recordKind("all.record"))}]`,
  ),
  check(
    "all_buckets",
    "an exception twice",
    { watched_buckets: [], all_buckets: { except: ["example-cache", "example-cache"] } },
    except(
      fault(exceptPath, shownText("bucket"), [
        placeBefore("all.except", "bucket", "at"),
        say.namedTwice(`all_buckets.except[${valueOf("index(all.except, bucket)")}]`),
      ]),
    ),
  ),

  textField("log_bucket.name", rules.bucketName, "My_Logs", logBucket("name")),
  textField("log_bucket.prefix", rules.logPrefix, "/audit logs", logBucket("prefix")),
  numberField("log_bucket.expire_after_days", longestDays, logBucket("expire_after_days")),
  numberField("log_bucket.archive_after_days", longestDays, logBucket("archive_after_days")),
  check(
    "log_bucket",
    "archive before expiry",
    { log_bucket: { archive_after_days: 90, expire_after_days: 30 } },
    `[for days in var.log_bucket.archive_after_days[*] : ${fault("log_bucket.archive_after_days", "days", [
      "try(days >= var.log_bucket.expire_after_days, false)",
      say.archiveAfterExpiry(valueOf("var.log_bucket.expire_after_days")),
    ])}]`,
  ),
  check(
    "log_bucket",
    "what a bucket of your own leaves to you",
    { log_bucket: { create: false, expire_after_days: 30 } },
    `[for field, given in { expire_after_days = var.log_bucket.expire_after_days, ` +
      `archive_after_days = var.log_bucket.archive_after_days, ` +
      `force_destroy = var.log_bucket.force_destroy ? "true" : null } : ` +
      `var.log_bucket.create || given == null ? "" : ${quoted(
        say.fieldIsWrong(
          `log_bucket.${valueOf("field")}`,
          valueOf("given"),
          moduleWords(say.notOurBucket(valueOf("field"))),
        ),
      )}]`,
  ),
  check(
    "log_bucket",
    "a name that grew too long",
    { name: "a".repeat(60), athena: { result_bucket: { name: "example-results" } } },
    `[${derived("log_bucket.name", '"${var.name}-log"', "-log", "var.log_bucket.name")}]`,
  ),
  check(
    "athena",
    "a bucket for logs and results",
    { log_bucket: { name: "example-both" }, athena: { result_bucket: { name: "example-both" } } },
    `[${fault("athena.result_bucket.name", shownText(results), [
      `${results} == ${logs}`,
      say.logsAndResultsTogether("log_bucket.name"),
    ])}]`,
  ),
  check(
    "athena",
    "a result bucket whose name grew too long",
    { name: "a".repeat(50), log_bucket: { name: "example-logs" } },
    `[${derived("athena.result_bucket.name", '"${var.name}-athena-results"', "-athena-results", "var.athena.result_bucket.name")}]`,
  ),

  textField("trail.name", rules.trailName, "my trail", (name) => ({ trail: { name } })),

  check(
    "time_zone",
    "time_zone",
    { time_zone: "JST" },
    `[${sentence("time_zone", shownText("var.time_zone"), rules.timeZoneName("local.time_zones")("var.time_zone"))}]`,
  ),

  textField("athena.database", rules.databaseName, "my-database", athena("database")),
  textField("athena.table", rules.tableName, "my-table", athena("table")),
  textField("athena.workgroup", rules.workgroupName, "my workgroup", athena("workgroup")),
  textField("athena.max_scan_per_query", rules.scanLimit, "1 MB", athena("max_scan_per_query")),
  numberField("athena.look_back_days", 3650, athena("look_back_days")),
  textField("athena.result_bucket.name", rules.bucketName, "My_Results", resultBucket("name")),
  numberField("athena.result_bucket.keep_days", longestDays, resultBucket("keep_days")),
];

/** The zones that `time_zone` may be; a local of the module, named by its validation. */
export const timeZonesLocal: Hcl = `split(" ", ${quoted(timeZones.join(" "))})`;
