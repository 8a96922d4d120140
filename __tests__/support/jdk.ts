import { accessSync, constants, readFileSync, readdirSync, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import type { Finding } from "./finding";

export interface Jdk {
  /** The folder that holds `bin/java`. */
  readonly home: string;
  /** The feature release: 25 of `25.0.3`. */
  readonly feature: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The first JDK that is new enough: `JAVA_HOME`, then `java` on the PATH, then the folders in which
 * distributions and version managers keep theirs, the oldest sufficient release first: a server is tested
 * with the releases of its own time. Versions are read from each home's `release` file; nothing is started.
 */
export function findJdk(minimum: number, environment: Environment = process.env): Finding<Jdk> {
  const asked = [environment["JAVA_HOME"] ?? "", ...javaOnPath(environment["PATH"] ?? "")];
  const installed = usualHomes(environment["HOME"] ?? homedir())
    .flatMap(jdkAt)
    .sort((one, other) => one.feature - other.feature);
  const jdk = [...asked.flatMap(jdkAt), ...installed].find(({ feature }) => feature >= minimum);
  if (jdk !== undefined) return { kind: "ready", ...jdk };
  return {
    kind: "missing",
    why: `There is no JDK of release ${minimum} or newer in JAVA_HOME, on the PATH or where they are usually kept.`,
    install: `a JDK of release ${minimum} or newer, such as Temurin 25 (https://adoptium.net)`,
  };
}

function jdkAt(home: string): Jdk[] {
  if (home === "" || !isExecutable(join(home, "bin", "java"))) return [];
  try {
    const version = /^JAVA_VERSION="(\d+)/m.exec(readFileSync(join(home, "release"), "utf8"))?.[1];
    return version === undefined ? [] : [{ home, feature: Number(version) }];
  } catch {
    return [];
  }
}

function javaOnPath(path: string): string[] {
  return path
    .split(delimiter)
    .map((folder) => join(folder, "java"))
    .filter(isExecutable)
    .map((java) => dirname(dirname(realpathSync(java))));
}

function usualHomes(userHome: string): string[] {
  const collections = [
    "/usr/lib/jvm",
    "/usr/local/lib/jvm",
    "/usr/java",
    "/opt",
    "/opt/java",
    join(userHome, ".sdkman/candidates/java"),
    join(userHome, ".jdks"),
    join(userHome, ".local/share/mise/installs/java"),
    join(userHome, ".asdf/installs/java"),
  ];
  const onMac = ["/Library/Java/JavaVirtualMachines", join(userHome, "Library/Java/JavaVirtualMachines")];
  return [
    ...collections.flatMap(foldersIn),
    ...onMac.flatMap(foldersIn).map((it) => join(it, "Contents/Home")),
  ];
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    return [];
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
