import { getEventListeners } from "node:events";
import timers from "node:timers/promises";
import { PassingFault, isPassing, patiently, usualPatience } from "../../src/logs/sync/patience";

afterEach(() => jest.restoreAllMocks());

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

test.each([
  ...["ECONNRESET", "ECONNREFUSED", "ECONNABORTED", "EPIPE", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH"],
  ...["ENETDOWN", "EAI_AGAIN", "ERR_STREAM_PREMATURE_CLOSE", "HPE_INVALID_CONSTANT"],
])("a connection that ends with %s may hold the next time, whether code or text tells", (code) => {
  expect(isPassing(named("Error", { code }))).toBe(true);
  expect(isPassing(new Error(`connect ${code} 127.0.0.1:9`))).toBe(true);
  expect(isPassing(new Error(`MY${code}`))).toBe(false);
});

test.each(["aborted", "socket hang up", "Checksum mismatch: expected 1, received 2"])(
  "so may one of %j",
  (message) => {
    expect(isPassing(new Error(message))).toBe(true);
  },
);

test.each([
  ...["SlowDown", "RequestTimeout", "RequestTimeTooSkewed", "InternalError", "ServiceUnavailable"],
  ...[
    "TimeoutError",
    "Throttling",
    "ThrottlingException",
    "RequestLimitExceeded",
    "TooManyRequestsException",
  ],
])("S3 would answer otherwise than %s a moment later", (name) => {
  expect(isPassing(named(name))).toBe(true);
});

test("what tells nothing of itself is no passing fault", () => {
  expect([isPassing({}), isPassing("text"), isPassing(status(0)), isPassing(status(404))]).toEqual([
    ...[false, false, false, false],
  ]);
});

test("usually some six seconds are waited in all, twice as long before each attempt, by chance half of it", async () => {
  const waited: number[] = [];
  jest.spyOn(timers, "setTimeout").mockImplementation(async (ms) => void waited.push(ms ?? 0) as never);
  const waits = async (chance: number) => {
    jest.spyOn(Math, "random").mockReturnValue(chance);
    waited.length = 0;
    await expect(
      patiently(usualPatience, never, () => Promise.reject(new PassingFault("cut off"))),
    ).rejects.toThrow("cut off");
    return [...waited];
  };
  expect(await waits(0)).toEqual([125, 250, 500, 1_000, 2_000]);
  expect(await waits(1)).toEqual([250, 500, 1_000, 2_000, 4_000]);
  expect(usualPatience.stallMs).toBe(20_000);
});

test("what came in time is not ended later, and nobody listens for an interruption any longer", async () => {
  const interruption = new AbortController();
  let during = 0;
  const attempt = await patiently({ ...patience, stallMs: 20 }, interruption.signal, async ({ signal }) => {
    during = getEventListeners(interruption.signal, "abort").length;
    return signal;
  });
  expect([during, getEventListeners(interruption.signal, "abort").length]).toEqual([1, 0]);
  await new Promise((resolve) => setTimeout(resolve, 60));
  interruption.abort();
  expect(attempt.aborted).toBe(false);
});

test("an interruption ends the attempt that is under way, and the waiting for the next", async () => {
  const interruption = new AbortController();
  const under = patiently(
    patience,
    interruption.signal,
    ({ signal }) =>
      new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Error("ended")))),
  );
  interruption.abort(new Error("enough"));
  await expect(under).rejects.toThrow("enough");
  const later = new AbortController();
  const waiting = patiently({ ...patience, waitMs: 60_000 }, later.signal, () => {
    setTimeout(() => later.abort(), 5);
    return Promise.reject(new PassingFault("cut off"));
  });
  await expect(waiting).rejects.toThrow("aborted");
  let tried = 0;
  const tooLate = patiently(patience, later.signal, async () => (tried += 1));
  await expect(tooLate).rejects.toThrow("aborted");
  expect(tried).toBe(0);
});
