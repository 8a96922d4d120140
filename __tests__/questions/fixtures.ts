import { activityCases } from "./fixtures/activity";
import { type Case, type Delivery, timeZone } from "./fixtures/build";
import { eventCases } from "./fixtures/events";
import { identityCases } from "./fixtures/identities";
import { objectCases } from "./fixtures/objects";
import { peopleCases } from "./fixtures/people";
import { suspicionCases } from "./fixtures/suspicion";

export type { Case, Cell, Delivery } from "./fixtures/build";

/**
 * Every case: a question, its window and parameters, and the rows that every engine must give. All of them are asked
 * of one set of log files, `deliveries`, over a view in `timeZone`.
 */
export const cases: readonly Case[] = [
  ...eventCases,
  ...identityCases,
  ...objectCases,
  ...activityCases,
  ...suspicionCases,
  ...peopleCases,
];

export const deliveries: readonly Delivery[] = cases.flatMap((each) => each.deliveries);

export { timeZone };
export { wallClocks } from "./fixtures/wallClocks";
