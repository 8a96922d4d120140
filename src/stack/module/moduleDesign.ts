import { TerraformLocal } from "cdktf";
import type { Construct } from "constructs";
import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { DataAwsRegion } from "@cdktf/provider-aws/lib/data-aws-region";
import { partitions, regionsOf } from "../../cloudtrail/regions";
import { addressed } from "../addresses";
import type { Design } from "../design";
import { Expression } from "../expression";
import { consoleHosts, Identity } from "../identity";
import { timeZonesLocal } from "./checks";
import { type Hcl, quoted } from "./hcl";
import { grownNames } from "./names";
import { bytesOf } from "./rules";
import { eventSelectors, selectorLocals } from "./selectors";

const local = (name: string) => new Expression(`local.${name}`);
const variable = (path: string) => new Expression(`var.${path}`);

/** What the module's variables say is to be made; what is computed from them stands in locals. */
export function moduleDesign(scope: Construct): Design {
  const account = addressed(new DataAwsCallerIdentity(scope, "current-account"), "current");
  const partition = addressed(new DataAwsPartition(scope, "current-partition"), "current");
  const region = addressed(new DataAwsRegion(scope, "current-region"), "current");
  const locals: Readonly<Record<string, Hcl>> = {
    ...Object.fromEntries(Object.entries(grownNames).map(([name, { text }]) => [name, text])),
    partition: `data.aws_partition.${partition.friendlyUniqueId}.partition`,
    // the one attribute that both major versions of the provider have and neither calls deprecated
    region: `data.aws_region.${region.friendlyUniqueId}.id`,
    log_prefix: 'var.log_bucket.prefix == null ? null : trimsuffix(var.log_bucket.prefix, "/")',
    log_folder: 'local.log_prefix == null ? "" : "${local.log_prefix}/"',
    regions: `var.trail.multi_region ? ${byPartition(regionList)} : local.region`,
    console_host: byPartition((each) => quoted(consoleHosts[each])),
    max_scan_bytes: bytesOf("var.athena.max_scan_per_query"),
    // no tags at all where there are none: an empty map would be an argument more
    tags: "length(var.tags) == 0 ? null : var.tags",
    ...selectorLocals,
    time_zones: timeZonesLocal,
  };
  for (const [name, expression] of Object.entries(locals)) {
    addressed(new TerraformLocal(scope, `local-${name}`, String(new Expression(expression))), name);
  }
  return {
    name: variable("name").asString,
    identity: new Identity(
      local("partition").asString,
      local("region").asString,
      account.accountId,
      local("console_host").asString,
    ),
    tags: local("tags").asMap,
    watched: { created: [], released: [], lookedUp: new Expression("toset(var.watched_buckets[*].bucket)") },
    eventSelectors,
    logBucket: {
      name: local("log_bucket").asString,
      create: variable("log_bucket.create"),
      prefix: local("log_prefix").asString,
      folder: local("log_folder").asString,
      forceDestroy: variable("log_bucket.force_destroy"),
      archiveAfterDays: variable("log_bucket.archive_after_days"),
      expireAfterDays: variable("log_bucket.expire_after_days"),
    },
    trail: {
      name: local("trail").asString,
      logging: variable("trail.logging").asFlag,
      multiRegion: variable("trail.multi_region"),
      validateLogFiles: variable("trail.validate_log_files").asFlag,
    },
    timeZone: variable("time_zone").asString,
    athena: {
      database: local("database").asString,
      table: local("table").asString,
      workgroup: local("workgroup").asString,
      maxScanBytes: local("max_scan_bytes").asNumber,
      lookBackDays: variable("athena.look_back_days").asNumber,
      regions: local("regions").asString,
      resultBucket: {
        name: local("result_bucket").asString,
        create: variable("athena.result_bucket.create"),
        keepDays: variable("athena.result_bucket.keep_days").asNumber,
      },
    },
  };
}

type Partition = (typeof partitions)[number];

const byPartition = (of: (partition: Partition) => Hcl): Hcl =>
  `lookup({ ${partitions.map((each) => `${quoted(each)} = ${of(each)}`).join(", ")} }, local.partition, ${of("aws")})`;

const regionList = (partition: Partition): Hcl => quoted(regionsOf(partition).join(","));
