import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/**
 * Some of the changes that StrykerJS can make in a room, as places that it takes: `FILE:LINE:COLUMN-LINE:COLUMN`. Which ones
 * depends on their text alone, so that two runs on one state of the sources try the same. A place is within one line,
 * because StrykerJS makes every change inside of it: of a whole function these would be many.
 */
export default async function ranges(root, room, count) {
  const { createInstrumenter } = await import("@stryker-mutator/instrumenter");
  const { createInjector } = await import("typed-inject");
  const quiet = () => undefined;
  const logger = {
    ...{ isTraceEnabled: () => false, isDebugEnabled: () => false, isInfoEnabled: () => false },
    ...{ trace: quiet, debug: quiet, info: quiet, warn: quiet, error: console.error, fatal: console.error },
  };
  const files = readdirSync(join(root, "src", room), { recursive: true })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `src/${room}/${name}`)
    .map((name) => ({ name, content: readFileSync(join(root, name), "utf8"), mutate: true }));
  const instrumenter = createInjector().provideValue("logger", logger).injectFunction(createInstrumenter);
  const options = { ignorers: [], excludedMutations: [], plugins: null };
  const { mutants } = await instrumenter.instrument(files, options);
  const changes = mutants.filter(({ location: { start, end } }) => start.line === end.line);
  const inOrder = changes
    .map((change) => ({ ...change, place: placeOf(change) }))
    .map((change) => ({ ...change, digest: digestOf(change.place) }))
    .sort((one, other) => one.digest.localeCompare(other.digest));
  const places = new Set();
  const made = new Set();
  for (const chosen of inOrder) {
    if (made.size >= count) break;
    places.add(chosen.place);
    for (const change of changes) if (isInside(change, chosen)) made.add(change);
  }
  return [...places];
}

const digestOf = (text) => createHash("sha256").update(text).digest("hex");

/** Here lines count from zero, in the places that StrykerJS takes from one; columns count from zero in both. */
const placeOf = ({ fileName, location: { start, end } }) =>
  `${fileName}:${start.line + 1}:${start.column}-${end.line + 1}:${end.column}`;

/** Of two changes within one line each. */
const isInside = (inner, outer) =>
  inner.fileName === outer.fileName &&
  inner.location.start.line === outer.location.start.line &&
  outer.location.start.column <= inner.location.start.column &&
  inner.location.end.column <= outer.location.end.column;
