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
  const { mutants: changes } = await instrumenter.instrument(files, options);
  const places = [...new Set(changes.filter(isInOneLine).map(placeOf))];
  const chosen = [];
  const made = new Set();
  for (const place of places.sort((one, other) => digestOf(one).localeCompare(digestOf(other)))) {
    if (made.size >= count) break;
    chosen.push(place);
    for (const change of changes) if (isInOneLine(change) && isInside(change, place)) made.add(change);
  }
  return chosen;
}

const digestOf = (text) => createHash("sha256").update(text).digest("hex");

const isInOneLine = ({ location: { start, end } }) => start.line === end.line;

/** Here lines count from zero, in the places that StrykerJS takes from one; columns count from zero in both. */
const placeOf = ({ fileName, location: { start, end } }) =>
  `${fileName}:${start.line + 1}:${start.column}-${end.line + 1}:${end.column}`;

function isInside({ fileName, location: { start, end } }, place) {
  const [file, line, columns] = place.split(":");
  const [first] = columns.split("-");
  return (
    file === fileName &&
    Number(line) === start.line + 1 &&
    Number(first) <= start.column &&
    end.column <= Number(place.split(":").at(-1))
  );
}
