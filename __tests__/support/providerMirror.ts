import { existsSync, readFileSync, readdirSync, type Dirent } from "node:fs";
import { arch, platform } from "node:os";
import { join } from "node:path";

/**
 * Where a copy of the AWS provider lies on this machine. A mirror holds `registry.terraform.io/hashicorp/aws/` and in it
 * `VERSION/OS_ARCH/` (unpacked) or `terraform-provider-aws_VERSION_OS_ARCH.zip` (packed), as Terraform's documentation
 * says under "Provider installation".
 */

const provider = join("registry.terraform.io", "hashicorp", "aws");

/** `linux_amd64` and the like, as Go names them. */
export const providerPlatform = `${platform() === "win32" ? "windows" : platform()}_${arch() === "x64" ? "amd64" : arch()}`;

/** Whether a folder is a mirror with a version of the provider that the stack allows (5.100 to 6.x). */
export function isMirror(folder: string): boolean {
  return isUnpackedMirror(folder) || entriesOf(join(folder, provider)).some(isAllowedPackage);
}

/** Terraform links to what lies in such a mirror; from a packed one every `terraform init` unpacks 700 MB. */
export function isUnpackedMirror(folder: string): boolean {
  return entriesOf(join(folder, provider)).some(
    (version) => isAllowed(version) && existsSync(join(folder, provider, version, providerPlatform)),
  );
}

function isAllowedPackage(file: string): boolean {
  const [, version, machine] = /^terraform-provider-aws_([0-9.]+)_(.+)\.zip$/.exec(file) ?? [];
  return version !== undefined && isAllowed(version) && machine === providerPlatform;
}

function isAllowed(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major === 6 || (major === 5 && minor >= 100);
}

/** The mirror folders that the user's own Terraform CLI configuration names. */
export function configuredMirrors(configuration: string): string[] {
  const blocks = configuration.matchAll(/^[^#\n]*\bfilesystem_mirror\s*\{[^}]*?\bpath\s*=\s*"([^"]+)"/gm);
  return [...blocks].map(([, path = ""]) => path);
}

/** Terraform's CLI configuration of this user, if there is one. */
export function userConfiguration(env: NodeJS.ProcessEnv, home: string): string | undefined {
  return [env["TF_CLI_CONFIG_FILE"], join(home, ".terraformrc")].find(
    (file) => file !== undefined && existsSync(file),
  );
}

/** The folders in which Terraform itself looks for providers when nothing else is configured. */
export function impliedMirrors(home: string): string[] {
  return [
    join(home, ".terraform.d", "plugins"),
    join(home, ".local", "share", "terraform", "plugins"),
    join(home, "Library", "Application Support", "io.terraform", "plugins"),
    "/usr/local/share/terraform/plugins",
    "/usr/share/terraform/plugins",
  ];
}

/** Nothing of use lies there, and some of them have no end. */
const neverEntered = new Set(["proc", "sys", "dev", "run", "tmp", "lost+found", "node_modules", ".git"]);
const levels = 3;

/** The first mirror a few levels below one of the roots, nearest first. */
export function mirrorBelow(roots: readonly string[]): string | undefined {
  let level = roots.filter((root) => existsSync(root));
  for (let depth = 0; depth <= levels; depth++) {
    const mirror = level.find(isMirror);
    if (mirror !== undefined) return mirror;
    level = level.flatMap((folder) =>
      foldersIn(folder)
        .filter((name) => !neverEntered.has(name))
        .map((name) => join(folder, name)),
    );
  }
  return undefined;
}

function foldersIn(folder: string): string[] {
  return entries(folder)
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}

function entriesOf(folder: string): string[] {
  return entries(folder).map((entry) => entry.name);
}

function entries(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return []; // not there, or not ours to read
  }
}

/** A mirror that is on this machine already, the user's own word first. */
export function findMirror(
  env: NodeJS.ProcessEnv,
  home: string,
  roots: readonly string[],
): string | undefined {
  const configuration = userConfiguration(env, home);
  const named = configuration === undefined ? [] : configuredMirrors(readFileSync(configuration, "utf8"));
  return [...named, ...impliedMirrors(home)].find(isMirror) ?? mirrorBelow(roots);
}
