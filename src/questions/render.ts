import type { Question } from "./question";
import { fill, qualified } from "./template";
import type { TimeWindow } from "./timeWindow";
import { type Catalog, deliveriesViewName, viewName } from "./view";

/** How many copies of one event a list can meet: deliveries are repeated, and folders copied. */
const copiesAtMost = 4;

/** The clock of whoever runs a saved query, as a plain UTC timestamp. */
const now = "CAST(current_timestamp AT TIME ZONE 'UTC' AS timestamp)";

/** The complete statement of a named query: looks back from the moment it runs. */
export function renderNamedQuery(question: Question, catalog: Catalog): string {
  return render(question, catalog, {
    since: `${now} - interval '${question.defaultWindow.days}' day`,
    until: now,
    limit: question.defaultLimit,
    listed: viewName,
  });
}

/** What is asked of a question here and now. */
export interface Asked {
  /** From the first moment to before the last. */
  readonly window: TimeWindow;
  /** Rows at most: a whole number above 0. */
  readonly limit: number;
}

/** The complete statement of a question about one window, as one machine runs it over its own files. */
export function renderQuestion(question: Question, catalog: Catalog, asked: Asked): string {
  return render(question, catalog, {
    since: timestamp(asked.window.since),
    until: timestamp(asked.window.until),
    limit: asked.limit,
    listed: deliveriesViewName,
  });
}

function render(
  question: Question,
  catalog: Catalog,
  asked: {
    readonly since: string;
    readonly until: string;
    readonly limit: number;
    /** What a list that merges copies itself is read from. */
    readonly listed: string;
  },
): string {
  return fill(question.template, {
    table: qualified(catalog.database, catalog.table),
    objectEvents: qualified(catalog.database, viewName),
    objectEventsToList: qualified(catalog.database, asked.listed),
    since: asked.since,
    until: asked.until,
    limit: String(asked.limit),
    limitWithCopies: String(asked.limit * copiesAtMost),
  });
}

/** A moment as both engines write a plain UTC timestamp. */
const timestamp = (moment: Date): string =>
  `timestamp '${moment.toISOString().slice(0, 23).replace("T", " ")}'`;
