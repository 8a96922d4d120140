import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as fc from "fast-check";
import { deliveredAt } from "../records";
import { type Damage, type DamagedFile, damaged, damages } from "./damages";
import { type OddRecord, anyOddity, oddRecord } from "./oddRecords";

/** A file to be: everything of it is told by these few values, so that fast-check can make it smaller. */
interface Plan {
  readonly damage: Damage;
  readonly records: readonly (readonly [oddity: Parameters<typeof oddRecord>[0], choice: number])[];
  /** 0 to 1. */
  readonly where: number;
  readonly place: number;
  /** Delivered once more: the same file elsewhere. */
  readonly again: boolean;
  /** Its events are delivered once more, in a good file. */
  readonly eventsAgain: boolean;
}

const links = [
  "none",
  "to itself",
  "to nothing",
  "to its folder",
  "to another's folder",
  "to a file",
] as const;

/** A folder of logs to be. */
export interface TreePlan {
  readonly files: readonly Plan[];
  readonly links: readonly (typeof links)[number][];
}

/** What has to be had of a folder. */
export interface Truth {
  /** What the list shows of each event (its id, or the key of one without), each exactly once, sorted. */
  readonly shown: readonly string[];
  /** Paths in the folder that have to be named, with every reason; no others. */
  readonly named: ReadonlyMap<string, readonly RegExp[]>;
}

const plan: fc.Arbitrary<Plan> = fc.record({
  damage: fc.constantFrom(...Object.keys(damages)),
  records: fc.array(anyOddity, { minLength: 1, maxLength: 3 }),
  where: fc.double({ min: 0, max: 1, noNaN: true }),
  place: fc.nat(11),
  again: fc.boolean(),
  eventsAgain: fc.boolean(),
});

/** Any folder of a few log files, damaged in any combination. */
export const anyTree: fc.Arbitrary<TreePlan> = fc.record({
  files: fc.array(plan, { minLength: 1, maxLength: 6 }),
  links: fc.array(fc.constantFrom(...links), { maxLength: 2 }),
});

/** Places for a file: CloudTrail's own, and names that mean something to a shell, to SQL, to DuckDB, to a terminal. */
const folders: readonly string[] = [
  ...[
    "",
    "plain",
    "it's",
    'a "b"',
    "new\nline",
    "glob*[a-z]?{x}",
    "back\\slash",
    "\u001b[31mred",
    "\u202egnp",
  ],
  ...["Records=1/filename=2", "%s/$HOME/`id`", "日本 語"],
];

function pathOf(name: string, index: number, { place, damage, where }: Plan, gz: boolean): string {
  if (gz && damage !== "compressed, and not named so" && where < 0.5) {
    return deliveredAt(`2026-11-${String(1 + place).padStart(2, "0")}T00:15:00Z`, `${name}file${index}`);
  }
  return join(
    folders[place % folders.length] ?? "",
    `${index}${place % 2 ? "'*?[" : ""}.json${gz ? ".gz" : ""}`,
  );
}

/**
 * Writes the folder of a plan and gives the truth of it.
 * @param name letters and digits that tell its events and files from those of other folders
 */
export function writeTree(root: string, name: string, { files, links: linked }: TreePlan): Truth {
  const shown = new Set<string>();
  const named = new Map<string, readonly RegExp[]>();
  const write = (path: string, content: Buffer) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  const add = (path: string, file: DamagedFile) => {
    write(path, file.content);
    for (const record of file.records) shown.add(record.shown);
    if (file.reasons.length > 0) named.set(path, file.reasons);
  };
  files.forEach((each, index) => {
    const records = each.records.map(([oddity, choice], at) =>
      oddRecord(oddity, `${name}-${index}-${at}`, choice),
    );
    const file = damaged(each.damage, records, each.where);
    add(pathOf(name, index, each, file.gz), file);
    // an event without an id cannot be told from its copy
    const recognised = (some: readonly OddRecord[]) => some.every(({ json }) => /"eventID":[^n]/.test(json));
    if (each.again && recognised(file.records)) add(`again/${index}.json${file.gz ? ".gz" : ""}`, file);
    const clean = file.records.filter(({ loses }) => loses === undefined);
    if (each.eventsAgain && recognised(clean) && clean.length > 0) {
      add(`copies/${index}.json`, damaged("not compressed", clean, 0));
    }
  });
  // a folder without a log is an error of its own
  add("last.json", damaged("not compressed", [oddRecord("nothing", `${name}-last`, 0)], 0));
  linked.forEach((kind, index) => link(root, kind, `link${index}.json`, named));
  return { shown: [...shown].sort(), named };
}

function link(
  root: string,
  kind: TreePlan["links"][number],
  name: string,
  named: Map<string, readonly RegExp[]>,
): void {
  const targets = {
    none: undefined,
    "to itself": name,
    "to nothing": "missing.json",
    "to its folder": ".",
    "to another's folder": "again",
    "to a file": "last.json",
  };
  const target = targets[kind];
  if (target === undefined) return;
  if (kind === "to another's folder") mkdirSync(join(root, target), { recursive: true });
  symlinkSync(target, join(root, name));
  if (kind === "to itself") named.set(name, [/a symbolic link that leads to itself/]);
  if (kind === "to nothing") named.set(name, [/a symbolic link to nothing/]);
}
