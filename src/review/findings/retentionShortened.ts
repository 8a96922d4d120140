import { type Sentence, joinSentences, say } from "../sentence";
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
      const shortened = after.expiries.filter(
        (expiry) => !earlierRules(before.expiries, expiry).some((rule) => deletesAll(rule, expiry)),
      );
      if (shortened.length === 0) return [];
      return [
        {
          address,
          severity: isOfLogBucket ? "dangerous" : "look",
          says: say`Objects in ${theBucket(setting)} are deleted earlier:`,
          items: shortened.map((expiry) => {
            const earlier = earlierRules(before.expiries, expiry);
            const was =
              earlier.length === 0 ? say`never` : joinSentences(earlier.map(howLong), ", otherwise ");
            const which = expiry.of === "noncurrent" ? say`older versions` : say`objects`;
            const where = expiry.prefix === "" ? say`` : say` under ${expiry.prefix}`;
            return say`${which}${where}: after ${howLong(expiry)} instead of ${was}`;
          }),
        },
      ];
    }),
};

/** The earlier rules that held for all of the same objects, the soonest first; without those that another one makes idle. */
function earlierRules(earlier: readonly Expiry[], { of, prefix, filter }: Expiry): readonly Expiry[] {
  const covering = earlier
    .filter(
      (rule) =>
        rule.of === of && prefix.startsWith(rule.prefix) && (rule.filter === "" || rule.filter === filter),
    )
    .sort((one, other) => one.days - other.days || one.newestKept - other.newestKept);
  return covering.filter((rule, at) => !covering.slice(0, at).some((sooner) => deletesAll(sooner, rule)));
}

/** Whether a rule deletes all that another one for the same objects would. */
const deletesAll = (rule: Expiry, other: Expiry): boolean =>
  rule.days <= other.days && rule.newestKept <= other.newestKept;

function isNamed(side: Parameters<typeof readLifecycle>[0], bucket: string | undefined): boolean {
  return (
    bucket !== undefined &&
    typeof side === "object" &&
    side !== null &&
    "bucket" in side &&
    side.bucket === bucket
  );
}

function howLong({ days, newestKept }: Expiry): Sentence {
  if (newestKept === 0) return dayCount(days);
  return say`${dayCount(days)} (the newest ${newestKept === 1 ? say`one` : newestKept} never)`;
}

const dayCount = (days: number) => (days === 1 ? say`1 day` : say`${days} days`);
