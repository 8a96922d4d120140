import { PassingFault, isPassing, patiently } from "../../src/logs/sync/patience";

const never = new AbortController().signal;
const patience = { attempts: 3, waitMs: 1, stallMs: 1_000 };
const named = (name: string, more: object = {}) => Object.assign(new Error(name), { name, ...more });
const status = (httpStatusCode: number) => named("Unknown", { $metadata: { httpStatusCode } });

describe("a fault that may be gone a moment later is tried again, any other is told at once", () => {
  test.each<[string, unknown]>([
    ["a fault of the way", new PassingFault("cut off")],
    ["too many requests", named("SlowDown")],
    ["throttling", named("ThrottlingException")],
    ["a broken connection", named("Error", { code: "ECONNRESET" })],
    ["one that the SDK wraps", named("Error", { message: "socket hang up" })],
    ["what the SDK would try again", named("Odd", { $retryable: {} })],
    ["500", status(500)],
    ["503", status(503)],
    ["429", status(429)],
    ["408", status(408)],
    ["a list that was cut off", status(200)],
  ])("%s", async (_, fault) => {
    expect(isPassing(fault)).toBe(true);
    let tried = 0;
    const ended = patiently(patience, never, async () => {
      tried += 1;
      throw fault as Error;
    });
    await expect(ended).rejects.toBe(fault);
    expect(tried).toBe(3);
  });

  test.each<[string, unknown]>([
    ["no rights", named("AccessDenied", { $metadata: { httpStatusCode: 403 } })],
    ["no such key", named("NoSuchKey", { $metadata: { httpStatusCode: 404 } })],
    ["499", status(499)],
    ["a fault of ours", new TypeError("x is undefined")],
    ["a full disk", named("Error", { code: "ENOSPC" })],
  ])("%s", async (_, fault) => {
    expect(isPassing(fault)).toBe(false);
    let tried = 0;
    const ended = patiently(patience, never, async () => {
      tried += 1;
      throw fault as Error;
    });
    await expect(ended).rejects.toBe(fault);
    expect(tried).toBe(1);
  });
});

test("the last attempt may succeed", async () => {
  let tried = 0;
  const ended = patiently(patience, never, async () => {
    tried += 1;
    if (tried < 3) throw new PassingFault("cut off");
    return "here";
  });
  expect(await ended).toBe("here");
});

test("an attempt in which nothing moves ends, one in which something does goes on", async () => {
  const stalled = patiently({ ...patience, attempts: 1, stallMs: 30 }, never, ({ signal }) => {
    return new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Error("ended"))));
  });
  await expect(stalled).rejects.toThrow("nothing came for 0.03 s");
  const slow = patiently({ ...patience, attempts: 1, stallMs: 300 }, never, async ({ signal, beat }) => {
    for (let step = 0; step < 8; step += 1) {
      await new Promise((resolve) => setTimeout(resolve, 60));
      beat();
    }
    return signal.aborted;
  });
  expect(await slow).toBe(false);
});

test("what is interrupted is not tried again", async () => {
  const interruption = new AbortController();
  let tried = 0;
  const ended = patiently({ ...patience, attempts: 9 }, interruption.signal, async () => {
    tried += 1;
    interruption.abort(new Error("enough"));
    throw new PassingFault("cut off");
  });
  await expect(ended).rejects.toThrow("enough");
  expect(tried).toBe(1);
});
