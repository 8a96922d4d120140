import { existsSync, lstatSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import {
  ExitCode,
  UserError,
  initBucketEmpty,
  initCannotWrite,
  initDone,
  initIsFolder,
  initIsYaml,
  initNeeds,
  initStopped,
  initWouldOverwrite,
  program,
} from "../errors";
import { configuredFiles, defaultSettingsFile } from "../settings/defaultFile";
import {
  beside,
  faultsOfAnswers,
  firstSettingsFile,
  type FirstAnswers,
  namesIn,
  questions,
} from "../settings/first";
import { schemaFile } from "../settings/jsonSchema";
import { shellWord } from "../shellWord";
import { systemErrorIn } from "../temporary";
import { Asker, type Ending } from "./asker";
import { harmlessLines } from "./format/harmless";
import type { Io } from "./io";
import { tell } from "./telling";
import { usualRegion, usualTimeZone } from "./usual";

export type InitFlags = Partial<Omit<FirstAnswers, "buckets">> & {
  readonly bucket?: readonly string[];
  readonly force?: boolean;
};

/** Writes a first settings file and says what comes next. */
export async function writeFirstFile(file: string, flags: InitFlags, io: Io): Promise<void> {
  const path = resolve(io.cwd, file);
  const hadFile = () => orRefused(file, () => mayBeReplaced(path, file, flags.force === true));
  hadFile();
  const given = await answers(file, flags, io);
  // while somebody answered, another may have written it
  const isReplaced = hadFile();
  orRefused(file, () => writeWhole(path, firstSettingsFile(given, schemaReference(path))));
  tell(io.stdout, nextSteps(file, path, given.name, isReplaced, io));
}

/** Whether there is a file already. Throws UserError where it is to be left as it is. */
function mayBeReplaced(path: string, file: string, force: boolean): boolean {
  checkName(path, file);
  const hadFile = isThere(path);
  if (hadFile && !force) throw new UserError([initWouldOverwrite(file)]);
  return hadFile;
}

/** Throws UserError for a folder, and for a name that says that something else than YAML is in the file. */
function checkName(path: string, file: string): void {
  const call = (other: string) => `${program.name} init ${shellWord(other)}`;
  if (/[\\/]$/.test(file) || statSync(path, { throwIfNoEntry: false })?.isDirectory() === true)
    throw new UserError([initIsFolder(file, call(join(file, defaultSettingsFile)))]);
  const [ending] = /\.(?:json[5c]?|toml|tf|hcl)$/i.exec(file) ?? [];
  if (ending === undefined) return;
  const yaml = `${file.slice(0, -ending.length)}.yaml`;
  const toJson = `${program.name} settings ${shellWord(yaml)} --format json`;
  throw new UserError([initIsYaml(file, call(yaml), /json/i.test(ending) ? toJson : undefined)]);
}

function orRefused<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const refused = systemErrorIn(error);
    throw refused === undefined ? error : initCannotWrite(file, refused);
  }
}

/** The flags' answers; on a terminal, with some of the needed ones missing, all that were not given are asked for. */
async function answers(file: string, { bucket, ...flags }: InitFlags, io: Io): Promise<FirstAnswers> {
  const { name, region } = flags;
  const buckets = bucket === undefined ? undefined : namesIn(bucket);
  if (buckets?.length === 0) throw new UserError([initBucketEmpty()]);
  if (name !== undefined && region !== undefined && buckets !== undefined) {
    return { ...flags, name, region, buckets };
  }
  if (!io.stdin.isTTY || !io.stdout.isTTY) {
    const needed = { "--name": name, "--region": region, "--bucket": buckets };
    throw new UserError([
      initNeeds(Object.entries(needed).flatMap(([flag, value]) => (value === undefined ? [flag] : []))),
    ]);
  }
  const given = { ...flags, ...(buckets !== undefined && { buckets }) };
  const faults = faultsOfAnswers(given);
  if (faults.length > 0) throw new UserError(faults);
  const stop = (how: Ending) =>
    new UserError([initStopped(file)], how === "interrupted" ? ExitCode.interrupted : ExitCode.usage);
  // found out while the first question is answered
  const usual = region === undefined ? usualRegion(io.env) : {};
  const asker = new Asker(io, stop);
  try {
    const withName = { ...given, name: name ?? (await asker.ask(beside(given, "name", questions.name))) };
    return {
      ...withName,
      region: region ?? (await asker.ask({ ...questions.region, ...(await usual) })),
      buckets: buckets ?? (await asker.ask(beside(withName, "buckets", questions.buckets))),
      create: flags.create ?? !(await asker.ask(questions.exist)),
      record: flags.record ?? (await asker.ask(questions.record)),
      timeZone: flags.timeZone ?? (await askTimeZone(asker, io)),
    };
  } finally {
    asker.close();
  }
}

function askTimeZone(asker: Asker, io: Io): Promise<string> {
  const { why, ...offered } = usualTimeZone();
  if (why !== undefined) tell(io.stdout, `  ${why}\n`);
  return asker.ask({ ...questions.timeZone, ...offered });
}

const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

/**
 * How the file's first line names the schema: from the file's own folder, because editors resolve it from there;
 * whole where no relative path leads to it (another drive). They read it up to the first blank and take a `#` for the
 * end of a path, so that one with such characters is written as a URL.
 */
function schemaReference(path: string): string {
  const folder = dirname(path);
  const from = isThere(folder) ? realpathSync(folder) : folder;
  const schema = realpathSync(schemaFile);
  const reference = relative(from, schema).split(sep).join("/");
  if (/[\s#%?]/.test(reference)) return pathToFileURL(schema).href;
  return reference.startsWith(".") || /^\w:/.test(reference) ? reference : `./${reference}`;
}

/** Writes the text beside its place and moves it there, so that no half a file is ever seen. */
function writeWhole(path: string, text: string): void {
  const draft = resolve(dirname(path), `.s3-audit-${process.pid}.tmp`);
  try {
    writeFileSync(draft, text, { flag: "wx" });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

function nextSteps(file: string, path: string, name: string, hadFile: boolean, io: Io): string {
  const isClone = existsSync(resolve(io.cwd, "cdktf.json"));
  const configured = configuredFiles(io.env["AUDIT_CONFIG"]).map((one) => resolve(io.cwd, one));
  const isMeant = isClone && configured.length === 1 && configured[0] === path;
  const prefix = isMeant ? "" : `AUDIT_CONFIG=${shellWord(isClone ? file : path)} `;
  return harmlessLines(initDone(file, { hadFile, isClone, prefix, name }));
}
