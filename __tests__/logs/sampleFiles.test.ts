import { existsSync, mkdirSync, promises, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { deliveries } from "../../src/logs/sample/deliveries";
import { writeSample } from "../../src/logs/sample/sample";
import { LogFolder } from "../support/records";

/** What a sample leaves in a folder: itself, whole or not at all, and what was somebody's stays theirs. */

const shape = { events: 40, days: 2, seed: 1, files: 3 };
const smaller = { events: 10, days: 1, seed: 2, files: 1 };

let folder: LogFolder;
beforeEach(() => (folder = new LogFolder()));
afterEach(() => {
  jest.restoreAllMocks();
  folder.remove();
});

const at = (...parts: readonly string[]) => join(folder.path, ...parts);
const logsIn = (root: string) =>
  readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".json.gz"));
const fault = (code: string) => Object.assign(new Error(`${code}: refused`), { code, syscall: "write" });

test("log files lie where CloudTrail puts them, beside a note of what they are and how they were made", async () => {
  const expected = [...deliveries(shape)];
  const records = expected.reduce((sum, delivery) => sum + delivery.records.length, 0);
  expect(await writeSample(at("new/logs"), shape)).toEqual({ files: 3, records });
  expect(readdirSync(at("new/logs")).sort()).toEqual(["AWSLogs", "SAMPLE.txt"]);
  expect(readFileSync(at("new/logs/SAMPLE.txt"), "utf8")).toBe(
    "Sample CloudTrail logs: nobody in them is real.\n" +
      "Made by: s3-audit sample --events 40 --days 2 --seed 1 --files 3\n",
  );
  expect(logsIn(at("new/logs")).sort()).toEqual(expected.map(({ path }) => path.toString()).sort());
  for (const { path, records: written } of expected) {
    const bytes = readFileSync(at("new/logs", path.toString()));
    const text = JSON.stringify({ Records: written });
    expect(gunzipSync(bytes).toString()).toBe(text);
    // RFC 1952: an operating system that is not known, so that every one writes the same bytes
    const same = gzipSync(text, { level: 4 });
    same[9] = 255;
    expect(bytes.equals(same)).toBe(true);
  }
});

test("a folder that is there and empty is taken, and so is one that a killed run left", async () => {
  await writeSample(folder.path, shape);
  expect(readdirSync(folder.path).sort()).toEqual(["AWSLogs", "SAMPLE.txt"]);
  mkdirSync(at("left/.sample-unfinished/AWSLogs"), { recursive: true });
  writeFileSync(at("left/.sample-unfinished/AWSLogs/old.json.gz"), "half");
  await writeSample(at("left"), shape);
  expect(readdirSync(at("left")).sort()).toEqual(["AWSLogs", "SAMPLE.txt"]);
  expect(logsIn(at("left"))).toHaveLength(3);
  expect(existsSync(at("left/AWSLogs/old.json.gz"))).toBe(false);
});

test("an earlier sample is replaced, and nothing beside it", async () => {
  await writeSample(folder.path, shape);
  writeFileSync(at("notes.txt"), "mine");
  await writeSample(folder.path, smaller);
  expect(readdirSync(folder.path).sort()).toEqual(["AWSLogs", "SAMPLE.txt", "notes.txt"]);
  expect(readFileSync(at("notes.txt"), "utf8")).toBe("mine");
  expect(logsIn(folder.path)).toEqual([...deliveries(smaller)].map(({ path }) => path.toString()));
  expect(readFileSync(at("SAMPLE.txt"), "utf8")).toContain("--events 10 --days 1 --seed 2 --files 1\n");
});

test.each([
  ["somebody's work", ["thesis.txt"]],
  ["somebody's logs", ["AWSLogs"]],
  ["work beside what a killed run left", [".sample-unfinished", "thesis.txt"]],
])("a folder of %s is left as it is", async (_, entries) => {
  for (const entry of entries) mkdirSync(at(entry));
  await expect(writeSample(folder.path, shape, "./mine")).rejects.toThrow(
    "./mine is not empty and holds no sample.",
  );
  expect(readdirSync(folder.path).sort()).toEqual(entries);
});

test("where there is a file the system's reason is told, for the folder as it was written", async () => {
  folder.write("file", "");
  const written = writeSample(at("file"), shape, "./file");
  await expect(written).rejects.toThrow("No sample can be written to ./file: ");
  await expect(writeSample(at("file"), shape)).rejects.toThrow(`No sample can be written to ${at("file")}: `);
  expect(readFileSync(at("file"), "utf8")).toBe("");
});

test("a folder that cannot be looked into is not taken for one that is empty", async () => {
  jest.spyOn(promises, "readdir").mockRejectedValueOnce(fault("EACCES"));
  await expect(writeSample(folder.path, shape)).rejects.toThrow(/No sample can be written to/);
  expect(readdirSync(folder.path)).toEqual([]);
});

describe("where the disk is full", () => {
  const isFull = (path: unknown) => String(path).endsWith(".json.gz");
  const { writeFile } = promises;
  beforeEach(() => {
    jest
      .spyOn(promises, "writeFile")
      .mockImplementation((path, ...rest) =>
        isFull(path) ? Promise.reject(fault("ENOSPC")) : writeFile(path, ...rest),
      );
  });

  test("the folders that were made for it are gone", async () => {
    mkdirSync(at("there"));
    await expect(writeSample(at("there/new/logs"), shape)).rejects.toThrow("No sample can be written to");
    expect(readdirSync(at("there"))).toEqual([]);
  });

  test("a folder that was there before stays, empty", async () => {
    await expect(writeSample(folder.path, shape)).rejects.toThrow("No sample can be written to");
    expect(readdirSync(folder.path)).toEqual([]);
  });

  test("an earlier sample stays whole", async () => {
    jest.restoreAllMocks();
    await writeSample(folder.path, smaller);
    const before = [logsIn(folder.path), readFileSync(at("SAMPLE.txt"), "utf8")];
    jest.spyOn(promises, "writeFile").mockRejectedValue(fault("ENOSPC"));
    await expect(writeSample(folder.path, shape)).rejects.toThrow("No sample can be written to");
    expect([logsIn(folder.path), readFileSync(at("SAMPLE.txt"), "utf8")]).toEqual(before);
    expect(readdirSync(folder.path).sort()).toEqual(["AWSLogs", "SAMPLE.txt"]);
  });
});

test("a fault of the program is told as what it is", async () => {
  const wrong = new TypeError("x is undefined");
  jest.spyOn(promises, "rename").mockRejectedValueOnce(wrong);
  await expect(writeSample(at("new"), shape)).rejects.toBe(wrong);
});

describe("files on their way to the disk", () => {
  const { writeFile } = promises;
  const many = { events: 60, days: 1, seed: 1, files: 12 };

  test("are four at a time: more would only take memory", async () => {
    let [now, most] = [0, 0];
    let goOn: () => void = () => undefined;
    const allAreHere = new Promise<void>((resolve) => (goOn = resolve));
    jest.spyOn(promises, "writeFile").mockImplementation(async (path, ...rest) => {
      now += 1;
      most = Math.max(most, now);
      // a moment longer, for one too many
      if (now === 4) setTimeout(goOn, 50);
      if (String(path).endsWith(".gz")) await allAreHere;
      await writeFile(path, ...rest);
      now -= 1;
    });
    await writeSample(folder.path, many);
    expect(most).toBe(4);
  });

  test("are all at their end when one has failed: nothing comes after the failure is told", async () => {
    let [begun, ended] = [0, 0];
    jest.spyOn(promises, "writeFile").mockImplementation(async () => {
      begun += 1;
      const isFirst = begun === 1;
      if (isFirst) throw fault("ENOSPC");
      await new Promise((resolve) => setTimeout(resolve, 20));
      ended += 1;
    });
    await expect(writeSample(folder.path, many)).rejects.toThrow("No sample can be written to");
    expect(begun - 1).toBe(ended);
    expect(readdirSync(folder.path)).toEqual([]);
  });
});
