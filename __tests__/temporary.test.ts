import { join } from "node:path";
import { leftIn } from "./support/commandLine";
import { runShell } from "./support/smallDisk";
import { repository } from "./support/synth";
import { temporaryFolder } from "./support/temporaryFolder";

/** What becomes of temporary files where the system refuses to remove them. */

const folder = temporaryFolder();
const source = (name: string) => JSON.stringify(join(repository, "src", name));
/** Runs JavaScript in which every file that may be open is so, but that `close` closes them. */
const withoutFiles = (text: string) =>
  runShell(
    `ulimit -n 64; TMPDIR="$PWD" "${process.execPath}" -e '
      require(${source("transpile.js")}).register();
      const { TemporaryFolder, removeAtExit, systemErrorIn } = require(${source("temporary.ts")});
      const fs = require("node:fs");
      const made = new TemporaryFolder("test");
      fs.mkdirSync(made.path + "/a/b", { recursive: true });
      fs.writeFileSync(made.path + "/a/b/c", "x");
      const open = [];
      const openAll = () => { try { for (;;) open.push(fs.openSync("/dev/null")); } catch {} };
      const close = () => { for (const file of open.splice(0)) fs.closeSync(file); };
      process.stdout.write("");
      ${text}'`,
    folder,
  );

it("a temporary folder that cannot be removed now is removed at the end, and nothing else is said", async () => {
  const run = await withoutFiles(`openAll(); made.remove(); close(); console.log("answered");`);
  expect(run).toEqual({ exitCode: 0, stdout: "answered\n", stderr: "" });
  expect(leftIn(folder)).toEqual([]);
});

it("a deep folder goes where hardly a file may still be opened, to the very end", async () => {
  const run = await withoutFiles(
    `openAll(); fs.closeSync(open.pop()); made.remove(); console.log("answered");`,
  );
  expect(run).toEqual({ exitCode: 0, stdout: "answered\n", stderr: "" });
  expect(leftIn(folder)).toEqual([]);
});

it("the failure before it is the one that is told", async () => {
  const run = await withoutFiles(
    `openAll();
     try { try { throw new Error("the answer failed"); } finally { made.remove(); } } catch (error) { close(); console.log(error.message); }`,
  );
  expect(run).toEqual({ exitCode: 0, stdout: "the answer failed\n", stderr: "" });
  expect(leftIn(folder)).toEqual([]);
});

it.each([
  ["by removing a folder", `fs.rmSync(made.path, { recursive: true })`],
  ["by reading a folder", `fs.readdirSync(made.path)`],
  ["by loading a module", `require("node:module").createRequire(process.cwd() + "/")(made.path + "/a/b/c")`],
])("too many open files are known as such, told %s", async (_, failing) => {
  const run = await withoutFiles(
    `openAll(); try { ${failing}; } catch (error) { close(); console.log(systemErrorIn(error)?.code); }`,
  );
  expect(run).toEqual({ exitCode: 0, stdout: "EMFILE\n", stderr: "" });
});
