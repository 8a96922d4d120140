import { spawnSync } from "node:child_process";
import { copyFileSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { commands, run } from "../../src/cli/program";
import { ExitCode, UserError } from "../../src/errors";
import { s3audit } from "../support/io";
import { repository } from "../support/synth";
import { temporaryFolder } from "../support/temporaryFolder";

/**
 * What a help text, README.md or a page of docs/ shows as a call of s3-audit, pasted into the folder in which the README
 * has its reader by then: settings, and logs in my-logs.
 */
const cwd = temporaryFolder();
copyFileSync(join(repository, "audit.yaml"), join(cwd, "audit.yaml"));
writeFileSync(
  join(cwd, "plan.json"),
  '{"format_version": "1.2", "planned_values": {}, "resource_changes": []}',
);
beforeAll(() => s3audit(["sample", "-o", "my-logs"], cwd));

const helped: readonly string[] = [
  ...commands.flatMap(({ examples }) => examples.map((example) => `npx s3-audit ${example}`)),
];

const pages = [
  "README.md",
  ...readdirSync(join(repository, "docs"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => join("docs", file)),
];

/** The calls in the blocks for a shell and in the running text. */
function callsIn(text: string): readonly string[] {
  const blocks = [...text.matchAll(/```sh\n(.*?)```/gs)].flatMap(([, block = ""]) => block.split("\n"));
  const inline = [...text.replace(/```.*?```/gs, "").matchAll(/`(npx s3-audit [^`]+)`/g)].map(
    ([, call]) => call,
  );
  return [...blocks, ...inline].flatMap((line) => {
    const [call] = /npx s3-audit .*$/.exec(line?.replace(/\s+#.*$/, "") ?? "") ?? [];
    return call === undefined ? [] : [call];
  });
}

const shown = pages.flatMap((page) => callsIn(readFileSync(join(repository, page), "utf8")));

/** The words that a shell makes of a call, up to where its output goes. */
function wordsOf(call: string): readonly string[] {
  const alone = call.replace(/^npx s3-audit /, "").replace(/ (\||>|<|&&) .*$/, "");
  const told = spawnSync("sh", ["-c", `printf '%s\\n' ${alone}`], { encoding: "utf8" });
  return told.stdout.trimEnd().split("\n");
}

/** What needs AWS, a terminal, another folder's file or a stream: only that the command line itself is right. */
const needsMore = (words: readonly string[]): boolean =>
  ["sync", "tour"].includes(words[0] ?? "") ||
  words.includes("--follow") ||
  words.includes("-") ||
  words[0] === "plan" ||
  words.some((word) => /^[A-Z]+$|\$/.test(word)) ||
  (words.includes("athena") && !words.includes("--sql")) ||
  (words[0] === "events" && !words.includes("--logs")) ||
  (words[0] === "init" && !words.includes("--name"));

async function parse(words: readonly string[]): Promise<void> {
  const action = jest.spyOn(Command.prototype, "action").mockImplementation(function (this: Command) {
    return this;
  });
  try {
    await run(words, { stdin: process.stdin, stdout: process.stdout, stderr: process.stderr } as never);
  } finally {
    action.mockRestore();
  }
}

test("there are many, of every command", () => {
  const found = new Set([...helped, ...shown].map((call) => call.split(" ")[2]));
  expect([...found]).toEqual(
    expect.arrayContaining(commands.map(({ examples }) => examples[0]?.split(" ")[0])),
  );
  expect(shown.length).toBeGreaterThan(40);
});

test("what only has to be right is looked at", async () => {
  await expect(parse(["sync", "--form", "x"])).rejects.toThrow("sync has no flag --form.");
});

test.each([...new Set([...helped, ...shown])])("%s", async (call) => {
  const words = wordsOf(call);
  if (needsMore(words)) {
    await parse(words).catch((error: unknown) => {
      throw error instanceof UserError ? new Error(error.faults.join("\n")) : error;
    });
    return;
  }
  const { exitCode, stderr } = await s3audit(words, cwd);
  expect({ exitCode, stderr: exitCode === ExitCode.ok ? "" : stderr }).toEqual({ exitCode: 0, stderr: "" });
});

test("a help text shows the calls as they are pasted from where it was asked", async () => {
  for (const { examples } of commands) {
    const [name = ""] = examples[0]?.split(" ") ?? [];
    const { stdout } = await s3audit([name, "--help"], cwd);
    expect(stdout).toMatch(new RegExp(`^Usage: npx s3-audit ${name} `));
    for (const example of examples) expect(stdout).toContain(`\n  npx s3-audit ${example}\n`);
    // nothing else calls it by a name that a clone does not know
    expect(stdout.replaceAll("npx s3-audit", "")).not.toMatch(/(?<![./`])\bs3-audit [a-z]/);
  }
});
