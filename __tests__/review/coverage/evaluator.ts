/**
 * Whether a trail records one event, told by the words of the CloudTrail user guide and nothing else: shares no
 * code with src/review, and decides by trying the event instead of reasoning about sets.
 */
export interface Event {
  readonly eventCategory: string;
  readonly "resources.type": string;
  readonly readOnly: "true" | "false";
  readonly "resources.ARN": string;
  readonly eventName: string;
}

export interface FieldSelector {
  readonly field: keyof Event;
  readonly equals?: readonly string[];
  readonly starts_with?: readonly string[];
  readonly ends_with?: readonly string[];
  readonly not_equals?: readonly string[];
  readonly not_starts_with?: readonly string[];
  readonly not_ends_with?: readonly string[];
}

export interface Selector {
  readonly field_selector: readonly FieldSelector[];
}

/** Selectors of a trail are OR-ed, fields of a selector AND-ed. */
export function isRecorded(event: Event, selectors: readonly Selector[]): boolean {
  return selectors.some(({ field_selector }) =>
    field_selector.every((field) => fits(event[field.field], field)),
  );
}

/** Inside a field positive values are OR-ed, negative ones AND-ed, and the two groups AND-ed. */
function fits(text: string, field: FieldSelector): boolean {
  const { equals = [], starts_with = [], ends_with = [] } = field;
  const asksForSomething = equals.length + starts_with.length + ends_with.length > 0;
  const isWanted =
    equals.includes(text) ||
    starts_with.some((value) => text.startsWith(value)) ||
    ends_with.some((value) => text.endsWith(value));
  const { not_equals = [], not_starts_with = [], not_ends_with = [] } = field;
  const isUnwanted =
    not_equals.includes(text) ||
    not_starts_with.some((value) => text.startsWith(value)) ||
    not_ends_with.some((value) => text.endsWith(value));
  return (!asksForSomething || isWanted) && !isUnwanted;
}
