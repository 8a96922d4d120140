import { say } from "../sentence";
import { at } from "../value";
import { ends, howItEnds, nameOf } from "./common";
import type { Finding } from "./finding";

export const bucketDestroyed: Finding = {
  id: "bucket-destroyed",
  title: "Bucket destroyed or replaced",
  severity: "dangerous",
  find: (audit) =>
    audit
      .changed("aws_s3_bucket")
      .filter((change) => ends(change) && !audit.isLogBucket(String(at(change.before, "bucket"))))
      .map((change) => {
        const losesObjects = at(change.before, "force_destroy") === true;
        const objects = losesObjects ? say` force_destroy is on: its objects are deleted too.` : say``;
        return {
          address: change.address,
          severity: losesObjects ? "dangerous" : "look",
          says: say`Bucket ${nameOf(change)} ${howItEnds(change)}.${objects}`,
        };
      }),
};
