/**
 * npm run test:mutation -- [--changes N] ROOM…: StrykerJS changes the sources of a room of src/, one small thing at a time,
 * and runs the room's tests; with --changes only N of them, always the same ones. Ends with 1 where more changes go
 * unnoticed than the room's threshold allows.
 */
const { spawnSync } = require("node:child_process");
const { existsSync, mkdirSync, readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { parseArgs } = require("node:util");

/** At least so many of a hundred changes have to be noticed. */
const thresholds = {
  cloudtrail: 85,
  review: 85,
  settings: 85,
  cli: 75,
  engines: 75,
  logs: 75,
  questions: 75,
  stack: 75,
};

const root = join(__dirname, "..", "..");
const {
  positionals: rooms,
  values: { changes },
} = parseArgs({ allowPositionals: true, options: { changes: { type: "string" } } });
if (changes !== undefined && !/^[1-9]\d*$/.test(changes)) {
  console.error(`--changes is "${changes}", which is not a whole number. Write --changes 300.`);
  process.exit(2);
}
const unknown = rooms.filter((room) => !(room in thresholds));
if (rooms.length === 0 || unknown.length > 0) {
  const known = Object.keys(thresholds).join(", ");
  console.error(
    `${rooms.length === 0 ? "No room is named." : `There is no room ${unknown.join(", ")}.`} ` +
      `Write npm run test:mutation -- ROOM, one or more of ${known}.`,
  );
  process.exit(2);
}
if (!existsSync(join(__dirname, "node_modules")))
  run("npm", ["ci", "--ignore-scripts", "--prefix", __dirname]);
main();

async function main() {
  const results = [];
  for (const room of rooms) results.push(await mutate(room));
  for (const { room, score, noticed, counted, equivalent, survivors } of results) {
    for (const survivor of survivors) console.log(`survived: ${survivor}`);
    console.log(
      `${room}: ${score.toFixed(1)} % of ${counted} changes noticed (${noticed}), at least ${thresholds[room]} % wanted; ` +
        `${equivalent} equivalent`,
    );
  }
  process.exitCode = results.some(({ room, score }) => score < thresholds[room]) ? 1 : 0;
}

function run(program, args, env = {}) {
  const { status } = spawnSync(program, args, {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, ...env },
  });
  if (status !== 0) process.exit(status ?? 1);
}

async function mutate(room) {
  const stryker = join(__dirname, "node_modules", "@stryker-mutator", "core", "bin", "stryker.js");
  const work = join(root, ".cache", "mutation");
  mkdirSync(work, { recursive: true });
  const { default: ranges } = await import("./someChanges.mjs");
  const mutate = changes === undefined ? [`src/${room}/**/*.ts`] : await ranges(root, room, Number(changes));
  // what was left out must not be taken for what is gone
  const incremental = changes === undefined;
  const config = join(work, `${room}.config.json`);
  const settings = JSON.parse(readFileSync(join(__dirname, "stryker.config.json"), "utf8"));
  writeFileSync(
    config,
    JSON.stringify({
      ...settings,
      $schema: undefined,
      mutate,
      incremental,
      incrementalFile: `.cache/mutation/${room}.incremental.json`,
    }),
  );
  run(process.execPath, [stryker, "run", config], { MUTATED_ROOM: room });
  return resultOf(room, JSON.parse(readFileSync(join(root, "reports", "mutation", "mutation.json"), "utf8")));
}

/** What nobody could notice, with the reason, in equivalents.json: by file, then `MUTATOR replacement`. */
function resultOf(room, { files }) {
  const listed = JSON.parse(readFileSync(join(__dirname, "equivalents.json"), "utf8"));
  const mutants = Object.entries(files).flatMap(([file, { mutants, source }]) =>
    mutants.map((mutant) => ({ ...mutant, file, was: textAt(source, mutant.location) })),
  );
  const noticed = mutants.filter(({ status }) => status === "Killed" || status === "Timeout").length;
  const unnoticed = mutants.filter(({ status }) => status === "Survived" || status === "NoCoverage");
  const isListed = ({ file, was, replacement }) =>
    (listed[file] ?? []).some((each) => each.was === was && each.becomes === replacement);
  const survivors = unnoticed.filter((mutant) => !isListed(mutant));
  const counted = noticed + survivors.length;
  return {
    room,
    noticed,
    counted,
    score: counted === 0 ? 100 : (100 * noticed) / counted,
    equivalent: unnoticed.length - survivors.length,
    survivors: survivors.map(
      ({ file, location, was, replacement }) =>
        `${file}:${location.start.line} ${JSON.stringify(was)} became ${JSON.stringify(replacement)}`,
    ),
  };
}

function textAt(source, { start, end }) {
  const lines = source.split("\n").slice(start.line - 1, end.line);
  lines[lines.length - 1] = lines.at(-1).slice(0, end.column - 1);
  lines[0] = lines[0].slice(start.column - 1);
  return lines.join("\n");
}
