import { Option } from "commander";
import { ExitCode, reviewKeyIsInvalid } from "../errors";
import { wrapped } from "./format/wrap";
import type { Io } from "./io";
import { oneOf } from "./options";
import { screenWidth } from "./telling";

const reviewFormats = ["markdown", "json", "text", "brief"] as const;

export const formatOption = (byDefault: (typeof reviewFormats)[number]): Option =>
  oneOf(
    new Option("--format <format>", "how the review is written; brief fits on a screen, text has it all"),
    reviewFormats,
  ).default(byDefault);

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
    text: () => wrapped(renderText(result), screenWidth(io.stdout)),
    brief: () => wrapped(renderBrief(result), screenWidth(io.stdout)),
  };
  io.stdout.write(pages[format]());
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
