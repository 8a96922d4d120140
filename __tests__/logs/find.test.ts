import { mkdirSync, promises, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { findLogs } from "../../src/logs/find";
import { s3audit } from "../support/io";
import { LogFolder, accountId, deliveredAt, logText, record } from "../support/records";

let folder: LogFolder;
beforeEach(() => (folder = new LogFolder()));
afterEach(() => {
  jest.restoreAllMocks();
  folder.remove();
});

const found = async (): Promise<readonly string[]> =>
  (await findLogs(folder.path)).files.map((path) => path.slice(folder.path.length + 1));

const layout = (kind: string, unique = "a") =>
  `AWSLogs/${accountId}/${kind}/ap-northeast-1/2026/11/01/${accountId}_${kind}_ap-northeast-1_20261101T0015Z_${unique}.json.gz`;

describe("what CloudTrail puts beside its event logs would be told as damaged logs, or as events", () => {
  const siblings = ["Digest", "Insight", "NetworkActivity", "Aggregated"].map((kind) => `CloudTrail-${kind}`);

  test.each(siblings)("%s, in a folder of its own", async (kind) => {
    folder.write(layout("CloudTrail"), "{}").write(layout(kind), "{}");
    expect(await found()).toEqual([layout("CloudTrail")]);
  });

  test.each(siblings)("%s, in a folder of that name whose files were renamed", async (kind) => {
    folder.write(layout("CloudTrail"), "{}").write(`${kind}/a.json.gz`, "{}");
    expect(await found()).toEqual([layout("CloudTrail")]);
  });

  test.each(siblings)("%s, in one folder with the logs", async (kind) => {
    const name = (of: string) => layout(of).split("/").at(-1) ?? "";
    folder.write(name("CloudTrail"), "{}").write(name(kind), "{}");
    expect(await found()).toEqual([name("CloudTrail")]);
  });

  test.each(siblings)("%s alone is told as what it is", async (kind) => {
    folder.write(layout(kind), "{}");
    await expect(findLogs(folder.path)).rejects.toThrow(/digest/i);
  });

  test("behind a link to their folder", async () => {
    const elsewhere = new LogFolder().write("x/a.json", "{}");
    folder.write("log.json", "{}");
    symlinkSync(elsewhere.path, join(folder.path, "CloudTrail-Digest"));
    expect(await found()).toEqual(["log.json"]);
    elsewhere.remove();
  });
});

test.each([
  ["a.json", true],
  ["a.json.gz", true],
  ["a.jsonl", false],
  ["a.json.bak", false],
  ["ajson", false],
  ["a.json.gz.partial", false],
  ["my-CloudTrail-notes.json", true],
  ["my-CloudTrail-Digest_2026.json", true],
  ["CloudTrail-2026.json", true],
  ["CloudTrail-logs.json", true],
  ["old_CloudTrail-Digest_2026.json", false],
])("a file %s is a log file: %s", async (name, isLog) => {
  folder.write("z.json", "{}").write(name, "{}");
  expect(await found()).toEqual(isLog ? [name, "z.json"] : ["z.json"]);
});

describe("copies of a log file", () => {
  const path = deliveredAt("2026-11-01T12:00:00Z", "a");
  const whole = logText(record({ eventID: "1" }), record({ eventID: "2" }));
  const events = async () => {
    const { stdout, stderr } = await s3audit(
      ["events", "--logs", ".", "--format", "ndjson", "--columns", "event_id"],
      folder.path,
    );
    return { ids: stdout.match(/"\d"/g)?.sort(), stderr };
  };

  test.each([
    ["the first", "a", "b"],
    ["the last", "b", "a"],
  ])(
    "%s of two is cut off: the whole one is read all the same, and the other named",
    async (_, cut, good) => {
      folder
        .write(`${good}/${path}`, Buffer.from(whole))
        .write(`${cut}/${path}`, Buffer.from(whole.slice(0, 300)));
      const { ids, stderr } = await events();
      expect(ids).toEqual(['"1"', '"2"']);
      expect(stderr).toMatch(new RegExp(`^unreadable: \\S*/${cut}/`));
    },
  );

  test("of the same size are read once, in whatever folder they lie", async () => {
    for (const copy of ["c", "a", "b"]) folder.write(`${copy}/${path}`, whole);
    expect(await found()).toEqual([`a/${path}`]);
  });

  test("of two one is read, and the answer keeps the order of the paths", async () => {
    folder.write("z.json", "{}").write(`b/${path}`, whole).write(`a/${path}`, whole);
    expect(await found()).toEqual([`a/${path}`, "z.json"]);
  });

  test("are only those in CloudTrail's layout: elsewhere a name says nothing", async () => {
    const name = path.split("/").at(-1) ?? "";
    folder.write(path, whole).write(`x/${name}`, whole).write(`y/${name}`, whole);
    expect(await found()).toEqual([path, `x/${name}`, `y/${name}`]);
  });

  test("one that is gone meanwhile is no copy of one that is there: whoever reads it will tell", async () => {
    for (const copy of ["a", "b"]) folder.write(`${copy}/${path}`, Buffer.from("x"));
    const { stat } = promises;
    jest
      .spyOn(promises, "stat")
      .mockImplementation((of, ...rest) =>
        String(of).startsWith(join(folder.path, "b")) ? Promise.reject(new Error("gone")) : stat(of, ...rest),
      );
    expect(await found()).toEqual([`a/${path}`, `b/${path}`]);
  });

  test("under other names than CloudTrail's are different files", async () => {
    for (const copy of ["a", "b"]) folder.write(`${copy}/events.json`, whole);
    expect(await found()).toEqual(["a/events.json", "b/events.json"]);
  });
});

describe("symbolic links", () => {
  const elsewhere = () => {
    const other = new LogFolder().write("a.json", "{}").write("notes.txt", "");
    return { path: other.path, remove: () => other.remove() };
  };

  test("to a folder and to a file are followed, once", async () => {
    const other = elsewhere();
    symlinkSync(other.path, join(folder.path, "one"));
    symlinkSync(other.path, join(folder.path, "two"));
    symlinkSync(join(other.path, "a.json"), join(folder.path, "three.json"));
    expect(await found()).toEqual(["one/a.json"]);
    other.remove();
  });

  test("to a file that is found nowhere else", async () => {
    const other = elsewhere();
    for (const name of ["b.json", "c.json"]) symlinkSync(join(other.path, "a.json"), join(folder.path, name));
    symlinkSync(join(other.path, "notes.txt"), join(folder.path, "notes.txt"));
    expect(await found()).toEqual(["b.json"]);
    other.remove();
  });

  test("to a file beside it whose name is no log's is read by the link's name, and in its place", async () => {
    folder.write("data.txt", "{}").write("b.json", "{}");
    symlinkSync("data.txt", join(folder.path, "a.json"));
    symlinkSync("b.json", join(folder.path, "c.json"));
    expect(await found()).toEqual(["a.json", "b.json"]);
  });

  test("to other files alone are told as a folder of other files", async () => {
    const other = elsewhere();
    symlinkSync(join(other.path, "notes.txt"), join(folder.path, "notes.txt"));
    await expect(findLogs(folder.path)).rejects.toThrow("None of the files under");
    other.remove();
  });

  test("to nothing, and to itself, are told", async () => {
    symlinkSync("gone.json", join(folder.path, "a.json"));
    symlinkSync("b.json", join(folder.path, "b.json"));
    const { unreadable } = await findLogs(folder.path);
    expect(unreadable.map(({ reason }) => reason)).toEqual([
      "a symbolic link to nothing, or gone since",
      "a symbolic link that leads to itself",
    ]);
  });
});

describe("a folder without a log file", () => {
  test.each<[string, () => void, RegExp]>([
    ["empty", () => undefined, /There is no file under/],
    ["of other files", () => folder.write("a.txt", ""), /None of the files under/],
    [
      "of digests and others",
      () => folder.write(layout("CloudTrail-Digest"), "").write("a.txt", ""),
      /None of the files under/,
    ],
    [
      "of empty folders",
      () => mkdirSync(join(folder.path, "a/b"), { recursive: true }),
      /There is no file under/,
    ],
  ])("%s", async (_, make, sentence) => {
    make();
    await expect(findLogs(folder.path)).rejects.toThrow(sentence);
    expect(await findLogs(folder.path, { mayBeEmpty: true })).toEqual({ files: [], unreadable: [] });
  });
});

test("one file is taken by its name, whatever it is called", async () => {
  folder.write("events.txt", "{}");
  const file = join(folder.path, "events.txt");
  expect(await findLogs(file)).toEqual({ files: [file], unreadable: [] });
});

test("a folder written with a slash at its end gives the same paths", async () => {
  folder.write("a/b.json", "{}");
  expect((await findLogs(`${folder.path}/`)).files).toEqual([join(folder.path, "a/b.json")]);
});

test("a folder that is not there is told otherwise than one that cannot be read", async () => {
  const gone = join(folder.path, "gone");
  await expect(findLogs(gone)).rejects.toThrow(`${gone} does not exist.`);
  folder.write("file", "");
  const inFile = join(folder.path, "file/logs");
  await expect(findLogs(inFile)).rejects.toThrow(`${inFile} cannot be read: `);
});

test("a folder within that cannot be looked into is named with the reason, the others are read", async () => {
  folder.write("a/a.json", "{}").write("b/b.json", "{}");
  const refused = join(folder.path, "a");
  const { readdir } = promises;
  jest
    .spyOn(promises, "readdir")
    .mockImplementation(((of: string, ...rest: []) =>
      of === refused
        ? Promise.reject(Object.assign(new Error("refused"), { code: "EACCES" }))
        : readdir(of, ...rest)) as typeof readdir);
  const reason = "no permission to read it";
  expect(await findLogs(folder.path)).toEqual({
    files: [join(folder.path, "b/b.json")],
    unreadable: [{ path: refused, reason }],
  });
  expect(readdirSync(refused)).toEqual(["a.json"]);
});

test("files in very many folders are all found, sorted by their paths", async () => {
  const names = Array.from({ length: 30 }, (_, index) => `${(index * 7) % 30}/x.json`);
  for (const name of names) folder.write(name, "{}");
  expect(await found()).toEqual([...names].sort());
});

test("where nothing but a link to nothing is found, that is told, and no fault of the program", async () => {
  symlinkSync("gone.json", join(folder.path, "a.json"));
  const { stdout, stderr } = await s3audit(["events", "--logs", "."], folder.path);
  expect(stdout).toContain("0 events");
  expect(stderr).toMatch(/^unreadable: \S*a\.json: a symbolic link to nothing, or gone since\n$/);
});
