import { Queue, Slots } from "../../src/logs/sync/slots";

/** Lets everything run that can. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

test("so many run at a time, the others in their order as soon as one has ended, well or not", async () => {
  const slots = new Slots(2);
  const begun: number[] = [];
  const ends: ((error?: Error) => void)[] = [];
  const task = (number: number) => () => {
    begun.push(number);
    return new Promise<number>((resolve, reject) => {
      ends[number] = (error) => (error === undefined ? resolve(number) : reject(error));
    });
  };
  const all = [0, 1, 2, 3].map((number) => slots.run(task(number)));
  await settled();
  expect(begun).toEqual([0, 1]);
  ends[1]?.(new Error("failed"));
  await expect(all[1]).rejects.toThrow("failed");
  await settled();
  expect(begun).toEqual([0, 1, 2]);
  ends[0]?.();
  ends[2]?.();
  await settled();
  ends[3]?.();
  expect(await Promise.all([all[0], all[2], all[3]])).toEqual([0, 2, 3]);
  // all are free again, and no more than these
  const later = [4, 5, 6].map((number) => slots.run(task(number)));
  await settled();
  expect(begun).toEqual([0, 1, 2, 3, 4, 5]);
  for (const number of [4, 5]) ends[number]?.();
  await settled();
  ends[6]?.();
  expect(await Promise.all(later)).toEqual([4, 5, 6]);
});

test("what is found is taken once, in its order, by whoever waits; at the end everybody is told", async () => {
  const queue = new Queue<string>();
  const waiting = [queue.take(), queue.take(), queue.take()];
  queue.add(["a", "b"]);
  await settled();
  queue.add(["c", "d"]);
  expect(await Promise.all(waiting)).toEqual(["a", "b", "c"]);
  queue.close();
  expect([await queue.take(), await queue.take(), await queue.take()]).toEqual(["d", undefined, undefined]);
  const another = new Queue<string>();
  const last = another.take();
  another.close();
  expect(await last).toBeUndefined();
});

test("of very many none is lost or taken twice", async () => {
  const queue = new Queue<number>();
  const all = Array.from({ length: 25_000 }, (_, index) => index);
  queue.add(all);
  queue.close();
  const taken: number[] = [];
  for (let one = await queue.take(); one !== undefined; one = await queue.take()) taken.push(one);
  expect(taken).toEqual(all);
});
