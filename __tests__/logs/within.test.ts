import { type Coverage, coverageOf } from "../../src/logs/coverage";
import { canHold, dayOf, daysOf, deliveryDays, lastDayBefore } from "../../src/logs/within";
import { allTime, savedQuestions } from "../../src/questions";
import { accountId, deliveredAt } from "../support/records";

const window = (since: string, until: string) => ({ since: new Date(since), until: new Date(until) });

test.each([
  // a file is delivered up to a day after its events; a window that ends at midnight has none of the day that begins
  ["2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z", "2026/11/01", "2026/11/02"],
  ["2026-11-01T00:00:00Z", "2026-11-02T00:00:01Z", "2026/11/01", "2026/11/03"],
  ["2026-11-01T23:59:59Z", "2026-11-02T12:00:00Z", "2026/11/01", "2026/11/03"],
])("events from %s before %s lie in files of the days %s to %s", (since, until, firstDay, lastDay) => {
  expect(deliveryDays(window(since, until))).toEqual({ firstDay, lastDay });
});

test("a question that compares with earlier days reads their files too", () => {
  const question = savedQuestions.find(({ defaultWindow }) => defaultWindow.daysBefore > 0)!;
  const asked = { window: window("2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z"), limit: 1 };
  const first = Date.parse("2026-11-01T00:00:00Z") - question.defaultWindow.daysBefore * 86_400_000;
  expect(daysOf(question, asked)).toEqual({
    firstDay: new Date(first).toISOString().slice(0, 10).replaceAll("-", "/"),
    lastDay: "2026/11/02",
  });
});

describe("a file", () => {
  const days = { firstDay: "2026/11/01", lastDay: "2026/11/02" };
  const of = (moment: string) => deliveredAt(moment, "a");

  test.each([
    ["2026-10-31T23:59:00Z", false],
    ["2026-11-01T00:00:00Z", true],
    ["2026-11-02T23:59:00Z", true],
    ["2026-11-03T00:00:00Z", false],
  ])("delivered at %s is looked into: %s", (moment, isLookedInto) => {
    expect(canHold(of(moment), days)).toBe(isLookedInto);
  });

  test.each<[object, boolean]>([
    [{ accounts: [accountId] }, true],
    [{ accounts: ["210987654321"] }, false],
    [{ regions: ["us-east-1", "ap-northeast-1"] }, true],
    [{ regions: ["us-east-1"] }, false],
    [{ accounts: [accountId], regions: ["us-east-1"] }, false],
    [{ accounts: ["210987654321"], regions: ["ap-northeast-1"] }, false],
  ])("of another account or Region than %j is not: %s", (asked, isLookedInto) => {
    expect(canHold(of("2026-11-01T12:00:00Z"), { ...days, ...asked })).toBe(isLookedInto);
  });

  test("that lies anywhere else always is: nobody knows what is in it", () => {
    expect(canHold("/logs/a.json", { ...days, accounts: ["210987654321"] })).toBe(true);
  });
});

describe("whether logs cover a window", () => {
  const within = { firstDay: "2026/11/01", lastDay: "2026/11/03" };
  const until = new Date("2026-11-03T00:00:00Z");
  const later = new Date("2026-12-01T00:00:00Z");
  const coverage = (moments: readonly string[], now = later, end = until): Coverage =>
    coverageOf(
      moments.map((moment, index) => deliveredAt(moment, `f${index}`)),
      within,
      end,
      now,
    );

  test("they begin on its first day, and go on until everything has been delivered", () => {
    const begun = "2026-11-01T23:59:00Z";
    expect(coverage([begun, "2026-11-03T00:15:00Z"])).toEqual({
      kind: "covers",
      days: 2,
      daysWithoutFile: 1,
    });
    expect(coverage([begun, "2026-11-03T00:14:00Z"])).toEqual({
      kind: "endsEarlier",
      at: new Date("2026-11-03T00:14:00Z"),
    });
    expect(coverage(["2026-11-02T00:00:00Z", "2026-11-04T00:00:00Z"])).toEqual({
      kind: "beginsLater",
      at: new Date("2026-11-02T00:00:00Z"),
    });
  });

  test("in whatever order the files are found", () => {
    const moments = [
      "2026-11-02T08:00:00Z",
      "2026-11-04T00:00:00Z",
      "2026-11-01T08:00:00Z",
      "2026-11-03T00:00:00Z",
    ];
    expect(coverage(moments)).toEqual({ kind: "covers", days: 2, daysWithoutFile: 0 });
  });

  test("up to now they need not be fresher than an hour", () => {
    const now = new Date("2026-11-02T12:00:00Z");
    const begun = "2026-11-01T08:00:00Z";
    expect(coverage([begun, "2026-11-02T11:00:00Z"], now, now)).toMatchObject({ kind: "covers", days: 2 });
    expect(coverage([begun, "2026-11-02T10:59:00Z"], now, now)).toMatchObject({ kind: "endsEarlier" });
  });

  test("a window that ends within a day has that day too, one that ends when a day begins has not", () => {
    const moments = ["2026-11-01T08:00:00Z", "2026-11-04T00:00:00Z"];
    const daysUntil = (end: string) => {
      const told = coverage(moments, later, new Date(end));
      return told.kind === "covers" ? [told.days, told.daysWithoutFile] : told.kind;
    };
    expect(daysUntil("2026-11-03T00:00:00Z")).toEqual([2, 1]);
    expect(daysUntil("2026-11-03T00:00:01Z")).toEqual([3, 2]);
  });

  test("of a window that goes on after now the days that are still to come are not missed", () => {
    const now = new Date("2026-11-02T12:00:00Z");
    const told = coverage(
      ["2026-11-01T08:00:00Z", "2026-11-02T11:30:00Z"],
      now,
      new Date("2026-11-09T00:00:00Z"),
    );
    expect(told).toEqual({ kind: "covers", days: 2, daysWithoutFile: 0 });
  });

  test("files of other years count as well, whether before or after", () => {
    expect(coverage(["0999-01-01T00:00:00Z", "2026-11-01T08:00:00Z", "9998-12-31T00:00:00Z"])).toEqual({
      kind: "covers",
      days: 2,
      daysWithoutFile: 1,
    });
  });

  test("logs of before and after alone do not", () => {
    expect(coverage(["2026-10-31T08:00:00Z", "2026-11-04T00:00:00Z"])).toEqual({ kind: "nothingWithin" });
  });

  test("nor do those of other accounts and Regions, or whose paths tell nothing", () => {
    const paths = ["2026-11-01T08:00:00Z", "2026-11-04T00:00:00Z"].map((moment) => deliveredAt(moment, "a"));
    const asked = { ...within, regions: ["us-east-1"] };
    expect(coverageOf(paths, asked, until, later)).toEqual({ kind: "unknown" });
    expect(coverageOf(["/logs/a.json"], within, until, later)).toEqual({ kind: "unknown" });
    expect(coverageOf(paths, within, allTime.until, later)).toMatchObject({ kind: "endsEarlier" });
  });
});

describe("the last day of files that are all from before", () => {
  const within = { firstDay: "2026/11/02", lastDay: "2026/11/03" };
  const of = (...moments: readonly string[]) => moments.map((moment) => deliveredAt(moment, "a"));

  test("is told in whatever order they are found", () => {
    const [first = "", last = ""] = of("2026-10-30T08:00:00Z", "2026-11-01T23:59:00Z");
    expect(lastDayBefore([first, last], within)).toBe("2026/11/01");
    expect(lastDayBefore([last, first], within)).toBe("2026/11/01");
  });

  test("is not where there is none, one is of the first day, or nobody knows of which", () => {
    expect(lastDayBefore([], within)).toBeUndefined();
    expect(lastDayBefore(of("2026-10-30T08:00:00Z", "2026-11-02T00:00:00Z"), within)).toBeUndefined();
    expect(lastDayBefore([...of("2026-10-30T08:00:00Z"), "/logs/a.json"], within)).toBeUndefined();
    expect(lastDayBefore(["/logs/a.json", ...of("2026-10-30T08:00:00Z")], within)).toBeUndefined();
  });
});

test("a day is one of UTC, written as CloudTrail writes it", () => {
  expect(dayOf(new Date("2026-11-01T23:30:00-01:00"))).toBe("2026/11/02");
});
