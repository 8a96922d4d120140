import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { OpenFile, Output } from "../../src/cli/output";
import { ExitCode } from "../../src/errors";

/** A place that takes so much and then refuses. */
function ending(code: string, takes = 0): Writable {
  let taken = 0;
  return new Writable({
    highWaterMark: 1,
    write(chunk: Buffer, _encoding, done) {
      taken += chunk.length;
      done(taken > takes ? Object.assign(new Error(code), { code }) : null);
    },
  });
}

test.each(["ENOSPC", "EIO", "EDQUOT"])(
  "a place that cannot be written to (%s) is no answer that was given",
  async (code) => {
    await expect(new Output(ending(code)).write("text")).rejects.toMatchObject({ code });
    const later = new Output(ending(code, 4));
    expect(await later.write("text")).toBe(true);
    await expect(later.write("more")).rejects.toMatchObject({ code });
    // nor is what comes after
    await expect(later.write("")).rejects.toMatchObject({ code });
  },
);

test("a reader that has gone is told of, and nothing more is written", async () => {
  const out = new Output(ending("EPIPE"));
  expect(await out.write("text")).toBe(false);
  expect(await out.write("more")).toBe(false);
});

test("a slow reader is waited for", async () => {
  let read = "";
  const slow = new Writable({
    highWaterMark: 1,
    write(chunk: Buffer, _encoding, done) {
      setTimeout(() => {
        read += chunk.toString();
        done();
      }, 20);
    },
  });
  expect(await new Output(slow).write("text")).toBe(true);
  expect(read).toBe("text");
});

test("bytes that are a character each are written as these bytes", async () => {
  const chunks: Buffer[] = [];
  const all = new Writable({ write: (chunk: Buffer, _, done) => (chunks.push(chunk), done()) });
  const out = new Output(all);
  await out.write(Buffer.from("é").toString("latin1"), "latin1");
  await out.write("é");
  expect(Buffer.concat(chunks).toString()).toBe("éé");
});

test("a file that is open takes all of a long text, and one that is closed says so", async () => {
  const folder = mkdtempSync(join(tmpdir(), "output-"));
  const file = openSync(join(folder, "a"), "w");
  const open = new OpenFile(file);
  const text = "0123456789".repeat(300_000);
  await new Promise<void>((resolve) => open.end(text, () => resolve()));
  expect(readFileSync(join(folder, "a"), "utf8")).toBe(text);
  closeSync(file);
  await expect(new Output(new OpenFile(file)).write("x".repeat(100_000))).rejects.toMatchObject({
    code: "EBADF",
  });
  rmSync(folder, { recursive: true });
});

/** Scripts go by these numbers: a negative answer must never be taken for a mistyped flag. */
test("the exit codes are those that the README's table tells", () => {
  expect(ExitCode).toEqual({
    ok: 0,
    negative: 1,
    usage: 2,
    incomplete: 3,
    engine: 4,
    interrupted: 130,
    readerGone: 141,
  });
});
