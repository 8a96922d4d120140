import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { completionCommand } from "../../src/cli/commands/completion";
import { describeWith, findProgram, ready } from "../support/finding";
import { repository } from "../support/synth";
import { Terminal } from "../support/terminal";

const tmux = findProgram("tmux");

/** How each shell is started as for its user, with nothing of the machine's. */
const shells = [
  { name: "bash", start: "bash --noprofile -i" },
  { name: "zsh", start: "zsh -d -i" },
  { name: "fish", start: "fish -i" },
];

describe.each(shells)("in $name", ({ name, start }) => {
  describeWith([tmux, findProgram(name)], "after what the help says was pasted", () => {
    jest.setTimeout(60_000);
    const home = mkdtempSync(join(tmpdir(), "shell-"));
    let terminal: Terminal | undefined;

    beforeAll(async () => {
      const bin = join(home, "bin");
      mkdirSync(bin);
      // fish makes this folder when it is first started
      mkdirSync(join(home, ".config", "fish", "conf.d"), { recursive: true });
      symlinkSync(join(repository, "src", "cli", "s3-audit.js"), join(bin, "s3-audit"));
      writeFileSync(join(bin, "npx"), '#!/bin/sh\nexec "$@"\n');
      chmodSync(join(bin, "npx"), 0o755);
      const own = { HOME: home, ZDOTDIR: home, XDG_CONFIG_HOME: join(home, ".config") };

      const call = completionCommand.examples.find((example) => example.startsWith(`completion ${name} `));
      const pasted = spawnSync("sh", ["-c", `npx s3-audit ${call}`], {
        env: { ...process.env, ...own, PATH: `${bin}:${process.env["PATH"] ?? ""}` },
        encoding: "utf8",
      });
      expect(pasted).toMatchObject({ status: 0, stderr: "", stdout: "" });

      terminal = new Terminal(ready(tmux).path, { cwd: home, columns: 120, env: own, shell: [start] });
      await terminal.until(/[$%#>] ?$/);
      await pause(1_000);
    });
    afterAll(() => {
      terminal?.close();
      rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 300 });
    });

    test.each([
      ["s3-audit ev", "s3-audit events"],
      ["npx s3-audit ev", "npx s3-audit events"],
      ["npx s3-audit ask versions", "npx s3-audit ask versions-purged"],
      ["npx s3-audit events --actor-t", "npx s3-audit events --actor-type"],
      ["npx --yes s3-audit events --action de", "npx --yes s3-audit events --action delete"],
      ["npx s3-au", "npx s3-audit"],
      ["s3-audit --vers", "s3-audit --version"],
      ["npx s3-audit --vers", "npx s3-audit --version"],
    ])("%s and a tab", async (typed, expected) => {
      terminal?.press("C-c");
      await pause(300);
      // a busy machine takes longer to show an empty line
      await terminal?.until(/[$%#>] ?$/, 15_000);
      terminal?.type(typed);
      terminal?.press("Tab");
      await terminal?.until(new RegExp(`[$%#>] ${expected}( |$)`, "m"), 15_000);
    });
  });
});
