import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { describeWith, findProgram } from "../support/finding";
import { s3audit } from "../support/io";

const script = async (shell: string) => (await s3audit(["completion", shell], tmpdir())).stdout;

/** What bash offers where a line ends with the cursor behind its last word. */
async function offered(...words: readonly string[]): Promise<readonly string[]> {
  const typed = ["s3-audit", ...words].map((word) => `'${word}'`).join(" ");
  const program = `${await script("bash")}
COMP_WORDS=(${typed}); COMP_CWORD=${words.length}; _s3_audit; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const told = execFileSync("bash", ["-c", program], { encoding: "utf8" });
  return told.split("\n").filter((line) => line !== "");
}

describeWith([findProgram("bash")], "bash", () => {
  test.each<[readonly string[], readonly string[]]>([
    [["ev"], ["events"]],
    [
      ["events", "--act"],
      ["--actor", "--actor-type", "--action"],
    ],
    [["events", "--action", "de"], ["delete"]],
    [["events", "--logs", "x", "--format", "nd"], ["ndjson"]],
    [["ask", "versions"], ["versions-purged"]],
    [["review", "--format", "m"], ["markdown"]],
    [["completion", "z"], ["zsh"]],
    // bash itself completes files where nothing is offered
    [["events", "--logs", ""], []],
    [["settings", "aud"], []],
    [["nonsense", "--"], []],
  ])("%j", async (words, expected) => {
    expect(await offered(...words)).toEqual(expected);
  });
});

/** That these shells take their scripts is a test of the terminal's suite. */
describe.each(["zsh", "fish"])("%s", (shell) => {
  test("every command and option stands in the script", async () => {
    const text = await script(shell);
    for (const word of ["events", "questions", "who-deleted", "grep", "iam_user", "ap-northeast-1"]) {
      expect(text).toContain(word);
    }
  });
});
