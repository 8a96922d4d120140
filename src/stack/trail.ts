import { Construct } from "constructs";
import type { Precondition } from "cdktf";
import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import type { EventSelector } from "../cloudtrail/selectors";
import { addressed } from "./addresses";
import type { Design } from "./design";
import { Expression } from "./expression";
import type { LogBucket } from "./logBucket";

/** The CloudTrail trail: data events of the watched objects and nothing else. */
export class Trail extends Construct {
  constructor(
    scope: Construct,
    id: string,
    design: Design,
    logBucket: LogBucket,
    preconditions: readonly Precondition[],
  ) {
    super(scope, id);
    const { trail, tags, eventSelectors } = design;
    const multiRegion =
      trail.multiRegion instanceof Expression ? trail.multiRegion.asFlag : trail.multiRegion;

    const made = addressed(
      new Cloudtrail(this, "trail", {
        name: trail.name,
        s3BucketName: logBucket.name,
        ...(design.logBucket.prefix !== undefined && { s3KeyPrefix: design.logBucket.prefix }),
        enableLogging: trail.logging,
        enableLogFileValidation: trail.validateLogFiles,
        isMultiRegionTrail: multiRegion,
        // CloudTrail demands it of a multi-Region trail; a trail of one Region would get other Regions' events
        includeGlobalServiceEvents: multiRegion,
        ...(!(eventSelectors instanceof Expression) && {
          advancedEventSelector: eventSelectors.map(advancedEventSelector),
        }),
        ...(Object.keys(tags).length > 0 && { tags: { ...tags } }),
        // the provider does not retry when the policy that allows delivery is not there yet
        dependsOn: logBucket.readyForDelivery,
        ...(preconditions.length > 0 && { lifecycle: { precondition: [...preconditions] } }),
      }),
      "trail",
    );
    if (eventSelectors instanceof Expression) {
      made.addOverride("dynamic.advanced_event_selector", eachSelector(eventSelectors));
    }
  }
}

const advancedEventSelector = (selector: EventSelector) => ({
  name: selector.name,
  fieldSelector: selector.fieldSelectors.map((condition) => ({
    field: condition.field,
    ...(condition.equalTo && { equalTo: [...condition.equalTo] }),
    ...(condition.startsWith && { startsWith: [...condition.startsWith] }),
    ...(condition.notStartsWith && { notStartsWith: [...condition.notStartsWith] }),
  })),
});

/** Terraform's dynamic blocks: one for each selector, and in it one for each of its field selectors. */
const eachSelector = (selectors: Expression) => ({
  for_each: String(selectors),
  content: {
    name: "${advanced_event_selector.value.name}",
    dynamic: {
      field_selector: {
        for_each: "${advanced_event_selector.value.field_selectors}",
        content: Object.fromEntries(
          ["field", "equals", "starts_with", "not_starts_with"].map((field) => [
            field,
            `\${field_selector.value.${field}}`,
          ]),
        ),
      },
    },
  },
});
