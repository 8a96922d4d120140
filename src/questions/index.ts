import { loadQuestions } from "./question";

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
