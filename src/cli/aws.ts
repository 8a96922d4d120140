import type { Command } from "commander";
import { UserError, endpointInvalid } from "../errors";

/** Where AWS is and who asks, as far as the flags say; the rest the SDK finds in its usual places. */
export interface AwsFlags {
  readonly profile?: string;
  readonly endpointUrl?: string;
  readonly region?: string;
}

/** What every client of the SDK takes. */
export interface ClientConfig {
  readonly region?: string;
  readonly profile?: string;
  readonly endpoint?: string;
  readonly logger: Logger;
}

type Logger = Readonly<Record<"trace" | "debug" | "info" | "warn" | "error", () => void>>;

/** The SDK warns on the console, of a profile beside keys in the environment for one; what fails is told in sentences. */
const silent: Logger = {
  trace: () => undefined,
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** The flags that every command has which talks to AWS. A command without a filter `--region` may add that one. */
export function addAwsOptions(command: Command): Command {
  return command
    .option("--profile <name>", "profile with AWS credentials (default: the AWS SDK's usual chain)")
    .option("--endpoint-url <url>", "another endpoint instead of AWS's");
}

/**
 * What a client is made with. Credentials are the SDK's to find: AWS_PROFILE, AWS_ENDPOINT_URL and the files of AWS's
 * command line work without a word here. Throws UserError for an address that is none.
 */
export function clientConfig(
  { profile, endpointUrl, region }: AwsFlags,
  settings?: { readonly region: string },
): ClientConfig {
  if (endpointUrl !== undefined && !isAddress(endpointUrl)) {
    throw new UserError([endpointInvalid(endpointUrl)]);
  }
  const where = region ?? settings?.region;
  return {
    logger: silent,
    ...(where !== undefined && { region: where }),
    ...(profile !== undefined && { profile }),
    ...(endpointUrl !== undefined && { endpoint: endpointUrl }),
  };
}

const isAddress = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
