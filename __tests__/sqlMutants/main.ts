import { appendFileSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { parse } from "yaml";
import { repository } from "../support/synth";
import { type Mutant, type Source, mutantsOf, sources } from "./sources";
import { Trial } from "./trial";

/** Mutants that no row could tell from the original, with the reason. */
interface Equivalent {
  readonly source: string;
  readonly reason: string;
  readonly mutants: readonly string[];
}

const listFile = join(__dirname, "equivalents.yaml");

/** What became of the mutants of one source. */
interface Result {
  readonly name: string;
  readonly mutants: number;
  readonly caught: number;
  readonly invalid: number;
  readonly equivalent: number;
  readonly survivors: readonly string[];
  /** In the list without need: caught, invalid, or not there any more. */
  readonly stale: readonly string[];
}

async function main(names: readonly string[]): Promise<number> {
  const all = sources();
  const unknown = names.filter((name) => !all.some((source) => source.name === name));
  if (unknown.length > 0) {
    console.error(
      `No question or file is named ${unknown.join(", ")}. Names are: ${all.map(({ name }) => name).join(", ")}`,
    );
    return 2;
  }
  const list = parse(readFileSync(listFile, "utf8")) as readonly Equivalent[];
  const trial = await Trial.open();
  const results: Result[] = [];
  for (const source of all) {
    if (names.length === 0 || names.includes(source.name)) results.push(await tried(trial, source, list));
  }
  trial.close();
  const gone = list.filter((each) => !all.some(({ name }) => name === each.source));
  report(
    results,
    gone.flatMap(({ source, mutants }) => mutants.map((id) => `${source}: ${id}`)),
  );
  const failed = results.some(({ survivors, stale }) => survivors.length + stale.length > 0);
  return failed || gone.length > 0 ? 1 : 0;
}

async function tried(trial: Trial, source: Source, list: readonly Equivalent[]): Promise<Result> {
  const listed = new Set(
    list.filter((each) => each.source === source.name).flatMap(({ mutants }) => mutants),
  );
  const mutants = mutantsOf(source);
  const survived: Mutant[] = [];
  const count = { caught: 0, invalid: 0 };
  for (const mutant of mutants) {
    const outcome = await trial.outcomeOf(source, mutant);
    if (outcome === "survived") survived.push(mutant);
    else count[outcome] += 1;
  }
  const survivedIds = new Set(survived.map(({ id }) => id));
  const survivors = survived.filter(({ id }) => !listed.has(id));
  const result = {
    ...count,
    name: source.name,
    mutants: mutants.length,
    equivalent: survived.length - survivors.length,
    survivors: survivors.map(({ id, line }) => `${relative(repository, source.path)}:${line} ${id}`),
    stale: [...listed].filter((id) => !survivedIds.has(id)),
  };
  console.error(`${result.name}: ${result.mutants} mutants, ${survivors.length} survived`);
  return result;
}

/** @param gone what is listed of sources that are no more */
function report(results: readonly Result[], gone: readonly string[]): void {
  const heads = ["question", "mutants", "caught", "invalid", "equivalent", "survived"];
  const rowOf = (name: string, some: readonly Result[]) => [
    name,
    ...(["mutants", "caught", "invalid", "equivalent"] as const).map((what) =>
      String(some.reduce((sum, each) => sum + each[what], 0)),
    ),
    String(some.reduce((sum, { survivors }) => sum + survivors.length, 0)),
  ];
  const rows = [heads, ...results.map((each) => rowOf(each.name, [each])), rowOf("all", results)];
  const widths = heads.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  for (const row of rows) {
    console.log(
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)))
        .join("  "),
    );
  }
  for (const survivor of results.flatMap(({ survivors }) => survivors)) console.log(`survived: ${survivor}`);
  const stale = [...results.flatMap(({ name, stale }) => stale.map((id) => `${name}: ${id}`)), ...gone];
  for (const id of stale) console.log(`listed as equivalent without need: ${id}`);
  const passed = results.reduce((sum, { caught, equivalent }) => sum + caught + equivalent, 0);
  count(passed, results.reduce((sum, { survivors }) => sum + survivors.length, 0) + stale.length);
}

/** As the reporter of the other suites does: see countingReporter.js. */
function count(passed: number, failed: number): void {
  if (process.env["COUNTS_FILE"]) appendFileSync(process.env["COUNTS_FILE"], `${passed} ${failed} 0\n`);
  console.log(`${passed} passed, ${failed} failed, 0 skipped`);
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
