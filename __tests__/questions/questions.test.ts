import { UserError } from "../../src/errors";
import {
  parseQuestion,
  renderNamedQuery,
  renderQuestion,
  renderView,
  savedQuestions,
  viewColumns,
} from "../../src/questions";
import { catalog } from "../support/duckdb";

test("the view's text", () => {
  expect(renderView(catalog)).toMatchSnapshot();
});

test("the view's columns are those of its outermost SELECT, in order", () => {
  const [, selected = ""] = /^SELECT\n([\s\S]*?)\nFROM \(/m.exec(renderView(catalog)) ?? [];
  expect(selected.split(",").map((name) => name.trim())).toEqual(viewColumns.map(({ name }) => name));
});

test("nothing is left to fill in, and nothing would be taken for a Terraform expression", () => {
  const texts = [
    renderView(catalog),
    ...savedQuestions.map((question) => renderNamedQuery(question, catalog)),
  ];
  for (const text of texts) expect(text).not.toMatch(/\{\{|\}\}|\$\{|%\{/);
});

describe.each(savedQuestions.map((question) => [question.name, question] as const))("%s", (_, question) => {
  test("as a named query, with its own window", () => {
    expect(renderNamedQuery(question, catalog)).toMatchSnapshot();
  });

  test("carries the predicate on the partition and a limit", () => {
    const text = renderNamedQuery(question, catalog);
    expect(text).toMatch(/WHERE day BETWEEN/);
    expect(text).toMatch(new RegExp(`LIMIT ${question.defaultLimit}$`));
  });
});

test("asked of a window here, the moments stand in the text as plain timestamps in UTC", () => {
  const question = savedQuestions.find(({ name }) => name === "who-did-what");
  const text =
    question &&
    renderQuestion(question, catalog, {
      window: { since: new Date("2026-11-01T00:00:00+09:00"), until: new Date("2026-11-02T00:00:00+09:00") },
      limit: 7,
    });
  expect(text).toContain("event_time_utc >= timestamp '2026-10-31 15:00:00.000'");
  expect(text).toContain("event_time_utc < timestamp '2026-11-01 15:00:00.000'");
  expect(text).toMatch(/LIMIT 7$/);
});

test("names are quoted", () => {
  expect(renderView({ database: 'a"b', table: "t", timeZone: "UTC" })).toContain('FROM "a""b"."t"');
});

test("a question tells its title in both languages and what can be asked of it", () => {
  expect(savedQuestions.map(({ name }) => name)).toEqual(["recent-rows", "who-did-what"]);
  expect(savedQuestions[1]).toMatchObject({
    title: "Who did what to which object",
    titleJa: "誰がどのオブジェクトに何をしたか",
    defaultWindow: { days: 7 },
    defaultLimit: 100,
    parameters: [{ name: "since" }, { name: "until" }, { name: "limit" }],
  });
});

test("every fault of a question's head is told, with file and line", () => {
  const text = ["-- title: T", "-- titel: T", "-- window: a week", "-- limit: 0", "SELECT 1"].join("\n");
  const faults = () => parseQuestion("a.sql", text);
  expect(faults).toThrow(UserError);
  expect(faults).toThrow(
    [
      'a.sql:2: "-- titel: T" is no line of a question\'s head. Write "-- KEY: VALUE" with one of title, titleJa, answers, window, limit.',
      'a.sql: the head lacks "titleJa". Add a line "-- titleJa: ..." above the SELECT.',
      'a.sql: the head lacks "answers". Add a line "-- answers: ..." above the SELECT.',
      'a.sql: the window "a week" is not a number of days. Write for example "-- window: 7 days".',
      'a.sql: the limit "0" is not a whole number above 0. Write for example "-- limit: 100".',
    ].join("\n"),
  );
});
