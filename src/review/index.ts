/** What the other rooms use of the review. */
export { normalisePlan, snapshotOf } from "./normalise";
export type { NormalisedPlan, OutputChange, ResourceChange } from "./normalise";
export { renderBrief } from "./page/brief";
export { renderJson } from "./page/json";
export { renderMarkdown } from "./page/markdown";
export { renderText } from "./page/text";
export { parsePlan } from "./parsePlan";
export { judge, reviewPlan } from "./review";
export type { Review, Verdict } from "./review";
