import { say } from "../sentence";
import type { Expiry } from "../lifecycle";
import { readLifecycle } from "../lifecycle";
import { notKnown, theBucket } from "./common";
import type { Finding, FindingHit } from "./finding";

export const retentionShortened: Finding = {
  id: "retention-shortened",
  title: "Objects are deleted earlier",
  severity: "dangerous",
  find: (audit) =>
    audit.settings("aws_s3_bucket_lifecycle_configuration").flatMap((setting): FindingHit[] => {
      const { address, bucketGoes, isOfLogBucket } = setting;
      const isNewBucket = audit.changed("aws_s3_bucket").some(({ before, after }) => {
        return (
          before === null && after !== null && setting.before === undefined && isNamed(after, setting.bucket)
        );
      });
      if (bucketGoes || isNewBucket || setting.after === undefined) return [];
      const before = readLifecycle(setting.before);
      const after = readLifecycle(setting.after);
      if (before.isHidden || after.isHidden) {
        return [
          {
            address,
            severity: "look",
            says: say`When objects in ${theBucket(setting)} are deleted: ${notKnown}.`,
          },
        ];
      }
      const shortened = after.expiries.filter((expiry) => expiry.days < daysBefore(before.expiries, expiry));
      if (shortened.length === 0) return [];
      return [
        {
          address,
          severity: isOfLogBucket ? "dangerous" : "look",
          says: say`Objects in ${theBucket(setting)} are deleted earlier:`,
          items: shortened.map((expiry) => {
            const earlier = daysBefore(before.expiries, expiry);
            const was = earlier === Infinity ? say`never` : dayCount(earlier);
            const which = expiry.of === "noncurrent" ? say`older versions` : say`objects`;
            const where = expiry.prefix === "" ? say`` : say` under ${expiry.prefix}`;
            return say`${which}${where}: after ${dayCount(expiry.days)} instead of ${was}`;
          }),
        },
      ];
    }),
};

/** How long the same objects were kept: the shortest of the earlier rules that held for all of them. */
function daysBefore(earlier: readonly Expiry[], { of, prefix, filter }: Expiry): number {
  const covering = earlier.filter(
    (rule) =>
      rule.of === of && prefix.startsWith(rule.prefix) && (rule.filter === "" || rule.filter === filter),
  );
  return Math.min(Infinity, ...covering.map(({ days }) => days));
}

function isNamed(side: Parameters<typeof readLifecycle>[0], bucket: string | undefined): boolean {
  return (
    bucket !== undefined &&
    typeof side === "object" &&
    side !== null &&
    "bucket" in side &&
    side.bucket === bucket
  );
}

const dayCount = (days: number) => (days === 1 ? say`1 day` : say`${days} days`);
