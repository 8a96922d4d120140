import {
  GetObjectCommand,
  GetPublicAccessBlockCommand,
  ListBucketsCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { stringify } from "yaml";
import { resolveSettings } from "../../src/settings/resolve";
import type { SettingsInput } from "../../src/settings/schema";
import { protectedBucket } from "../stack/madeAudit";
import { Workspace } from "../support/cdktf";
import { Emulator } from "../support/emulator";
import { describeWith, ready } from "../support/finding";
import { findTerraform } from "../support/terraform";
import { AppliedAudit } from "./applied";
import { createBucket, tools } from "./lifecycle";
import { remains } from "./remains";

const region = "eu-central-1";
const file = "audit.yaml";
const name = "payments";
const watched = "example-payments";
const orders = "example-orders";
const logs = "payments-log";
const results = "example-results";

/** Every bucket of its own but that of the results, whose lifecycle rule takes the emulator a minute. */
const making: SettingsInput = {
  name,
  region,
  watch: [
    { bucket: watched, create: true },
    { bucket: orders, create: true },
  ],
  athena: { resultBucket: { name: results, create: false } },
};

describeWith(tools(), "an audit whose buckets hold objects", () => {
  jest.setTimeout(300_000);
  let emulator: Emulator;
  let program: Workspace;
  let s3: S3Client;
  const audit = () => new AppliedAudit(emulator, resolveSettings(making));

  beforeAll(async () => {
    emulator = await Emulator.start();
    s3 = new S3Client({ ...emulator.clientFor(region), forcePathStyle: true });
    program = await Workspace.make({
      terraform: ready(findTerraform()),
      emulatorUrl: emulator.url,
      settingsFiles: [file],
      stacks: [name],
    });
    await createBucket(emulator, results, region);
  });
  afterAll(async () => {
    await emulator?.stop();
    await program?.remove();
  });

  const set = (changed: Partial<SettingsInput> = {}) =>
    program.write(file, stringify({ ...making, ...changed }));
  const put = (Bucket: string) =>
    s3.send(new PutObjectCommand({ Bucket, Key: "kept.txt", Body: "evidence" }));
  const bucketNames = async () => {
    const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
    return Buckets.map(({ Name }) => Name).sort();
  };
  /** What a command says that has to fail, on one line, without the stack's name that CDKTF puts in front of each. */
  const refusal = (doing: Promise<unknown>): Promise<string> =>
    doing.then(
      () => "it went well",
      (error: Error) => error.message.replace(/^ *payments\s/gm, " ").replace(/\s+/g, " "),
    );
  /** Plans the settings, applies what was planned, and looks whether anything is left to do. */
  const change = async (changed: Partial<SettingsInput>) => {
    await set(changed);
    await program.synth();
    const plan = await program.plan(name);
    await program.applyPlan(name);
    expect(await program.plan(name)).toEqual([]);
    return plan;
  };
  const actionsOf = (plan: readonly { action: string; address: string }[], action: string) =>
    plan
      .filter((each) => each.action === action && each.address.startsWith("aws_"))
      .map(({ address }) => address);
  const partsOf = (part: string, ...more: string[]) =>
    ["", "_ownership_controls", ...more, "_public_access_block"]
      .concat("_server_side_encryption_configuration", "_versioning")
      .map((type) => `aws_s3_bucket${type}.${part}`);

  /** The bucket and its object are as the stack made them. */
  const expectUntouched = async (Bucket: string) => {
    expect(await audit().bucket(Bucket)).toEqual(protectedBucket);
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: "kept.txt" }));
    expect(await Body?.transformToString()).toBe("evidence");
  };
  const everythingIsThere = async () => {
    for (const bucket of [watched, orders, logs]) await expectUntouched(bucket);
    const { Statement } = await audit().bucketPolicy(logs);
    expect(Statement).toHaveLength(3);
    expect(await audit().trail()).toMatchObject({ IsLogging: true, S3BucketName: logs });
    expect((await audit().savedQueries()).length).toBeGreaterThan(10);
  };

  it("is deployed and used", async () => {
    await set();
    await program.deploy();
    for (const bucket of [watched, orders, logs]) await put(bucket);
    await everythingIsThere();
  });

  it("is not destroyed: Terraform refuses the plan, by the names of the buckets, and everything is there", async () => {
    await refusal(program.destroy());
    await everythingIsThere();
    // of a long plan that is refused, cdktf can cut off the end, where the reason stands
    const said = await refusal(program.terraform(program.stackFolder(name), "destroy", "-auto-approve"));
    for (const address of ["logs", `watched_${watched}`, `watched_${orders}`]) {
      expect(said).toMatch(new RegExp(`aws_s3_bucket\\.${address} has lifecycle\\.prevent_destroy set`));
    }
    await everythingIsThere();
  });

  it("does not lose its log bucket to another name", async () => {
    await set({ logBucket: { name: "payments-log-2" } });
    await program.synth();
    expect(await refusal(program.plan(name))).toMatch(
      /aws_s3_bucket\.logs has lifecycle\.prevent_destroy set, but the plan calls for this resource/,
    );
    await everythingIsThere();
  });

  it.each<[string, Partial<SettingsInput>]>([
    ["the log bucket may be emptied", { logBucket: { forceDestroy: true }, watch: [{ bucket: watched }] }],
    [
      "all buckets are let go",
      { logBucket: { create: false }, watch: [{ bucket: watched }, { bucket: orders }] },
    ],
  ])("is not destroyed where the settings say that %s, and that was not deployed", async (_, changed) => {
    await set({ ...changed, releasedBuckets: [orders] });
    await program.synth();
    const said = await refusal(program.terraform(program.stackFolder(name), "destroy", "-auto-approve"));
    for (const bucket of [watched, orders, logs]) {
      expect(said).toContain(`Nothing of the bucket ${bucket} was destroyed, because this audit keeps it.`);
    }
    await everythingIsThere();
    await set();
    await program.synth();
    expect(await program.plan(name)).toEqual([]);
  });

  it("does not strip a watched bucket that is taken out of watch and not listed: it says what to write", async () => {
    await set({ watch: [{ bucket: watched, create: true }] });
    expect(await refusal(program.deploy())).toMatch(
      new RegExp(`Nothing of the bucket ${orders} was destroyed, .* list it in releasedBuckets, and deploy`),
    );
    await everythingIsThere();
  });

  it("lets go of a watched bucket that is no longer made", async () => {
    const plan = await change({ watch: [{ bucket: watched }, { bucket: orders, create: true }] });
    expect(actionsOf(plan, "delete")).toEqual([]);
    expect(actionsOf(plan, "forget")).toEqual(partsOf(`watched_${watched}`));
    await everythingIsThere();
  });

  it("lets go of a watched bucket that is taken out of watch and listed", async () => {
    const plan = await change({ watch: [{ bucket: watched }], releasedBuckets: [orders] });
    expect(actionsOf(plan, "delete")).toEqual([]);
    expect(actionsOf(plan, "forget")).toEqual(partsOf(`watched_${orders}`));
    await everythingIsThere();
  });

  it("delivers into a new log bucket once the old one is let go", async () => {
    const watch = [{ bucket: watched }];
    const release = await change({ watch, logBucket: { create: false } });
    expect(actionsOf(release, "delete")).toEqual([]);
    expect(actionsOf(release, "forget")).toEqual(partsOf("logs", "_policy"));
    await everythingIsThere();

    const renewal = await change({ watch, logBucket: { name: "payments-log-2" } });
    expect(actionsOf(renewal, "delete")).toEqual([]);
    expect(actionsOf(renewal, "create")).toEqual(partsOf("logs", "_policy"));
    await expectUntouched(logs);
    expect(await audit().trail()).toMatchObject({ S3BucketName: "payments-log-2" });
    await put("payments-log-2");
  });

  it("is destroyed with its logs once that is set and deployed", async () => {
    await change({
      watch: [{ bucket: watched }],
      logBucket: { name: "payments-log-2", forceDestroy: true },
    });
    expect(await program.destroy()).toContain("Destroy complete!");
    expect(await remains(emulator, region, `${name}-audit`)).toEqual({
      buckets: [orders, watched, results, logs].sort(),
      trails: [],
      databases: [],
      workgroups: [],
      namedQueries: [],
    });
    for (const bucket of [watched, orders, logs]) await expectUntouched(bucket);
  });

  it("leaves its logs, protected as they were, where they were let go before it is destroyed", async () => {
    const watch = [{ bucket: watched }];
    await set({ watch, logBucket: { name: "payments-log-3" } });
    await program.deploy();
    await put("payments-log-3");
    await set({ watch, logBucket: { name: "payments-log-3", create: false } });
    await program.deploy();
    expect(await program.destroy()).toContain("Destroy complete!");
    await expectUntouched("payments-log-3");
    expect(await bucketNames()).toContain("payments-log-3");
    const { PublicAccessBlockConfiguration } = await s3.send(
      new GetPublicAccessBlockCommand({ Bucket: "payments-log-3" }),
    );
    expect(PublicAccessBlockConfiguration?.BlockPublicPolicy).toBe(true);
  });
});
