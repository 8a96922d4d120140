import { renewed } from "./excerpt";

const output =
  "a table\n1  2026-11-01 10:00:00\n2  2026-11-01 10:00:01\n3  2026-11-01 10:00:02\n3 rows, 0.3 s\n";

describe("an excerpt stays", () => {
  it.each([
    ["that is the whole output", output],
    [
      "at another moment, of another duration",
      output.replaceAll("2026-11", "2025-12").replace("0.3", "12.4"),
    ],
    ["with lines left out", "a table\n…\n3 rows, 0.3 s\n"],
    ["with lines left out at both ends", "…\n2  2026-11-01 10:00:01\n…\n"],
    ["with no line where some could be left out", output.replace("3 rows", "…\n3 rows")],
  ])("%s", (_, excerpt) => expect(renewed(excerpt, output)).toBe(excerpt));
});

describe("an excerpt is renewed", () => {
  it.each([
    ["where a line reads otherwise", output.replace("a table", "the table"), output],
    ["where a line is new", output.replace(/^2.*\n/m, ""), output],
    ["where a line is gone", output.replace("3 rows", "4  2026-11-01 10:00:03\n3 rows"), output],
    ["where what it begins with has changed", "the table\n…\n3 rows, 0.3 s\n", "a table\n…\n3 rows, 0.3 s\n"],
    ["where what it ends with has changed", "a table\n…\n4 rows, 0.3 s\n", "a table\n…\n3 rows, 0.3 s\n"],
    [
      "with the line that is most like it",
      "…\n2: 2026-11-01 10:00:01\n…\n",
      "…\n2  2026-11-01 10:00:01\n…\n",
    ],
    ["when it shows more than there is", `…\n${output}${output}`, `…\n${output}`],
    ["that does not say that lines are left out", "a table\n", output],
  ])("%s", (_, excerpt, now) => expect(renewed(excerpt, output)).toBe(now));
});
