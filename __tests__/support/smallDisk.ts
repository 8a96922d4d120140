import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { type Finding, findProgram } from "./finding";
import { script } from "./commandLine";

/** A mount of one's own, which nobody else sees and which is gone with the process; not only root may have one. */
const apart =
  process.getuid?.() === 0
    ? ["unshare", "--mount", "sh", "-c"]
    : ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"];

/** Whether a disk of a few kilobytes can be had: Linux has them in memory. */
export function findSmallDisks(): Finding<object> {
  const [command = "", ...args] = apart;
  const { status } = spawnSync(command, [...args, "mount -t tmpfs -o size=64k tmpfs /mnt"]);
  return status === 0
    ? { kind: "ready" }
    : { kind: "missing", why: "No disk can be mounted.", install: "unshare and mount, as on Linux" };
}

/** A device on which no byte has room. */
export const findFullDevice = (): Finding<object> =>
  existsSync("/dev/full")
    ? { kind: "ready" }
    : { kind: "missing", why: "There is no /dev/full.", install: "a system that has it, as Linux has" };

// root may write everywhere, unless it gives that up
const rights = "-dac_override,-dac_read_search";
/** A shell that may write only where rights say so. */
export const asAnybody =
  process.getuid?.() === 0
    ? ["setpriv", "--bounding-set", rights, "--inh-caps", rights, "sh", "-c"]
    : ["sh", "-c"];

export function findAnybody(): Finding<object> {
  const [command = "", ...args] = asAnybody;
  return spawnSync(command, [...args, "true"]).status === 0
    ? { kind: "ready" }
    : { kind: "missing", why: "Root cannot give up its rights.", install: "setpriv, as on Linux" };
}

/** What scripts of tests call beside ours. */
export function findCoreutils(): Finding<object> {
  const lacking = ["cp", "find", "head", "rm", "seq", "tr"].filter(
    (name) => findProgram(name).kind === "missing",
  );
  return lacking.length === 0
    ? { kind: "ready" }
    : { kind: "missing", why: `${lacking.join(", ")} is not on the PATH.`, install: "coreutils" };
}

/** What one command left. */
export interface Left {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a shell script, in which `s3-audit` is ours. */
export async function runShell(
  text: string,
  cwd: string,
  shell: readonly string[] = ["sh", "-c"],
): Promise<Left> {
  const [command = "", ...args] = shell;
  const child = spawn(command, [...args, `s3_audit() { "${process.execPath}" "${script}" "$@"; }\n${text}`], {
    cwd,
  });
  const seen = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk: Buffer) => (seen.stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (seen.stderr += chunk.toString()));
  const [exitCode] = (await once(child, "close")) as [number | null];
  return { exitCode, ...seen };
}

/**
 * Runs `s3_audit …` where the folder `disk` is a disk of its own.
 * @param size such as `64k`
 * @param before what is done on the disk before
 * @returns the command's end, and the files that are on the disk afterwards
 */
export async function onSmallDisk(
  size: string,
  before: string,
  command: string,
  cwd: string,
): Promise<Left & { readonly files: readonly string[] }> {
  const text = `
    mount -t tmpfs -o size=${size} tmpfs disk && { ${before}; } || exit 99
    ${command}
    code=$?
    echo; echo "-- on the disk"; cd disk && find . -type f
    exit $code`;
  const { stdout, ...left } = await runShell(text, cwd, apart);
  const [out = "", files = ""] = stdout.split("\n-- on the disk\n");
  return { ...left, stdout: out, files: files.split("\n").filter((name) => name !== "") };
}
