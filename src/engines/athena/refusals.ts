import * as say from "../../errors";
import type { Catalog } from "../../questions";
import { QueryEnded } from "./query";

/** What the stack made of the settings. */
export interface Deployed {
  /** The settings' name, which is the stack's. */
  readonly stack: string;
  readonly region: string;
  readonly workgroup: string;
  readonly catalog: Catalog;
  /** As the settings say it, such as `10 GB`. */
  readonly maxScanPerQuery: string;
  /** Whose credentials are used, if one was named. */
  readonly profile?: string | undefined;
}

/** What AWS or Athena refused, in a sentence that says what to do. */
export function refusal(error: unknown, deployed: Deployed): unknown {
  if (error instanceof say.UserError) return error;
  const sentence =
    error instanceof QueryEnded ? queryEnded(error, deployed) : callRefused(faultOf(error), deployed);
  return sentence === undefined ? error : new say.UserError([sentence], say.ExitCode.engine);
}

/** Athena's reasons are Trino's names of errors with a text behind them, or those of the services it asks. */
function queryEnded({ id, state, reason, bytesScanned }: QueryEnded, deployed: Deployed): string {
  const { stack, workgroup, region, catalog, maxScanPerQuery } = deployed;
  if (/bytes scanned limit/i.test(reason)) {
    return say.athenaScanLimitReached(maxScanPerQuery, workgroup, bytesScanned);
  }
  if (state === "CANCELLED") return say.athenaQueryCancelled(id, workgroup, reason);
  if (denied.test(reason)) return say.athenaDenied(reason, { workgroup, database: catalog.database, region });
  if (
    /(TABLE|SCHEMA)_NOT_FOUND|EntityNotFound|(Table|Schema|Database) \S+ (does not exist|not found)/.test(
      reason,
    )
  ) {
    return say.athenaTableMissing(reason, stack);
  }
  if (/COLUMN_NOT_FOUND|VIEW_IS_STALE|INVALID_VIEW/.test(reason))
    return say.athenaViewOutdated(reason, stack);
  if (/exhausted resources|EXCEEDED_\w*_LIMIT/i.test(reason)) return say.athenaExhausted(reason);
  return say.athenaFailed(reason);
}

/** Whether AWS refused a call for lack of rights. */
export const isDenied = (error: unknown): boolean =>
  /AccessDenied/.test((error as Partial<Fault>).name ?? "");

const denied =
  /Insufficient permissions|AccessDenied|PERMISSION_DENIED|not authorized to perform|Access Denied/i;

interface Fault {
  readonly name: string;
  /** Node's word for what a connection came to. */
  readonly code: string;
  readonly message: string;
}

function callRefused({ name, code, message }: Fault, deployed: Deployed): string | undefined {
  const { stack, workgroup, region, catalog } = deployed;
  if (/WorkGroup \S+ (is not found|not found|does not exist)/i.test(message)) {
    return say.workgroupMissing(workgroup, region, stack);
  }
  if (isDenied({ name })) {
    return say.athenaDenied(message, { workgroup, database: catalog.database, region });
  }
  if (/^(CredentialsProviderError|TokenProviderError|ProviderError)$/.test(name)) {
    return say.credentialsMissing(deployed.profile, message);
  }
  if (/Expired|UnrecognizedClient|InvalidSignature|InvalidClientTokenId|SignatureDoesNotMatch/.test(name)) {
    return say.credentialsRefused(name, message);
  }
  if (/TooManyRequests|Throttling/.test(name)) return say.athenaThrottled(message);
  if (/^E[A-Z_]+$/.test(code) || name === "TimeoutError") return say.awsUnreachable("Athena", message);
  if (name.endsWith("Exception") || name.endsWith("Error")) {
    return isOurs(name) ? undefined : say.athenaFailed(`${name}: ${message}`);
  }
  return undefined;
}

/** A fault of this program keeps its stack trace. */
const isOurs = (name: string): boolean =>
  ["Error", "TypeError", "ReferenceError", "RangeError", "SyntaxError"].includes(name);

/** Node tells a host with several addresses as one error with one for each of them. */
function faultOf(error: unknown): Fault {
  const {
    name = "",
    message = "",
    code = "",
    errors,
  } = error as Partial<Fault> & {
    readonly errors?: readonly unknown[];
  };
  if (message === "" && errors?.[0] !== undefined) return { ...faultOf(errors[0]), name };
  return {
    name,
    message: message.replace(/^AWS SDK error wrapper for Error: /, ""),
    code: code || (/\b(?:connect|getaddrinfo|read|write) (E[A-Z_]+)/.exec(message)?.[1] ?? ""),
  };
}
