import { join } from "node:path";
import { DuckDbEngine } from "../../src/engines/duckdb/duckdbEngine";
import { takesTable } from "../../src/questions";
import { catalog } from "../support/duckdb";
import type { LogFolder } from "../support/records";
import { logsOfCases, questionOf, rowsOf } from "./answers";
import { cases, timeZone } from "./fixtures";

let folder: LogFolder;
let engine: DuckDbEngine;
let overKept: DuckDbEngine;

beforeAll(async () => {
  const logs = await logsOfCases();
  folder = logs.folder;
  engine = await DuckDbEngine.open({ ...catalog, timeZone });
  engine.read(logs.files);
  // kept by an engine of another zone than the one that asks
  const keeping = await DuckDbEngine.open({ ...catalog, timeZone: "UTC" });
  keeping.read(logs.files);
  const kept = join(folder.path, "kept.parquet");
  await keeping.keep(kept);
  keeping.close();
  overKept = await DuckDbEngine.open({ ...catalog, timeZone });
  overKept.read([], [kept]);
});

afterAll(() => {
  engine.close();
  overKept.close();
  folder.remove();
});

const each = cases.map((one) => [one.question, one.title, one] as const);

test.each(each)("%s, in two steps: %s", async (_, __, one) => {
  expect(await rowsOf(engine, one, true)).toEqual(one.rows);
});

// a question about the table itself is not asked of kept days
test.each(each.filter(([name]) => !takesTable(questionOf(name))))(
  "%s, of kept days: %s",
  async (_, __, one) => {
    expect(await rowsOf(overKept, one)).toEqual(one.rows);
    expect(await rowsOf(overKept, one, true)).toEqual(one.rows);
  },
);
