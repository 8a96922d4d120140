import { createHash } from "node:crypto";

/**
 * A plan's text with every character written out that a reader could not see or that would move what they see:
 * control and format characters (among them the bidirectional ones), line breaks, lone surrogates.
 */
export function visible(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

/** Cut to a length, with the whole length and a digest, so that two long texts that differ still look different. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  // a pair of surrogates is not cut apart
  const start = text.slice(0, most).replace(/[\ud800-\udbff]$/, "");
  return `${start}… (${grouped(text.length)} characters, sha256 ${digest(text)})`;
}

export function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}

/** 12345 → 12,345 */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}
