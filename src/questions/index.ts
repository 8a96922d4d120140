import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadQuestions, parseQuestion } from "./question";

export type { ParameterValue, QuestionColumn, QuestionParameter } from "./head";
export { type Question, isList, isOfEventsInWindow, parseQuestion, takesTable, takesView } from "./question";
export {
  type Asked,
  type Statement,
  type StatementFor,
  type StatementsInSteps,
  type WithParameters,
  preparedStatementName,
  renderInSteps,
  renderNamedQuery,
  renderPreparedStatement,
  renderQuestion,
} from "./render";
export * from "./conditions";
export { type ListOptions, type Order, composedColumns, isWhole, newestFirst } from "./list";
export { identifier, literal, qualified } from "./template";
export { type TimeWindow, allTime } from "./timeWindow";
export {
  type Catalog,
  type ViewColumn,
  deliveriesViewName,
  renderDeliveries,
  renderView,
  viewColumns,
  viewName,
} from "./view";

/** Every saved question, by name. */
export const savedQuestions = loadQuestions();

const ownQuestion = (file: string) => parseQuestion(file, readFileSync(join(__dirname, file), "utf8"));

/** Asked here and not saved in Athena: how many events a list would have. */
export const countQuestion = ownQuestion("count.sql");

/** Asked here and not saved in Athena: a list that is merged from parts. */
export const deliveriesQuestion = ownQuestion("deliveries.sql");
