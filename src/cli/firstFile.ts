import { existsSync, lstatSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, relative, resolve, sep } from "node:path";
import {
  ExitCode,
  UserError,
  initCannotWrite,
  initDone,
  initNeeds,
  initStopped,
  initWouldOverwrite,
} from "../errors";
import { configuredFiles } from "../settings/defaultFile";
import { firstSettingsFile, type FirstAnswers, questions } from "../settings/first";
import { schemaFile } from "../settings/jsonSchema";
import { shellWord } from "../shellWord";
import { Asker, type Ending } from "./asker";
import { harmlessLines } from "./format/harmless";
import type { Io } from "./io";
import { usualRegion, usualTimeZone } from "./usual";

export type InitFlags = Partial<Omit<FirstAnswers, "buckets">> & {
  readonly bucket?: readonly string[];
  readonly force?: boolean;
};

/** Writes a first settings file and says what comes next. */
export async function writeFirstFile(file: string, flags: InitFlags, io: Io): Promise<void> {
  const path = resolve(io.cwd, file);
  const refuse = (): boolean => {
    const hadFile = isThere(path);
    if (hadFile && flags.force !== true) throw new UserError([initWouldOverwrite(file)]);
    return hadFile;
  };
  refuse();
  const given = await answers(file, flags, io);
  const text = firstSettingsFile(given, schemaReference(path));
  // while somebody answered, another may have written it
  const hadFile = refuse();
  writeWhole(path, file, text);
  io.stdout.write(nextSteps(file, path, given.name, hadFile, io));
}

/** The flags' answers; on a terminal, with some of the needed ones missing, all that were not given are asked for. */
async function answers(
  file: string,
  { bucket: buckets, ...flags }: InitFlags,
  io: Io,
): Promise<FirstAnswers> {
  const { name, region } = flags;
  if (name !== undefined && region !== undefined && buckets !== undefined) {
    return { ...flags, name, region, buckets };
  }
  if (!io.stdin.isTTY || !io.stdout.isTTY) {
    const needed = { "--name": name, "--region": region, "--bucket": buckets };
    throw new UserError([
      initNeeds(Object.entries(needed).flatMap(([flag, value]) => (value === undefined ? [flag] : []))),
    ]);
  }
  const stop = (how: Ending) =>
    new UserError([initStopped(file)], how === "interrupted" ? ExitCode.interrupted : ExitCode.usage);
  // found out while the first question is answered
  const usual = region === undefined ? usualRegion(io.env) : {};
  const asker = new Asker(io, stop);
  try {
    return {
      ...flags,
      name: name ?? (await asker.ask(questions.name)),
      region: region ?? (await asker.ask({ ...questions.region, ...(await usual) })),
      buckets: buckets ?? (await asker.ask(questions.buckets)),
      create: flags.create ?? !(await asker.ask(questions.exist)),
      record: flags.record ?? (await asker.ask(questions.record)),
      timeZone: flags.timeZone ?? (await asker.ask({ ...questions.timeZone, ...usualTimeZone() })),
    };
  } finally {
    asker.close();
  }
}

const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

/**
 * How the file's first line names the schema: from the file's own folder, because editors resolve it from there;
 * whole where no relative path leads to it (another drive).
 */
function schemaReference(path: string): string {
  const folder = dirname(path);
  const from = isThere(folder) ? realpathSync(folder) : folder;
  const reference = relative(from, realpathSync(schemaFile)).split(sep).join("/");
  return reference.startsWith(".") || /^\w:/.test(reference) ? reference : `./${reference}`;
}

/** Writes the text beside its place and moves it there, so that no half a file is ever seen. */
function writeWhole(path: string, file: string, text: string): void {
  const draft = resolve(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    writeFileSync(draft, text, { flag: "wx" });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    const { code } = error as NodeJS.ErrnoException;
    throw new UserError([initCannotWrite(file, code ?? String(error))]);
  }
}

function nextSteps(file: string, path: string, name: string, hadFile: boolean, io: Io): string {
  const isClone = existsSync(resolve(io.cwd, "cdktf.json"));
  const configured = configuredFiles(io.env["AUDIT_CONFIG"]).map((one) => resolve(io.cwd, one));
  const isMeant = isClone && configured.length === 1 && configured[0] === path;
  const prefix = isMeant ? "" : `AUDIT_CONFIG=${shellWord(isClone ? file : path)} `;
  return harmlessLines(initDone(file, { hadFile, isClone, prefix, name }));
}
