import fc from "fast-check";
import { examine } from "../../src/settings/resolve";
import type { SettingsInput } from "../../src/settings/schema";

const word = fc.stringMatching(/^[a-z][a-z0-9]{2,12}$/);
const bucket = fc.stringMatching(/^b[a-z0-9]{2,12}(\.[a-z0-9]{1,5})?$/);
const days = fc.integer({ min: 1, max: 999 });

/** Now and then not there at all, as in a file. */
const fields = <T extends object>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(model, { requiredKeys: [] });
const record = fc.constantFrom("write" as const, "read" as const, "all" as const);

const named = fc.uniqueArray(
  fc.record(
    {
      // no dots: a bucket is looked up at an address of loopback, where its name cannot be part of the host's
      bucket: fc.stringMatching(/^b[a-z0-9-]{2,12}[a-z0-9]$/),
      record,
      prefixes: fc.uniqueArray(fc.stringMatching(/^[ #:&<>'"!a-zäß0-9\\-]{6}\/$/), { maxLength: 4 }),
    },
    { requiredKeys: ["bucket"] },
  ),
  { maxLength: 8, selector: (entry) => entry.bucket },
);
const all = fc.record(
  {
    allBuckets: fc.constant(true as const),
    except: fc.uniqueArray(bucket, { maxLength: 8 }),
    record,
  },
  { requiredKeys: ["allBuckets"] },
);

/** Good settings without what only a stack can do: make the watched buckets, name the account. */
export const moduleSettings: fc.Arbitrary<SettingsInput> = fc
  .record(
    {
      name: fc.stringMatching(/^[a-z][a-z0-9]{2,8}(-[a-z0-9]{1,8})?$/),
      region: fc.constantFrom("us-east-1", "ap-northeast-1", "cn-north-1", "us-gov-west-1"),
      tags: fc.dictionary(word, fc.stringMatching(/^[\w .:/=+@-]{0,20}$/), { maxKeys: 3 }),
      watch: fc
        .tuple(named, fc.option(all))
        .map(([some, every]) => (every === null ? some : [...some, every])),
      timeZone: fc.constantFrom("UTC", "Asia/Tokyo", "America/Argentina/Buenos_Aires"),
      logBucket: fields({
        name: bucket,
        create: fc.boolean(),
        prefix: fc.constantFrom("audit", "a/b-c/"),
        expireAfterDays: days,
        archiveAfterDays: days,
        forceDestroy: fc.boolean(),
      }),
      trail: fields({
        name: word,
        logging: fc.boolean(),
        multiRegion: fc.boolean(),
        validateLogFiles: fc.boolean(),
      }),
      athena: fields({
        database: word,
        table: word,
        workgroup: word,
        maxScanPerQuery: fc.constantFrom("10 MB", "1.5 GB", "2TB", "20000000 B"),
        lookBackDays: days,
        resultBucket: fields({ name: bucket, create: fc.boolean(), keepDays: days }),
      }),
    },
    { requiredKeys: ["name", "region", "watch"] },
  )
  .filter((input) => examine(input).faults.length === 0);
