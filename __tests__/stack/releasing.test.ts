import { TerraformStack } from "cdktf";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { resolveSettings } from "../../src/settings/resolve";
import type { SettingsInput } from "../../src/settings/schema";
import { ObjectAudit } from "../../src/stack/ObjectAudit";
import { addressesOf, synthesize, synthesizeStack, type Synthesized } from "../support/synth";

const making: SettingsInput = {
  name: "payments",
  region: "eu-central-1",
  watch: [{ bucket: "example-payments" }, { bucket: "www.example.com", create: true }],
  logBucket: { expireAfterDays: 400 },
};
const made = synthesize(resolveSettings(making));

const released = ({ removed = [] }: Synthesized): string[] => removed.map(({ from }) => from).sort();
/** What a stack makes of the buckets whose addresses end like this. */
const partsOf = (stack: Synthesized, name: string): string[] =>
  addressesOf(stack).filter((address) => address.startsWith("aws_s3_bucket") && address.endsWith(`.${name}`));

describe("a bucket that was made is let go, with everything that was made of it,", () => {
  it.each<[what: string, name: string, changed: Partial<SettingsInput>]>([
    [
      "when a watched bucket is no longer made",
      "watched_www_example_com",
      { watch: [{ bucket: "www.example.com" }] },
    ],
    [
      "when it is taken out of watch and listed",
      "watched_www_example_com",
      { watch: [{ bucket: "example-payments" }], releasedBuckets: ["www.example.com"] },
    ],
    ["when the log bucket is no longer made", "logs", { logBucket: { create: false } }],
    ["when the result bucket is no longer made", "results", { athena: { resultBucket: { create: false } } }],
  ])("%s", (_, name, changed) => {
    const stack = synthesize(resolveSettings({ ...making, ...changed }));
    const parts = partsOf(made, name);
    expect(parts.length).toBeGreaterThan(4);
    expect(released(stack)).toEqual(expect.arrayContaining(parts));
    expect(partsOf(stack, name)).toEqual([]);
    for (const { lifecycle } of stack.removed ?? []) expect(lifecycle).toEqual({ destroy: false });
  });
});

it("lets go of nothing that it declares, which Terraform would refuse, and of nothing twice", () => {
  const stack = synthesize(
    resolveSettings({ ...making, releasedBuckets: ["example-payments", "example-orders"] }),
  );
  expect(new Set(released(stack)).size).toBe(released(stack).length);
  expect(addressesOf(stack).filter((address) => released(stack).includes(address))).toEqual([]);
});

it("lets go under the addresses of each audit, where two stand in one stack of another program", () => {
  const stack = synthesizeStack("both", (app) => {
    const both = new TerraformStack(app, "both");
    new AwsProvider(both, "aws", { region: "eu-central-1" });
    const watch = [{ bucket: "example-payments" }];
    new ObjectAudit(both, "one", resolveSettings({ ...making, watch }));
    new ObjectAudit(both, "Default", resolveSettings({ ...making, name: "orders", watch }));
    return both;
  });
  expect(released(stack)).toEqual(
    ["one_watched_example-payments", "watched_example-payments"]
      .flatMap((name) => [
        `aws_s3_bucket.${name}`,
        `aws_s3_bucket_ownership_controls.${name}`,
        `aws_s3_bucket_public_access_block.${name}`,
        `aws_s3_bucket_server_side_encryption_configuration.${name}`,
        `aws_s3_bucket_versioning.${name}`,
      ])
      .sort(),
  );
});

describe("a bucket that is not to be emptied", () => {
  const bucket = (stack: Synthesized, name: string) => stack.resource["aws_s3_bucket"]?.[name];
  const kept = (stack: Synthesized) => stack.resource["terraform_data"]?.["kept_buckets"];

  it("stops every plan that would destroy it", () => {
    const refused = { prevent_destroy: true };
    expect(bucket(made, "logs")).toMatchObject({ lifecycle: refused });
    expect(bucket(made, "watched_www_example_com")).toMatchObject({ lifecycle: refused });
    // results can be had again
    expect(bucket(made, "results")).not.toHaveProperty("lifecycle");
    const emptied = synthesize(resolveSettings({ ...making, logBucket: { forceDestroy: true } }));
    expect(bucket(emptied, "logs")).not.toHaveProperty("lifecycle");
  });

  it("is remembered by the state, which outlives the settings", () => {
    expect(kept(made)?.["for_each"]).toEqual({
      "example-payments": false,
      "payments-log": true,
      "www.example.com": true,
    });
    const none = synthesize(
      resolveSettings({
        ...making,
        watch: [{ bucket: "www.example.com" }],
        logBucket: { forceDestroy: true },
      }),
    );
    // its entry must not go with it: nothing but an entry that goes is taken for a bucket that is lost
    expect(kept(none)?.["for_each"]).toEqual({ "payments-log": false, "www.example.com": false });
  });

  it("is looked at before anything else is destroyed", () => {
    const others = addressesOf(made).filter((address) => !/^(data|terraform_data)\./.test(address));
    expect([...(kept(made)?.["depends_on"] as string[])].sort()).toEqual(others);
  });

  it("is told in words that every shell takes", () => {
    const text = JSON.stringify(kept(made)?.["provisioner"]);
    const [, echoed = ""] = /echo (.*) && exit 1/.exec(text) ?? [];
    expect(echoed.replace(/\$\{.*?\}/, "my-bucket")).toMatch(/^[\w .,:=-]{80,}$/);
  });
});
