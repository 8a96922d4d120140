import { Random } from "../../src/logs/sample/random";

/** Chance that is the same everywhere: what somebody has shown with a sample, another can show. */

/** Chance that always gives the same. */
function always(fraction: number): Random {
  const random = new Random(1);
  jest.spyOn(random, "fraction").mockReturnValue(fraction);
  return random;
}

const almostOne = 1 - 2 ** -32;

test("the same seed gives the same numbers on every machine, a similar seed quite others", () => {
  const numbers = (seed: number) => {
    const random = new Random(seed);
    return [random.bits(), random.bits(), random.bits()];
  };
  expect(numbers(1)).toEqual([3739678614, 2725338478, 3923878172]);
  expect(numbers(2)).toEqual([2239449716, 3742238823, 3861731959]);
  // beyond 32 bits nothing is left of a number
  expect(numbers(2 ** 32 + 1)).toEqual(numbers(1));
});

test("numbers are 32 bits and fractions below one, spread evenly", () => {
  const random = new Random(1);
  const all = Array.from({ length: 2_000 }, () => random.bits());
  expect(all.every((each) => Number.isInteger(each) && each >= 0 && each < 2 ** 32)).toBe(true);
  const upper = all.filter((each) => each >= 2 ** 31).length;
  expect(Math.abs(upper - 1_000)).toBeLessThan(100);
  jest.spyOn(random, "bits").mockReturnValueOnce(0xffffffff).mockReturnValueOnce(0);
  expect([random.fraction(), random.fraction()]).toEqual([almostOne, 0]);
});

test("a whole number below the end, from nought on", () => {
  expect([always(0).below(3), always(almostOne).below(3), always(0.5).below(3)]).toEqual([0, 2, 1]);
});

test("what has no chance never happens, what is certain always", () => {
  expect([always(0).chance(0), always(almostOne).chance(1)]).toEqual([false, true]);
  expect([always(0.2).chance(0.2), always(0.19).chance(0.2)]).toEqual([false, true]);
});

test("each of a list can be picked", () => {
  const letters = ["a", "b", "c"] as const;
  expect([0, 0.5, almostOne].map((fraction) => always(fraction).pick(letters))).toEqual(["a", "b", "c"]);
});

test("each comes as often as its weight says, one without weight never", () => {
  const weighted = [
    [1, "a"],
    [0, "never"],
    [3, "b"],
  ] as const;
  const given = [0, 0.24, 0.25, almostOne].map((fraction) => always(fraction).weighted(weighted));
  expect(given).toEqual(["a", "a", "b", "b"]);
  expect(() => always(0).weighted([])).toThrow("nothing to choose from");
});

test("text is as long as asked for, of the alphabet's characters", () => {
  expect(always(0).text(3, "xyz")).toBe("xxx");
  expect(always(almostOne).text(2, "xyz")).toBe("zz");
});

test("hexadecimal digits keep their noughts, and no more chance is used than they need", () => {
  const random = new Random(1);
  const bits = jest.spyOn(random, "bits").mockReturnValue(0xab);
  expect(random.hex(8)).toBe("000000ab");
  expect(bits).toHaveBeenCalledTimes(1);
  expect(random.hex(10)).toBe("000000ab00");
  expect(random.uuid()).toBe("000000ab-0000-00ab-0000-00ab000000ab");
});
