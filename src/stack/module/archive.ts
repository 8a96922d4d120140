import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { create, list } from "tar";
import { kilobytes, tell, writeGenerated } from "../../generated";
import { folder, moduleFiles } from "./generate";

const { version } = JSON.parse(readFileSync(resolve(folder, "..", "package.json"), "utf8")) as {
  version: string;
};

/** As private registries name a module: `terraform-PROVIDER-NAME`. */
export const archiveName = `terraform-aws-s3-object-audit-${version}.tar.gz`;

/**
 * Writes the archive that a private registry takes for one version of a module (Terraform Cloud API, "Upload a module
 * version"): the module's files at its root. The same files give the same bytes.
 */
export async function writeArchive(into: string): Promise<string> {
  const file = join(into, archiveName);
  const kept = readdirSync(folder).filter((name) => !name.startsWith(".terraform"));
  await create({ gzip: true, file, cwd: folder, portable: true, mtime: new Date(0) }, kept.sort());
  return file;
}

/** Makes the module, writes the archive and says what is in it. */
async function main(into: string): Promise<void> {
  const made = writeGenerated(dirname(folder), moduleFiles());
  const place = join(into, archiveName);
  const before = existsSync(place) ? readFileSync(place) : undefined;
  const archive = readFileSync(await writeArchive(into));
  const files: string[] = [];
  await list({ file: place, onReadEntry: ({ type, path }) => type === "File" && files.push(path) });
  const named = `${relative(".", place)} (${kilobytes(archive.length)}, ${files.length} files)`;
  tell([...made, before?.equals(archive) === true ? `${named} is already up to date` : `wrote ${named}`]);
}

if (require.main === module) void main(process.argv[2] ?? ".");
