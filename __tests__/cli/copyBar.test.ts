import { PassThrough } from "node:stream";
import { CopyBar, describeCopy, inBytes, inTime } from "../../src/cli/copyBar";
import type { Tally } from "../../src/logs/sync/sync";

const tally = (fields: Partial<Tally> = {}): Tally => ({
  isListed: true,
  present: 0,
  missing: 400,
  missingBytes: 8_000_000,
  copied: 100,
  copiedBytes: 2_000_000,
  others: 0,
  extra: 0,
  failed: [],
  ...fields,
});

test.each<[string, Partial<Tally>]>([
  ["100 of 400 files, 2.0 MB of 8.0 MB, 30 s left", {}],
  // while there is more to list, nobody knows how much is left
  ["100 of 400+ files, 2.0 MB of 8.0 MB+, 30 s left", { isListed: false }],
  ["0 of 400 files, 0 B of 8.0 MB", { copied: 0, copiedBytes: 0 }],
  // many small files are there, and the large ones are to come
  [
    "300 of 1,200 files, 800.0 kB of 8.0 MB, 1 min 30 s left",
    { copied: 300, missing: 1200, copiedBytes: 800_000 },
  ],
  ["400 of 400 files, 8.0 MB of 8.0 MB, 0 s left", { copied: 400, copiedBytes: 8_000_000 }],
  ["100 of 400 files, 2.0 MB of 8.0 MB, 30 s left, 1 not copied", { failed: [{ key: "a", reason: "b" }] }],
])("after ten seconds: %s", (told, fields) => {
  expect(describeCopy(tally(fields), 10)).toBe(told);
});

test("bytes and times as a person says them", () => {
  expect([0, 999, 1_000, 999_999, 1_234_567, 5_000_000_000].map(inBytes)).toEqual([
    "0 B",
    "999 B",
    "1.0 kB",
    "1.0 MB",
    "1.2 MB",
    "5.00 GB",
  ]);
  expect([0.2, 59, 61, 3_599, 3_700].map(inTime)).toEqual([
    "1 s",
    "59 s",
    "1 min 1 s",
    "59 min 59 s",
    "1 h 1 min",
  ]);
});

describe("on standard error", () => {
  const shown = async (isTTY: boolean) => {
    const stream = Object.assign(new PassThrough(), { isTTY, columns: 80 });
    const bar = await CopyBar.show(stream, tally());
    await new Promise((resolve) => setTimeout(resolve, 600));
    bar.end();
    bar.end();
    stream.end();
    // from Node 26 on one read gives one chunk
    return (await stream.setEncoding("utf8").toArray()).join("");
  };

  test("a terminal sees a bar, which is gone in the end", async () => {
    const text = await shown(true);
    expect(text).toMatch(/\[======( +)\] 100 of 400 files, 2\.0 MB of 8\.0 MB, \d s left/);
    // the line is cleared, wrapping and cursor are as before
    expect(text).toContain("\u001b[?25h");
    expect(text).toMatch(/\u001b\[2K$/);
  });

  test("a file or a pipe sees nothing", async () => {
    expect(await shown(false)).toBe("");
  });
});
