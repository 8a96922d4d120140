import type { UserError } from "../errors";
import { harmlessLines } from "./format/harmless";
import { wrapped } from "./format/wrap";
import type { OutStream } from "./io";

/** For a terminal that does not tell how wide it is. */
export const usualWidth = 80;

/** In cells; undefined: what is written is no screen, and as wide as it comes. */
export const screenWidth = (stream: OutStream): number | undefined =>
  stream.isTTY === true ? stream.columns || usualWidth : undefined;

/** Says something to a person, broken between words where that is on a screen; elsewhere a sentence stays one line. */
export const tell = (stream: OutStream, text: string): void =>
  void stream.write(wrapped(text, screenWidth(stream)));

/** Says everything that was wrong, a fault a line. */
export function tellFaults({ faults }: UserError, stream: OutStream): void {
  for (const fault of faults) tell(stream, `${harmlessLines(fault)}\n`);
}

/** Makes a screen as wide as the environment says, for whoever wants less (or more) than the terminal has. */
export function heedColumns(
  stream: { isTTY?: boolean; columns?: number },
  columns: string | undefined,
): void {
  if (stream.isTTY === true && /^[1-9]\d{0,4}$/.test(columns ?? "")) stream.columns = Number(columns);
}
