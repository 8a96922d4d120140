import { setTimeout as passed } from "node:timers/promises";

/** How long and how often something is tried that a network may spoil. */
export interface Patience {
  readonly attempts: number;
  /** Before the second attempt at most; twice that before the third, and so on. */
  readonly waitMs: number;
  /** When no byte comes for so long, none will. */
  readonly stallMs: number;
}

/** Some six seconds of waiting in all, longer than S3 asks to slow down for. */
export const usualPatience: Patience = { attempts: 6, waitMs: 250, stallMs: 20_000 };

/** A fault of the way, not of the thing: the next attempt may well succeed. */
export class PassingFault extends Error {}

/** One attempt, which ends when nothing moves any longer, or when all is to end. */
export interface Attempt {
  readonly signal: AbortSignal;
  /** To be called whenever something came. */
  beat(): void;
}

/** Tries something until it succeeds, fails for good, or has failed often enough; throws its last failure. */
export async function patiently<T>(
  { attempts, waitMs, stallMs }: Patience,
  signal: AbortSignal,
  attempt: (one: Attempt) => Promise<T>,
): Promise<T> {
  for (let count = 1; ; count += 1) {
    signal.throwIfAborted();
    const ending = new AbortController();
    let isStalled = false;
    const timer = setTimeout(() => {
      isStalled = true;
      ending.abort();
    }, stallMs);
    const end = () => ending.abort();
    signal.addEventListener("abort", end);
    try {
      return await attempt({ signal: ending.signal, beat: () => void timer.refresh() });
    } catch (error) {
      signal.throwIfAborted();
      const failure = isStalled ? new PassingFault(`nothing came for ${stallMs / 1000} s`) : error;
      if (count >= attempts || !isPassing(failure)) throw failure;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
    }
    // by chance, so that sixteen that were refused together do not come back together
    await passed((0.5 + Math.random() / 2) * waitMs * 2 ** (count - 1), undefined, { signal });
  }
}

/** What Node calls a connection that broke or never was; where the SDK wraps an error, its text alone is left. */
const brokenConnection = new RegExp(
  String.raw`\b(E(CONN(RESET|REFUSED|ABORTED)|PIPE|TIMEDOUT|HOSTUNREACH|NET(UNREACH|DOWN)|AI_AGAIN)|` +
    String.raw`ERR_STREAM_PREMATURE_CLOSE|HPE_\w+|socket hang up|aborted|Checksum mismatch)\b`,
);

/** What S3 answers when it would not have answered so a moment later. */
const passingAnswer = new Set([
  ...[
    "SlowDown",
    "RequestTimeout",
    "RequestTimeTooSkewed",
    "InternalError",
    "ServiceUnavailable",
    "TimeoutError",
  ],
  ...["Throttling", "ThrottlingException", "RequestLimitExceeded", "TooManyRequestsException"],
]);

/** Whether a failure may be gone at the next attempt. */
export function isPassing(error: unknown): boolean {
  if (error instanceof PassingFault) return true;
  const { name = "", code = "", message = "", $metadata, $retryable } = error as FailureOfAws;
  if (passingAnswer.has(name) || $retryable !== undefined) return true;
  if (brokenConnection.test(code) || brokenConnection.test(message)) return true;
  const status = $metadata?.httpStatusCode ?? 0;
  // 200: an answer that could not be read, such as a list that was cut off
  return status >= 500 || [200, 408, 429].includes(status);
}

interface FailureOfAws extends Partial<NodeJS.ErrnoException> {
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $retryable?: object;
}
