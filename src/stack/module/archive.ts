import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { create } from "tar";
import { folder } from "./generate";

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

if (require.main === module) void writeArchive(process.argv[2] ?? ".");
