/**
 * Every message a person can get from this software, one named function each: what happened, the value, what is
 * allowed, what to write instead. Reading this file teaches the rules.
 */

import { shellWord } from "./shellWord";

/** What the process ends with; the README lists the same table. */
export const ExitCode = {
  ok: 0,
  /** A negative answer: the command ran and found what it was asked to look for. */
  negative: 1,
  /** Bad input: arguments, settings or a file that is not what it should be. */
  usage: 2,
  /** An answer was given, but something could not be read. */
  incomplete: 3,
  /** AWS, an engine or this machine (a full disk) refused or failed. */
  engine: 4,
  /** Ended by Ctrl-C: 128 and the signal's number, as shells say it. */
  interrupted: 130,
  /** Whoever read the output has gone (`| head`), so that nobody was told the answer: 128 and the number of SIGPIPE. */
  readerGone: 141,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** A failure that is the input's, not the program's: printed as its sentences alone, without a stack trace. */
export class UserError extends Error {
  /** @param faults one sentence each, all that were found */
  constructor(
    readonly faults: readonly string[],
    readonly exitCode: ExitCode = ExitCode.usage,
  ) {
    super(faults.join("\n"));
    this.name = "UserError";
  }
}

/**
 * How the command line is called, as every sentence and help text writes it: from a clone, or beside a program that has
 * the package, through npx; `cli/main.ts` says where it is installed as a program of its own.
 */
export const program = { name: "npx s3-audit" };
// This machine: what the system says of files and folders, wherever they are read or written.

/** Node's and the system's words for a failure: what it means, and what helps; `instead` is another way. */
interface SystemFault {
  readonly cause: string;
  readonly remedy?: string;
  /** Nothing is wrong with the place that was named: the machine lacks something at the moment. */
  readonly isOfMachine?: true;
  /** Another place would be no better. */
  readonly isEverywhere?: true;
}

const systemFaults: Readonly<Record<string, SystemFault>> = {
  ENOSPC: { cause: "the disk is full", remedy: "Make room there", isOfMachine: true },
  EDQUOT: { cause: "your share of the disk is used up", remedy: "Make room there", isOfMachine: true },
  EFBIG: { cause: "the file is larger than the file system allows" },
  EMFILE: {
    cause: "too many files are open",
    remedy: "Allow more (`ulimit -n 4096` in the same shell)",
    isOfMachine: true,
    isEverywhere: true,
  },
  ENFILE: {
    cause: "too many files are open on this machine",
    remedy: "Close other programs",
    isOfMachine: true,
    isEverywhere: true,
  },
  ENOMEM: {
    cause: "memory is used up",
    remedy: "Close other programs",
    isOfMachine: true,
    isEverywhere: true,
  },
  EIO: { cause: "the disk reports an input/output error", isOfMachine: true },
  EACCES: { cause: "no permission", remedy: "Get write permission there" },
  EPERM: { cause: "no permission", remedy: "Get write permission there" },
  EROFS: { cause: "the file system is read-only" },
  ENOENT: { cause: "there is no such folder", remedy: "Make the folder first" },
  ENOTDIR: { cause: "there is a file where a folder should be" },
  EEXIST: { cause: "there is a file where a folder should be" },
  EISDIR: { cause: "there is a folder where a file should be" },
  ENOTEMPTY: { cause: "there is a folder that is not empty" },
  ENAMETOOLONG: { cause: "the name is too long" },
  ENXIO: { cause: "nothing reads from that pipe or device" },
  ELOOP: { cause: "a symbolic link leads to itself" },
  EBUSY: { cause: "another program uses it" },
  ETXTBSY: { cause: "another program uses it" },
};

/** The code of a system's error, such as ENOSPC; otherwise its message. */
export function systemCode(error: unknown): string {
  const { code, message = String(error) } = error as Partial<NodeJS.ErrnoException>;
  return code ?? message;
}

/** What a code means, in a person's words; the code itself where it is a rare one. */
export const systemCause = (code: string): string => systemFaults[code]?.cause ?? code;

/**
 * What cannot be written. Ends with 4 where the machine lacks something, and with 2 where another place must be named.
 * @param begin such as `a.csv cannot be written`
 * @param error the system's
 * @param instead what else can be done, such as `name another file with --output`
 */
function unwritable(begin: string, error: unknown, instead: string): UserError {
  const code = systemCode(error);
  const { remedy, isOfMachine, isEverywhere } = systemFaults[code] ?? {};
  const otherwise = instead.charAt(0).toUpperCase() + instead.slice(1);
  const what = remedy === undefined ? otherwise : isEverywhere ? remedy : `${remedy}, or ${instead}`;
  return new UserError(
    [`${begin}: ${systemCause(code)}. ${what}.`],
    isOfMachine ? ExitCode.engine : ExitCode.usage,
  );
}

export const standardOutputUnwritable = (error: unknown) =>
  unwritable("Standard output cannot be written, and the output is incomplete", error, "send it elsewhere");

/** @param folder where temporary files are put */
export const temporaryUnwritable = (folder: string, error: unknown) =>
  unwritable(
    `Temporary files cannot be written to ${folder}`,
    error,
    "name another folder with TMPDIR=FOLDER before the command",
  );

/** Whatever else the system refuses. */
export const systemRefuses = (place: string, error: unknown) =>
  unwritable(`${place} cannot be used`, error, "use another place");

export const synthUnwritable = (place: string, error: unknown) =>
  unwritable(
    `${place} cannot be written, and no stack was synthesized`,
    error,
    "copy the project to a folder where you may write",
  );

/** A fault of the program: what follows is for whoever mends it. */
export const faultOfOurs = (trace: string) =>
  `s3-audit failed because of a bug in it. Please report it with these lines:\n${trace}`;

// src/questions: faults of a saved question's head, for whoever adds one.

export const questionHeadLineUnknown = (at: string, text: string, known: readonly string[]) =>
  `${at}: "${text}" is not a line of a question's head. Write "-- KEY: VALUE" with one of ${known.join(", ")}.`;

export const questionHeadLineTwice = (at: string, field: string) =>
  `${at}: "${field}" appears in the head twice. Keep one of the two.`;

export const questionHeadMissing = (at: string, field: string) =>
  `${at}: "${field}" is missing from the head. Add a line "-- ${field}: ..." above the SELECT.`;

export const questionWindowInvalid = (at: string, field: string, value: string) =>
  `${at}: ${field} is "${value}", which is not a number of days. Write for example "-- ${field}: 7 days".`;

export const questionLimitInvalid = (at: string, value: string) =>
  `${at}: the limit "${value}" is not a whole number above 0. Write for example "-- limit: 100".`;

export const questionParameterInvalid = (at: string, text: string) =>
  `${at}: "${text}" is not a parameter. Write "-- param NAME text (example reports/a.pdf): what it means", or, with a ` +
  `default, "-- param NAME integer = 100 (example 500): what it means"; a name has lower-case letters, digits and _.`;

export const questionParameterReserved = (at: string, name: string) =>
  `${at}: a parameter cannot be named ${name}, which means something else already. Choose another name.`;

export const questionParameterDefaultInvalid = (at: string, name: string, value: string) =>
  `${at}: "${value}" is not a value for ${name}, which is a whole number. Write for example 100.`;

export const questionParameterUnused = (at: string, name: string) =>
  `${at}: the statement does not use ${name}. Write {{${name}}} where its value belongs, or remove the line.`;

export const questionColumnMeaningless = (at: string, name: string) =>
  `${at}: ${name} is not a column of the view, so the head must give its meaning: "-- column ${name}: ...".`;

export const questionFileMisnamed = (file: string) =>
  `${file}:1: a question's file has lower-case words with dashes between them. Write for example who-did-what.sql.`;

export const questionStatementInvalid = (at: string) =>
  `${at}: below the head there must be one SELECT, without a semicolon, and without \${ or %{, which Terraform would interpolate.`;

export const questionStatementPlaceholderUnknown = (at: string, name: string, known: readonly string[]) =>
  `${at}: {{${name}}} is not a placeholder. Known: ${known.join(", ")}.`;

export const placeholderUnknown = (name: string, known: readonly string[]) =>
  `{{${name}}} is not a placeholder. Known placeholders: ${known.join(", ")}.`;
// ---- settings ------------------------------------------------------------------------------------------------

/** A number, or the text that stands for one where Terraform counts. */
type Counted = number | string;

/** Where a fault lies. Settings that come from code, not from a file, have a path only. */
export interface FaultPlace {
  readonly file?: string | undefined;
  readonly line?: number | undefined;
}

/** One line, such as `audit.yaml:7: watch[0].prefixes[0] is "/img": a prefix has no leading slash. …` */
export function settingsFault({ file, line }: FaultPlace, sentence: string): string {
  if (file === undefined) return sentence;
  return line === undefined ? `${file}: ${sentence}` : `${file}:${line}: ${sentence}`;
}

const list = (words: readonly string[]): string =>
  words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;

// The file as a whole

export const fileIsMissing = (): string =>
  `there is no such file. \`${program.name} init\` writes a first one; AUDIT_CONFIG names another.`;
export const fileIsAFolder = (): string => "this is a folder. Name the settings file in it.";
export const fileIsUnreadable = (reason: string): string =>
  `the file cannot be read: ${reason}. Name a file that can be read.`;
export const fileIsNotUtf8 = (): string => "the file is not UTF-8 text. Save it as UTF-8.";
export const fileIsNamedTwice = (): string => "the file is named twice. Name it once.";
export const fileIsEmpty = (): string =>
  "the file holds no settings. A minimal file is {name: my-audit, region: us-east-1, watch: [{bucket: my-bucket}]}; " +
  `\`${program.name} init --force\` writes one with comments.`;
export const settingsHoldNoFields = (shown: string): string =>
  `the settings are ${shown}, not fields. Write each as "field: value", beginning with "name: my-audit".`;

// YAML

export const yamlIsBroken = (reason: string): string =>
  `this is not YAML: ${reason.replace(/\.$/, "")}. Compare the line with its neighbours, or put text into quotes.`;
export const yamlColumns = (): string =>
  "this is not YAML: a colon is missing here or doubled, or the line is indented differently from its " +
  "neighbours. Write `field: value`, and indent all fields of a group alike.";
export const yamlKeyTwice = (key: string): string => `the key ${key} is repeated here. Keep one of the two.`;
export const yamlTab = (): string =>
  "the line is indented with a tab, which YAML does not allow. Indent with blanks.";
export const yamlDocuments = (): string =>
  "a second document begins here, but one file holds the settings of one stack. Put it into a file of its own; " +
  "AUDIT_CONFIG takes several, separated by commas.";
export const yamlAlias = (name: string): string =>
  `*${name} cannot be used here: &${name} is not completely defined before it. Write the value itself.`;
export const yamlTag = (tag: string): string =>
  `the tag ${tag} is not supported. Write the value without it.`;

// Any field

/** The form of nearly every fault: a path, its value, and why it cannot be. */
export const fieldIsWrong = (path: string, shown: string, why: string): string =>
  `${path} is ${shown}: ${why}`;
export const fieldIsMissing = (path: string, example: string): string =>
  `${path} is missing. Write, for example, \`${example}\`.`;
export const fieldIsEmpty = (path: string): string =>
  `${path} has no value. Write one after the colon, or remove the line.`;
export const fieldIsUnknown = (path: string, remedy: string): string =>
  `${path} is not a known field. ${remedy}`;
export const didYouMean = (nearest: string): string => `Did you mean \`${nearest}\`?`;
export const belongsElsewhere = (place: string): string => `It belongs to ${place}.`;
export const allowedHere = (keys: readonly string[]): string => `Allowed here: ${keys.join(", ")}.`;

export const mustBeText = (): string => "it must be a single text value.";
export const mustBeQuoted = (source: string, readAs: string): string =>
  `it must be text, but without quotes it is read as a ${readAs}. Write "${source}".`;
export const mustBeBoolean = (remedy: string | undefined): string =>
  `it must be true or false.${remedy === undefined ? "" : ` Write ${remedy}.`}`;
export const mustBeList = (example: string): string => `it must be a list. Write ${example}.`;
export const mustBeFields = (example: string): string => `it must be a group of fields. Write ${example}.`;
export const mustBeWhole = (): string => "it must be a whole number, without quotes.";
export const mustBeAtLeast = (minimum: number | bigint): string => `it must be at least ${minimum}.`;
export const mustBeAtMost = (maximum: number | bigint): string => `it must be at most ${maximum}.`;
export const mustBeOneOf = (values: readonly string[], nearest: string | undefined): string =>
  `it must be ${list(values)}.${nearest === undefined ? "" : ` ${didYouMean(nearest)}`}`;
export const mustNotBeEmpty = (example: string): string => `at least one entry is needed. Write ${example}.`;

// Names

export const stackNameCharacters = (suggestion: string): string =>
  "a name has 1 to 63 lower-case letters, digits and single dashes, begins with a letter and ends with a letter or " +
  `digit, because bucket names are derived from it. Write ${suggestion}.`;
export const arnForBucket = (bucket: string): string =>
  `a bucket is given by its name, not by its ARN. Write ${bucket}.`;
export const urlForBucket = (bucket: string): string =>
  `a bucket is given by its name alone. Write ${bucket}.`;
export const bucketNameLength = (length: Counted): string =>
  `a bucket name has 3 to 63 characters, and this one has ${length}.`;
export const bucketNameCharacters = (suggestion: string): string =>
  `a bucket name has only lower-case letters, digits, dashes and periods. Write ${suggestion}.`;
export const bucketNameEnds = (suggestion: string): string =>
  `a bucket name begins and ends with a letter or digit. Write ${suggestion}.`;
export const bucketNamePeriods = (suggestion: string): string =>
  `a bucket name has no two periods side by side. Write ${suggestion}.`;
export const bucketNameIsAddress = (): string =>
  "S3 does not allow a bucket name that looks like an IP address. Choose another name.";
export const bucketNameReserved = (where: "begin" | "end", part: string): string =>
  `AWS reserves names that ${where} with ${part}. Choose another name.`;
export const derivedBucketName = (why: string, field: string, longestName: Counted | undefined): string =>
  longestName === undefined
    ? `it is derived from name, and ${why} Or set ${field} by itself.`
    : `it is derived from name, and ${why} Shorten name to ${longestName} characters, or set ${field} by itself.`;
export const trailNameRule = (suggestion: string): string =>
  "a trail name has 3 to 128 letters, digits, periods, underscores and dashes, begins and ends with a letter or " +
  `digit, has no two of . _ - side by side and does not look like an IP address. Write ${suggestion}.`;
export const arnForName = (name: string): string => `a name is expected, not an ARN. Write ${name}.`;
export const glueNameRule = (suggestion: string): string =>
  `Athena allows 1 to 255 lower-case letters, digits and underscores. Write ${suggestion}.`;
export const glueDatabaseTaken = (): string =>
  "any catalog may already have this database, and then the stack could not create it. Choose another name.";
export const tableIsTheView = (): string =>
  "the view in the same database has this name. Choose another name.";
export const workgroupNameRule = (suggestion: string): string =>
  `a workgroup name has 1 to 128 letters, digits, periods, underscores and dashes. Write ${suggestion}.`;
export const workgroupTaken = (): string =>
  "every account already has this workgroup, so the stack could not create it. Choose another name.";

// Values

export const accountIdRule = (): string => 'an account id has 12 digits. Write it in quotes: "123456789012".';
/** @param alike Regions of which it tells a part of the name or the place */
export const unknownRegion = (nearest: string | undefined, alike: readonly string[]): string => {
  if (nearest !== undefined) return `this Region is not known. ${didYouMean(nearest)}`;
  return alike.length > 0
    ? `this is part of several Regions. Write one of ${alike.join(", ")}.`
    : "this Region is not known. Write its code, for example us-east-1, eu-central-1 or ap-northeast-1.";
};
export const unknownTimeZone = (nearest: string | undefined): string =>
  "a time zone is UTC or an IANA name of the form Area/City. " +
  (nearest === undefined ? "Write, for example, Europe/Berlin." : didYouMean(nearest));
export const timeZoneTooNew = (tables: string): string =>
  `this version of Node does not know it yet: its time zone data is release ${tables}. Use a newer Node.`;
export const unreadableBytes = (suggestion: string): string =>
  `it must be a number and B, KB, MB, GB or TB. Write "${suggestion}".`;
export const scanLimitTooSmall = (): string => 'Athena accepts no limit below 10 MB. Write "10 MB" or more.';
export const scanLimitTooLarge = (): string => 'at most 8191 TB can be set. Write, for example, "100 TB".';

export const prefixIsEmpty = (): string =>
  "an empty prefix means every object. Leave prefixes out to record every object.";
export const prefixIsUrl = (suggestion: string): string =>
  `a prefix is the beginning of the object keys, without the bucket. ${suggestion === "" ? "Leave it out to record every object." : `Write "${suggestion}".`}`;
export const prefixLeadingSlash = (suggestion: string): string =>
  `a prefix has no leading slash. ${suggestion === "" ? "Leave it out to record every object." : `Write "${suggestion}".`}`;
export const prefixWildcard = (suggestion: string): string =>
  "a prefix has no wildcard; it matches every key that begins with it. " +
  (suggestion === "" ? "Leave it out to record every object." : `Write "${suggestion}".`);
export const prefixTooLong = (bytes: Counted): string =>
  `an object key has at most 1024 bytes in UTF-8, and this prefix has ${bytes}.`;
export const prefixCharacters = (): string =>
  "a prefix cannot contain control characters, ${ or %{. Shorten the prefix to what comes before them.";
export const logPrefixRule = (suggestion: string): string =>
  "a log prefix has at most 200 letters, digits and . _ - = /, and no slash in front or twice in a row. " +
  `Write "${suggestion}".`;

export const tagKeyRule = (): string =>
  "a tag's key has 1 to 128 letters, digits, blanks and _ . : / = + - @, and does not begin with aws:.";
export const tagValueRule = (): string =>
  "a tag's value has at most 256 letters, digits, blanks and _ . : / = + - @.";
export const tooManyTags = (count: Counted, tooMany: Counted): string =>
  `there are ${count} tags, and AWS allows 50. Remove ${tooMany}.`;

// Entries of watch

export const watchesNothing = (path: string): string =>
  `${path} watches nothing. Write \`bucket: my-bucket\` or \`allBuckets: true\` in it.`;
export const watchesTwoThings = (path: string): string =>
  `${path} has both bucket and allBuckets. Make two entries of it, or remove one of the two.`;
export const allBucketsIsTrue = (): string =>
  "it can only be true. To watch single buckets, write `bucket: my-bucket` instead.";
export const bucketWatchedTwice = (first: string): string =>
  `${first} has the same bucket. Put all prefixes into one entry; record: all is write and read.`;
export const allBucketsTwice = (first: string): string =>
  `${first} is the same. Make one entry of both; record: all is write and read.`;
export const namedTwice = (first: string): string => `${first} is the same. Remove one of the two.`;
export const prefixesOverlap = (first: string, shown: string): string =>
  `${first} is ${shown}, which covers it. Keep the shorter one.`;
export const coveredByAllBuckets = (
  all: string,
  bucket: string,
  records: string,
  other: string | undefined,
): string =>
  `${all} records the ${records} events of ${bucket} already. Remove this entry, ` +
  `${other === undefined ? "" : `write \`record: ${other}\` in it, `}or add ${bucket} to ${all}.except.`;
export const watchesOwnBucket = (what: string): string =>
  `it is the ${what} too, and each file delivered there would be recorded in another file, without end. ` +
  `Watch another bucket, or use another one as ${what}.`;
export const logsAndResultsTogether = (other: string): string =>
  `${other} is the same, so Athena's results would be stored among the logs. Use two buckets.`;
export const tooManySelectorValues = (count: Counted, maximum: number): string =>
  `the trail's event selectors would hold ${count} values, and CloudTrail allows ${maximum}. ` +
  "Use fewer prefixes or buckets, allBuckets with except, or a second file with a trail of its own.";

// Buckets that are released

export const releasedAndMade = (group: string): string =>
  `${group}.create is true, so the stack would both create this bucket and release it. ` +
  `Write \`create: false\` in ${group} to release it, or remove the name here to keep it in the stack.`;

// These go through a shell: letters, digits, blanks and . , : = _ - alone.
export const auditKeepsBucket = (bucket: string): string =>
  `Nothing of the bucket ${bucket} was destroyed, because this audit keeps it. To release it unchanged, set create: false ` +
  "for it or list it in releasedBuckets, and deploy. To delete the logs, set logBucket.forceDestroy: true and deploy. " +
  "Destroy only after that.";
export const moduleKeepsBucket = (bucket: string): string =>
  `Nothing of the bucket ${bucket} was destroyed, because this audit keeps it. To delete it with its logs, set ` +
  "force_destroy = true in log_bucket and apply. To release it unchanged, see the README of the module. Destroy only after that.";

// The log bucket

export const archiveAfterExpiry = (expireAfterDays: Counted): string =>
  `logBucket.expireAfterDays is ${expireAfterDays}, so nothing would be left to archive. ` +
  "Archive earlier, or expire later.";
export const notOurBucket = (field: string): string =>
  `logBucket.create is false, so the stack does not change the bucket. Remove ${field}, or let the stack create the bucket.`;

// Where the state is kept

export const backendType = (): string =>
  "backend.type is missing. Write `type: local`, `type: s3` or `type: cloud`.";
export const secretInSettings = (): string =>
  "Settings hold no secrets: Terraform takes a token of Terraform Cloud from `terraform login` or " +
  "TF_TOKEN_HOSTNAME (dots as underscores), and AWS credentials from a profile, SSO or the environment. Remove it.";
export const statePathRule = (): string =>
  "it must be the path of a file. Write, for example, state/my-audit.tfstate.";
export const stateKeyRule = (suggestion: string): string =>
  `a key has 1 to 1024 bytes and no slash at either end. Write ${suggestion}.`;
export const kmsKeyRule = (): string =>
  "the ARN of a KMS key or alias is expected. Write, for example, " +
  "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab.";
export const organizationRule = (suggestion: string): string =>
  `an organization has 3 to 40 letters, digits, underscores and dashes. Write ${suggestion}.`;
export const workspaceRule = (suggestion: string): string =>
  `a workspace has 1 to 90 letters, digits, underscores and dashes. Write ${suggestion}.`;
export const workspaceTagRule = (suggestion: string): string =>
  "a tag has 1 to 255 lower-case letters, digits, colons, underscores and dashes, a letter or digit at both ends. " +
  `Write ${suggestion}.`;
export const projectRule = (): string =>
  "a project has 3 to 40 letters, digits, blanks, underscores and dashes. Write, for example, security.";
export const hostNameRule = (suggestion: string): string =>
  `a host name is expected, in lower case, with a port after a colon if it is not 443. Write ${suggestion}.`;
export const cloudNeedsWorkspace = (): string =>
  "backend names no workspace. Write `workspace: my-audit`, or write tags or a project and select the workspace with TF_WORKSPACE.";
export const workspaceOrTags = (): string =>
  "backend.workspace names one workspace already. Remove one of the two.";
export const stateInOwnBucket = (what: string): string =>
  `it is the ${what}, which the stack creates, and a stack cannot keep its state in a bucket that it creates. Use another bucket.`;
export const stateTakenByOtherFile = (what: string, other: string): string =>
  `${other} keeps its state in the same ${what}, and each would destroy what the other created. Choose another one.`;

const howToGetTerraform =
  "Install it from https://developer.hashicorp.com/terraform/install, or name another program with TERRAFORM_BINARY_NAME.";
export const terraformIsMissing = (binary: string, needed: string): string =>
  `There is no program ${binary} on the PATH, and this command needs Terraform ${needed} or newer. ${howToGetTerraform}`;
export const terraformIsTooOld = (binary: string, version: string, needed: string): string =>
  `${binary} is version ${version}, and these settings need Terraform ${needed} or newer. ${howToGetTerraform}`;

// Several files

/** @param by AUDIT_CONFIG or the flag */
export const settingsAreSeveral = (files: readonly string[], by: string): string =>
  `${by} names ${files.length} settings files (${files.join(", ")}), and one is needed here. Write --settings ` +
  `${shellWord(files[0] ?? "")}, or another of them.`;

export const nameInTwoFiles = (other: string): string =>
  `${other} has the same name, and each stack needs its own. Give each file a name of its own.`;
export const bucketCreatedTwice = (other: string, path: string): string =>
  `${path} of ${other} creates the same bucket. Set create: false in one of the two, or choose another name.`;
export const nameTakenByOtherFile = (other: string): string =>
  `${other} creates one of this name in the same account and Region. Choose another name.`;
export const watchesBucketOfOtherFile = (what: string, other: string): string =>
  `it is the ${what} of ${other}, and no audit may watch a bucket that an audit writes to. Watch another bucket.`;
export const allBucketsOfOtherFile = (what: string, bucket: string, other: string): string =>
  `${bucket}, the ${what} of ${other}, is one of them, and two audits that record each other would do so without end. ` +
  `Add it to except, or set accountId in both files if they are different accounts.`;

// s3-audit init

export const initNeeds = (flags: readonly string[]): string =>
  `${flags.join(", ")} ${flags.length === 1 ? "is" : "are"} missing, and there is no terminal to ask on. Write, for ` +
  `example, \`${program.name} init --name my-audit --region us-east-1 --bucket my-bucket\`.`;
export const initWouldOverwrite = (file: string): string =>
  `${file} already exists and was not changed. Name another file, or write --force to replace it.`;
/** @param call a whole one */
export const initIsFolder = (folder: string, call: string): string =>
  `${folder} is a folder. Name the file in it: \`${call}\`.`;
/** @param toJson the command that makes JSON settings of it, if the name asks for JSON */
export const initIsYaml = (file: string, call: string, toJson: string | undefined): string =>
  `${file} would hold YAML, whose comments explain each field. Write \`${call}\`` +
  `${toJson === undefined ? "" : `, and for JSON then \`${toJson}\``}.`;
export const initBucketEmpty = (): string =>
  "--bucket names no bucket. Write for example --bucket my-bucket.";
export const initCannotWrite = (file: string, error: unknown) =>
  unwritable(`${file} cannot be written`, error, "name another file");
export const initStopped = (file: string): string =>
  `Stopped before the last answer: nothing was written to ${file}.`;
export const answerIsNotYesOrNo = (shown: string): string => `${shown} is not accepted: write yes or no.`;
export const answerNamesNoBucket = (): string => "Name at least one bucket, such as my-bucket.";
export const regionIsSought = (): string =>
  "Write the name of a Region, or part of its name or place: tokyo, germany, us west.";
export const regionNotFound = (shown: string, near: string | undefined): string =>
  `No Region has ${shown} in its name or place. ` +
  (near === undefined ? "Write, for example, tokyo, germany or us west." : didYouMean(near));
export const regionsFound = (lines: readonly string[], more: number): string =>
  [...lines, ...(more > 0 ? [`and ${more} more: write more of the name or place`] : [])].join("\n");
export const answerIsWrong = (shown: string, why: string): string => `${shown} is not accepted: ${why}`;
export const machineZoneRefused = (shown: string, why: string): string =>
  `This machine's zone is ${shown}, which is not accepted: ${why}`;
export const machineZoneUnnamed = (): string =>
  "This machine's clock has no zone with a name: UTC is offered.";

/** The three next steps, to be pasted. @param prefix what names the settings file, where it is not the usual one */
export const initDone = (
  file: string,
  {
    hadFile,
    isClone,
    prefix,
    name,
  }: Readonly<{ hadFile: boolean; isClone: boolean; prefix: string; name: string }>,
): string =>
  [
    `${hadFile ? "Replaced" : "Wrote"} ${file}.`,
    `Next${isClone ? "" : ", in a clone of s3-object-audit"}: review the plan, deploy it, and ask once CloudTrail has ` +
      "delivered (5 to 15 minutes after an event):",
    `  ${prefix}npm run plan -- ${name}`,
    `  ${prefix}npx cdktf deploy ${name}`,
    `  ${prefix}${program.name} events --engine athena`,
    "",
  ].join("\n");

// s3-audit sample

export const sampleFolderTaken = (folder: string) =>
  `${folder} is not empty and holds no sample. Name a folder that is empty or does not exist, or one with an ` +
  `earlier sample (it has a SAMPLE.txt), which is replaced.`;

export const sampleUnwritable = (folder: string, error: unknown) =>
  unwritable(`No sample can be written to ${folder}`, error, "name another folder with --output");

// src/logs

/** A new audit has no logs, and that is no fault. */
const noLogsYet =
  "CloudTrail delivers log files about five minutes after an event, sometimes fifteen, and none if nothing was recorded. " +
  "If none arrives, check that something happens in a watched bucket that the trail records (reads only with " +
  "`record: all` or `read`), and that `trail.logging` is true in the deployed settings.";

export const logsFolderMissing = (folder: string) =>
  `${folder} does not exist. Give --logs the folder with CloudTrail's log files: \`${program.name} sync --to FOLDER\` ` +
  `copies them from the log bucket. To try it without AWS: \`${program.name} sample -o sample-logs\`, then ` +
  "--logs sample-logs.";

export const logsFolderUnreadable = (folder: string, reason: string) =>
  `${folder} cannot be read: ${reason}.`;

export const logsFolderEmpty = (folder: string) =>
  `There is no file under ${folder} yet. \`${program.name} sync --to FOLDER\` copies log files from the log bucket. ${noLogsYet}`;

export const logsFolderOfDigests = (folder: string) =>
  `${folder} holds digests or Insights events but no log file yet, so the trail is on. ${noLogsYet}`;

export const logsFolderOfOthers = (folder: string) =>
  `None of the files under ${folder} is one of CloudTrail's log files: these are named *.json.gz (or *.json), as in ` +
  "AWSLogs/ACCOUNT/CloudTrail/REGION/2026/11/20/. Give --logs the folder that holds them.";

/** Notes beside an answer without rows. */
export const bucketWithoutLogs = () => noLogsYet;
export const athenaReadNothing = () => `Athena found no log file of these days. ${noLogsYet}`;
export const logsAreOlder = (lastDay: string) =>
  `The newest of these log files was delivered on ${lastDay} (UTC). Ask for earlier days, for example with --since ${lastDay}.`;
export const followFindsNothing = () =>
  `No log file of these days is there yet; events are shown as they arrive. ${noLogsYet}`;

export const logUnreadable = (path: string, reason: string) => `unreadable: ${path}: ${reason}`;

export const followNeedsLines = (format: string) =>
  `--format ${format} cannot be appended to, which --follow has to do. Write table, wide, ndjson or csv.`;

export const followNeedsSource = () =>
  "There is nothing to follow: no --logs folder is given, and no settings that name a log bucket. Write for example " +
  `${program.name} events --follow --logs my-logs, or --settings audit.yaml.`;

export const followTooMany = (limit: string, most: number) =>
  `--limit ${limit} is more events than --follow can begin with. Write a number up to ${most}.`;

export const cacheNeedsLayout = (folder: string) =>
  `${folder} has no log files in CloudTrail's folder layout, so no day can be cached. ` +
  "Give --logs the folder in which AWSLogs/ACCOUNT/CloudTrail/REGION/2026/11/20/ begins.";

export const cacheUnwritable = (folder: string, error: unknown) =>
  unwritable(
    `${folder} cannot be written`,
    error,
    "do without a cache: days are cached beside the logs, which you can copy to another folder",
  );

// Arguments of s3-audit. A `call` is a whole command line that works.

export const commandUnknown = (name: string, near: string | undefined, known: readonly string[]) =>
  `There is no command "${name}". ` +
  (near === undefined
    ? `Write one of ${list(known)}; \`${program.name} --help\` explains them.`
    : didYouMean(near));

export const commandIsAQuestion = (name: string, call: string) =>
  `"${name}" is a question, not a command. Write for example \`${call}\`.`;

export const questionIsAsked = (name: string, call: string) =>
  `questions lists them all. To ask ${name}, write for example \`${call}\`.`;

export const commandIsOfCdktf = (name: string) =>
  `There is no command "${name}" here. ` +
  (name === "diff" || name === "synth"
    ? `\`${program.name} plan\` synthesizes, makes the plan and shows its review.`
    : `In a clone, write \`npx cdktf ${name === "apply" ? "deploy" : name}\`, for several stacks with the name of one.`);

export const flagIsParameter = (flag: string, written: string) =>
  `${flag} is not a flag but a parameter of the question. Write ${written}.`;

export const flagIsParameters = (flag: string, written: string) =>
  `${flag} is not a flag of ask: the bucket and the key are parameters of the question. Write ${written}.`;

export const flagIsArgument = (flag: string, call: string) =>
  `${flag} is not needed here: the file follows the command. Write \`${call}\`.`;

export const argumentIsHelp = (call: string) => `Write \`${call}\`.`;

export const flagBeforeCommand = (flag: string, call: string) =>
  `${flag} must follow the command it belongs to. Write \`${call}\`.`;

export const flagWithoutCommand = (flag: string, commands: readonly string[]) =>
  `${flag} belongs to a command, and none is given. Write one before it: ${list(commands)}.`;

export const flagUnknownWithoutCommand = (flag: string, near: string | undefined, known: readonly string[]) =>
  `There is no flag ${flag}. ` +
  (near === undefined
    ? `Write a command first, which has flags of its own: ${list(known)}.`
    : didYouMean(near));

export const flagUnknown = (
  command: string,
  flag: string,
  near: string | undefined,
  others: readonly string[],
) =>
  `${command} has no flag ${flag}. ` +
  (near !== undefined
    ? didYouMean(near)
    : (others.length === 0 ? "" : `${flag} is a flag of ${list(others)}. `) +
      `\`${program.name} ${command} --help\` lists the flags of ${command}.`);

export const flagTakesNoValue = (flag: string, value: string) =>
  `${flag} takes no value, but "${value}" was given. Write ${flag} alone.`;

export const flagNeedsValue = (flag: string, meaning: string, example: string) =>
  `${flag} has no value: ${meaning}. Write for example ${flag} ${example}.`;

/** @param isList whether the flag takes several values, separated by commas */
export const flagGivenTwice = (flag: string, one: string, other: string, isList: boolean) =>
  `${flag} is given twice, as ${one} and as ${other}, and takes one value. ` +
  (isList ? `Write ${flag} ${one},${other}.` : "Keep one of the two.");

export const flagIsMissing = (flag: string, meaning: string, call: string) =>
  `${flag} is missing: ${meaning}. Write for example \`${call}\`.`;

export const argumentIsMissing = (name: string, meaning: string, call: string) =>
  `The ${name} is missing: ${meaning}. Write for example \`${call}\`.`;

export const argumentBelongsToFlag = (value: string, call: string) =>
  `"${value}" needs a flag that says what it is. Write \`${call}\`.`;

export const argumentsTooMany = (command: string, value: string, most: number) =>
  `${command} takes ${["no argument", "one argument"][most] ?? `${most} arguments`}, and "${value}" is one too many. ` +
  `Remove it, or put a value with blanks or a * in quotes. \`${program.name} ${command} --help\` lists the flags.`;

export const argumentIsComment = () =>
  "This shell passes on a # typed at the prompt as an argument. Leave out the # and what follows it.";

export const argumentHasLongDash = (value: string, written: string) =>
  `"${value}" begins with a long dash, which word processors write for two hyphens. Write ${written}.`;

export const wordsAreTypeset = (given: string, has: "blank" | "quotes", call: string) =>
  (has === "quotes"
    ? `The quotes of ${given} are those of a text, which a shell takes for letters.`
    : `"${given}" has a blank in it that a shell takes for a letter, as web pages and word processors write it.`) +
  ` Write \`${call}\`.`;

export const choiceUnknown = (
  name: string,
  value: string,
  near: string | undefined,
  known: readonly string[],
) =>
  `${name} is "${value}", which is not one of ${list(known)}.${near === undefined ? "" : ` ${didYouMean(near)}`}`;

export const numberInvalid = (flag: string, value: string, least: number, most: number) =>
  `${flag} is "${value}", which is not a whole number from ${least} to ${most}. Write for example ${flag} 100.`;

export const limitInvalid = (value: string, most: number) =>
  `--limit is "${value}", which is neither a whole number from 1 to ${most} nor "all". Write for example --limit 100.`;

export const filterEmpty = (flag: string, example: string) =>
  `${flag} has no value. Write for example ${flag} ${example}, or leave it out.`;

export const regionUnknown = (value: string, near: string | undefined) =>
  `--region is "${value}", which is not an AWS Region. ` +
  (near === undefined ? "Write for example --region eu-central-1." : didYouMean(near));

export const eventNameMistyped = (value: string, near: string) =>
  `--event is "${value}", which is not an S3 data event. ${didYouMean(near)} To ask for an event that this version does not know, write a * in its name.`;

export const objectInvalid = (value: string) =>
  `--object is "${value}", which does not name an object. Write s3://BUCKET/KEY, for example s3://my-bucket/reports/a.pdf; ` +
  "for all objects below a prefix write --bucket my-bucket --prefix reports/.";

export const objectIsAddress = (value: string, flags: string) =>
  `--object is "${value}", and an object is written s3://BUCKET/KEY. Write ${flags}.`;

export const bucketIsAddress = (value: string, flags: string) =>
  `--bucket is "${value}", and a bucket is given by its name alone. Write ${flags}.`;

export const prefixIsAddress = (value: string, flags: string, word: string) =>
  `--prefix is "${value}", and a prefix is the beginning of a key, without the bucket. Write ${flags}. ` +
  `Keys that really begin so are found with --grep ${word}.`;

export const addressInvalid = (value: string) =>
  `--ip is "${value}", which is not an address. Write 203.0.113.7, a network such as 203.0.113.0/24, part of an address ` +
  "with a star (203.0.113.*, 2001:db8:*), or an AWS service such as athena.amazonaws.com.";

export const accountInvalid = (value: string) =>
  `--account is "${value}", which is not an account id: those have 12 digits. Write for example --account 123456789012.`;

export const columnUnknown = (flag: string, value: string, near: string | undefined) =>
  `${flag}: there is no column "${value}". ${near === undefined ? "`--columns help` lists them." : didYouMean(near)}`;

export const columnTwice = (flag: string, column: string) =>
  `${flag}: ${column} is given twice. Keep one of the two.`;

export const flagsExclude = (one: string, other: string, reason: string) =>
  `${one} cannot be combined with ${other}: ${reason}.`;

export const parquetNeedsFile = () =>
  "--format parquet is not written to a terminal or a pipe. Add --output FILE, for example --output events.parquet.";

export const outputUnwritable = (file: string, error: unknown) =>
  unwritable(`--output: ${file} cannot be written`, error, "name another file");

export const outputTakesNoParquet = (file: string) =>
  `--output: ${file} is not a file, and --format parquet needs one. Name a file.`;

export const timeZoneRefused = (shown: string, why: string) => `--time-zone is ${shown}: ${why}`;

export const momentInvalid = (flag: string, value: string) =>
  `${flag} is "${value}", which is not a point in time. Write a date (2026-11-01), a time (2026-11-01T09:00 or ` +
  `2026-11-01T00:00:00Z), or how long before now (36h, 7d, 2w).`;

export const windowEmpty = (since: string, until: string) =>
  `--since (${since}) is not before --until (${until}). Swap them, or leave one out.`;

export const questionUnknown = (name: string, near: string | undefined) =>
  `There is no question "${name}". ${near === undefined ? `\`${program.name} questions\` lists them.` : didYouMean(near)}`;

export const parameterUnknown = (
  question: string,
  name: string,
  near: string | undefined,
  known: readonly string[],
) =>
  `--param ${name}: ${question} has no such parameter. ` +
  (near !== undefined
    ? didYouMean(near)
    : known.length === 0
      ? "It has none: remove it."
      : `It has ${known.join(", ")}.`);

export const parameterIsAddress = (name: string, value: string, parameters: string) =>
  `--param ${name} is "${value}", and a bucket and a key are given apart. Write ${parameters}.`;

export const parameterInvalid = (name: string, value: string, example: string) =>
  `--param ${name} ${value === "" ? "has no value" : `is "${value}", which is not a valid value`}. Write for example --param ${name}=${example}.`;

export const parameterNeedsEquals = (given: string, written: string) =>
  `--param ${given} has no = between name and value. Write --param ${written}.`;

export const parameterHoldsAnother = (name: string, value: string, written: string) =>
  `--param ${name} is "${value}", which has another parameter in it. Write ${written}.`;

export const parameterTwice = (name: string) => `--param ${name} is given twice. Keep one of the two.`;

export const parameterMissing = (name: string, meaning: string, example: string) =>
  `--param ${name} is missing: ${meaning}. Write for example --param ${name}=${example}.`;

// Engines

export const engineFailed = (engine: string, reason: string) =>
  `${engine} failed, and not because of a log file: ${reason}`;

// AWS

export const endpointInvalid = (value: string) =>
  `--endpoint-url is "${value}", which is not an address. Write for example --endpoint-url http://127.0.0.1:5000.`;

export const regionMissing = () =>
  "No AWS Region is set. Write AWS_REGION=eu-central-1 before the command, give the profile one, or name a settings " +
  "file with --settings.";

export const credentialsMissing = (profile: string | undefined, reason: string) =>
  `No AWS credentials were found${profile === undefined ? "" : ` in the profile ${profile}`} ` +
  `(${reason.replace(/\.$/, "")}). Sign in (aws sso login, aws configure), name another profile with --profile, or set ` +
  "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.";

export const credentialsRefused = (code: string, reason: string) =>
  `AWS rejects these credentials (${code}: ${reason.replace(/\.$/, "")}). Sign in again, or name another profile ` +
  "with --profile.";

export const awsUnreachable = (service: string, reason: string) =>
  `${service} cannot be reached (${reason}). Check the network, the Region and --endpoint-url.`;

export const awsFailed = (service: string, code: string, reason: string) =>
  `${service} refused or failed (${code}: ${reason.replace(/\.$/, "")}).`;

export const bucketMissing = (bucket: string) =>
  `There is no bucket ${bucket}. Check logBucket.name in the settings and whether the stack is deployed; --bucket ` +
  "names another.";

export const bucketDenied = (bucket: string, reason: string) =>
  `These credentials may not read ${bucket} (${reason.replace(/\.$/, "")}). To copy logs, they need s3:ListBucket on the ` +
  "bucket and s3:GetObject on its objects, and kms:Decrypt if the objects are encrypted with a KMS key.";

// s3-audit sync

export const syncNeedsBucket = (file: string) =>
  `There is no ${file} that names the log bucket. Name it with --bucket my-audit-log, or the settings with ` +
  "--settings FILE.";

export const bucketFlagInvalid = (value: string, why: string) => `--bucket is "${value}": ${why}`;

export const syncPrefixInvalid = (value: string) =>
  `--prefix is "${value}", which cannot be a path on this machine: no part of it may be empty, "." or "..". ` +
  "Write what comes before AWSLogs/, for example --prefix trails/production.";

export const syncFolderUnusable = (folder: string, error: unknown) =>
  unwritable(
    `--to: the files cannot be written to ${folder}, and what was copied stays`,
    error,
    "name another folder; the same command continues from there",
  );

export const notCopied = (key: string, reason: string) => `not copied: ${key}: ${reason}`;

export const syncGaveUp = (reason: string) =>
  `Copying stopped: one file after another failed, each after several attempts (${reason}). What was copied stays; the ` +
  "same command continues from there.";

// Athena

/** A sentence of somebody else becomes part of one of ours. */
const withoutDot = (reason: string): string => reason.trim().replace(/\.$/, "");

export const workgroupMissing = (workgroup: string, region: string, stack: string) =>
  `There is no workgroup ${workgroup} in ${region}, as these credentials see it. Has the audit been deployed, and into ` +
  `this account? \`npx cdktf deploy ${stack}\` creates it.`;

export const athenaDenied = (
  reason: string,
  { workgroup, database, region }: Readonly<Record<"workgroup" | "database" | "region", string>>,
) =>
  `AWS refused access: ${withoutDot(reason)}. Athena reads with your own rights: on the workgroup ${workgroup} in ` +
  `${region}, on the database ${database}, its table and view (glue:Get*), on the log bucket (s3:GetObject, s3:ListBucket, ` +
  "s3:GetBucketLocation) and on the result bucket (s3:GetObject, s3:PutObject): see docs/security.md.";

export const athenaScanLimitReached = (limit: string, workgroup: string, bytesScanned: number) =>
  `Athena stopped the query: it reads more than ${limit}, the limit of the workgroup ${workgroup}, and the ` +
  `${Math.ceil(bytesScanned / 1e6)} MB read so far are charged. Ask for less (--since, --until, --region), or set ` +
  "athena.maxScanPerQuery in the settings and deploy again.";

export const athenaTableMissing = (reason: string, stack: string) =>
  `Athena does not find the table: ${withoutDot(reason)}. Deploy the audit again (\`npx cdktf deploy ${stack}\`), and ` +
  "check that the settings are those it was deployed from.";

export const athenaViewOutdated = (reason: string, stack: string) =>
  `The view in Athena is not the one that this version expects: ${withoutDot(reason)}. Deploy the audit again: ` +
  `\`npx cdktf deploy ${stack}\`.`;

export const athenaQueryCancelled = (id: string, workgroup: string, reason: string) =>
  `Somebody else cancelled the query ${id} in the workgroup ${workgroup}${reason === "" ? "" : `: ${withoutDot(reason)}`}. ` +
  "Ask again.";

export const athenaExhausted = (reason: string) =>
  `The answer is too large for Athena: ${withoutDot(reason)}. Ask for less: --since, --until, --limit.`;

export const athenaThrottled = (reason: string) =>
  `Athena accepts no more requests at the moment: ${withoutDot(reason)}. Ask again in a minute.`;

export const athenaFailed = (reason: string) =>
  `Athena could not answer: ${reason === "" ? "it gave no reason" : withoutDot(reason)}.`;

/** Notes: an answer is given nevertheless. */
export const preparedStatementMissing = (name: string, stack: string) =>
  `The workgroup has no prepared statement ${name}; its SQL was sent instead. \`npx cdktf deploy ${stack}\` creates it.`;

export const preparedStatementOther = (name: string, stack: string) =>
  `The prepared statement ${name} in Athena belongs to another version or other settings; this version's SQL was ` +
  `sent instead. \`npx cdktf deploy ${stack}\` updates it.`;

export const preparedStatementDenied = (name: string) =>
  `These credentials may not see the prepared statement ${name} (athena:GetPreparedStatement); its SQL was sent instead.`;

// Who answers

export const nobodyAnswers = (example: string) =>
  "There is nothing to answer from: no --logs folder with CloudTrail's log files is given, and no settings that name a " +
  `workgroup in Athena. Write for example ${example} --logs my-logs, or --settings audit.yaml.`;

export const logsDoNotReach = (reason: string) =>
  `${reason}, and there are no settings that name a workgroup in Athena. Write --settings FILE, or --engine duckdb for ` +
  "the answer that these logs can give.";

export const engineNeedsLogs = () =>
  "--engine duckdb reads log files, and --logs is missing. Write for example --logs my-logs, or --engine athena.";

// ---- tour ----------------------------------------------------------------------------------------------------

export const nothingSynthesized = (): string =>
  "There is no synthesized stack in cdktf.out. Run `npm start`, or `npx cdktf synth` first.";
// ---- plan ----------------------------------------------------------------------------------------------------

export const cdktfJsonMissing = (): string =>
  `There is no cdktf.json in this folder, so there is nothing to synthesize. Change into a checkout of s3-object-audit, or of ` +
  `another CDKTF program, and run \`${program.name} plan\` there. Elsewhere, plan with Terraform and write ` +
  `\`terraform show -json PLANFILE | ${program.name} review -\`.`;
export const cdktfJsonBroken = (reason: string): string =>
  `cdktf.json is not JSON: ${reason}. Compare it with the one of this project.`;
export const appIsMissing = (): string =>
  'cdktf.json names no app. Write, for example, "app": "node -r ts-node/register/transpile-only main.ts".';
export const appFailed = (app: string, exitCode: number | null): string =>
  `The app of cdktf.json (${app}) ended with ${exitCode === null ? "a signal" : `exit code ${exitCode}`} and synthesized nothing; its output is above.`;
export const stacksMissing = (): string =>
  "The app of cdktf.json synthesized no stack. Name settings files with --settings or AUDIT_CONFIG.";
export const stackUnnamed = (stacks: readonly string[]): string =>
  `There are ${stacks.length} stacks, and a plan is made for one: ${stacks.join(", ")}. Write for example ` +
  `\`${program.name} plan ${stacks[0]}\`.`;
export const stackUnknown = (value: string, near: string | undefined, stacks: readonly string[]): string =>
  `There is no stack "${value}". ${near === undefined ? `There ${stacks.length === 1 ? "is" : "are"} ${stacks.join(", ")}.` : didYouMean(near)}`;

export const planIsKept = (stack: string, folder: string, apply: string): readonly string[] => [
  "To apply exactly what was reviewed, without being asked again:",
  `  ${apply}`,
  `\`npx cdktf deploy ${stack}\` makes a plan of its own instead, and asks before it applies that. The plan file holds ` +
    `values of the state. It is in ${folder} and nowhere else; this project keeps cdktf.out out of git.`,
];

/** In a settings file, where its line is of no use. */
export const fileAt = (file: string, sentence: string): string => settingsFault({ file }, sentence);

const keepsOrMakes = (path: string): string =>
  path.startsWith("watch")
    ? "Write `create: false` to watch it as it is"
    : `Write \`create: false\` below ${path} to use it as it is`;

/** @param isSeen these credentials may look at the bucket */
export const bucketIsTaken = (path: string, nameField: string, bucket: string, isSeen: boolean): string =>
  `${path}.create is true, but the bucket ${bucket} already exists` +
  `${isSeen ? "" : ", in another account or out of reach of these credentials"}: the plan could not be applied, ` +
  `and is neither shown nor kept. ${isSeen ? keepsOrMakes(path) : "If it is yours, write `create: false`"}, or another name as ${nameField}.`;
export const bucketTakenAt = (address: string, bucket: string, isSeen: boolean): string =>
  `${address} would create the bucket ${bucket}, which already exists` +
  `${isSeen ? "" : ", in another account or out of reach of these credentials"}: the plan could not be applied, ` +
  "and is neither shown nor kept. Give it another name, or import the bucket.";
/** @param buckets at least one */
export const bucketsDropped = (buckets: readonly string[]): string =>
  `${buckets.length === 1 ? "the bucket" : "the buckets"} ${buckets.join(", ")}, which this stack created, ` +
  `${buckets.length === 1 ? "is" : "are"} no longer in watch: the plan above would destroy ${buckets.length === 1 ? "it" : "them"}, and ` +
  `is not kept. To stop watching and leave ${buckets.length === 1 ? "it" : "them"} in AWS as ` +
  `${buckets.length === 1 ? "it is" : "they are"}, write \`releasedBuckets: [${buckets.join(", ")}]\`.`;
/** @param nameField where the settings name it */
export const bucketIsKept = (path: string, nameField: string, bucket: string): string =>
  `${nameField} is ${bucket}, and the bucket that this stack created before would be destroyed: S3 can neither rename a bucket ` +
  "nor move it to another Region, and this audit keeps what is in it. Write its name and `region` as they were deployed. " +
  `For another bucket, deploy first with the old name and \`create: false\`${path.startsWith("watch") ? "" : ` below ${path}`}, ` +
  "which releases the old one unchanged, and then write the new name.";
export const auditIsElsewhere = (region: string, deployed: string, stack: string): string =>
  `region is ${region}, but this audit is deployed in ${deployed}, and its resources cannot move to another Region: ` +
  `Terraform would lose track of what it created there. Write \`region: ${deployed}\`. For an audit in ${region}, write ` +
  "another settings file with another `name`, from which the names of its buckets and of its state are derived. If you no " +
  `longer need this one, run \`npx cdktf destroy ${stack}\` with its own settings ("Destroy, and release buckets" in the README).`;
/** @param address of the query */
export const savedQueryIsGone = (address: string, folder: string, binary: string): string =>
  `The saved query ${address} is no longer in Athena. Use the \`region\` and credentials of the account that it was created ` +
  `with. If somebody deleted it, \`${binary} -chdir=${folder} state rm ${address}\` removes it from the state, and the next ` +
  "plan creates it again.";
export const bucketNotThere = (path: string, nameField: string, bucket: string): string =>
  `${path}.create is false, but there is no bucket ${bucket}. Write \`create: true\`${path.startsWith("watch") ? "" : ` below ${path}`} ` +
  `to create it, or correct ${nameField}.`;
export const bucketElsewhere = (
  nameField: string,
  bucket: string,
  where: string,
  trail: string,
  region: string,
): string =>
  `${nameField} is ${bucket}, a bucket in ${where}, but the trail ${trail} records buckets of ${region} only. Set ` +
  "trail.multiRegion to true, or give the bucket a settings file with its own region.";
export const resultsElsewhere = (nameField: string, bucket: string, where: string, region: string): string =>
  `${nameField} is ${bucket}, a bucket in ${where}, but Athena in ${region} writes results into buckets of ${region} only. ` +
  "Name another bucket.";
export const bucketWithheld = (nameField: string, bucket: string): string =>
  `${nameField} is ${bucket}, a bucket of another account, or one that these credentials may not read. They need ` +
  "s3:ListBucket, s3:GetBucketLocation and s3:GetBucketWebsite on it.";
export const bucketUnanswered = (bucket: string, reason: string | undefined): string =>
  `S3 gave no answer about the bucket ${bucket}${reason === undefined ? "" : ` (${reason})`}. Check the network and, if it ` +
  "is set, AWS_ENDPOINT_URL.";
export const bucketNotChecked = (bucket: string, reason: string): string =>
  `not checked: whether the bucket ${bucket} already exists (${reason}). The apply will show it.`;

export const otherAccount = (account: string): string =>
  `accountId is not that of these credentials, which belong to the account ${account}. Name another profile with ` +
  "AWS_PROFILE, or correct accountId.";
export const terraformUnusable = (binary: string, reason: string): string =>
  `${binary} does not report its version${reason === "" ? "" : ` (${reason.replace(/\.$/, "")})`}. Is it Terraform? ` +
  "TERRAFORM_BINARY_NAME names another.";
export const terraformFailed = (step: string, stack: string, folder: string, binary: string): string =>
  `terraform ${step} of ${stack} failed; its output is above. \`${binary} -chdir=${folder} ${step}\` shows more.`;
export const terraformCredentialsMissing = (): string =>
  "Terraform found no AWS credentials. Sign in (aws sso login, aws configure), name a profile with AWS_PROFILE, or set " +
  "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.";
export const terraformCredentialsRefused = (code: string): string =>
  `AWS rejects these credentials, which may have expired (${code}). Sign in again (aws sso login), or name another profile with ` +
  "AWS_PROFILE.";
/** @param who undefined, as `since`: the backend does not tell */
export const stateLocked = (unlock: string, who: string | undefined, since: string | undefined): string =>
  `The state is locked${who === undefined ? "" : `, by ${who}`}${since === undefined ? "" : ` since ${since}`}: somebody ` +
  "else is planning or applying, or their run was interrupted. Wait until it has finished. Only if it is no longer " +
  `running, remove the lock: \`${unlock}\`.`;
export const cloudPlanUnsupported = (): string =>
  "The workspace runs Terraform remotely, and this version of Terraform cannot save such a plan: install Terraform 1.6 or newer, or " +
  "review the run's own plan (docs/terraform-cloud.md).";
export const terraformNotLoggedIn = (binary: string): string =>
  `Terraform has no token that the backend accepts. Write \`${binary} login HOST\`, or set TF_TOKEN_HOST with the dots of ` +
  "the host as underscores.";
export const terraformBackendChanged = (folder: string, binary: string): string =>
  "The settings name another place for the state than before. Move the state there with " +
  `\`${binary} -chdir=${folder} init -migrate-state\`, or use the state that is there: \`init -reconfigure\`.`;
export const terraformStateUnreachable = (bucket: string | undefined): string =>
  `The bucket ${bucket ?? "that backend.bucket names"} for the state does not exist. Create it, or correct ` +
  "backend.bucket.";
export const terraformProviderUnreachable = (): string =>
  "Terraform could not get the AWS provider. Check the network and the proxy, or use a mirror of providers " +
  "(TF_CLI_CONFIG_FILE, `terraform providers mirror`).";

// Reviewing a plan: what was handed over instead of `terraform show -json` output.

const howToGetPlanJson =
  "Write `terraform plan -out tfplan && terraform show -json tfplan > plan.json` and review plan.json.";

/**
 * @param source the file's name as given, or "standard input"
 * @param code Node's word for what happened
 */
export function planUnreadable(source: string, code: string): UserError {
  const reasons: Record<string, string> = {
    ENOENT: "there is no such file",
    EISDIR: "it is a folder",
    EACCES: "you may not read it",
  };
  return new UserError([
    `${source} cannot be read: ${reasons[code] ?? systemCause(code)}. Give the file that \`terraform show -json\` wrote, or - for standard input.`,
  ]);
}

export function planIsEmpty(source: string): UserError {
  return new UserError([`${source} is empty, not a plan. ${howToGetPlanJson}`]);
}

export function planIsBinary(source: string): UserError {
  return new UserError([
    `${source} is a plan in Terraform's binary form; the review reads JSON. Write \`terraform show -json ${source} > plan.json\` and review plan.json.`,
  ]);
}

export function planIsText(source: string): UserError {
  return new UserError([
    `${source} is the text of a plan, made for people; the review reads JSON. ${howToGetPlanJson}`,
  ]);
}

export function planIsLog(source: string): UserError {
  return new UserError([
    `${source} is the running log of \`terraform plan -json\`, one message a line, not the plan. ${howToGetPlanJson}`,
  ]);
}

export function planIsWrapped(source: string): UserError {
  return new UserError([
    `${source} begins with a "[command]" line: the wrapper of hashicorp/setup-terraform put it there. Set \`terraform_wrapper: false\` and write plan.json again.`,
  ]);
}

export function planIsState(source: string): UserError {
  return new UserError([
    `${source} is a state (what exists), not a plan (what would change). ${howToGetPlanJson}`,
  ]);
}

export function planIsOtherJson(source: string, keys: readonly string[]): UserError {
  const found = keys.length > 0 ? `has ${keys.slice(0, 5).join(", ")}` : "is empty or not an object";
  return new UserError([
    `${source} is JSON but not a plan: it ${found}; a plan has format_version and planned_values. ${howToGetPlanJson}`,
  ]);
}

export function planIsNotJson(source: string, beginning: string): UserError {
  return new UserError([
    `${source} is not JSON; it begins with ${JSON.stringify(beginning)}. ${howToGetPlanJson}`,
  ]);
}

export function planIsTruncated(source: string, characters: number): UserError {
  return new UserError([
    `${source} stops in the middle after ${characters} characters: the file is cut off. Write it again, and check whether the disk is full or the command failed.`,
  ]);
}

export function planFormatIsOlder(source: string, version: string): UserError {
  return new UserError([
    `${source} has format_version ${JSON.stringify(version)}; the review reads 1.0 and later 1.x, which Terraform has written since 1.1. Plan with a newer Terraform.`,
  ]);
}

export function planFormatIsNewer(source: string, version: string): UserError {
  return new UserError([
    `${source} has format_version ${JSON.stringify(version)}; the review reads 1.x. Use a newer s3-audit for a later format.`,
  ]);
}

export function planFormatIsMissing(source: string, value: unknown): UserError {
  return new UserError([
    `${source} has ${value === undefined ? "no format_version" : `format_version ${JSON.stringify(value)}`}; a plan has "1.2" or another 1.x. ${howToGetPlanJson}`,
  ]);
}

/** @param faults where, and what was expected there */
export function planIsMalformed(source: string, faults: readonly string[]): UserError {
  return new UserError(faults.map((fault) => `${source} is not a plan as Terraform writes it: ${fault}.`));
}

export function planActionsUnknown(
  source: string,
  at: readonly string[],
  known: readonly string[],
): UserError {
  return new UserError(
    at.map(
      (where) =>
        `${source}: ${where}, which the review does not know; it knows ${known.join("; ")}. Use a newer s3-audit.`,
    ),
  );
}

export function planIsTooDeep(source: string): UserError {
  return new UserError([`${source} is nested too deeply to be read, and Terraform writes no such plan.`]);
}

export function reviewKeyIsInvalid(key: string): UserError {
  return new UserError([
    `--key ${JSON.stringify(key)} cannot be used in the comment's marker: use 1 to 100 letters, digits and . _ / - with no two hyphens in a row, such as --key production.`,
  ]);
}
