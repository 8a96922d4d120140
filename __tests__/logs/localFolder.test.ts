import { mkdirSync, promises, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../src/errors";
import { LocalFolder, draftOf } from "../../src/logs/sync/localFolder";
import { LogFolder } from "../support/records";

/** What lies on this machine already: taken for too little it is copied twice, for too much it is missing for ever. */

let folder: LogFolder;
let local: LocalFolder;
beforeEach(() => {
  folder = new LogFolder();
  local = new LocalFolder(folder.path, "./logs");
});
afterEach(() => {
  jest.restoreAllMocks();
  folder.remove();
});

test("folders, links to folders too, and no files; none where there is no folder", async () => {
  mkdirSync(join(folder.path, "a/one"), { recursive: true });
  symlinkSync("one", join(folder.path, "a/two"));
  writeFileSync(join(folder.path, "a/file"), "");
  expect([...(await local.foldersIn("a/"))].sort()).toEqual(["one", "two"]);
  expect(await local.foldersIn("b/")).toEqual([]);
});

test("files with their sizes, behind links too; no folder, and no link to nothing", async () => {
  folder.write("a/x", "12345").write("a/empty", "").write("a/inner/y", "");
  symlinkSync("x", join(folder.path, "a/link"));
  symlinkSync("gone", join(folder.path, "a/dead"));
  const files = await local.filesIn("a/");
  expect([...files].sort((one, other) => one.name.localeCompare(other.name))).toEqual([
    { name: "empty", size: 0 },
    { name: "link", size: 5 },
    { name: "x", size: 5 },
  ]);
  expect(await local.filesIn("b/")).toEqual([]);
});

test("a draft is no log file while it is written, and is gone when the next run looks", async () => {
  const draft = draftOf("x.json.gz");
  expect(draft).toBe(`.x.json.gz.${process.pid}.partial`);
  folder.write(`a/${draft}`, Buffer.from("half")).write("a/x.json.gz", Buffer.from("whole"));
  expect(await local.filesIn("a/")).toEqual([{ name: "x.json.gz", size: 5 }]);
  expect(readdirSync(join(folder.path, "a"))).toEqual(["x.json.gz"]);
});

test("what the system refuses is told for the folder as it was written", async () => {
  const refused = Object.assign(new Error("EACCES"), { code: "EACCES", syscall: "scandir" });
  jest.spyOn(promises, "readdir").mockRejectedValue(refused);
  for (const looked of [local.foldersIn("a/"), local.filesIn("a/")]) {
    await expect(looked).rejects.toThrow("the files cannot be written to ./logs");
  }
  expect(new LocalFolder(folder.path).failure(refused)).toBeInstanceOf(UserError);
  expect(new LocalFolder("/logs").failure(refused).message).toContain("cannot be written to /logs");
});

test("a draft that cannot be removed is told too", async () => {
  folder.write("a/.x.json.gz.7.partial", Buffer.from("half"));
  jest
    .spyOn(promises, "rm")
    .mockRejectedValue(Object.assign(new Error("EPERM"), { code: "EPERM", syscall: "unlink" }));
  await expect(local.filesIn("a/")).rejects.toThrow("the files cannot be written to ./logs");
});

test("a link that leads to itself is told, not passed over", async () => {
  mkdirSync(join(folder.path, "a"));
  symlinkSync("loop", join(folder.path, "a/loop"));
  await expect(local.filesIn("a/")).rejects.toThrow("the files cannot be written to ./logs");
});

test("a key is a path below the folder", () => {
  expect(local.path("AWSLogs/a/b.json.gz")).toBe(join(folder.path, "AWSLogs/a/b.json.gz"));
});
