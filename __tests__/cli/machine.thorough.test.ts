import { spawn } from "node:child_process";
import { once } from "node:events";
import { script } from "../support/commandLine";
import { folderForCommands, printing } from "../support/everyCommand";
import { describeWith } from "../support/finding";
import type { LogFolder } from "../support/records";
import { findFullDevice, runShell } from "../support/smallDisk";

/** What `machine.test.ts` shows of some commands, of every command that prints. */

let folder: LogFolder;
beforeEach(() => (folder = folderForCommands()));
afterEach(() => folder.remove());

describeWith([findFullDevice()], "standard output on a full disk", () => {
  test.each(printing)("%s", async (args) => {
    const { exitCode, stderr } = await runShell(`s3_audit ${args} > /dev/full`, folder.path);
    expect(stderr).toBe(
      "Standard output cannot be written, and the output is incomplete: the disk is full. Make room there, or send " +
        "it elsewhere.\n",
    );
    expect(exitCode).toBe(4);
  });
});

describe("a reader that leaves", () => {
  test.each(printing)("%s ends quietly, and not as if it had answered", async (args) => {
    const child = spawn(process.execPath, [script, ...args.split(" ")], { cwd: folder.path });
    child.stdout.destroy();
    let stderr = "";
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    const [code] = (await once(child, "close")) as [number];
    expect([code, stderr]).toEqual([141, ""]);
  });
});
