import { appendFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { ExitCode } from "../../src/errors";
import { CommandLine, leftIn } from "../support/commandLine";
import { LogFolder, deliveredAt, logText, record } from "../support/records";

jest.setTimeout(60_000);

let folder: LogFolder;
let running: CommandLine | undefined;
beforeEach(() => (folder = new LogFolder()));
afterEach(async () => {
  await running?.remove();
  running = undefined;
  folder.remove();
});

function follow(...args: readonly string[]): CommandLine {
  mkdirSync(join(folder.path, "tmp"), { recursive: true });
  running = new CommandLine(["events", "--logs", ".", "--follow", ...args], {
    cwd: folder.path,
    env: { TMPDIR: join(folder.path, "tmp"), NO_COLOR: "1" },
  });
  return running;
}

const file = (unique: string) => deliveredAt("2026-11-01T10:00:00Z", unique);
const at = (second: number, eventID: string, fields: object = {}) =>
  record({ eventID, eventTime: `2026-11-01T00:00:${String(second).padStart(2, "0")}Z`, ...fields });
const write = (unique: string, ...records: readonly unknown[]) =>
  folder.write(file(unique), logText(...records));

const onlyIds = ["--format", "csv", "--columns", "event_id"];

test("the newest events, the newest last, and then those of each file that arrives, until Ctrl-C", async () => {
  write("a", at(1, "one"), at(3, "three"), at(2, "two"));
  const seen = follow(...onlyIds, "--limit", "2");
  await seen.until(({ stdout }) => stdout === "event_id\ntwo\nthree\n");
  write("b", at(9, "five"), at(4, "four"));
  await seen.until(({ stdout }) => stdout === "event_id\ntwo\nthree\nfour\nfive\n");
  // delivered a second time, with one that is new
  write("c", at(9, "five"), at(5, "six"));
  await seen.until(({ stdout }) => stdout === "event_id\ntwo\nthree\nfour\nfive\nsix\n");
  const begun = Date.now();
  expect(await seen.interrupt()).toBe(ExitCode.interrupted);
  expect(Date.now() - begun).toBeLessThan(2_000);
  expect(seen.stderr).toBe("");
  expect(leftIn(join(folder.path, "tmp"))).toEqual([]);
});

test("only events that were asked for, in an empty folder too", async () => {
  const seen = follow("--action", "delete", "--format", "ndjson", "--columns", "event_id,bucket");
  await pause(1500);
  write("a", at(1, "upload"), at(2, "deletion", { eventName: "DeleteObject" }));
  await seen.until(({ stdout }) => stdout !== "");
  expect(seen.stdout).toBe('{"event_id":"deletion","bucket":"miyagawa-test"}\n');
});

test("a table goes on in its columns, and makes room for wider ones", async () => {
  write("a", at(1, "one"));
  const seen = follow();
  await seen.until(({ stdout }) => stdout.includes("taro"));
  const userIdentity = { type: "IAMUser", userName: "a-name-that-is-wider" };
  write("b", at(2, "two", { userIdentity }));
  await seen.until(({ stdout }) => stdout.includes("wider"));
  expect(seen.stdout).toBe(
    [
      "EVENT TIME           EVENT NAME  ACTOR  OUTCOME  OBJECT",
      "2026-11-01 00:00:01  PutObject   taro   ok       s3://miyagawa-test/reports/a.pdf",
      "2026-11-01 00:00:02  PutObject   a-name-that-is-wider  ok       s3://miyagawa-test/reports/a.pdf",
      "",
    ].join("\n"),
  );
});

test("a file that is still being written is shown when it is whole", async () => {
  write("a", at(1, "one"));
  const seen = follow(...onlyIds);
  await seen.until(({ stdout }) => stdout.endsWith("one\n"));
  const bytes = gzipSync(logText(at(2, "two"), at(3, "three")));
  folder.write(file("b"), bytes.subarray(0, 20));
  for (let from = 20; from < bytes.length; from += 100) {
    await pause(300);
    appendFileSync(join(folder.path, file("b")), bytes.subarray(from, from + 100));
  }
  await seen.until(({ stdout }) => stdout === "event_id\none\ntwo\nthree\n");
  expect(seen.stderr).toBe("");
});

test("a file that cannot be read is named, the others are shown", async () => {
  const seen = follow(...onlyIds);
  await pause(1500);
  folder.write(file("a"), "{");
  write("b", at(1, "one"));
  await seen.until(({ stdout, stderr }) => stdout.includes("one") && stderr.includes("unreadable"));
  // the folder was empty at first, which is told once
  expect(seen.stderr).toMatch(
    /^No log file of these days is there yet; [^\n]*\nunreadable: [^\n]*_a\.json\.gz: [^\n]*\n$/,
  );
});

test("ends where nobody reads", async () => {
  write("a", at(1, "one"));
  const seen = follow(...onlyIds);
  await seen.until(({ stdout }) => stdout.includes("one"));
  seen.process.stdout?.destroy();
  write("b", at(2, "two"));
  await pause(2500);
  write("c", at(3, "three"));
  expect(await seen.exitCode()).toBe(ExitCode.readerGone);
  expect(seen.stderr).toBe("");
});
