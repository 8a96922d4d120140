import { stays } from "../audit";
import { say } from "../sentence";
import { at, canonical } from "../value";
import { named, nameOf } from "./common";
import type { Finding } from "./finding";

export const destinationChanged: Finding = {
  id: "log-destination-changed",
  title: "Logs are delivered to another place",
  severity: "look",
  find: (audit) =>
    audit
      .changed("aws_cloudtrail")
      .filter(stays)
      .flatMap((change) =>
        ["s3_bucket_name", "s3_key_prefix"].flatMap((argument) => {
          const before = at(change.before, argument);
          const after = at(change.after, argument);
          if (canonical(before) === canonical(after)) return [];
          return [
            {
              address: change.address,
              says: say`Trail ${nameOf(change)}: ${argument} changes from ${named(before)} to ${named(after)}. Older logs stay where they are; tables and readers need both places.`,
            },
          ];
        }),
      ),
};
