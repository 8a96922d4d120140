/** What Athena charges for queries in most Regions (us-east-1, 2026); a reader's contract may say otherwise. */
const usdPerTerabyte = 5;
const terabyte = 1e12;
/** A query that read less is charged for so much. */
const leastBytes = 10e6;

/** About what a query costs that scanned so many bytes, in USD. */
export const priceOf = (bytesScanned: number): number =>
  (Math.max(bytesScanned, leastBytes) / terabyte) * usdPerTerabyte;
