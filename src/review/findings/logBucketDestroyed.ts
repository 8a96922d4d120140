import { say } from "../sentence";
import { at } from "../value";
import { ends, howItEnds, nameOf } from "./common";
import type { Finding } from "./finding";

export const logBucketDestroyed: Finding = {
  id: "log-bucket-destroyed",
  title: "Log bucket destroyed or replaced",
  severity: "dangerous",
  find: (audit) =>
    audit
      .changed("aws_s3_bucket")
      .filter((change) => ends(change) && audit.isLogBucket(nameText(change.before)))
      .map((change) => ({
        address: change.address,
        says: say`Log bucket ${nameOf(change)} ${howItEnds(change)}.${logsGo(change)}`,
      })),
};

function nameText(before: Parameters<typeof at>[0]): string | undefined {
  const name = at(before, "bucket");
  return typeof name === "string" ? name : undefined;
}

function logsGo({ before }: Parameters<typeof ends>[0]) {
  return at(before, "force_destroy") === true
    ? say` force_destroy is on: every log file in it is deleted too.`
    : say` The apply fails half-way if there are logs in it.`;
}
