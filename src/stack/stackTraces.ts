/**
 * Runs `build` without formatted stack traces. CDKTF takes one with every token, and ts-node maps each frame of it back
 * to TypeScript, which costs more than the whole synth; nobody reads them. An error that leaves `build` is formatted
 * later, when it is printed, and shows its trace as ever.
 */
export function withoutStackTraces<T>(build: () => T): T {
  const format = Error.prepareStackTrace;
  Error.prepareStackTrace = (error) => String(error);
  try {
    return build();
  } finally {
    Error.prepareStackTrace = format;
  }
}
