import {
  planActionsUnknown,
  planFormatIsMissing,
  planFormatIsNewer,
  planFormatIsOlder,
  planIsBinary,
  planIsEmpty,
  planIsLog,
  planIsMalformed,
  planIsNotJson,
  planIsOtherJson,
  planIsState,
  planIsText,
  planIsTooDeep,
  planIsTruncated,
  planIsWrapped,
} from "../errors";
import { shortened, visible } from "./page/visible";
import type { RawPlan } from "./planSchema";
import { actionByList, actionOf, planSchema } from "./planSchema";

/** How many faults of one kind are told. */
const mostFaults = 10;

/**
 * Reads `terraform show -json` output and refuses anything else by its name.
 * @param source what the messages call the input
 */
export function parsePlan(bytes: Buffer, source: string): RawPlan {
  if (bytes.subarray(0, 4).equals(zipSignature)) throw planIsBinary(source);
  const text = decode(bytes);
  if (text.trim() === "") throw planIsEmpty(source);
  const json = parseJson(text, source);
  refuseOtherDocuments(json, source);
  const parsed = planSchema.safeParse(json);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `${shown(pathText(path))}: ${message}`);
    throw planIsMalformed(source, faults.slice(0, mostFaults));
  }
  refuseUnknownActions(parsed.data, source);
  return parsed.data;
}

/** Terraform's plan file is a zip archive. */
const zipSignature = Buffer.from("PK\u0003\u0004", "latin1");

/** PowerShell's `>` writes UTF-16 with a byte order mark. */
function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.subarray(2).toString("utf16le");
  const text = bytes.toString("utf8");
  return text.startsWith("\ufeff") ? text.slice(1) : text;
}

function parseJson(text: string, source: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof RangeError) throw planIsTooDeep(source);
    const start = text.trimStart();
    if (start.startsWith("[command]")) throw planIsWrapped(source);
    if (/^\{"@level"/.test(start)) throw planIsLog(source);
    if (
      /^(Terraform|OpenTofu) (used|will|planned)|^(No changes\.|Changes to Outputs:|data\.|Plan: )/m.test(
        plainText(start),
      )
    )
      throw planIsText(source);
    if (start.startsWith("{") && endsTooEarly(text, error)) throw planIsTruncated(source, text.length);
    throw planIsNotJson(source, start.slice(0, 40));
  }
}

/** Without the colours a terminal shows. */
function plainText(text: string): string {
  return text.slice(0, 100_000).replace(/\u001b\[[0-9;]*m/g, "");
}

function endsTooEarly(text: string, error: unknown): boolean {
  const message = error instanceof Error ? error.message : "";
  const position = /at position (\d+)/.exec(message)?.[1];
  return /end of JSON|Unterminated/.test(message) || Number(position) >= text.trimEnd().length;
}

function refuseOtherDocuments(json: unknown, source: string): void {
  if (typeof json !== "object" || json === null || Array.isArray(json)) throw planIsOtherJson(source, []);
  const has = (key: string) => Object.hasOwn(json, key);
  if (has("@level")) throw planIsLog(source);
  const looksLikePlan = has("planned_values") || has("resource_changes") || has("output_changes");
  if (!looksLikePlan && (has("values") || has("lineage") || (has("serial") && has("resources")))) {
    throw planIsState(source);
  }
  const version: unknown = "format_version" in json ? json.format_version : undefined;
  // `terraform show -json` without a state prints a version and nothing else
  if (
    !looksLikePlan &&
    Object.keys(json).every((key) => /^(format|terraform)_version$/.test(key)) &&
    has("format_version")
  )
    throw planIsState(source);
  if (!looksLikePlan) throw planIsOtherJson(source, Object.keys(json));
  const major = typeof version === "string" ? /^(\d+)\.\d+$/.exec(version)?.[1] : undefined;
  if (major === undefined) throw planFormatIsMissing(source, version);
  if (Number(major) < 1) throw planFormatIsOlder(source, String(version));
  if (Number(major) > 1) throw planFormatIsNewer(source, String(version));
}

function refuseUnknownActions(plan: RawPlan, source: string): void {
  const all = [
    ...(plan.resource_changes ?? []).map((resource) => ({
      where: resource.address,
      change: resource.change,
    })),
    ...Object.entries(plan.output_changes ?? {}).map(([name, change]) => ({
      where: `output ${name}`,
      change,
    })),
  ];
  const unknown = all.filter(({ change }) => actionOf(change.actions) === undefined);
  if (unknown.length === 0) return;
  const sentences = unknown.map(
    ({ where, change }) => `${shown(where)} has the actions ${shown(JSON.stringify(change.actions))}`,
  );
  throw planActionsUnknown(
    source,
    sentences.slice(0, mostFaults),
    Object.keys(actionByList).map((list) => `[${list}]`),
  );
}

/** A name out of the file, as a message may hold it. */
function shown(text: string): string {
  return visible(shortened(text, 300));
}

function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`))
    .join("")
    .replace(/^\./, "");
}
