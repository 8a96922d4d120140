import type { Answer } from "../../engines/engine";

/** Turns an answer into text, piece by piece; one file of this folder holds one of these. */
export type Format = (answer: Answer, page: Page) => AsyncIterable<string>;

/** What the text is shown on. */
export interface Page {
  /** In cells of a terminal; undefined: as wide as it comes. */
  readonly width: number | undefined;
}
