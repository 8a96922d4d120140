import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { actions } from "../../src/cli/words";
import { describeWith, findProgram } from "../support/finding";
import { s3audit } from "../support/io";

const script = async (shell: string) => (await s3audit(["completion", shell], tmpdir())).stdout;

/** What bash offers where a line ends with the cursor behind its last word; `before`: what its user had set up. */
async function offered(words: readonly string[], before = ""): Promise<readonly string[]> {
  const typed = words.map((word) => `'${word}'`).join(" ");
  // sourced twice, as by a shell that is opened in a shell
  const program = `${before}
${await script("bash")}
${await script("bash")}
COMP_WORDS=(${typed}); COMP_CWORD=${words.length - 1}
completed=$(complete -p ${words[0]}); completed=\${completed##*-F }; \${completed%% *}; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const told = execFileSync("bash", ["-c", program], { encoding: "utf8" });
  return told.split("\n").filter((line) => line !== "");
}

describeWith([findProgram("bash")], "bash", () => {
  test.each<[readonly string[], readonly string[]]>([
    [["ev"], ["events"]],
    [["--v"], ["--version"]],
    [["-"], ["--version", "--help"]],
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
    // bash takes the = for a word of its own
    [["events", "--action", "=", "de"], ["delete"]],
    [["events", "--action", "="], [...actions]],
  ])("%j, also behind npx", async (words, expected) => {
    expect(await offered(["s3-audit", ...words])).toEqual(expected);
    expect(await offered(["npx", "s3-audit", ...words])).toEqual(expected);
    expect(await offered(["npx", "--yes", "-q", "s3-audit", ...words])).toEqual(expected);
  });

  test("of npx itself: the program, and of others what completed them before", async () => {
    expect(await offered(["npx", "s3"])).toEqual(["s3-audit"]);
    expect(await offered(["npx", "cdktf", "s3"])).toEqual([]);
    const before = "_others() { COMPREPLY=(others-$COMP_CWORD); }; complete -F _others npx";
    expect(await offered(["npx", "cdktf", "de"], before)).toEqual(["others-2"]);
    expect(await offered(["npx", "s3-audit", "ev"], before)).toEqual(["events"]);
  });
});

/** That these shells take their scripts is a test of the terminal's suite. */
describe.each(["zsh", "fish"])("%s", (shell) => {
  test("every command and option stands in the script", async () => {
    const text = await script(shell);
    for (const word of [
      "version",
      "events",
      "questions",
      "who-deleted",
      "grep",
      "iam_user",
      "ap-northeast-1",
    ]) {
      expect(text).toContain(word);
    }
  });
});
