import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { type Finding, ready } from "../support/finding";
import { findJdk, type Jdk } from "../support/jdk";
import { cacheFolder } from "../support/terraform";

const version = "476";
const archiveSha256 = "cfd5accde17e8ebd251eeeb78aed1f490e77bb3a164d95a0f454bf8a7c1cbd3f";
const downloadMegabytes = 821;
/** Pinned, so that the same Maven command runs everywhere. */
const dependencyPlugin = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1";
/** What this Trino's class files ask for. */
const minimumJdk = 24;

const cache = join(cacheFolder, "trino");
const installed = join(cache, version);
const markerIn = (folder: string): string => join(folder, "complete.json");

export interface TrinoInstallation {
  /** Holds `lib/` (the server) and `plugin/hive/`. */
  readonly home: string;
  readonly jdk: Jdk;
}

/** What running Trino needs of this machine. */
export function trinoTools(): readonly Finding<object>[] {
  return [findJdk(minimumJdk), findServerOrMaven()];
}

function findServerOrMaven(): Finding<object> {
  if (existsSync(markerIn(installed)) || hasMaven()) return { kind: "ready" };
  return {
    kind: "missing",
    why: `There is neither a Trino server in ${installed} nor Maven, which gets it.`,
    install: `Apache Maven (https://maven.apache.org/install.html; it gets Trino, ${downloadMegabytes} MB)`,
  };
}

/**
 * Gets the Trino server by Maven into `.cache/trino/` unless it is there, and keeps only the server and its Hive
 * connector. Throws with what to install where the machine lacks something.
 */
export async function installTrino(): Promise<TrinoInstallation> {
  const jdk = ready(findJdk(minimumJdk));
  ready(findServerOrMaven());
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
    throw new Error(
      `Maven could not get ${artifact}:\n${maven.stdout.slice(-2000)}${maven.stderr.slice(-2000)}`,
    );
  }
  return join(repository, `io/trino/trino-server/${version}/trino-server-${version}.tar.gz`);
}

async function verify(archive: string): Promise<void> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(archive), hash);
  const actual = hash.digest("hex");
  if (actual !== archiveSha256) {
    throw new Error(
      `${archive} has SHA-256 ${actual}, expected ${archiveSha256}: it is not what was tested with`,
    );
  }
}

/**
 * The archive stores a jar once and makes hard links of it in the other folders, so the Hive connector can only
 * be unpacked together with the jars that its links point to; the folders around those are deleted after.
 */
function unpack(archive: string, work: string): string {
  const root = `trino-server-${version}`;
  const hive = `${root}/plugin/hive/`;
  // a quarter of the whole, for file systems that need Hadoop
  const hadoop = `${hive}hdfs/`;
  const listing = execFileSync("tar", ["-tvzf", archive], { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  const linked = [...listing.matchAll(/ (\S+) link to (\S+)$/gm)]
    .filter(([, link]) => link?.startsWith(hive) && !link.startsWith(hadoop))
    .map(([, , target]) => target ?? "")
    .filter((target) => !target.startsWith(`${root}/lib/`));
  const wanted = join(work, "wanted");
  writeFileSync(wanted, [`${root}/lib`, hive.slice(0, -1), ...new Set(linked)].join("\n"));
  const exclude = `--exclude=${hadoop.slice(0, -1)}`;
  execFileSync("tar", ["-xzf", archive, "-C", work, exclude, "-T", wanted], {
    stdio: ["ignore", "ignore", "pipe"],
  });
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
    ({ home, jdk }) =>
      process.stdout.write(`Trino ${version} in ${home}, Java ${jdk.feature} in ${jdk.home}\n`),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 1;
    },
  );
}
