import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { createReadStream, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { findJdk, type Jdk } from "../support/jdk";

const version = "476";
const archiveSha256 = "cfd5accde17e8ebd251eeeb78aed1f490e77bb3a164d95a0f454bf8a7c1cbd3f";
const downloadMegabytes = 821;
/** Pinned, so that the same Maven command runs everywhere. */
const dependencyPlugin = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1";
/** What this Trino's class files ask for. */
const minimumJdk = 24;

const cache = resolve(__dirname, "../../.cache/trino");
const installed = join(cache, version);
const markerIn = (folder: string): string => join(folder, "complete.json");

export interface TrinoInstallation {
  /** Holds `lib/` (the server) and `plugin/hive/`. */
  readonly home: string;
  readonly jdk: Jdk;
}

/** What this machine lacks for running Trino, each with what to install; empty: nothing. */
export function missingForTrino(): string[] {
  const missing: string[] = [];
  if (findJdk(minimumJdk) === undefined) {
    missing.push(`a JDK of release ${minimumJdk} or newer (set JAVA_HOME, or install Temurin 25: https://adoptium.net)`);
  }
  if (!existsSync(markerIn(installed)) && !hasMaven()) {
    missing.push(`Apache Maven, which gets the Trino server (${downloadMegabytes} MB; put mvn on the PATH)`);
  }
  return missing;
}

/**
 * Gets the Trino server by Maven into `.cache/trino/` unless it is there, and keeps only the server and its
 * Hive connector. Throws with what to install where the machine lacks something.
 */
export async function installTrino(): Promise<TrinoInstallation> {
  const missing = missingForTrino();
  const jdk = findJdk(minimumJdk);
  if (jdk === undefined || missing.length > 0) throw new Error(`Trino needs ${missing.join(", and ")}`);
  if (!existsSync(markerIn(installed))) await downloadAndUnpack(jdk);
  return { home: installed, jdk };
}

async function downloadAndUnpack(jdk: Jdk): Promise<void> {
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, "unfinished-"));
  try {
    const archive = download(work, jdk);
    await verify(archive);
    const home = unpack(archive, work);
    writeFileSync(markerIn(home), `${JSON.stringify({ version, archiveSha256 })}\n`);
    renameSync(home, installed);
  } catch (error) {
    // two suites may install at once: the later one finds the folder taken, which is as good
    if (!existsSync(markerIn(installed))) throw error;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** A repository of its own inside `work`, so that the archive does not stay in the user's Maven repository. */
function download(work: string, jdk: Jdk): string {
  const repository = join(work, "repository");
  const artifact = `io.trino:trino-server:${version}:tar.gz`;
  const maven = spawnSync(
    "mvn",
    [
      ...["--batch-mode", "--no-transfer-progress", "--strict-checksums", `${dependencyPlugin}:get`],
      ...[`-Dartifact=${artifact}`, "-Dtransitive=false", `-Dmaven.repo.local=${repository}`],
    ],
    // no pom.xml of a folder above may have a say
    { cwd: work, encoding: "utf8", env: { ...process.env, JAVA_HOME: jdk.home } },
  );
  if (maven.status !== 0) {
    throw new Error(`Maven could not get ${artifact}:\n${maven.stdout.slice(-2000)}${maven.stderr.slice(-2000)}`);
  }
  return join(repository, `io/trino/trino-server/${version}/trino-server-${version}.tar.gz`);
}

async function verify(archive: string): Promise<void> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(archive), hash);
  const actual = hash.digest("hex");
  if (actual !== archiveSha256) {
    throw new Error(`${archive} has SHA-256 ${actual}, expected ${archiveSha256}: it is not what was tested with`);
  }
}

/**
 * The archive stores a jar once and makes hard links of it in the other folders, so the Hive connector can only
 * be unpacked together with the jars that its links point to; the folders around those are deleted after.
 */
function unpack(archive: string, work: string): string {
  const root = `trino-server-${version}`;
  const hive = `${root}/plugin/hive/`;
  const listing = execFileSync("tar", ["-tvzf", archive], { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  const linked = [...listing.matchAll(/ (\S+) link to (\S+)$/gm)]
    .filter(([, link]) => link?.startsWith(hive))
    .map(([, , target]) => target ?? "")
    .filter((target) => !target.startsWith(`${root}/lib/`));
  const wanted = join(work, "wanted");
  writeFileSync(wanted, [`${root}/lib`, hive.slice(0, -1), ...new Set(linked)].join("\n"));
  execFileSync("tar", ["-xzf", archive, "-C", work, "-T", wanted], { stdio: ["ignore", "ignore", "pipe"] });
  const [unpacked, home] = [join(work, root), join(work, "home")];
  mkdirSync(join(home, "plugin"), { recursive: true });
  renameSync(join(unpacked, "lib"), join(home, "lib"));
  renameSync(join(unpacked, "plugin", "hive"), join(home, "plugin", "hive"));
  return home;
}

function hasMaven(): boolean {
  return spawnSync("mvn", ["--version"], { stdio: "ignore" }).status === 0;
}

if (require.main === module) {
  installTrino().then(
    ({ home, jdk }) => process.stdout.write(`Trino ${version} in ${home}, Java ${jdk.feature} in ${jdk.home}\n`),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 1;
    },
  );
}
