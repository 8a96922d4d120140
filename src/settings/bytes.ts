/** Sizes are binary, as Athena's own: its least scan limit, "10 MB", is 10485760 bytes. */
const units = ["B", "KB", "MB", "GB", "TB"];

/**
 * The bytes of a size such as "10 GB" (units B, KB, MB, GB and TB, each 1024 times the one before); undefined for
 * any other text and for sizes that are no whole number of bytes or cannot be counted exactly.
 */
export function readBytes(size: string): number | undefined {
  const [, amount, unit] = /^(\d+(?:\.\d+)?) ?([KMGT]?B)$/.exec(size) ?? [];
  if (amount === undefined || unit === undefined) return undefined;
  const bytes = Number(amount) * 1024 ** units.indexOf(unit);
  return Number.isSafeInteger(bytes) ? bytes : undefined;
}

/** The bytes of a size that stands in checked settings. Throws RangeError for anything else. */
export function bytesOf(size: string): number {
  const bytes = readBytes(size);
  if (bytes === undefined) throw new RangeError(`"${size}" is not a size such as "10 GB".`);
  return bytes;
}
