import { lstatSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { initCannotWrite, initNeeds, initStopped, initWouldOverwrite, UserError } from "../errors";
import { defaultSettingsFile } from "../settings/defaultFile";
import { firstSettingsFile, type FirstAnswers, questions } from "../settings/first";
import { schemaFile } from "../settings/jsonSchema";
import { isOfSystem } from "../temporary";
import { Asker } from "./asker";
import type { Io } from "./io";
import { tell } from "./telling";

export type InitFlags = Partial<Omit<FirstAnswers, "buckets">> & {
  readonly bucket?: readonly string[];
  readonly force?: boolean;
};

/** Writes a first settings file and says what comes next. */
export async function writeFirstFile(file: string, flags: InitFlags, io: Io): Promise<void> {
  const path = resolve(io.cwd, file);
  const orRefused = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw isOfSystem(error) ? initCannotWrite(file, error) : error;
    }
  };
  if (!flags.force && orRefused(() => isThere(path))) throw new UserError([initWouldOverwrite(file)]);
  const given = await answers(flags, io);
  orRefused(() => writeWhole(path, firstSettingsFile(given, schemaReference(path))));
  tell(io.stdout, nextStep(file));
}

/** The flags' answers; on a terminal, with some of the needed ones missing, all that were not given are asked for. */
async function answers({ bucket: buckets, ...flags }: InitFlags, io: Io): Promise<FirstAnswers> {
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
  const asker = new Asker(io, () => new UserError([initStopped()]));
  try {
    return {
      ...flags,
      name: name ?? (await asker.ask(questions.name)),
      region: region ?? (await asker.ask(questions.region)),
      buckets: buckets ?? (await asker.ask(questions.buckets)),
      create: flags.create ?? (await asker.ask(questions.create)),
      record: flags.record ?? (await asker.ask(questions.record)),
      timeZone: flags.timeZone ?? (await asker.ask(questions.timeZone)),
    };
  } finally {
    asker.close();
  }
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

function nextStep(file: string): string {
  const word = /^[\w./:@-]+$/.test(file) ? file : `'${file.replaceAll("'", `'\\''`)}'`;
  const [argument, config] = file === defaultSettingsFile ? ["", ""] : [` ${word}`, `AUDIT_CONFIG=${word} `];
  return [
    `Wrote ${file}.`,
    `Next: \`npx s3-audit settings${argument}\` shows every default, \`${config}npx cdktf diff\` what would be made.`,
    "",
  ].join("\n");
}
