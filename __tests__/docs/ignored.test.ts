import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describeWith, findProgram, type Finding } from "../support/finding";

const repository = join(__dirname, "..", "..");
const git = (...args: readonly string[]) =>
  spawnSync("git", args, { cwd: repository, encoding: "utf8" }).stdout.trimEnd().split("\n");

/** A clone: an unpacked archive of the sources knows nothing of what git keeps. */
function findClone(): Finding<object> {
  const program = findProgram("git");
  if (program.kind === "missing") return program;
  if (git("rev-parse", "--show-prefix")[0] === "" && git("ls-files", "package.json")[0] !== "")
    return program;
  return { kind: "missing", why: "This folder is no clone.", install: "a clone of the repository" };
}

/** The lines of the commands that README and docs show. */
function commands(): string[] {
  const docs = readdirSync(join(repository, "docs")).filter((name) => name.endsWith(".md"));
  return ["README.md", ...docs.map((name) => join("docs", name))]
    .flatMap((file) => [...readFileSync(join(repository, file), "utf8").matchAll(/^```sh\n(.*?)^```/gms)])
    .flatMap(([, block = ""]) => block.split("\n"))
    .map((line) => line.replace(/(^| )#.*/, ""));
}

/** The files and folders that a command writes, by how it names them. */
const writes = /(?:\s(?:-o|--output|-out|--to|--logs)[ =]|\s>>? ?|\bsample )([\w./-]+)/g;

describeWith([findClone()], "git ignores", () => {
  const written = [
    ...new Set(commands().flatMap((line) => [...line.matchAll(writes)].map(([, name = ""]) => name))),
  ];

  it("what the commands of README and docs write", () => {
    expect(written).toEqual(expect.arrayContaining(["my-logs", "a.csv", "tfplan", "november"]));
    const inFolders = written.map((name) =>
      name.includes(".") || name === "tfplan" ? name : `${name}/some-file`,
    );
    const ignored = new Set(git("check-ignore", ...inFolders));
    expect(inFolders.filter((name) => !ignored.has(name))).toEqual([]);
  });

  it.each([
    "cdktf.out/stacks/my-audit/tfplan",
    "terraform.my-audit.tfstate",
    ".terraform.my-audit.tfstate.lock.info",
    "elsewhere/AWSLogs/123456789012/CloudTrail/eu-central-1/2026/11/01/one.json.gz",
    "elsewhere/.s3-audit-cache/2026-11-01.parquet",
    "answers/a.parquet",
    "answers/a.ndjson",
    "sample-logs/one.json.gz",
  ])("%s", (file) => {
    expect(git("check-ignore", file)).toEqual([file]);
  });

  it("nothing that is committed", () => {
    expect(git("ls-files", "--cached", "--ignored", "--exclude-standard")).toEqual([""]);
  });
});
