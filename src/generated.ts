import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { ExitCode, UserError } from "./errors";
import { endOfOutput } from "./standardOutput";

/** A file that is made from the sources: where it is, and all that stands in it. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

/** No more files of one kind are told one by one. */
const mostNamed = 4;

export const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

/**
 * Writes files that are made from the sources, those alone that are not so already.
 * @param root where their names are told from
 * @param owned a folder in which everything else is removed
 * @returns what was made, a line for each thing to tell
 */
export function writeGenerated(root: string, files: readonly GeneratedFile[], owned?: string): string[] {
  const isSame = ({ path, text }: GeneratedFile) => existsSync(path) && readFileSync(path, "utf8") === text;
  const same = files.filter(isSame);
  const written = files.filter((file) => !same.includes(file));
  for (const { path, text } of written) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  const kept = new Set(files.map(({ path }) => path));
  const gone = (owned === undefined ? [] : readdirSync(owned).map((name) => join(owned, name))).filter(
    (path) => !kept.has(path),
  );
  for (const path of gone) rmSync(path);
  const shown = ({ path, text }: GeneratedFile) =>
    `${relative(root, path)} (${kilobytes(Buffer.byteLength(text))})`;
  return [
    ...written.map((file) => `wrote ${shown(file)}`),
    ...gone.map((path) => `removed ${relative(root, path)}`),
    ...(same.length <= mostNamed
      ? same.map((file) => `${shown(file)} is already up to date`)
      : [
          `${same.length} ${written.length > 0 ? "other " : ""}files in ${relative(root, dirname(same[0]!.path))} ` +
            `(${kilobytes(same.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0))}) are already up to date`,
        ]),
  ];
}

/** Ends a script of `package.json` where its standard output takes nothing more. To be called once. */
export function endWithOutput(): void {
  const unwritable = ({ message, exitCode }: UserError): ExitCode => {
    process.stderr.write(`${message}\n`);
    return exitCode;
  };
  process.stdout.on("error", (error) => process.exit(endOfOutput(error, unwritable)));
}

/** For a script of `package.json`: what it made, on standard output. To be called once, when all is made. */
export function tell(lines: readonly string[]): void {
  endWithOutput();
  for (const line of lines) process.stdout.write(`${line}\n`);
}
