import type { Construct } from "constructs";
import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { logFolder } from "../cloudtrail/logPath";
import { partitionOf, regionsBeside } from "../cloudtrail/regions";
import { eventSelectors } from "../cloudtrail/selectors";
import { bytesOf } from "../settings/bytes";
import type { Settings, WatchedBucket } from "../settings/settings";
import { addressed } from "./addresses";
import type { Design } from "./design";
import { consoleHosts, Identity } from "./identity";

/** What settings say is to be made; an account that they do not name is looked up in `scope`. */
export function designOf(scope: Construct, settings: Settings): Design {
  const { name, region, tags, releasedBuckets, logBucket, trail, timeZone, athena } = settings;
  const partition = partitionOf(region) ?? "aws";
  const accountId =
    settings.accountId ?? addressed(new DataAwsCallerIdentity(scope, "current"), "current").accountId;
  const watched = settings.watch.filter((entry): entry is WatchedBucket => "bucket" in entry);
  const bucketsOf = (create: boolean) =>
    watched.filter((entry) => entry.create === create).map(({ bucket }) => bucket);
  const { maxScanPerQuery, ...named } = athena;
  return {
    name,
    identity: new Identity(partition, region, accountId, consoleHosts[partition]),
    tags,
    watched: {
      created: bucketsOf(true),
      // whether the stack made it once is not known here: a block for what it does not have does nothing
      released: [...new Set([...bucketsOf(false), ...releasedBuckets])],
      lookedUp: bucketsOf(false),
    },
    eventSelectors: eventSelectors(settings.watch, partition),
    logBucket: { ...logBucket, folder: logFolder(logBucket.prefix) },
    trail,
    timeZone,
    athena: {
      ...named,
      maxScanBytes: bytesOf(maxScanPerQuery),
      regions: (trail.multiRegion ? regionsBeside(region) : [region]).join(","),
    },
  };
}
