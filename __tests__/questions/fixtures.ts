import { activityCases } from "./fixtures/activity";
import { type Case, type Delivery, type OtherCase, timeZone } from "./fixtures/build";
import { eventCases } from "./fixtures/events";
import { identityCases } from "./fixtures/identities";
import { edgeCases } from "./fixtures/edges";
import { listCases } from "./fixtures/lists";
import { orderCases } from "./fixtures/orders";
import { uploadCases } from "./fixtures/uploads";
import { fieldCases } from "./fixtures/fields";
import { objectCases } from "./fixtures/objects";
import { peopleCases } from "./fixtures/people";
import { suspicionCases } from "./fixtures/suspicion";

export type { Case, Cell, Delivery, OtherCase, Questions } from "./fixtures/build";

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
  ...edgeCases,
  ...orderCases,
  ...uploadCases,
];

/** What else is asked of the same logs. */
export const otherCases: readonly OtherCase[] = [...listCases, ...fieldCases];

export const deliveries: readonly Delivery[] = [...cases, ...otherCases].flatMap((each) => each.deliveries);

export { timeZone };
export { wallClocks } from "./fixtures/wallClocks";
