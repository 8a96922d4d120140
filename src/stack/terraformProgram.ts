import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { UserError, terraformIsMissing, terraformIsTooOld } from "../errors";
import type { Settings } from "../settings/settings";
import { isOlder, terraformVersion } from "../terraformVersion";
import { terraformFor } from "./backend";
import { requiredTerraform } from "./versions";

/** Commands of cdktf that call Terraform behind the synth. */
const callers = ["deploy", "apply", "diff", "plan", "destroy", "output", "watch"];

/**
 * Throws UserError where a command of cdktf would call a Terraform that is not there or too old: cdktf itself would say
 * `execvp(3) failed`. A synth alone needs none. cdktf does not tell its program which command it runs: the processes
 * above this one do; where they cannot be seen, nothing is said.
 */
export function checkTerraform(
  settings: readonly Settings[],
  env: Readonly<Record<string, string | undefined>>,
): void {
  if (env["CDKTF_OUTDIR"] === undefined || !callers.includes(cdktfCommand() ?? "")) return;
  const binary = env["TERRAFORM_BINARY_NAME"] ?? "terraform";
  const needed = settings
    .map(({ backend }) => (terraformFor(backend) ?? requiredTerraform).replace(/^>= /, ""))
    .reduce((one, other) => (isOlder(one, other) ? other : one), "0");
  const told = spawnSync(binary, ["version", "-json"], {
    encoding: "utf8",
    timeout: 30_000,
    env: { ...env, CHECKPOINT_DISABLE: "1" },
  });
  if ((told.error as NodeJS.ErrnoException | undefined)?.code === "ENOENT") {
    throw new UserError([terraformIsMissing(binary, needed)]);
  }
  const version = terraformVersion(told.stdout ?? "");
  if (version !== undefined && isOlder(version, needed)) {
    throw new UserError([terraformIsTooOld(binary, version, needed)]);
  }
}

/** `deploy` of `node …/cdktf deploy my-audit`, the process that had this one started through a shell. */
function cdktfCommand(): string | undefined {
  let pid = process.ppid;
  for (let level = 0; level < 4 && pid > 1; level += 1) {
    const seen = processOf(pid);
    if (seen === undefined) return undefined;
    const at = seen.words.findIndex((word) => /^cdkt[fn](\.js)?$/.test(basename(word)));
    if (at >= 0) return seen.words.slice(at + 1).find((word) => !word.startsWith("-"));
    pid = seen.parent;
  }
  return undefined;
}

function processOf(pid: number): { readonly parent: number; readonly words: readonly string[] } | undefined {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    // the name of the program, in brackets, can hold anything
    const [, parent] = /^.*\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
    return { parent: Number(parent), words };
  } catch {
    return psOf(pid);
  }
}

/** Where there is no /proc: macOS. */
function psOf(pid: number): { readonly parent: number; readonly words: readonly string[] } | undefined {
  try {
    const told = execFileSync("ps", ["-o", "ppid=,args=", "-p", String(pid)], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [parent, ...words] = told.trim().split(/\s+/);
    return { parent: Number(parent), words };
  } catch {
    return undefined;
  }
}
