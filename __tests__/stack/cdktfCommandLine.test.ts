import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { ProgramCopy, repository } from "../support/synth";

/** What CDKTF's command line takes from its terminal library (`pty-process` in @cdktf/cli-core). */
interface TerminalLibrary {
  spawn(
    file: string,
    args: readonly string[],
    options: { readonly cols: number; readonly env: Readonly<Record<string, string | undefined>> },
  ): {
    write(text: string): void;
    onData(listener: (text: string) => void): void;
    onExit(listener: (exit: { readonly exitCode: number }) => void): void;
  };
}

/** As the bundled command line finds it, which names it among no dependencies of its own. */
const library = createRequire(require.resolve("cdktf-cli/package.json"))(
  "@cdktf/node-pty-prebuilt-multiarch",
) as TerminalLibrary;

async function run(
  script: string,
  answer: string,
): Promise<{ readonly told: string; readonly exitCode: number }> {
  const terminal = library.spawn("/bin/sh", ["-c", script], { cols: 91, env: process.env });
  let told = "";
  terminal.onData((text) => {
    told += text;
    if (text.includes("Enter a value:")) terminal.write(answer);
  });
  return new Promise((resolve) => terminal.onExit(({ exitCode }) => resolve({ told, exitCode })));
}

const ask =
  'test -t 0 && test -t 1 || exit 9; printf "Enter a value: "; read answer; echo "got $answer"; exit 3';

it("gives Terraform a terminal in which it can ask, on this Node", async () => {
  const { told, exitCode } = await run(ask, "yes\r");
  expect(told).toContain("got yes");
  expect(exitCode).toBe(3);
});

it("ends Terraform by Ctrl-C", async () => {
  const { told, exitCode } = await run(`trap 'echo interrupted; exit 4' INT; ${ask}`, "\x03");
  expect(told).toContain("interrupted");
  expect(exitCode).toBe(4);
});

it("synthesizes without a warning, on this Node", () => {
  const program = new ProgramCopy();
  try {
    const { stdout, stderr, status } = spawnSync(join(repository, "node_modules/.bin/cdktf"), ["synth"], {
      cwd: program.folder,
      env: { PATH: process.env["PATH"], HOME: program.folder, CI: "true", CHECKPOINT_DISABLE: "1" },
      encoding: "utf8",
    });
    expect(stdout).toContain("Generated Terraform code for the stacks: miyagawa-test");
    expect(stdout + stderr).not.toMatch(/Warning|\[ERROR\]/);
    expect(status).toBe(0);
  } finally {
    program.remove();
  }
}, 180_000);
