import { Construct } from "constructs";
import type { Precondition } from "cdktf";
import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import { eventSelectors } from "../cloudtrail/selectors";
import type { Settings } from "../settings/settings";
import { addressed } from "./addresses";
import type { Identity } from "./identity";
import type { LogBucket } from "./logBucket";

/** The CloudTrail trail: data events of the watched objects and nothing else. */
export class Trail extends Construct {
  readonly arn: string;

  constructor(
    scope: Construct,
    id: string,
    settings: Settings,
    identity: Identity,
    logBucket: LogBucket,
    preconditions: readonly Precondition[],
  ) {
    super(scope, id);
    const { trail, tags } = settings;
    this.arn = identity.trailArn(trail.name);

    addressed(
      new Cloudtrail(this, "trail", {
        name: trail.name,
        s3BucketName: logBucket.name,
        ...(settings.logBucket.prefix !== undefined && { s3KeyPrefix: settings.logBucket.prefix }),
        enableLogging: trail.logging,
        enableLogFileValidation: trail.validateLogFiles,
        isMultiRegionTrail: trail.multiRegion,
        // CloudTrail demands it of a multi-Region trail; a trail of one Region would get other Regions' events
        includeGlobalServiceEvents: trail.multiRegion,
        advancedEventSelector: eventSelectors(settings.watch, identity.partition).map((selector) => ({
          name: selector.name,
          fieldSelector: selector.fieldSelectors.map((condition) => ({
            field: condition.field,
            ...(condition.equalTo && { equalTo: [...condition.equalTo] }),
            ...(condition.startsWith && { startsWith: [...condition.startsWith] }),
            ...(condition.notStartsWith && { notStartsWith: [...condition.notStartsWith] }),
          })),
        })),
        ...(Object.keys(tags).length > 0 && { tags: { ...tags } }),
        // the provider does not retry when the policy that allows delivery is not there yet
        dependsOn: logBucket.readyForDelivery,
        ...(preconditions.length > 0 && { lifecycle: { precondition: [...preconditions] } }),
      }),
      "trail",
    );
  }
}
