import type { SettingsInput } from "./schema";
import type { Backend, Settings, Watch } from "./settings";

/** What Athena and Trino read without quotes: the other characters of a bucket name become underscores. */
const underscored = (name: string): string => name.replace(/[^a-z0-9_]/g, "_");

/**
 * Fills in every default; the only place that knows them. Names that are not given grow from `name`. The log and
 * result bucket join the exceptions of all buckets, behind those of the user.
 */
export function withDefaults(input: SettingsInput): Settings {
  const { name, logBucket = {}, trail = {}, athena = {} } = input;
  const { resultBucket = {} } = athena;
  const logs = logBucket.name ?? `${name}-log`;
  const results = resultBucket.name ?? `${name}-athena-results`;
  const ownBuckets = [logs, results].sort();
  return {
    name,
    region: input.region,
    ...given("accountId", input.accountId),
    tags: input.tags ?? {},
    watch: input.watch.map((entry): Watch => {
      const record = entry.record ?? "write";
      if ("bucket" in entry) {
        return {
          bucket: entry.bucket,
          create: entry.create ?? false,
          record,
          prefixes: entry.prefixes ?? [],
        };
      }
      return { allBuckets: true, except: [...new Set([...(entry.except ?? []), ...ownBuckets])], record };
    }),
    releasedBuckets: input.releasedBuckets ?? [],
    logBucket: {
      name: logs,
      create: logBucket.create ?? true,
      ...given("prefix", logBucket.prefix?.replace(/\/$/, "")),
      ...given("expireAfterDays", logBucket.expireAfterDays),
      ...given("archiveAfterDays", logBucket.archiveAfterDays),
      forceDestroy: logBucket.forceDestroy ?? false,
    },
    trail: {
      name: trail.name ?? `${name}-trail`,
      logging: trail.logging ?? true,
      multiRegion: trail.multiRegion ?? false,
      validateLogFiles: trail.validateLogFiles ?? true,
    },
    timeZone: input.timeZone ?? "UTC",
    athena: {
      database: athena.database ?? `${underscored(name)}_audit`,
      table: athena.table ?? `cloudtrail_logs_${underscored(logs)}`,
      workgroup: athena.workgroup ?? `${name}-audit`,
      maxScanPerQuery: athena.maxScanPerQuery ?? "10 GB",
      lookBackDays: athena.lookBackDays ?? 1095,
      resultBucket: {
        name: results,
        create: resultBucket.create ?? true,
        keepDays: resultBucket.keepDays ?? 30,
      },
    },
    backend: backendWithDefaults(input),
  };
}

function backendWithDefaults({ name, region, backend = { type: "local" } }: SettingsInput): Backend {
  switch (backend.type) {
    case "local":
      return { type: "local", path: backend.path ?? `terraform.${name}.tfstate` };
    case "s3":
      return {
        type: "s3",
        bucket: backend.bucket,
        key: backend.key ?? `${name}/terraform.tfstate`,
        region: backend.region ?? region,
        encrypt: backend.encrypt ?? true,
        useLockfile: backend.useLockfile ?? true,
        ...given("kmsKeyId", backend.kmsKeyId),
      };
    case "cloud":
      return {
        type: "cloud",
        hostname: backend.hostname ?? "app.terraform.io",
        organization: backend.organization,
        ...given("workspace", backend.workspace),
        ...given("tags", backend.tags),
        ...given("project", backend.project),
      };
  }
}

/** A field that stays away when it was not set, so that an unset field is not an undefined one. */
function given<K extends string, V>(key: K, value: V | undefined): { [key in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [key in K]: V });
}
