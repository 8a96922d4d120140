import { isGathered, isInParts } from "../../src/engines/duckdb/gathered";
import { parts } from "../../src/engines/duckdb/parts";
import type { LogFile } from "../../src/cloudtrail/logFile";
import { allTime, countQuestion, savedQuestions } from "../../src/questions";
import { LogFolder } from "../support/records";

/** Which way an answer is made decides how much memory it takes: each limit with its neighbours. */

const questionOf = (name: string) => savedQuestions.find((each) => each.name === name)!;
const list = questionOf("who-did-what");
/** Merges copies of all events of its window. */
const summary = questionOf("writes-by-day");
/** Shows every column as it is. */
const rows = questionOf("recent-rows");

const megabyte = 1024 * 1024;
const file = (size: number, compressed = true): LogFile => ({
  path: "a.json.gz",
  compressed,
  format: "oneLine",
  size,
  longest: 1,
});
const files = (count: number, size: number) => new Array<LogFile>(count).fill(file(size));
const asked = (limit: number) => ({ window: allTime, limit });

describe("a list is put together from parts", () => {
  test.each<[limit: number, bytes: number, fromParts: boolean]>([
    [1_100, 64 * megabyte, false],
    [1_101, 64 * megabyte, true],
    [1_101, 8 * megabyte, false],
    [1_101, 8 * megabyte + 1, true],
    [20_000, 8 * megabyte, false],
    [20_000, 8 * megabyte + 1, true],
    [20_001, 8 * megabyte, true],
    [20_001, 1, true],
  ])("of %i rows over %i bytes: %s", (limit, bytes, fromParts) => {
    expect(isInParts(list, asked(limit), [file(bytes - 1), file(1)], [])).toBe(fromParts);
    // as JSON the same events have ten times as many bytes
    expect(isInParts(list, asked(limit), [file(bytes * 10, false)], [])).toBe(fromParts);
  });

  test("whether its events come out of log files or kept days, or both", () => {
    const folder = new LogFolder().write("day", Buffer.alloc(3 * megabyte));
    const kept = [`${folder.path}/day`];
    expect(isInParts(list, asked(5_000), [], kept)).toBe(true);
    folder.write("day", Buffer.alloc(megabyte));
    expect(isInParts(list, asked(5_000), [], kept)).toBe(false);
    expect(isInParts(list, asked(5_000), [file(5 * megabyte)], kept)).toBe(false);
    expect(isInParts(list, asked(5_000), [file(5 * megabyte + 1)], kept)).toBe(true);
    folder.remove();
  });

  test("a question is not: its rows are no events", () => {
    for (const question of [summary, rows, countQuestion])
      expect(isInParts(question, asked(100_000), files(100, megabyte), [])).toBe(false);
  });
});

describe("a question is asked in two steps", () => {
  test.each<[string, typeof list, limit: number, files: readonly LogFile[], inSteps: boolean]>([
    ["a summary of 24 MB", summary, 100, files(24, megabyte), false],
    ["a summary of more", summary, 100, [...files(24, megabyte), file(1)], true],
    ["a short list of more", list, 1_100, files(100, megabyte), false],
    ["a longer list of more", list, 1_101, files(100, megabyte), true],
    ["a longer list of 24 MB", list, 1_101, files(24, megabyte), false],
    ["a short list of 4,000 files", list, 100, files(4_000, 1), false],
    ["a short list of more files", list, 100, files(4_001, 1), true],
    ["rows as they are, however many", rows, 100, files(4_001, megabyte), false],
  ])("%s", (_, question, limit, some, inSteps) => {
    expect(isGathered(question, asked(limit), some)).toBe(inSteps);
  });
});

test("what is read together has so many bytes at most, and so many files", () => {
  const sizes = (some: readonly LogFile[], together?: number, count?: number) =>
    parts(some, [], together, count).map(([part]) => part.length);
  expect(sizes(files(8, megabyte))).toEqual([8]);
  expect(sizes(files(9, megabyte))).toEqual([8, 1]);
  expect(sizes([file(9 * megabyte), file(1)])).toEqual([1, 1]);
  expect(sizes(files(5, 1), megabyte, 4)).toEqual([4, 1]);
  expect(sizes([])).toEqual([0]);
});
