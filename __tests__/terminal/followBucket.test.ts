import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { ExitCode } from "../../src/errors";
import { CommandLine, leftIn } from "../support/commandLine";
import { LogFolder, deliveredAt, logText, record } from "../support/records";
import { S3StandIn } from "../support/s3StandIn";

const bucket = "miyagawa-test-log";

test("without a folder the log bucket is followed, from an hour ago, and nothing stays here", async () => {
  const s3 = await S3StandIn.start(bucket, 1000);
  const folder = new LogFolder().write(
    "audit.yaml",
    "{name: miyagawa-test, region: ap-northeast-1, watch: [{bucket: miyagawa-test}]}",
  );
  mkdirSync(join(folder.path, "tmp"));
  const deliver = (unique: string, eventID: string, minutesAgo: number) => {
    const moment = new Date(Date.now() - minutesAgo * 60_000).toISOString();
    s3.put(deliveredAt(moment, unique), gzipSync(logText(record({ eventID, eventTime: moment }))));
  };
  deliver("a", "long-ago", 120);
  deliver("b", "lately", 5);
  const running = new CommandLine(
    ["events", "--follow", "--endpoint-url", s3.url, "--format", "csv", "--columns", "event_id"],
    {
      cwd: folder.path,
      env: {
        ...{ AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" },
        TMPDIR: join(folder.path, "tmp"),
      },
    },
  );
  try {
    await running.until(({ stdout }) => stdout === "event_id\nlately\n");
    deliver("c", "now", 0);
    await running.until(({ stdout }) => stdout === "event_id\nlately\nnow\n", 60_000);
    expect(await running.interrupt()).toBe(ExitCode.interrupted);
    expect(running.stderr).toBe("");
    expect(leftIn(join(folder.path, "tmp"))).toEqual([]);
    expect(readdirSync(folder.path).sort()).toEqual(["audit.yaml", "tmp"]);
  } finally {
    await running.remove();
    await s3.stop();
    folder.remove();
  }
}, 120_000);
