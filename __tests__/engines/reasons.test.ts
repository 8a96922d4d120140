import { tmpdir } from "node:os";
import { join } from "node:path";
import { readingLogs, refusedBySystem } from "../../src/engines/duckdb/reasons";
import { LogsUnreadable } from "../../src/engines/engine";
import { ExitCode, UserError } from "../../src/errors";

/** What DuckDB says where it fails, and what a person is told. */

const log = "/logs/a.json.gz";
const ours = join(tmpdir(), "s3-audit-12345-1", "block.tmp");

/** What work ends with that fails with this. */
const endOf = (failure: unknown, written?: string): Promise<unknown> =>
  readingLogs(() => Promise.reject(failure as Error), written).then(
    () => "it did not fail",
    (error: unknown) => error,
  );

const said = async (failure: unknown, written?: string) => {
  const error = await endOf(failure, written);
  return error instanceof UserError ? `${error.exitCode}: ${error.faults.join("\n")}` : error;
};

const refusals: readonly (readonly [words: string, code: string])[] = [
  ["No space left on device", "ENOSPC"],
  ["failed to offload data block: this limit was set by the 'max_temp_directory_size' setting", "ENOSPC"],
  ["Disk quota exceeded", "EDQUOT"],
  ["File too large", "EFBIG"],
  ["Too many open files in system", "ENFILE"],
  ["Too many open files", "EMFILE"],
  ["Input/output error", "EIO"],
  ["Permission denied", "EACCES"],
  ["Operation not permitted", "EPERM"],
  ["Read-only file system", "EROFS"],
  ["Not a directory", "ENOTDIR"],
  ["Is a directory", "EISDIR"],
  ["File name too long", "ENAMETOOLONG"],
  ["No such file or directory", "ENOENT"],
];

test.each(refusals)("%s is the system's %s, with the file that it is about", (words, code) => {
  const message = `IO Error: Cannot open file "${log}": ${words}`;
  const refused = refusedBySystem(new Error(message));
  expect(refused).toBeInstanceOf(Error);
  expect(refused).toMatchObject({ message, code, syscall: "duckdb", path: log });
});

test("the system's words without a file are an error without a path", () => {
  const refused = refusedBySystem(new Error("IO Error: Could not write: No space left on device"));
  expect(refused).toMatchObject({ code: "ENOSPC", syscall: "duckdb" });
  expect(refused).not.toHaveProperty("path");
});

test("of several names in quotes the first is the file's", () => {
  const message = 'IO Error: Cannot open file "/a/b.json" of "c": Permission denied';
  expect(refusedBySystem(new Error(message))).toMatchObject({ path: "/a/b.json" });
  expect(refusedBySystem(new Error('IO Error: Cannot open "": Permission denied'))).toMatchObject({
    path: "",
  });
});

test("what is no error is read for its words as well", () => {
  expect(refusedBySystem("IO Error: Disk quota exceeded")).toMatchObject({
    message: "IO Error: Disk quota exceeded",
    code: "EDQUOT",
  });
});

test.each(["Binder Error: no such column", "Invalid Input Error: Malformed JSON in file", ""])(
  "%j is nothing that the system refused",
  (message) => {
    expect(refusedBySystem(new Error(message))).toBeUndefined();
    expect(refusedBySystem(message)).toBeUndefined();
  },
);

test("what work gives is given", async () => {
  expect(await readingLogs(() => Promise.resolve(7))).toBe(7);
});

test("a sentence for a person stays the same", async () => {
  const error = new UserError(["a sentence about No space left on device"], ExitCode.usage);
  expect(await endOf(error)).toBe(error);
});

describe("where the machine is at fault no log file is blamed", () => {
  test.each([
    ["No space left on device", "the disk is full. Make room there, or name"],
    ["Disk quota exceeded", "your share of the disk is used up. Make room there, or name"],
    ["the 'max_temp_directory_size' setting", "the disk is full. Make room there, or name"],
  ])("%s, whichever file it was: there is no room for temporary files", async (words, told) => {
    const begin = `4: Temporary files cannot be written to ${tmpdir()}: ${told}`;
    for (const place of ["", ` "${log}"`, ` "${ours}"`])
      expect(await said(new Error(`IO Error: Could not write file${place}: ${words}`))).toContain(begin);
  });

  test.each([
    ["Permission denied", `2: Temporary files cannot be written to ${tmpdir()}: no permission.`],
    ["File too large", `2: Temporary files cannot be written to ${tmpdir()}: the file is larger`],
    ["Too many open files", `4: Temporary files cannot be written to ${tmpdir()}: too many files are open.`],
  ])("%s, of a temporary file", async (words, told) => {
    expect(await said(new Error(`IO Error: Cannot open file "${ours}": ${words}`))).toContain(told);
  });

  test.each([
    ["Too many open files", "too many files are open."],
    ["Too many open files in system", "too many files are open on this machine."],
  ])("%s, of a log file", async (words, told) => {
    expect(await said(new Error(`IO Error: Cannot open file "${log}": ${words}`))).toContain(
      `4: ${log} cannot be used: ${told}`,
    );
    expect(await said(new Error(`IO Error: Cannot open a file: ${words}`))).toContain(
      `4: A file cannot be used: ${told}`,
    );
  });
});

describe("a file that is written and cannot be", () => {
  const written = "/kept/2026-11-01.parquet";

  test.each(["No space left on device", "Permission denied", "Too many open files"])(
    "%s: is the system's error, for whoever writes it",
    async (words) => {
      for (const path of [written, `${written}.0`]) {
        const message = `IO Error: Cannot open file "${path}": ${words}`;
        expect(await endOf(new Error(message), written)).toMatchObject({ message, path, syscall: "duckdb" });
      }
    },
  );

  test("is not to blame for another file", async () => {
    const full = new Error(`IO Error: Could not write file "${ours}": No space left on device`);
    expect(await said(full, written)).toContain("4: Temporary files cannot be written");
    expect(await said(new Error("IO Error: Could not write: No space left on device"), written)).toContain(
      "4: Temporary files cannot be written",
    );
    const unreadable = new Error(`IO Error: Cannot open file "${log}": Permission denied`);
    expect(await endOf(unreadable, written)).toBeInstanceOf(LogsUnreadable);
  });
});

test.each([
  [
    `Invalid Input Error: Malformed JSON in file "${log}", at byte 17 in record/value 1: unexpected end of data. Try setting 'ignore_errors'.\nLINE 1: SELECT`,
    "not JSON: at byte 17 in record/value 1: unexpected end of data",
  ],
  [
    'Invalid Input Error: Malformed JSON in file "/logs/line\nend.json", at byte 1: invalid literal\n\nLINE 1',
    "not JSON: at byte 1: invalid literal",
  ],
  [
    `Invalid Input Error: JSON transform error in file "${log}", in record/value 1: Expected OBJECT, but got ARRAY: [1]\nTry something`,
    "a record of another shape than CloudTrail's: Expected OBJECT, but got ARRAY: [1]",
  ],
  [
    'Invalid Input Error: JSON transform error in file "/logs/line\nend.json": Expected LIST',
    "a record of another shape than CloudTrail's: Expected LIST",
  ],
  ["Invalid Input Error: no CloudTrail log: it holds no Records", "no CloudTrail log: it holds no Records"],
  [
    `IO Error: Cannot open file "${log}": Permission denied\n\nLINE 1: SELECT`,
    `Cannot open file "${log}": Permission denied`,
  ],
  ["Out of Range Error: what Error: this is\nmore", "what Error: this is"],
  ["it failed: IO Error: twice", "it failed: IO Error: twice"],
  ["INTERRUPT Error: Interrupted!", "Interrupted!"],
])("of %j a person reads what is wrong with the file", async (message, reason) => {
  const error = await endOf(new Error(message));
  expect(error).toBeInstanceOf(LogsUnreadable);
  expect(error).toMatchObject({ name: "LogsUnreadable", reason, message: reason });
});

test("what is thrown and no error is told as it is", async () => {
  expect(await endOf("gone")).toMatchObject({ reason: "gone" });
});
