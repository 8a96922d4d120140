import type { ResourceChange } from "../normalise";
import type { Sentence } from "../sentence";
import { say } from "../sentence";
import type { Value } from "../value";
import { at, isMarker } from "../value";

/** What is said wherever a value is hidden until the apply, or masked. */
export const notKnown = say`Terraform knows the new value only when it applies (or hides it as sensitive), so it was not checked`;

/** Whether what was there stops being there; what is let go stays. */
export function ends({ action, letsGo }: ResourceChange): boolean {
  return !letsGo && (action === "delete" || action === "replace");
}

/** How it ends, as a verb after its name. */
export function howItEnds({ action, replacedFor }: ResourceChange): Sentence {
  if (action === "replace") {
    return replacedFor ? say`is replaced, because ${replacedFor} changes` : say`is replaced`;
  }
  return say`is destroyed`;
}

/** A value as a sentence names it. */
export function named(value: Value | undefined): Sentence {
  if (value === undefined || value === null) return say`nothing`;
  if (typeof value === "string") return say`${value}`;
  if (typeof value === "number" || typeof value === "boolean") return { parts: [String(value)] };
  return isMarker(value) ? { parts: [value.words] } : say`${JSON.stringify(value)}`;
}

/** The name a resource goes by in AWS. */
export function nameOf(change: ResourceChange): Sentence {
  const side = change.before ?? change.after;
  return named(at(side, "bucket") ?? at(side, "name") ?? at(side, "key_id") ?? change.address);
}

/** `log bucket` or `bucket`, and its name where it is known. */
export function theBucket(setting: { readonly isOfLogBucket: boolean; readonly bucket?: string }): Sentence {
  const kind = setting.isOfLogBucket ? "log bucket " : "bucket ";
  return setting.bucket === undefined ? say`the bucket` : { parts: [kind, { value: setting.bucket }] };
}
