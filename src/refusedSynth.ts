import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { synthUnwritable, type UserError } from "./errors";
import { systemErrorIn } from "./temporary";

/**
 * What a person is told where the system refused to let CDKTF write its stacks (a full disk, missing rights): stacks
 * that were half written are gone then. undefined: it was something else.
 */
export function refusedSynth(
  error: unknown,
  outdir: string,
  names: readonly string[],
): UserError | undefined {
  const refused = systemErrorIn(error);
  if (refused === undefined) return undefined;
  for (const name of names) removeHalfWritten(join(outdir, "stacks", name, "cdk.tf.json"));
  return synthUnwritable(refused.path ?? outdir, refused);
}

/** What is no whole JSON would be the next thing that Terraform stumbles over. */
function removeHalfWritten(file: string): void {
  try {
    JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) rmSync(file, { force: true });
  }
}
