import type { Asked, Question } from "../questions";

/** A cell of an answer. Moments are local text such as `2026-11-01 09:15:00`. */
export type Value = string | number | boolean | null;

export interface Answer {
  readonly columns: readonly string[];
  /** In the order of the SQL; read as they come, so that a long answer never has to fit in memory. */
  readonly rows: AsyncIterable<readonly Value[]>;
  /** false: of a list some events are missing, because others have too many copies. */
  readonly isWhole?: boolean;
}

/** Somebody who can answer a question: DuckDB over log files, Athena over the bucket. */
export interface Engine {
  /** Throws what the engine throws where it cannot answer. */
  answer(question: Question, asked: Asked): Promise<Answer>;
  close(): void;
}

/** The engine met a log file that it could not read. */
export class LogsUnreadable extends Error {
  constructor(readonly reason: string) {
    super(reason);
    this.name = "LogsUnreadable";
  }
}
