import type { DuckDbEngine } from "../../src/engines/duckdb/duckdbEngine";
import type { Value } from "../../src/engines/engine";
import type { LogFile } from "../../src/cloudtrail/logFile";
import { findLogs } from "../../src/logs/find";
import { glanceAt, isReadable } from "../../src/logs/glance";
import { type Question, savedQuestions } from "../../src/questions";
import { LogFolder, deliveredAt, logText } from "../support/records";
import { type cases, deliveries } from "./fixtures";

/** The logs that the cases are about. */
export async function logsOfCases(): Promise<{ folder: LogFolder; files: readonly LogFile[] }> {
  const folder = new LogFolder();
  for (const [index, { deliveredAt: moment, region, records }] of deliveries.entries()) {
    folder.write(deliveredAt(moment.toISOString(), String(index), region), logText(...records));
  }
  return { folder, files: (await findLogs(folder.path)).files.map(glanceAt).filter(isReadable) };
}

export const questionOf = (name: string): Question => {
  const question = savedQuestions.find((each) => each.name === name);
  if (question === undefined) throw new Error(`no question ${name}`);
  return question;
};

export async function rowsOf(
  asked: DuckDbEngine,
  each: (typeof cases)[number],
  inSteps?: boolean,
): Promise<readonly (readonly Value[])[]> {
  const question = questionOf(each.question);
  const { since, until, parameters } = each;
  const answer = await asked.answer(question, { window: { since, until }, limit: 1000, parameters }, inSteps);
  expect(answer.columns).toEqual(question.columns.map(({ name }) => name));
  const rows: (readonly Value[])[] = [];
  for await (const row of answer.rows) rows.push(row);
  return rows;
}
