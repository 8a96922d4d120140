import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Finding } from "./finding";
import { cacheFolder } from "./terraform";

export interface Python {
  readonly binary: string;
}

const oldestMinor = 10;
const candidates = ["python3", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10"];

/** Looks for a Python that can make virtual environments. */
export function findPython(): Finding<Python> {
  const usable = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, " + oldestMinor + "))";
  const binary = candidates.find((name) => spawnSync(name, ["-c", usable], { stdio: "ignore" }).status === 0);
  if (binary !== undefined) return { kind: "ready", binary };
  return {
    kind: "missing",
    why: `There is no Python 3.${oldestMinor} or newer with the modules venv and ensurepip.`,
    install: `Python 3.${oldestMinor} or newer with venv (on Debian and Ubuntu the package python3-venv)`,
  };
}

/**
 * Makes the virtual environment of a requirements file, or takes the one made for the same requirements before.
 * @returns its Python
 */
export function virtualEnvironment({ binary }: Python, requirements: string): string {
  const hash = createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 12);
  const folder = join(cacheFolder, `python-${hash}`);
  const python = join(folder, "bin", "python");
  const complete = join(folder, "complete");
  if (existsSync(complete) && spawnSync(python, ["-c", ""]).status === 0) return python;

  rmSync(folder, { recursive: true, force: true });
  execFileSync(binary, ["-m", "venv", folder], { stdio: "pipe" });
  const install = [
    "-m",
    "pip",
    "install",
    "--quiet",
    "--disable-pip-version-check",
    "--no-deps",
    "-r",
    requirements,
  ];
  execFileSync(python, install, { stdio: "pipe", timeout: 600_000 });
  writeFileSync(complete, "");
  return python;
}
