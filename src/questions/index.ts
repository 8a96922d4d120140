import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadQuestions, parseQuestion } from "./question";

export {
  type ParameterValue,
  type Question,
  type QuestionColumn,
  type QuestionParameter,
  parseQuestion,
} from "./question";
export {
  type Asked,
  type Statement,
  type WithParameters,
  preparedStatementName,
  renderNamedQuery,
  renderPreparedStatement,
  renderQuestion,
} from "./render";
export * from "./conditions";
export { type ListOptions, type Order, composedColumns } from "./list";
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

/** How many events a list would have. It is asked here only: Athena's users write a count themselves. */
export const countQuestion = parseQuestion("count.sql", readFileSync(join(__dirname, "count.sql"), "utf8"));
