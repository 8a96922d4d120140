import { normalize } from "node:path";
import * as say from "../errors";
import { partitionOf } from "../cloudtrail/regions";
import { allBucketEntries, ownBuckets, watchedBuckets } from "./checks";
import { type Fault, isUnknown, type Path, pathText, wrong } from "./fault";
import type { Settings } from "./settings";

/** Settings and the file they stand in. */
export interface FileSettings {
  readonly file: string;
  readonly settings: Settings;
}

/** A fault that shows only when several files are read at once. */
export interface FileFault {
  readonly file: string;
  readonly fault: Fault;
}

/** The rules over several files: each is a stack, and stacks of one program meet in one cloud. */
export function crossFileFaults(files: readonly FileSettings[]): FileFault[] {
  return files.flatMap((later, index) =>
    files.slice(0, index).flatMap((earlier) => pairFaults(earlier, later)),
  );
}

function pairFaults(earlier: FileSettings, later: FileSettings): FileFault[] {
  const [first, second] = [earlier.settings, later.settings];
  const inLater = (path: Path, value: string, why: string): FileFault => ({
    file: later.file,
    fault: wrong(path, value, why),
  });
  if (isUnknown(first.name) || isUnknown(second.name)) return [];
  // Names that grew from one `name` would all be the same: one sentence is enough.
  if (first.name === second.name) return [inLater(["name"], second.name, say.nameInTwoFiles(earlier.file))];
  const sameState = stateFaults(earlier, later);
  if (partitionOf(first.region) !== partitionOf(second.region)) return sameState;
  return [
    ...sameState,
    ...createdBuckets(second).flatMap(([path, bucket]) =>
      createdBuckets(first)
        .filter(([, other]) => other === bucket)
        .map(([otherPath]) =>
          inLater(path, bucket, say.bucketCreatedTwice(earlier.file, pathText(otherPath))),
        ),
    ),
    ...namesInAccountAndRegion(second).flatMap(([path, name], index) =>
      isSameAccount(first, second) &&
      first.region === second.region &&
      namesInAccountAndRegion(first)[index]?.[1] === name
        ? [inLater(path, name, say.nameTakenByOtherFile(earlier.file))]
        : [],
    ),
    ...watchedOver(earlier, later),
    ...watchedOver(later, earlier),
  ];
}

const isSameAccount = (a: Settings, b: Settings): boolean =>
  a.accountId !== undefined && a.accountId === b.accountId;
const areOtherAccounts = (a: Settings, b: Settings): boolean =>
  a.accountId !== undefined && b.accountId !== undefined && a.accountId !== b.accountId;

function createdBuckets(settings: Settings): [Path, string][] {
  const { logBucket, athena } = settings;
  const created: [Path, string][] = [
    ...watchedBuckets(settings)
      .filter(([, { create }]) => create)
      .map(([index, { bucket }]): [Path, string] => [["watch", index, "bucket"], bucket]),
    ...(logBucket.create ? [[["logBucket", "name"], logBucket.name] satisfies [Path, string]] : []),
    ...(athena.resultBucket.create
      ? [[["athena", "resultBucket", "name"], athena.resultBucket.name] satisfies [Path, string]]
      : []),
  ];
  return created.filter(([, bucket]) => !isUnknown(bucket));
}

const namesInAccountAndRegion = ({ trail, athena }: Settings): [Path, string][] => [
  [["trail", "name"], trail.name],
  [["athena", "database"], athena.database],
  [["athena", "workgroup"], athena.workgroup],
];

/** Two stacks in one state: each run would destroy what the other stack made. */
function stateFaults(earlier: FileSettings, later: FileSettings): FileFault[] {
  const [first, second] = [stateOf(earlier.settings), stateOf(later.settings)];
  if (first === undefined || second === undefined || first.id !== second.id) return [];
  const fault = wrong(second.path, second.value, say.stateTakenByOtherFile(second.what, earlier.file));
  return [{ file: later.file, fault }];
}

/** What tells one state from another, and the field that says it; undefined where Terraform is told at each run. */
function stateOf({ backend }: Settings): { id: string; path: Path; value: string; what: string } | undefined {
  switch (backend.type) {
    case "local":
      return {
        id: `file ${normalize(backend.path)}`,
        path: ["backend", "path"],
        value: backend.path,
        what: "file",
      };
    case "s3": {
      const { bucket, key } = backend;
      return { id: `s3 ${bucket} ${key}`, path: ["backend", "key"], value: key, what: "object" };
    }
    case "cloud": {
      const { hostname, organization, workspace } = backend;
      if (workspace === undefined) return undefined;
      // names differ by more than the case of their letters
      const id = `cloud ${hostname} ${organization} ${workspace}`.toLowerCase();
      return { id, path: ["backend", "workspace"], value: workspace, what: "workspace" };
    }
  }
}

/** Where one file watches the log or result bucket of another: two that do so record each other without end. */
function watchedOver(watching: FileSettings, writing: FileSettings): FileFault[] {
  const { file, settings } = watching;
  const others = ownBuckets(writing.settings).filter(([, bucket]) => !isUnknown(bucket));
  const named = watchedBuckets(settings).flatMap(([index, { bucket }]) =>
    others
      .filter(([, other]) => other === bucket)
      .map(([what]) =>
        wrong(["watch", index, "bucket"], bucket, say.watchesBucketOfOtherFile(what, writing.file)),
      ),
  );
  const isInReach =
    !areOtherAccounts(settings, writing.settings) &&
    (settings.trail.multiRegion || settings.region === writing.settings.region);
  const among = !isInReach
    ? []
    : allBucketEntries(settings).flatMap(([index, { except }]) =>
        others
          .filter(([, other]) => !except.includes(other))
          .map(([what, other]) =>
            wrong(["watch", index, "allBuckets"], true, say.allBucketsOfOtherFile(what, other, writing.file)),
          ),
      );
  return [...named, ...among].map((fault) => ({ file, fault }));
}
