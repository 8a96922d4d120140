import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { leftIn, script } from "../support/commandLine";
import { describeWith, findProgram } from "../support/finding";
import { folderForCommands, settings } from "../support/everyCommand";
import { type LogFolder, deliveredAt, logText, record } from "../support/records";
import { S3StandIn } from "../support/s3StandIn";
import { findFullDevice, findSmallDisks, onSmallDisk, runShell } from "../support/smallDisk";

/** What a full disk, missing rights and a reader that leaves do to each command: never a stack trace, never an answer. */

let folder: LogFolder;
const here = (name: string) => join(folder.path, name);
beforeEach(() => {
  folder = folderForCommands();
  mkdirSync(here("disk"));
});
afterEach(() => folder.remove());

/** The others are a thorough test. */
const some = [
  "--help",
  "events --logs logs --limit all --format csv",
  "events --logs logs --count",
  "review plan.json",
];

describeWith([findFullDevice()], "standard output on a full disk", () => {
  test.each(some)("%s", async (args) => {
    const { exitCode, stderr } = await runShell(`s3_audit ${args} > /dev/full`, folder.path);
    expect(stderr).toBe(
      "Standard output cannot be written, and the output is incomplete: the disk is full. Make room there, or send " +
        "it elsewhere.\n",
    );
    expect(exitCode).toBe(4);
  });

  test("a sentence that cannot be told changes nothing about the exit code", async () => {
    expect(await runShell("s3_audit events --logs nowhere 2> /dev/full", folder.path)).toMatchObject({
      exitCode: 2,
    });
    expect(await runShell("s3_audit events --logs logs --count 2> /dev/full", folder.path)).toMatchObject({
      exitCode: 0,
      stdout: "400\n",
    });
  });

  test("a device named with -o is written to, and stays what it is", async () => {
    const args = "events --logs logs --limit all --format csv -o";
    expect(await runShell(`s3_audit ${args} /dev/full`, folder.path)).toMatchObject({
      exitCode: 4,
      stderr: expect.stringMatching(/^--output: \/dev\/full cannot be written: the disk is full\./) as string,
    });
    expect(lstatSync("/dev/full").isCharacterDevice()).toBe(true);
    const { stdout, exitCode } = await runShell(`s3_audit ${args} /dev/stdout | cat`, folder.path);
    expect([stdout.split("\n").length, exitCode]).toEqual([402, 0]);
    const parquet = await runShell("s3_audit events --logs logs --format parquet -o /dev/full", folder.path);
    expect(parquet).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("is not a file") as string,
    });
  });
});

describe("a reader that leaves", () => {
  test.each(some)("%s ends quietly, and not as if it had answered", async (args) => {
    const child = spawn(process.execPath, [script, ...args.split(" ")], { cwd: folder.path });
    child.stdout.destroy();
    let stderr = "";
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    const [code] = (await once(child, "close")) as [number];
    expect([code, stderr]).toEqual([141, ""]);
  });
});

describeWith([findSmallDisks()], "a full disk", () => {
  const events = "s3_audit events --logs logs --limit all --format";
  const fill = "head -c 1000000 /dev/zero > disk/ballast 2>/dev/null; true";
  const temporary = (sentence: string) =>
    `Temporary files cannot be written to ${here("disk")}: ${sentence}, or name another folder with TMPDIR=FOLDER ` +
    "before the command.\n";
  const full = "the disk is full. Make room there, or name another";

  test.each([
    ["a sample", "s3_audit sample -o disk/deep/s --events 5000", "No sample can be written to disk/deep/s: "],
    ["an answer in CSV", `${events} csv -o disk/a.csv`, "--output: disk/a.csv cannot be written: "],
    ["an answer in JSON", `${events} json -o disk/a.json`, "--output: disk/a.json cannot be written: "],
  ])("%s is not left in part", async (_, command, sentence) => {
    const { exitCode, stderr, files } = await onSmallDisk("16k", "true", command, folder.path);
    expect([stderr.startsWith(`${sentence}${full}`), stderr.split("\n").length]).toEqual([true, 2]);
    expect([exitCode, files]).toEqual([4, []]);
  });

  test.each([
    ["settings", `s3_audit init disk/a.yaml ${settings}`, "disk/a.yaml cannot be written: "],
    [
      "an answer in Parquet",
      `${events} parquet -o disk/a.parquet`,
      "--output: disk/a.parquet cannot be written: ",
    ],
  ])("without any room: %s", async (_, command, sentence) => {
    const { exitCode, stderr, files } = await onSmallDisk("16k", fill, command, folder.path);
    expect(stderr).toContain(`${sentence}${full}`);
    expect([exitCode, files, stderr.split("\n").length]).toEqual([4, ["./ballast"], 2]);
  });

  test("an earlier sample is left whole", async () => {
    const before = "s3_audit sample -o disk/s --events 20 --files 2 >/dev/null";
    const left = await onSmallDisk("64k", before, "s3_audit sample -o disk/s --events 9000", folder.path);
    expect(left.exitCode).toBe(4);
    expect(left.files).toHaveLength(3);
  });

  test("what standard output is in is told to be cut off, also where only its end had no room", async () => {
    const whole = (await runShell(`${events} csv`, folder.path)).stdout.length;
    const size = Math.floor((whole - 1) / 4096) * 4096;
    const { exitCode, stderr } = await onSmallDisk(
      `${size}`,
      "true",
      `${events} csv > disk/a.csv`,
      folder.path,
    );
    expect(stderr).toMatch(
      /^Standard output cannot be written, and the output is incomplete: the disk is full\./,
    );
    expect(exitCode).toBe(4);
  });

  test.each([
    ["a long list", `${events} csv`],
    ["Parquet on its way", `${events} parquet -o a.parquet`],
    ["copies of damaged logs", "s3_audit events --logs damaged.json --count"],
  ])("temporary files: %s", async (_, command) => {
    folder.write("damaged.json", logText(...Array.from({ length: 400 }, () => record())).slice(0, -20));
    const { exitCode, stdout, stderr, files } = await onSmallDisk(
      "16k",
      "true",
      `TMPDIR=${here("disk")} ${command.replace("s3_audit", `"${process.execPath}" "${script}"`)}`,
      folder.path,
    );
    expect(stderr).toBe(temporary("the disk is full. Make room there"));
    expect([exitCode, stdout.trim(), files]).toEqual([4, "", []]);
    expect(existsSync(here("a.parquet"))).toBe(false);
  });

  test("kept days", async () => {
    const before = `cp -r logs disk && ${fill}`;
    const { exitCode, stderr, files } = await onSmallDisk(
      "64k",
      before,
      "s3_audit cache --logs disk/logs",
      folder.path,
    );
    expect(stderr).toMatch(
      /^disk\/logs\/\.s3-audit-cache cannot be written: the disk is full\. Make room there, or do /,
    );
    expect(exitCode).toBe(4);
    expect(files.filter((name) => name.includes("cache"))).toEqual([]);
  });

  test("log files that are copied: none is left in part", async () => {
    const s3 = await S3StandIn.start("my-audit-log", 3);
    for (let file = 0; file < 9; file += 1)
      s3.put(deliveredAt(`2026-11-01T0${file}:00:00Z`, "a"), "x".repeat(9_000));
    const aws = "AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_REGION=us-east-1";
    const sync = `sync --bucket my-audit-log --since 2026-11-01 --until 2026-11-02 --to disk --endpoint-url ${s3.url}`;
    const command = `${aws} "${process.execPath}" "${script}" ${sync}`;
    const { exitCode, stderr, files } = await onSmallDisk("64k", "true", command, folder.path);
    await s3.stop();
    expect(stderr).toMatch(
      /^--to: the files cannot be written to disk, and what was copied stays: the disk is full\./,
    );
    expect(exitCode).toBe(4);
    expect(files.filter((name) => !name.endsWith("_a.json.gz"))).toEqual([]);
  });

  test.each([
    ["a sample", "s3_audit sample -o disk/s", "No sample can be written to disk/s"],
    ["an answer", `${events} csv -o disk/a.csv`, "--output: disk/a.csv cannot be written"],
    ["settings", `s3_audit init disk/a.yaml ${settings}`, "disk/a.yaml cannot be written"],
    ["kept days", "s3_audit cache --logs disk/logs", "disk/logs/.s3-audit-cache cannot be written"],
  ])("that can only be read: %s", async (_, command, sentence) => {
    const before = "cp -r logs disk && mount -o remount,ro disk";
    const { exitCode, stderr } = await onSmallDisk("64k", before, command, folder.path);
    expect(stderr).toMatch(new RegExp(`^${sentence}: the file system is read-only\\. [^\n]*\n$`));
    expect(exitCode).toBe(2);
  });
});

// root may write everywhere, unless it gives that up
const caps = "-dac_override,-dac_read_search";
const isRoot = process.getuid?.() === 0;
const asAnybody = isRoot ? ["setpriv", "--bounding-set", caps, "--inh-caps", caps, "sh", "-c"] : ["sh", "-c"];

describeWith(isRoot ? [findProgram("setpriv")] : [], "missing rights", () => {
  beforeEach(() => {
    mkdirSync(here("closed"));
    chmodSync(here("closed"), 0o500);
  });

  test.each([
    ["a sample", "s3_audit sample -o closed/s", "No sample can be written to closed/s"],
    ["an answer", "s3_audit events --logs logs -o closed/a.csv", "--output: closed/a.csv cannot be written"],
    ["settings", `s3_audit init closed/a.yaml ${settings}`, "closed/a.yaml cannot be written"],
    [
      "temporary files",
      "export TMPDIR=$PWD/closed; s3_audit events --logs logs --limit all",
      "Temporary files cannot be written to .*/closed",
    ],
  ])("%s", async (_, command, sentence) => {
    const { exitCode, stdout, stderr } = await runShell(command, folder.path, asAnybody);
    expect(stderr).toMatch(
      new RegExp(`^${sentence}: no permission\\. Get write permission there, or name another [^\n]*\n$`),
    );
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(readdirSync(here("closed"))).toEqual([]);
  });
});

describe("a place that cannot be", () => {
  const long = "n".repeat(300);
  test.each([
    [
      "sample -o audit.yaml",
      "No sample can be written to audit.yaml: there is a file where a folder should be.",
    ],
    [
      "sample -o audit.yaml/s",
      "No sample can be written to audit.yaml/s: there is a file where a folder should be.",
    ],
    [`sample -o ${long}`, `No sample can be written to ${long}: the name is too long.`],
    [
      "events --logs logs -o logs",
      "--output: logs cannot be written: there is a folder where a file should be.",
    ],
    ["events --logs logs -o no/a.csv", "--output: no/a.csv cannot be written: there is no such folder."],
    [`events --logs logs -o ${long}`, `--output: ${long} cannot be written: the name is too long.`],
    [`init ${long} ${settings}`, `${long} cannot be written: the name is too long.`],
    [
      `init audit.yaml/a ${settings}`,
      "audit.yaml/a cannot be written: there is a file where a folder should be.",
    ],
    [
      `init logs --force ${settings}`,
      "logs is a folder. Name the file in it: `npx s3-audit init logs/audit.yaml`.",
    ],
    [
      "settings audit.yaml/a",
      "audit.yaml/a: the file cannot be read: there is a file where a folder should be.",
    ],
    ["events --logs audit.yaml/a", "audit.yaml/a cannot be read: there is a file where a folder should be."],
  ])("%s", async (args, sentence) => {
    const { exitCode, stdout, stderr } = await runShell(`s3_audit ${args}`, folder.path);
    expect(stderr).toContain(sentence);
    expect([exitCode, stdout, stderr.split("\n").length]).toEqual([2, "", 2]);
    expect(readdirSync(folder.path).sort()).toEqual(["audit.yaml", "disk", "logs", "plan.json"]);
  });

  test.each([
    ["days that are kept", "cache --logs logs"],
    ["kept days that are read", "events --logs kept --count"],
    ["a long list", "events --logs logs --limit all --format csv"],
    ["Parquet", "events --logs logs --format parquet -o a.parquet"],
  ])("too many open files: %s", async (_, command) => {
    mkdirSync(here("temporary"));
    const { stdout } = await runShell(
      `export TMPDIR=$PWD/temporary
      cp -r logs kept; s3_audit cache --logs kept >/dev/null
      s3_audit ${command} >/dev/null 2>&1
      # a Node that has just started has some of its own open
      first=16; until (ulimit -n $first; s3_audit --version >/dev/null 2>&1); do first=$((first + 1)); done
      for limit in $(seq $first $((first + 10))); do
        rm -rf logs/.s3-audit-cache a.parquet
        (ulimit -n $limit; s3_audit ${command} >out 2>err; echo "$? $(tr '\\n' ' ' <err)")
      done`,
      folder.path,
    );
    const ends = stdout.trim().split("\n");
    expect(ends).toHaveLength(11);
    // a few more are enough
    expect(ends.at(-1)).toMatch(/^0\b/);
    for (const end of ends) {
      // a log file that could not be opened for it is one that was not read
      expect(end).toMatch(
        /^0\b|^4 .*: too many files are open\. Allow more \(`ulimit -n|^3 .*: too many files are open/,
      );
      expect(end).not.toMatch(/has a fault| {3}at /);
    }
    expect(leftIn(here("temporary"))).toEqual([]);
  });
});

test("a name as long as names may be, and a link that stays one", async () => {
  const long = "n".repeat(250);
  writeFileSync(here("target.csv"), "earlier");
  symlinkSync("target.csv", here("link.csv"));
  const answer = "s3_audit events --logs logs --format csv -o";
  const run = await runShell(`${answer} ${long} && ${answer} link.csv`, folder.path);
  expect(run.exitCode).toBe(0);
  expect(statSync(here(long)).size).toBeGreaterThan(1_000);
  expect(lstatSync(here("link.csv")).isSymbolicLink()).toBe(true);
  expect(readFileSync(here("target.csv"), "utf8")).toBe(readFileSync(here(long), "utf8"));
});
