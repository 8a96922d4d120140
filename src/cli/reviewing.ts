import { Option } from "commander";
import { ExitCode, reviewKeyIsInvalid } from "../errors";
import { wrapped } from "./format/wrap";
import type { Io } from "./io";
import { oneOf } from "./options";
import { screenWidth } from "./telling";

const reviewFormats = ["markdown", "json", "text", "brief"] as const;

export const formatOption = (byDefault: (typeof reviewFormats)[number]): Option =>
  oneOf(
    new Option("--format <format>", "format of the review; brief fits on a screen, text shows everything"),
    reviewFormats,
  ).default(byDefault);

export interface ReviewFlags {
  readonly format: (typeof reviewFormats)[number];
  readonly strict?: true;
  readonly key?: string;
}

/** A plan that was judged, and what its buckets come to. */
export interface Judged {
  /** The verdict. */
  readonly exitCode: ExitCode;
  /** There is nothing to do. */
  readonly isEmpty: boolean;
  /** Names of the buckets that are made, in the place of another too, by address. */
  readonly created: ReadonlyMap<string, string>;
  /** Names of the buckets that are destroyed and not made anew, by address. */
  readonly destroyed: ReadonlyMap<string, string>;
  /** Writes the review to standard output. */
  show(): void;
}

/** Throws UserError for a key that would break the comment's marker. To be called before anything that takes time. */
export function checkKey(key: string | undefined): void {
  // a comment in HTML ends at "--", and two stacks must not share a marker
  if (key !== undefined && (!/^[A-Za-z0-9._/-]{1,100}$/.test(key) || key.includes("--")))
    throw reviewKeyIsInvalid(key);
}

/** Judges what `terraform show -json` wrote. `source` is what messages call it. */
export async function judge(
  bytes: Buffer,
  source: string,
  { format, strict, key }: ReviewFlags,
  io: Io,
): Promise<Judged> {
  // loaded here: zod and the diff library cost the other commands nothing
  const { renderBrief, renderJson, renderMarkdown, renderText, reviewPlan } = await import("../review");
  const result = reviewPlan(bytes, source);
  const pages = {
    markdown: () => renderMarkdown(result, key),
    json: () => renderJson(result),
    text: () => wrapped(renderText(result), screenWidth(io.stdout)),
    brief: () => wrapped(renderBrief(result), screenWidth(io.stdout)),
  };
  const fails = result.verdict === "dangerous" || (strict === true && result.verdict === "look");
  const buckets = result.plan.changes.filter(({ type }) => type === "aws_s3_bucket");
  const created = buckets.flatMap(({ address, before, after }) => {
    const name = nameIn(after);
    return name === undefined || name === nameIn(before) ? [] : [[address, name] as const];
  });
  const destroyed = buckets.flatMap(({ address, action, letsGo, before }) => {
    const name = nameIn(before);
    return action !== "delete" || letsGo || name === undefined ? [] : [[address, name] as const];
  });
  return {
    exitCode: fails ? ExitCode.negative : ExitCode.ok,
    isEmpty: result.verdict === "nothing",
    created: new Map(created),
    destroyed: new Map(destroyed),
    show: () => void io.stdout.write(pages[format]()),
  };
}

const nameIn = (bucket: unknown): string | undefined => {
  const name = isMap(bucket) ? bucket["bucket"] : undefined;
  return typeof name === "string" ? name : undefined;
};

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
