/** `1 event`, `1,234 events`. */
export const counted = (number: number, of: string): string =>
  `${number.toLocaleString("en-US")} ${of}${number === 1 ? "" : "s"}`;
