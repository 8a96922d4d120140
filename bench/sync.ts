import { readFileSync, readdirSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { Emulator, fakeCredentials } from "../__tests__/support/emulator";
import { ready } from "../__tests__/support/finding";
import { findPython, virtualEnvironment } from "../__tests__/support/python";
import { findLogs } from "../src/logs/find";
import type { SampleShape } from "../src/logs/sample/sample";
import type { Bench } from "./bench";
import { ratio, table } from "./measure";
import { cache, keptSample, repository } from "./support/logs";

const bucket = "my-audit-log";
const region = "us-east-1";
const usual = { events: 100_000, days: 8, seed: 1, files: 2_000 };
const small = { events: 1_000, days: 8, seed: 1, files: 60 };

/** `s3-audit sync` beside `aws s3 sync`: the same files from the same emulated S3 into an empty folder. */
export async function benchSync(bench: Bench): Promise<boolean> {
  // the SDK says at every start that it will leave this Node one day, which a pinned version does not
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";
  const shape = bench.sized(usual, small);
  const python = virtualEnvironment(ready(findPython()), join(__dirname, "support", "awscli.txt"));
  const emulator = await Emulator.start({ keepsLog: false });
  try {
    const bytes = await fill(emulator, shape);
    const env = {
      AWS_ACCESS_KEY_ID: fakeCredentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: fakeCredentials.secretAccessKey,
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_ENDPOINT_URL: emulator.url,
      AWS_EC2_METADATA_DISABLED: "true",
    };
    const folders = { ours: join(cache, "bench-sync-ours"), theirs: join(cache, "bench-sync-theirs") };
    const empty = (folder: string) => () => rmSync(folder, { recursive: true, force: true });
    const window = ["--since", "2026-11-01", "--until", "2026-11-30"];
    const [ours, theirs] = bench.measure(
      [
        {
          title: "s3-audit sync",
          args: ["src/cli/s3-audit.js", "sync", "--bucket", bucket, ...window, "--to", folders.ours],
          cwd: repository,
          env,
          before: empty(folders.ours),
        },
        {
          title: "aws s3 sync",
          program: python,
          args: [
            join(__dirname, "support", "aws.py"),
            ...["s3", "sync", `s3://${bucket}/`, folders.theirs, "--only-show-errors"],
          ],
          cwd: repository,
          env,
          before: empty(folders.theirs),
        },
      ],
      5,
    );
    if (ours === undefined || theirs === undefined) throw new Error("a contestant is missing");
    const names = Object.values(folders).map(namesBelow);
    if (names[0]?.length !== shape.files || names[0].join() !== names[1]?.join())
      throw new Error("the two did not copy the same files");
    bench.print(`Copying ${shape.files} log files (${(bytes / 1e6).toFixed(1)} MB) from an emulated S3`);
    bench.print(table([ours, theirs]));
    return bench.judge([
      { what: "sync against aws s3 sync", measured: ratio(ours, theirs), atMost: 1.0, unit: "x" },
      { what: "peak memory of sync", measured: Math.max(...ours.megabytes), atMost: 300, unit: " MB" },
    ]);
  } finally {
    await emulator.stop();
  }
}

const namesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".json.gz"))
    .sort();

/** Puts the log files of a sample into the bucket; gives their bytes. */
async function fill(emulator: Emulator, shape: SampleShape): Promise<number> {
  const sample = join(cache, `bench-sync-${shape.files}-files`);
  await keptSample(sample, shape);
  const { files } = await findLogs(sample);
  const s3 = new S3Client({ ...emulator.clientFor(region), forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  let bytes = 0;
  const waiting = [...files];
  const put = async (): Promise<void> => {
    for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
      const body = readFileSync(file);
      bytes += body.length;
      const key = relative(sample, file);
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body }));
    }
  };
  await Promise.all(Array.from({ length: 8 }, put));
  s3.destroy();
  return bytes;
}
