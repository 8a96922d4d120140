import { switched } from "../audit";
import { say } from "../sentence";
import { at } from "../value";
import { notKnown, theBucket } from "./common";
import type { Finding, FindingHit } from "./finding";

const flags = ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"];

export const publicAccessBlock: Finding = {
  id: "public-access-block-weakened",
  title: "Public access block weakened",
  severity: "dangerous",
  find: (audit) => {
    const ofBuckets = audit.settings("aws_s3_bucket_public_access_block");
    const ofAccount = audit.settings("aws_s3_account_public_access_block");
    return [...ofBuckets, ...ofAccount].flatMap((setting): FindingHit[] => {
      const { address, before, after, change, bucketGoes } = setting;
      if (before === undefined || bucketGoes) return [];
      const whose =
        change.type === "aws_s3_account_public_access_block" ? say`the whole account` : theBucket(setting);
      const how = flags.map((flag) => ({ flag, how: switched(at(before, flag), at(after, flag)) }));
      const off = how.filter((one) => one.how === "off").map(({ flag }) => flag);
      const unknown = how.filter((one) => one.how === "unknown").map(({ flag }) => flag);
      const hits: FindingHit[] = [];
      if (off.length > 0)
        hits.push({ address, says: say`The public access block of ${whose} no longer sets ${off}.` });
      if (unknown.length > 0) {
        hits.push({
          address,
          severity: "look",
          says: say`The public access block of ${whose}, ${unknown}: ${notKnown}.`,
        });
      }
      return hits;
    });
  },
};
