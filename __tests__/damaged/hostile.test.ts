import { execFileSync } from "node:child_process";
import { appendFileSync, chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { ExitCode } from "../../src/errors";
import { s3auditProcess } from "../support/damaged/command";
import { LogFolder, logText, record } from "../support/records";

jest.setTimeout(300_000);

let folder: LogFolder;
beforeEach(() => (folder = new LogFolder()));
afterEach(() => folder.remove());

const listed = ["--format", "csv", "--columns", "event_id", "--limit", "all"];
const ids = (stdout: string) => stdout.trim().split("\n").slice(1).sort();
const list = (before: readonly string[] = []) =>
  s3auditProcess(["events", "--logs", folder.path, ...listed], before);

describe.each([100_000, 900_000])("JSON nested %i levels deep does not end the process", (levels) => {
  const nested = "[".repeat(levels) + "]".repeat(levels);
  const text = logText(record({ eventID: "deep", userAgent: "here" }));
  test.each([
    ["in a field of any shape", text.replace("null", nested)],
    ["in a text field", text.replace('"here"', nested)],
    ["in the request's parameters", text.replace('"key":', `"nested":${nested},"key":`)],
    ["in an unknown field", text.replace('"eventID"', `"new":${nested},"eventID"`)],
    ["beside Records", text.replace("{", `{"new":${nested},`)],
    ["in a pretty-printed file", text.replace("null", `\n${nested}`)],
  ])("%s", async (_, deep) => {
    folder.write("good.json", logText(record({ eventID: "good" }))).write("deep.json", deep);
    folder.write("deep.json.gz", deep.replace('"eventID":"deep"', '"eventID":"deep-gz"'));
    const { exitCode, stdout, megabytes } = await list();
    expect([ExitCode.ok, ExitCode.incomplete]).toContain(exitCode);
    expect(ids(stdout)).toEqual(["deep", "deep-gz", "good"]);
    expect(megabytes).toBeLessThan(350);
  });

  test.each([
    ["and never closed", text.replace("null", "[".repeat(levels))],
    [
      "where a list of structs is expected",
      text.replace("{", `{"a":1,`).replace('"userAgent"', `"resources":${nested},"userAgent"`),
    ],
  ])("%s", async (_, deep) => {
    folder.write("good.json", logText(record({ eventID: "good" }))).write("deep.json", deep);
    const { exitCode, stdout, stderr } = await list();
    expect(exitCode).toBe(ExitCode.incomplete);
    expect(ids(stdout)).toContain("good");
    expect(stderr).toContain("deep.json: ");
  });
});

test("a file that grows while it is read: what was whole is shown once, or the file is named", async () => {
  const some = (from: number) =>
    logText(...Array.from({ length: 500 }, (_, index) => record({ eventID: `growing-${from + index}` })));
  folder.write("good.json", logText(record({ eventID: "good" })));
  const growing = join(folder.path, "growing.json");
  for (let run = 0; run < 5; run += 1) {
    let written = 0;
    const grow = () => {
      const text = `${some(written)}\n`;
      // in two pieces, so that some readers meet a line that is not whole yet
      appendFileSync(growing, text.slice(0, 100_000));
      appendFileSync(growing, text.slice(100_000));
      written += 500;
    };
    folder.write("growing.json", "");
    grow();
    const timer = setInterval(grow, 5);
    const { exitCode, stdout, stderr } = await list().finally(() => clearInterval(timer));
    const shown = ids(stdout);
    expect(new Set(shown).size).toBe(shown.length);
    expect(shown).toContain("good");
    expect(shown).toContain("growing-0");
    if (exitCode !== ExitCode.ok) expect(stderr).toMatch(/growing\.json: .*(cut off|not JSON)/);
  }
});

test("a file that is gone when it is to be read is named", async () => {
  folder.write("good.json", logText(record({ eventID: "good" })));
  execFileSync("ln", ["-s", "nowhere.json", join(folder.path, "gone.json")]);
  const { exitCode, stdout, stderr } = await list();
  expect([exitCode, ids(stdout)]).toEqual([ExitCode.incomplete, ["good"]]);
  expect(stderr).toContain("gone.json: a symbolic link to nothing, or gone since");
});

test("a pipe named like a log is no file, and nobody waits for it", async () => {
  folder.write("good.json", logText(record({ eventID: "good" })));
  execFileSync("mkfifo", [join(folder.path, "pipe.json")]);
  const { exitCode, stdout } = await list();
  expect([exitCode, ids(stdout)]).toEqual([ExitCode.ok, ["good"]]);
});

describe("without permission", () => {
  // root may read everything, unless it gives that up
  const asAnybody =
    process.getuid?.() === 0
      ? [
          "setpriv",
          "--bounding-set",
          "-dac_override,-dac_read_search",
          "--inh-caps",
          "-dac_override,-dac_read_search",
        ]
      : [];

  test("files and folders are named, the others are read", async () => {
    folder.write("good.json", logText(record({ eventID: "good" })));
    folder.write("closed.json.gz", logText(record({ eventID: "closed" })));
    folder.write("folder/a.json", logText(record({ eventID: "inside" })));
    mkdirSync(join(folder.path, "unlisted"));
    chmodSync(join(folder.path, "closed.json.gz"), 0);
    chmodSync(join(folder.path, "folder"), 0);
    chmodSync(join(folder.path, "unlisted"), 0o100);
    try {
      const { exitCode, stdout, stderr } = await list(asAnybody);
      expect([exitCode, ids(stdout)]).toEqual([ExitCode.incomplete, ["good"]]);
      for (const name of ["closed.json.gz", "folder", "unlisted"]) {
        expect(stderr).toContain(`unreadable: ${join(folder.path, name)}: no permission to read it\n`);
      }
    } finally {
      chmodSync(join(folder.path, "folder"), 0o700);
    }
  });
});
