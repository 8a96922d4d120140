import { ExitCode, reviewKeyIsInvalid } from "../errors";
import { fitted } from "./fitted";
import type { Io } from "./io";

export const reviewFormats = ["markdown", "json", "text", "brief"] as const;

export interface ReviewFlags {
  readonly format: (typeof reviewFormats)[number];
  readonly strict?: true;
  readonly key?: string;
}

/** A review that was shown. */
export interface Shown {
  /** The verdict. */
  readonly exitCode: ExitCode;
  /** There is nothing to do. */
  readonly isEmpty: boolean;
  /** Names of the buckets that are made, by address. */
  readonly created: ReadonlyMap<string, string>;
}

/** Throws UserError for a key that would break the comment's marker. To be called before anything that takes time. */
export function checkKey(key: string | undefined): void {
  // a comment in HTML ends at "--", and two stacks must not share a marker
  if (key !== undefined && (!/^[A-Za-z0-9._/-]{1,100}$/.test(key) || key.includes("--")))
    throw reviewKeyIsInvalid(key);
}

/** Judges what `terraform show -json` wrote and shows it. `source` is what messages call it. */
export async function showReview(
  bytes: Buffer,
  source: string,
  { format, strict, key }: ReviewFlags,
  io: Io,
): Promise<Shown> {
  // loaded here: zod and the diff library cost the other commands nothing
  const { renderBrief, renderJson, renderMarkdown, renderText, reviewPlan } = await import("../review");
  const result = reviewPlan(bytes, source);
  const pages = {
    markdown: () => renderMarkdown(result, key),
    json: () => renderJson(result),
    text: () => renderText(result),
    brief: () => renderBrief(result),
  };
  const page = pages[format]();
  io.stdout.write(format === "brief" ? fitted(page, io.stdout) : page);
  const fails = result.verdict === "dangerous" || (strict === true && result.verdict === "look");
  const created = result.plan.changes.flatMap(({ address, type, before, after }) => {
    const name = before === null && isMap(after) ? after["bucket"] : undefined;
    return type === "aws_s3_bucket" && typeof name === "string" ? [[address, name] as const] : [];
  });
  return {
    exitCode: fails ? ExitCode.negative : ExitCode.ok,
    isEmpty: result.verdict === "nothing",
    created: new Map(created),
  };
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
