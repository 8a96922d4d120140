import { isTimeZone, onWallClock, parseMoment } from "../../src/cli/moments";

const now = new Date("2026-11-20T12:00:00Z");
const parse = (text: string, timeZone = "UTC", edge: "start" | "end" = "start") =>
  parseMoment(text, { timeZone, now, edge })?.toISOString();

test.each([
  ["36h", "UTC", "2026-11-19T00:00:00.000Z"],
  ["7d", "Asia/Tokyo", "2026-11-13T12:00:00.000Z"],
  ["2w", "UTC", "2026-11-06T12:00:00.000Z"],
  ["2026-11-01", "UTC", "2026-11-01T00:00:00.000Z"],
  ["2026-11-01", "Asia/Tokyo", "2026-10-31T15:00:00.000Z"],
  ["2026-11-01T09:15", "Asia/Tokyo", "2026-11-01T00:15:00.000Z"],
  ["2026-11-01 09:15:30", "Asia/Tokyo", "2026-11-01T00:15:30.000Z"],
  ["2026-11-01T09:15:00Z", "Asia/Tokyo", "2026-11-01T09:15:00.000Z"],
  ["2026-11-01T09:15:00-05:00", "Asia/Tokyo", "2026-11-01T14:15:00.000Z"],
  // on either side of a change of clocks
  ["2026-03-28", "Europe/Berlin", "2026-03-27T23:00:00.000Z"],
  ["2026-03-30", "Europe/Berlin", "2026-03-29T22:00:00.000Z"],
])("%s in %s is %s", (text, zone, moment) => {
  expect(parse(text, zone)).toBe(moment);
});

test("as an end, a date is that whole day, even one of 23 hours", () => {
  expect(parse("2026-11-01", "Asia/Tokyo", "end")).toBe("2026-11-01T15:00:00.000Z");
  expect(parse("2026-03-29", "Europe/Berlin", "end")).toBe("2026-03-29T22:00:00.000Z");
  expect(parse("2026-11-01T09:15", "UTC", "end")).toBe("2026-11-01T09:15:00.000Z");
});

test.each([
  "",
  "now",
  "7",
  "7x",
  "2026-13-01",
  "2026-02-30",
  "2026-11-01T25:00",
  "2026-11-01Z",
  "01/11/2026",
  "7d; DROP",
])("%j is no moment", (text) => {
  expect(parse(text)).toBeUndefined();
});

test("a time zone is one the machine knows", () => {
  expect(["Asia/Tokyo", "UTC", "Mars/Olympus", "+09:00", "", "'"].map(isTimeZone)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});

test("a moment is written as the zone's wall clock shows it", () => {
  expect(onWallClock(new Date("2026-10-31T15:00:00Z"), "Asia/Tokyo")).toBe("2026-11-01 00:00:00");
});
