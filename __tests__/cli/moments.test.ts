import { asInstant, onWallClock, parseMoment } from "../../src/cli/moments";

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

/** Clocks go forward at 01:00Z on 29 March and back at 01:00Z on 25 October; in New York at 07:00Z and 06:00Z. */
test.each([
  ["2026-03-29", "Europe/Berlin", "2026-03-28T23:00:00.000Z"],
  ["2026-03-29T00:30", "Europe/Berlin", "2026-03-28T23:30:00.000Z"],
  ["2026-03-29T01:59", "Europe/Berlin", "2026-03-29T00:59:00.000Z"],
  ["2026-03-29T03:00", "Europe/Berlin", "2026-03-29T01:00:00.000Z"],
  ["2026-03-29T03:30", "Europe/Berlin", "2026-03-29T01:30:00.000Z"],
  ["2026-10-25", "Europe/Berlin", "2026-10-24T22:00:00.000Z"],
  ["2026-10-25T01:30", "Europe/Berlin", "2026-10-24T23:30:00.000Z"],
  ["2026-10-25T03:00", "Europe/Berlin", "2026-10-25T02:00:00.000Z"],
  ["2026-03-08", "America/New_York", "2026-03-08T05:00:00.000Z"],
  ["2026-03-08T01:59", "America/New_York", "2026-03-08T06:59:00.000Z"],
  ["2026-03-08T03:00", "America/New_York", "2026-03-08T07:00:00.000Z"],
  ["2026-11-01T00:59", "America/New_York", "2026-11-01T04:59:00.000Z"],
  ["2026-11-01T02:00", "America/New_York", "2026-11-01T07:00:00.000Z"],
  ["2026-11-01T23:00", "America/New_York", "2026-11-02T04:00:00.000Z"],
])("on a day on which clocks change, %s in %s is %s, as a beginning and as an end", (text, zone, moment) => {
  expect(parse(text, zone)).toBe(moment);
  if (text.includes(":")) expect(parse(text, zone, "end")).toBe(moment);
});

test.each([
  // the clock is put back from 03:00 to 02:00, and from 02:00 to 01:00
  ["2026-10-25T02:30", "Europe/Berlin", "2026-10-25T00:30:00.000Z", "2026-10-25T01:30:00.000Z"],
  ["2026-11-01T01:30", "America/New_York", "2026-11-01T05:30:00.000Z", "2026-11-01T06:30:00.000Z"],
])("what the clock shows twice leaves no event out: %s in %s", (text, zone, first, last) => {
  expect([parse(text, zone, "start"), parse(text, zone, "end")]).toEqual([first, last]);
});

test.each([
  ["2026-03-29T02:30", "Europe/Berlin", "2026-03-29T01:30:00.000Z"],
  ["2026-03-08T02:30", "America/New_York", "2026-03-08T07:30:00.000Z"],
  // there and on that day the clock goes from 23:59 to 01:00
  ["2026-09-06", "America/Santiago", "2026-09-06T04:00:00.000Z"],
])("what the clock never shows is as long after the change: %s in %s", (text, zone, moment) => {
  expect(parse(text, zone)).toBe(moment);
});

test("a day begins at its first midnight, where the clock is put back from 01:00", () => {
  expect(parse("2026-11-01", "America/Havana")).toBe("2026-11-01T04:00:00.000Z");
  expect(parse("2026-10-31", "America/Havana", "end")).toBe("2026-11-01T04:00:00.000Z");
  expect(parse("2026-11-01", "America/Havana", "end")).toBe("2026-11-02T05:00:00.000Z");
});

test("a moment tells its distance from UTC, also of half an hour and to the west", () => {
  const at = new Date("2026-11-01T00:15:30Z");
  const zones = ["UTC", "Asia/Kolkata", "America/New_York", "America/St_Johns", "Asia/Kathmandu"];
  expect(zones.map((zone) => asInstant(at, zone))).toEqual([
    "2026-11-01 00:15:30+00:00",
    "2026-11-01 05:45:30+05:30",
    "2026-10-31 20:15:30-04:00",
    "2026-10-31 21:45:30-02:30",
    "2026-11-01 06:00:30+05:45",
  ]);
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

test("a moment is written as the zone's wall clock shows it", () => {
  expect(onWallClock(new Date("2026-10-31T15:00:00Z"), "Asia/Tokyo")).toBe("2026-11-01 00:00:00");
});
