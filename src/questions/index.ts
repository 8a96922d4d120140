import { loadQuestions } from "./question";

export { type Question, type QuestionParameter, parseQuestion } from "./question";
export { type Asked, renderNamedQuery, renderQuestion } from "./render";
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
