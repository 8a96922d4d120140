import fs, { utimesSync } from "node:fs";
import { join } from "node:path";
import { Arrivals } from "../../src/logs/arrivals";
import { LogFolder, deliveredAt } from "../support/records";

let folder: LogFolder;
beforeEach(() => (folder = new LogFolder()));
afterEach(() => folder.remove());

const path = (unique: string, moment = "2026-11-01T10:00:00Z") => deliveredAt(moment, unique);
const within = { firstDay: "2026/11/01", lastDay: "2026/11/01" };
const inFolder = (...names: readonly string[]) => names.map((name) => join(folder.path, name));

test("a file is taken when it looks as it did before, and once", async () => {
  folder.write(path("a"), "there");
  const arrivals = new Arrivals(folder.path, within);
  expect(await arrivals.begin()).toEqual(inFolder(path("a")));
  folder.write(path("b"), "half");
  expect(await arrivals.next()).toEqual([]);
  folder.write(path("b"), "half and half");
  expect(await arrivals.next()).toEqual([]);
  expect(await arrivals.next()).toEqual(inFolder(path("b")));
  expect(await arrivals.next()).toEqual([]);
});

test("one that has changed since is taken again: by its size, and by its time", async () => {
  folder.write(path("a"), "damaged");
  const arrivals = new Arrivals(folder.path, within);
  await arrivals.begin();
  folder.write(path("a"), "whole by now");
  expect(await arrivals.next()).toEqual([]);
  expect(await arrivals.next()).toEqual(inFolder(path("a")));
  utimesSync(join(folder.path, path("a")), 1, 2);
  expect(await arrivals.next()).toEqual([]);
  expect(await arrivals.next()).toEqual(inFolder(path("a")));
});

test("files that come whole are taken at once", async () => {
  const arrivals = new Arrivals(folder.path, within, true);
  expect(await arrivals.begin()).toEqual([]);
  folder.write(path("a"), "whole");
  expect(await arrivals.next()).toEqual(inFolder(path("a")));
  expect(await arrivals.next()).toEqual([]);
});

test("files that can hold nothing of what is asked for are never taken", async () => {
  folder.write(path("a", "2026-10-31T23:59:00Z"), "x").write("elsewhere.json", "x");
  const arrivals = new Arrivals(folder.path, within, true);
  expect(await arrivals.begin()).toEqual(inFolder("elsewhere.json"));
  folder.write(path("b", "2026-11-02T00:00:00Z"), "x");
  expect(await arrivals.next()).toEqual([]);
});

test("one that is gone while it is looked at has not arrived, and may do so later", async () => {
  const arrivals = new Arrivals(folder.path, within, true);
  await arrivals.begin();
  folder.write(path("a"), "x").write(path("b"), "x");
  const looked = jest.spyOn(fs, "statSync").mockReturnValueOnce(undefined);
  expect(await arrivals.next()).toEqual(inFolder(path("b")));
  looked.mockRestore();
  expect(await arrivals.next()).toEqual(inFolder(path("a")));
});
