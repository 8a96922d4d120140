import { bundle } from "../../src/logs/bundle";
import { glanceAt, glanceAtAll, isReadable } from "../../src/logs/glance";
import { Turns } from "../../src/logs/turns";
import { LogFolder, logText, record } from "../support/records";

let folder: LogFolder;
beforeEach(() => (folder = new LogFolder().write("a.json.gz", logText(record()))));
afterEach(() => {
  jest.restoreAllMocks();
  folder.remove();
});

/** Aborted as soon as anything else has its turn. */
function interrupted(): AbortSignal {
  const interruption = new AbortController();
  setTimeout(() => interruption.abort(new Error("enough")), 1);
  return interruption.signal;
}

/** As many as take seconds. */
const many = <T>(one: T): readonly T[] => new Array<T>(100_000).fill(one);

test("looking at many files ends when it is interrupted", async () => {
  await expect(glanceAtAll(many(`${folder.path}/a.json.gz`), interrupted())).rejects.toThrow("enough");
});

test("putting many files together ends when it is interrupted", async () => {
  const files = many(glanceAt(`${folder.path}/a.json.gz`)).filter(isReadable);
  const copied = bundle(files, (place) => `${folder.path}/copies/${place}`, interrupted());
  await expect(copied).rejects.toThrow("enough");
});

test("others have their turn after 16 ms and not before, and then the next turn begins", async () => {
  let now = 1_000;
  jest.spyOn(performance, "now").mockImplementation(() => now);
  const turns = new Turns(new AbortController().signal);
  const gaveWay = async () => {
    let others = false;
    const waiting = setImmediate(() => (others = true));
    await turns.end();
    clearImmediate(waiting);
    return others;
  };
  const told: [number, boolean][] = [];
  for (const moment of [1_000, 1_015, 1_016, 1_031, 1_032, 1_033, 1_100]) {
    now = moment;
    told.push([moment, await gaveWay()]);
  }
  expect(told.filter(([, others]) => others).map(([moment]) => moment)).toEqual([1_016, 1_032, 1_100]);
});

test("an interruption is told at the end of a long turn", async () => {
  const now = jest.spyOn(performance, "now").mockReturnValue(0);
  const turns = new Turns(AbortSignal.abort(new Error("enough")));
  await turns.end();
  now.mockReturnValue(16);
  await expect(turns.end()).rejects.toThrow("enough");
});
