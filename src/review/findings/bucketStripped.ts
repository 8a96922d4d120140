import type { Audit, Setting } from "../audit";
import type { Sentence } from "../sentence";
import { say } from "../sentence";
import { at } from "../value";
import { ends, theBucket } from "./common";
import type { Finding } from "./finding";

/** What keeps a bucket's objects from others, and from being lost. */
const protections = [
  ["aws_s3_bucket_public_access_block", say`public access block`],
  ["aws_s3_bucket_policy", say`policy`],
  ["aws_s3_bucket_ownership_controls", say`ACL setting`],
  ["aws_s3_bucket_server_side_encryption_configuration", say`encryption`],
  ["aws_s3_bucket_versioning", say`versioning`],
] as const;

export const bucketStripped: Finding = {
  id: "bucket-stripped",
  title: "A bucket loses its protection",
  severity: "dangerous",
  find: (audit) => {
    const buckets = new Map<string, { setting: Setting; name: Sentence }[]>();
    for (const [type, name] of protections) {
      for (const setting of audit.settings(type).filter(isLost)) {
        const bucket = setting.bucket ?? setting.address;
        buckets.set(bucket, [...(buckets.get(bucket) ?? []), { setting, name }]);
      }
    }
    return [...buckets].flatMap(([bucket, settings]) => {
      const [first] = settings;
      if (first === undefined) return [];
      const ending = bucketThatEnds(audit, bucket);
      const then = ending
        ? say` S3 deletes no bucket that holds objects: the apply stops there, and the bucket keeps its objects but loses:`
        : say` The bucket keeps its objects but loses:`;
      return [
        {
          address: ending?.address ?? first.setting.address,
          says: say`The plan destroys what protects ${theBucket(first.setting)}.${then}`,
          items: settings.map(({ setting, name }) => say`${name}, ${setting.change.address}`),
        },
      ];
    });
  },
};

/** The setting goes, or goes to another bucket, while its own bucket may stay. */
function isLost({ bucket, bucketGoes, after }: Setting): boolean {
  return !bucketGoes && (after === undefined || (bucket !== undefined && at(after, "bucket") !== bucket));
}

function bucketThatEnds(audit: Audit, bucket: string) {
  return audit
    .changed("aws_s3_bucket")
    .find((change) => ends(change) && at(change.before, "bucket") === bucket);
}
