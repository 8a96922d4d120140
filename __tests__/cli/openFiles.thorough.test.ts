import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { leftIn } from "../support/commandLine";
import { folderForCommands } from "../support/everyCommand";
import { describeWith } from "../support/finding";
import type { LogFolder } from "../support/records";
import { findCoreutils, runShell } from "../support/smallDisk";

let folder: LogFolder;
const here = (name: string) => join(folder.path, name);
beforeEach(() => {
  folder = folderForCommands();
});
afterEach(() => folder.remove());

describeWith([findCoreutils()], "too many open files", () => {
  test.each([
    ["days that are kept", "cache --logs logs"],
    ["kept days that are read", "events --logs kept --count"],
    ["a long list", "events --logs logs --limit all --format csv"],
    ["Parquet", "events --logs logs --format parquet -o a.parquet"],
  ])("%s", async (_, command) => {
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
