import { bundle } from "../../src/logs/bundle";
import { glanceAt, glanceAtAll, isReadable } from "../../src/logs/glance";
import { LogFolder, logText, record } from "../support/records";

let folder: LogFolder;
beforeEach(() => (folder = new LogFolder().write("a.json.gz", logText(record()))));
afterEach(() => folder.remove());

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
