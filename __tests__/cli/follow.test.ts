import { ExitCode } from "../../src/errors";
import { s3audit } from "../support/io";
import { LogFolder } from "../support/records";

let folder: LogFolder;
beforeEach(() => (folder = new LogFolder()));
afterEach(() => folder.remove());

test("what cannot be said beside it", async () => {
  const args = ["--until", "2026-11-01", "--sort", "actor", "-o", "a.csv", "--count", "--format", "json"];
  const { exitCode, stderr } = await s3audit(
    ["events", "--logs", ".", "--follow", "--limit", "all", ...args],
    folder.path,
  );
  expect(exitCode).toBe(ExitCode.usage);
  expect(stderr.split("\n")).toEqual([
    "--count cannot be combined with --output: a number needs no file.",
    "--follow cannot be combined with --until: following goes on until Ctrl-C.",
    "--follow cannot be combined with --sort: events are shown as they arrive.",
    "--follow cannot be combined with --output: a file is moved into place only when it is complete: use > FILE.",
    "--follow cannot be combined with --count: a number cannot be continued.",
    "--format json cannot be appended to, which --follow has to do. Write table, wide, ndjson or csv.",
    "--limit all is more events than --follow can begin with. Write a number up to 10000.",
  ]);
});

test("a folder that is not there", async () => {
  const { exitCode, stderr } = await s3audit(["events", "--logs", "missing", "--follow"], folder.path);
  expect(exitCode).toBe(ExitCode.usage);
  expect(stderr).toMatch(/missing/);
});

test.each([
  ["10000", false],
  ["10001", true],
  ["all", true],
])("--limit %s is more than it begins with: %s", async (limit, isTooMany) => {
  const { stderr } = await s3audit(
    ["events", "--logs", "missing", "--follow", "--limit", limit],
    folder.path,
  );
  expect(/--limit \w+ is more events than --follow can begin with/.test(stderr)).toBe(isTooMany);
});
