import { join } from "node:path";
import { ExitCode } from "../../../src/errors";
import { s3audit } from "../io";
import type { Truth } from "./tree";

interface Event {
  readonly event_id: string | null;
  readonly object_key: string;
}

/** What a terminal would obey, as a person has to see it. */
const visible = (text: string): string =>
  text.replace(/[\u0000-\u001f\u007f\u202e]/g, (character) =>
    character === "\n" ? "\\n" : `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** Which lists to ask for: up to 20,000 rows DuckDB makes in one statement, longer ones are put together from parts. */
export type Limit = "10000" | "all";

/** What is wrong with an answer about a folder; empty: nothing. */
export async function faultsOf(folder: string, truth: Truth, limit: Limit): Promise<readonly string[]> {
  const asked = [
    "events",
    "--logs",
    ".",
    "--format",
    "json",
    "--columns",
    "event_id,object_key",
    "--limit",
    limit,
  ];
  const { exitCode, stdout, stderr } = await s3audit(asked, folder);
  const events = JSON.parse(stdout) as readonly Event[];
  const shown = events.map(({ event_id, object_key }) => event_id ?? object_key).sort();
  const lines = stderr.split("\n").filter((line) => line.startsWith("unreadable: "));
  const faults: string[] = [];
  if (JSON.stringify(shown) !== JSON.stringify(truth.shown)) {
    faults.push(`shows ${JSON.stringify(shown)} in place of ${JSON.stringify(truth.shown)}`);
  }
  const lineOf = (path: string) =>
    lines.findIndex((line) => line.startsWith(`unreadable: ${visible(join(folder, path))}: `));
  const told = new Set<number>();
  for (const [path, reasons] of truth.named) {
    const at = lineOf(path);
    told.add(at);
    const line = lines[at] ?? "nothing";
    for (const reason of reasons) {
      if (!reason.test(line)) faults.push(`${JSON.stringify(path)}: ${line}, where ${reason} is expected`);
    }
  }
  lines.forEach((line, index) => {
    if (!told.has(index)) faults.push(`names without reason: ${line}`);
  });
  const expected = lines.length > 0 ? ExitCode.incomplete : ExitCode.ok;
  if (exitCode !== expected) faults.push(`ends with ${exitCode}`);
  return faults.length === 0 ? [] : [...faults, stderr];
}
