import {
  ExitCode,
  UserError,
  bucketIsKept,
  bucketNotThere,
  bucketUnanswered,
  bucketWithheld,
  cloudPlanUnsupported,
  fileAt,
  otherAccount,
  savedQueryIsGone,
  stateLocked,
  terraformBackendChanged,
  terraformCredentialsMissing,
  terraformCredentialsRefused,
  terraformFailed,
  terraformNotLoggedIn,
  terraformProviderUnreachable,
  terraformStateUnreachable,
} from "../errors";
import { shellWord } from "../shellWord";
import type { BucketFound } from "./bucketNames";
import { harmless } from "./format/harmless";
import type { Planned } from "./planned";
import type { TerraformFailure } from "./terraform";
import type { Complaint } from "./terraformComplaints";

/** Where it happened. */
export interface Place {
  readonly stack: string;
  /** The stack's folder, as a person would name it from where they are. */
  readonly folder: string;
  readonly binary: string;
  readonly planned: Planned;
  readonly found: ReadonlyMap<string, BucketFound>;
}

type Meaning = (match: RegExpExecArray, place: Place, complaint: Complaint) => string | undefined;

/** What Terraform and its AWS provider complain of, and what that means for whoever runs `s3-audit plan`. */
const meanings: readonly (readonly [RegExp, Meaning, ExitCode?])[] = [
  [/S3 Bucket \(([^)]+)\): (?:couldn't find|empty result)/, missingBucket, ExitCode.usage],
  [
    /S3 Bucket \(([^)]+)\): empty result/,
    ([, name = ""], { found }) => bucketUnanswered(name, whyUnknown(found.get(name))),
  ],
  [/S3 Bucket \(([^)]+)\).*(?:StatusCode: 403|Forbidden|AccessDenied)/s, withheldBucket],
  [/Resource aws_s3_bucket\.(\S+) has lifecycle\.prevent_destroy set/, keptBucket, ExitCode.usage],
  [
    /AWS account ID not allowed: (\d+)/i,
    ([, account = ""], { planned: { file } }) => inFile(file, otherAccount(account)),
    ExitCode.usage,
  ],
  [
    /No valid credential sources found|failed to refresh cached credentials/,
    () => terraformCredentialsMissing(),
  ],
  [
    /(ExpiredToken\w*|InvalidClientTokenId|UnrecognizedClientException|InvalidAccessKeyId|SignatureDoesNotMatch|token (?:included in the request is invalid|has expired)|SSO session)/,
    ([, code = ""]) => terraformCredentialsRefused(code),
  ],
  [
    /Error acquiring the state lock/,
    (_match, { folder, binary }, { detail }) => {
      const { id = "LOCK-ID", who, since } = lockIn(detail);
      return stateLocked(`${binary} -chdir=${folder} force-unlock ${id}`, who, since);
    },
  ],
  [
    /\bNamed ?Query\b.*(?:not found|not exist)/i,
    (_match, { folder, binary }, { address }) =>
      address === undefined ? undefined : savedQueryIsGone(shellWord(address), folder, binary),
  ],
  [/[Ss]aving a generated plan is currently not supported/, () => cloudPlanUnsupported()],
  [/Required token could not be found|[Uu]nauthorized/, (_match, { binary }) => terraformNotLoggedIn(binary)],
  [
    /Backend configuration changed|Backend initialization required|Backend type changed/i,
    (_match, { folder, binary }) => terraformBackendChanged(folder, binary),
  ],
  [/S3 bucket "([^"]+)" does not exist|NoSuchBucket/, ([, bucket]) => terraformStateUnreachable(bucket)],
  [
    /(?:Failed to (?:query available provider packages|install provider)|could not connect to registry|Could not retrieve the list of available versions|no available releases match)/i,
    () => terraformProviderUnreachable(),
  ],
];

/** What a failed step means. A complaint that is not known by its words stands above as Terraform told it. */
export function terraformTrouble({ step, complaints, told }: TerraformFailure, place: Place): UserError {
  const errors = complaints.filter(({ severity }) => severity === "error");
  const all: readonly Complaint[] =
    errors.length > 0 ? errors : [{ severity: "error", summary: told, detail: "" }];
  const known = all.map((complaint) => meaningOf(complaint, place));
  const sentences = [
    ...new Set(known.flatMap((meaning) => (meaning === undefined ? [] : [meaning.sentence]))),
  ];
  const isInput = known.every((meaning) => meaning?.code === ExitCode.usage);
  return new UserError(
    known.includes(undefined)
      ? [...sentences, terraformFailed(step, place.stack, place.folder, place.binary)]
      : sentences,
    isInput ? ExitCode.usage : ExitCode.engine,
  );
}

function meaningOf(complaint: Complaint, place: Place) {
  // Terraform breaks the lines of what it tells people
  const text = `${complaint.summary} ${complaint.detail}`.replace(/\s+/g, " ");
  for (const [pattern, meaning, code = ExitCode.engine] of meanings) {
    const match = pattern.exec(text);
    const sentence = match === null ? undefined : meaning(match, place, complaint);
    if (sentence !== undefined) return { sentence: harmless(sentence), code };
  }
  return undefined;
}

const inFile = (file: string | undefined, sentence: string): string =>
  file === undefined ? sentence : fileAt(file, sentence);

const whyUnknown = (answer: BucketFound | undefined): string | undefined =>
  answer?.is === "unknown" ? answer.why : undefined;

function missingBucket([, name = ""]: RegExpExecArray, { planned, found }: Place): string | undefined {
  const expected = planned.buckets.find((bucket) => !bucket.create && bucket.name === name);
  // the provider says of an S3 that does not answer what it says of a bucket that is not there
  if (expected === undefined || found.get(name)?.is === "unknown") return undefined;
  return inFile(planned.file, bucketNotThere(expected.path, expected.nameField, name));
}

function withheldBucket([, name = ""]: RegExpExecArray, { planned }: Place): string | undefined {
  const expected = planned.buckets.find((bucket) => !bucket.create && bucket.name === name);
  return expected === undefined ? undefined : inFile(planned.file, bucketWithheld(expected.nameField, name));
}

/** The bucket at an address is to be another, or elsewhere. */
function keptBucket([, name = ""]: RegExpExecArray, { planned }: Place): string | undefined {
  const expected = planned.buckets.find(({ path, ...bucket }) =>
    path === "logBucket" ? name === "logs" : bucket.create && name === `watched_${bucket.name}`,
  );
  if (expected === undefined) return undefined;
  return inFile(planned.file, bucketIsKept(expected.path, expected.nameField, expected.name));
}

/** Out of what Terraform tells of a lock. Of a workspace's it tells the name; the lines below it are then our own. */
function lockIn(detail: string): { readonly id?: string; readonly who?: string; readonly since?: string } {
  const workspace = /already locked \(lock ID:\s+"([^"]+)"\)/.exec(detail)?.[1];
  if (workspace !== undefined) return { id: workspace };
  const field = (name: string) => new RegExp(`^\\s*${name}:[ \\t]+(\\S.*)$`, "m").exec(detail)?.[1]?.trim();
  const [id, who, since] = ["ID", "Who", "Created"].map(field);
  return {
    ...(id !== undefined && { id }),
    ...(who !== undefined && { who }),
    ...(since !== undefined && { since }),
  };
}
