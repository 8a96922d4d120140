import {
  ExitCode,
  UserError,
  awsFailed,
  awsUnreachable,
  credentialsMissing,
  credentialsRefused,
  regionMissing,
} from "../errors";
import { harmless } from "./format/harmless";

const refusedCredentials = new Set([
  ...["InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "ExpiredTokenException", "InvalidToken"],
  ...[
    "UnrecognizedClientException",
    "InvalidClientTokenId",
    "InvalidSignatureException",
    "RequestTimeTooSkewed",
  ],
]);

/** Of whom something was asked. */
export interface Asked {
  /** Such as `S3`. */
  readonly service: string;
  readonly profile?: string | undefined;
  /** Sentences for what this service answers, by its code. */
  readonly known?: Readonly<Record<string, (reason: string) => string>>;
}

/**
 * What an error of the SDK means to a person: no credentials, no way to AWS, or a refusal. Undefined for anything that
 * does not come from there.
 */
export function awsTrouble(error: unknown, asked: Asked): UserError | undefined {
  const sentence = sentenceFor(error, asked);
  return sentence === undefined ? undefined : new UserError([harmless(sentence)], ExitCode.engine);
}

function sentenceFor(error: unknown, { service, profile, known = {} }: Asked): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { name, message, code, $metadata } = error as ErrorOfAws;
  if (message === "Region is missing") return regionMissing();
  if (/^(CredentialsProviderError|TokenProviderError|ProviderError)$/.test(name)) {
    return credentialsMissing(profile, message);
  }
  if (refusedCredentials.has(name)) return credentialsRefused(name, message);
  if (known[name] !== undefined) return known[name](`${name}: ${message}`);
  if ($metadata?.httpStatusCode !== undefined) return awsFailed(service, name, message);
  if (name === "TimeoutError" || code !== undefined) return awsUnreachable(service, code ?? message);
  return undefined;
}

interface ErrorOfAws extends Error {
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}
